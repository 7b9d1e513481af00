"""Pods of Knative without resource requests: on a busy node they starve first, their probes time out, and the kubelet
kills them with all that they hold. The releases leave some of Eventing's without."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from cli.cluster.kubectl import get

NAMESPACES = ("knative-serving", "knative-eventing", "kourier-system")
REQUESTS = "cpu=100m,memory=100Mi"  # as the releases give to the Broker's other pods


class Unreserved(NamedTuple):
    """Deployments of one namespace whose pods request nothing, with the command that mends it."""

    namespace: str
    deployments: list[str]
    mend: str


def unreserved() -> Iterator[Unreserved]:
    """Yield each namespace of Knative's where there are such."""
    for namespace in NAMESPACES:
        found = sorted({name for pod in get("pods", namespace=namespace) if (name := _starving(pod))})
        if found:
            targets = " ".join(f"deployment/{name}" for name in found)
            yield Unreserved(namespace, found, f"kubectl set resources {targets} -n {namespace} --requests={REQUESTS}")


def _starving(pod: dict[str, Any]) -> str:
    """Return the name of a pod's Deployment when a container of it requests no processor time or no memory."""
    owners = [one for one in pod["metadata"].get("ownerReferences", []) if one["kind"] == "ReplicaSet"]
    if not owners or "deletionTimestamp" in pod["metadata"]:
        return ""
    requests = [one.get("resources", {}).get("requests", {}) for one in pod["spec"]["containers"]]
    reserved = all({"cpu", "memory"} <= one.keys() for one in requests)
    return "" if reserved else str(owners[0]["name"]).rpartition("-")[0]
