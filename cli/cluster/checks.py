"""What a cluster must have, each thing with the command that mends its lack."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import httpx
import yaml

from cli.cluster.knative_requests import unreserved
from cli.cluster.kubectl import (
    NAMESPACE,
    KubectlError,
    get,
    kubectl,
)
from cli.cluster.noted_images import outdated_images, pushed_images
from cli.cluster.pod_deaths import death
from cli.cluster.serving_flags import needed_flags

OLDEST = (1, 33)  # Kubernetes, for Knative 1.21
GUIDE = "see docs/microk8s.md"
PARTS = {
    "Knative Serving": ("knative-serving", ("controller", "webhook", "activator", "autoscaler")),
    "Kourier, its ingress": ("knative-serving", ("net-kourier-controller",)),
    "Knative Eventing": ("knative-eventing", ("eventing-controller", "eventing-webhook")),
    "the in-memory channel": ("knative-eventing", ("imc-controller", "imc-dispatcher")),
    "the Broker": ("knative-eventing", ("mt-broker-controller", "mt-broker-ingress", "mt-broker-filter")),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, what was seen, and what mends it; `needed`: a deployment cannot do
    without it."""

    what: str
    ok: bool
    seen: str
    mend: str = ""
    needed: bool = True


def all_findings(overlay: Path) -> Iterator[Finding]:
    """Yield what was found, in the order in which it can be mended; stop where the rest cannot be seen."""
    try:
        yield _kubernetes()
    except click.ClickException as error:
        yield Finding("a cluster", False, error.message, f"let KUBECONFIG name a cluster; {GUIDE}")
        return
    rendered = list(yaml.safe_load_all(kubectl("kustomize", str(overlay))))
    for what, (namespace, deployments) in PARTS.items():
        if what.startswith(("the in-memory", "the Broker")) and _broker_class(rendered) != "MTChannelBasedBroker":
            continue
        yield _deployments(what, namespace, deployments)
    yield _ingress_class()
    yield from _of_overlay(rendered)
    yield _images()
    yield from _at_work()


def required(overlay: Path) -> list[str]:
    """Raise with every missing thing and its mending command, before anything is changed; return what had better be
    mended too."""
    unwell = [one for one in all_findings(overlay) if not one.ok]
    if missing := [one for one in unwell if one.needed]:
        lines = [f"  {one.what}: {one.seen}\n    {one.mend}" for one in missing]
        raise click.ClickException("the cluster lacks something:\n" + "\n".join(lines))
    return [f"{one.what}: {one.seen}\n  {one.mend}" for one in unwell]


def _kubernetes() -> Finding:
    version = json.loads(kubectl("version", "-o", "json", timeout=20.0))["serverVersion"]
    number = (int(version["major"]), int(re.sub(r"\D.*", "", version["minor"])))
    wanted = ".".join(map(str, OLDEST))
    mend = f"sudo snap refresh microk8s --channel=1.34/stable: Knative needs {wanted} or newer"
    return Finding("Kubernetes", number >= OLDEST, version["gitVersion"], mend)


def _deployments(what: str, namespace: str, names: tuple[str, ...]) -> Finding:
    found = {one["metadata"]["name"]: one for one in get("deployments", namespace=namespace)}
    missing = [name for name in names if name not in found]
    waiting = [name for name in names if name in found and not found[name]["status"].get("availableReplicas")]
    version = next((_version(found[name]) for name in names if name in found), "")
    if missing:
        return Finding(what, False, f"{', '.join(missing)} not installed", f"install it: {GUIDE}, part 2")
    if waiting:
        mend = f"kubectl wait --for=condition=Available deployment --all -n {namespace} --timeout=300s"
        return Finding(what, False, f"{', '.join(waiting)} not running", mend)
    return Finding(what, True, version or "running")


def _version(deployment: dict[str, Any]) -> str:
    return str(deployment["metadata"].get("labels", {}).get("app.kubernetes.io/version", ""))


def _ingress_class() -> Finding:
    config = (get("configmap", "config-network", namespace="knative-serving") or {}).get("data", {})
    chosen = config.get("ingress-class", config.get("ingress.class", "not set"))
    patch = '{"data": {"ingress-class": "kourier.ingress.networking.knative.dev"}}'
    mend = f"kubectl patch configmap/config-network -n knative-serving --type merge -p '{patch}'"
    return Finding("ingress class", "kourier" in chosen, chosen, mend)


def _of_overlay(rendered: list[dict[str, Any]]) -> Iterator[Finding]:
    if finding := _other_broker(_broker_class(rendered)):
        yield finding
    if gone := stale_subscribers():
        yield _stale(gone)
    if any(_needs_storage_class(one) for one in rendered):
        yield _storage_class()
    yield from (Finding(*setting) for setting in needed_flags(rendered))
    if _broker_class(rendered) == "Kafka":
        yield _deployments("the Kafka Broker", "knative-eventing", ("kafka-controller",))


def _broker_class(rendered: list[dict[str, Any]]) -> str:
    brokers = [one for one in rendered if one["kind"] == "Broker"]
    annotations = brokers[0]["metadata"].get("annotations", {}) if brokers else {}
    return str(annotations.get("eventing.knative.dev/broker.class", "MTChannelBasedBroker"))


def _other_broker(wanted: str) -> Finding | None:
    try:
        found = get("broker", "default")
    except KubectlError:  # no such kind: Eventing is missing, and said so already
        return None
    have = (
        (found or {"metadata": {}})["metadata"].get("annotations", {}).get("eventing.knative.dev/broker.class", wanted)
    )
    mend = f"kubectl delete broker default -n {NAMESPACE}: a Broker's class cannot be changed, and its queue is lost"
    return Finding("the Broker's class", have == wanted, have, mend) if found else None


def stale_subscribers() -> list[int]:
    """Return the places, in our channel's list, of subscribers whose Trigger is deleted: Knative 1.21 forgets to take
    some out when several Triggers are deleted at once, and every event then fails there as well."""
    try:
        channel = get("inmemorychannel", "default-kne-trigger")
    except KubectlError:  # another channel
        return []
    alive = {one["metadata"]["uid"] for one in get("trigger")} if channel else set()
    subscribers = channel["spec"].get("subscribers", []) if channel else []
    return [
        place for place, one in enumerate(subscribers) if one.get("subscriberUri", "").rpartition("/")[2] not in alive
    ]


def _stale(places: list[int]) -> Finding:
    patch = json.dumps([{"op": "remove", "path": f"/spec/subscribers/{place}"} for place in reversed(places)])
    who = "--as system:serviceaccount:knative-eventing:eventing-controller"  # its webhook lets nobody else
    mend = f"kubectl patch inmemorychannel default-kne-trigger -n {NAMESPACE} {who} --type json -p '{patch}'"
    return Finding("the channel's subscribers", False, f"{len(places)} of deleted Triggers", mend)


def _needs_storage_class(document: dict[str, Any]) -> bool:
    claims = document["spec"].get("volumeClaimTemplates", []) if document["kind"] == "StatefulSet" else []
    return any("storageClassName" not in claim["spec"] for claim in claims)


def _storage_class() -> Finding:
    mark = "storageclass.kubernetes.io/is-default-class"
    classes = [one["metadata"] for one in get("storageclass")]
    default = [one["name"] for one in classes if one.get("annotations", {}).get(mark) == "true"]
    return Finding(
        "default storage class", bool(default), ", ".join(default) or "none", "microk8s enable hostpath-storage"
    )


def _at_work() -> Iterator[Finding]:
    """Yield what makes a running deployment fail, but keeps none from being made."""
    for namespace, deployments, mend in unreserved():
        seen = f"{', '.join(deployments)} request nothing, and are killed when the node is busy"
        yield Finding(f"requests of the pods in {namespace}", False, seen, mend, needed=False)
    for pod in get("pods"):
        for one in pod.get("status", {}).get("containerStatuses", []):
            if died := death(one):
                what, _, mend = died.partition(": ")
                seen = f"{what}, {one['restartCount']} restarts"
                yield Finding(f"pod {pod['metadata']['name']}", False, seen, mend, needed=False)


def _images() -> Finding:
    try:
        image = pushed_images()["minirag-light"]
    except click.ClickException as error:
        return Finding("our images", False, error.message, "./build.sh images --push localhost:32000")
    ok, seen = _answers(image.partition("/")[0])
    if outdated := outdated_images():
        seen += f"; {' and '.join(outdated)} from other sources than those here"
    return Finding("our images", ok, seen, "microk8s enable registry; ./build.sh images --push REGISTRY")


def _answers(registry: str) -> tuple[bool, str]:
    if not registry.startswith(("localhost", "127.0.0.1")):
        return True, f"pushed to {registry}"  # whether the node may pull from there is seen when it tries
    try:
        ok = httpx.get(f"http://{registry}/v2/", timeout=10.0, trust_env=False).status_code < 500
    except httpx.HTTPError:
        return False, f"the registry {registry} does not answer"
    return ok, f"pushed to {registry}"
