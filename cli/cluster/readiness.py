"""Waiting until all that was applied is ready, and saying early why something never will be."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click

from cli.cluster.hopeless_pods import hopeless_pods, last_lines
from cli.cluster.kubectl import get
from cli.cluster.rendering import Documents
from cli.cluster.sink_bindings import bind_again, unbound
from cli.terminal.progress_bar import progress_bar

KINDS = {"Service": "ksvc", "StatefulSet": "statefulset", "Broker": "broker", "Trigger": "trigger"} | {
    "SinkBinding": "sinkbinding",
    "PingSource": "pingsource",
}
PAUSE = 1.0  # seconds between two looks
BINDS_EVERY = 5  # looks at services without the Broker's address to one change that gives it to them
LOGS_EVERY = 10  # looks at the pods to one at their logs
Named = tuple[str, str]  # kubectl's kind, and the name


@dataclass(frozen=True, slots=True)
class Unready:
    """One thing that is not ready: its kubectl kind, its name, and what it says of itself."""

    kind: str
    name: str
    message: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.message or 'not ready yet'}"


def wait_until_ready(documents: Documents, timeout: float) -> None:
    """Return when everything is ready; raise with the reasons and the last log lines when it takes too long, or as
    soon as a pod cannot start at all."""
    wanted = [(KINDS[one["kind"]], one["metadata"]["name"]) for one in documents if _is_waited_for(one)]
    deadline, looks = time.monotonic() + timeout, 0
    with progress_bar("ready", len(wanted)) as show:
        while unready := list(_unready(wanted, seen := _seen(wanted))):
            show(len(wanted) - len(unready), f"waiting for {unready[0].kind} {unready[0].name}")
            looks += 1
            late = time.monotonic() > deadline
            services = [one for (kind, _), one in seen.items() if kind == "ksvc"]
            hopeless = list(hopeless_pods(services, logs=late or looks % LOGS_EVERY == 0))
            if hopeless or late:
                raise click.ClickException(_report(unready, hopeless))
            if looks % BINDS_EVERY == 0:
                bind_again(unbound(seen), looks)
            time.sleep(PAUSE)
        show(len(wanted))


def _is_waited_for(document: dict[str, Any]) -> bool:
    plain = document["kind"] == "Service" and document["apiVersion"] == "v1"
    return document["kind"] in KINDS and not plain


def _seen(wanted: list[Named]) -> dict[Named, dict[str, Any]]:
    """Return what there is of the wanted."""
    kinds = dict.fromkeys(kind for kind, _ in wanted)
    found = {(kind, one["metadata"]["name"]): one for kind in kinds for one in get(kind)}
    return {named: found[named] for named in wanted if named in found}


def _unready(wanted: list[Named], seen: dict[Named, dict[str, Any]]) -> Iterator[Unready]:
    for kind, name in wanted:
        message = why_not_ready(seen.get((kind, name)))
        if message is not None:
            yield Unready(kind, name, message)
    for name in unbound(seen):
        yield Unready("ksvc", name, "its SinkBinding has not given it the Broker's address yet")


def why_not_ready(found: dict[str, Any] | None) -> str | None:
    """Return what an object says of not being ready, '' when it says nothing, and None when it is ready."""
    if found is None:
        return "it does not exist yet"
    status = found.get("status", {})
    if found["kind"] == "StatefulSet":
        ready = status.get("readyReplicas", 0), found["spec"]["replicas"]
        return None if ready[0] == ready[1] else f"{ready[0]} of {ready[1]} pods are ready"
    if status.get("observedGeneration") != found["metadata"]["generation"]:
        return "its controller has not seen it yet"
    conditions = [one for one in status.get("conditions", []) if one["type"] == "Ready"]
    newest = status.get("latestCreatedRevisionName") == status.get("latestReadyRevisionName")
    if conditions and conditions[0]["status"] == "True":
        return None if newest else "its newest revision is not ready yet"
    return str(conditions[0].get("message", "")) if conditions else ""


def _report(unready: list[Unready], hopeless: list[tuple[str, str]]) -> str:
    lines = ["not everything became ready:", *(f"  {one}" for one in unready)]
    lines += [f"  pod {name}: {reason}" for name, reason in hopeless]
    lines += [f"  claim {name} waits for a volume: is there a storage class? ./build.sh doctor" for name in _unbound()]
    lines += [f"  pod {name} waits for room on a node: {message}" for name, message in _unschedulable()]
    names = [name for name, _ in hopeless] or [name for one in unready for name in _newest_pod(one)]
    for name in dict.fromkeys(names[:3]):
        lines += [f"the last lines of pod {name}:", *(f"  {line}" for line in last_lines(name))]
    lines.append("look at: kubectl get pods -n minirag, kubectl describe ksvc NAME -n minirag; then repeat deploy")
    return "\n".join(lines)


def _unbound() -> list[str]:
    return [one["metadata"]["name"] for one in get("pvc") if one.get("status", {}).get("phase") == "Pending"]


def _unschedulable() -> Iterator[tuple[str, str]]:
    for pod in get("pods"):
        for one in pod.get("status", {}).get("conditions", []):
            if one["type"] == "PodScheduled" and one["status"] == "False":
                yield pod["metadata"]["name"], one.get("message", "")


def _newest_pod(unready: Unready) -> list[str]:
    label = "serving.knative.dev/service" if unready.kind == "ksvc" else "app.kubernetes.io/name"
    pods = get("pods", labels=f"{label}={unready.name}")
    ordered = sorted(pods, key=lambda pod: str(pod["metadata"]["creationTimestamp"]))
    return [pod["metadata"]["name"] for pod in ordered[-1:]]
