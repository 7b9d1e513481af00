"""The Pod Security level `restricted`, as Kubernetes' documentation lists it."""

from collections.abc import Iterator
from typing import Any

from tests.unit.manifests.overlays import containers

VOLUMES = {
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "image",
    "persistentVolumeClaim",
    "projected",
} | {"secret"}


def faults(pod: dict[str, Any]) -> list[str]:
    """Return what keeps a pod from a namespace that enforces the level; empty when nothing does."""
    return [*_of_pod(pod), *(fault for one in containers(pod) for fault in _of_container(one, pod))]


def _of_pod(pod: dict[str, Any]) -> Iterator[str]:
    for name in ("hostNetwork", "hostPID", "hostIPC"):
        if pod.get(name):
            yield name
    for volume in pod.get("volumes", []):
        yield from (f"volume {kind}" for kind in volume.keys() - VOLUMES - {"name"})


def _of_container(container: dict[str, Any], pod: dict[str, Any]) -> Iterator[str]:
    own = container.get("securityContext", {})
    context = pod.get("securityContext", {}) | own
    if context.get("runAsNonRoot") is not True or context.get("runAsUser") == 0:
        yield f"{container['name']} may run as root"
    if context.get("seccompProfile", {}).get("type") not in ("RuntimeDefault", "Localhost"):
        yield f"{container['name']} has no seccomp profile"
    if own.get("allowPrivilegeEscalation") is not False:
        yield f"{container['name']} may gain privileges"
    if own.get("capabilities") != {"drop": ["ALL"]}:
        yield f"{container['name']} keeps capabilities"
    if own.get("privileged") or any("hostPort" in port for port in container.get("ports", [])):
        yield f"{container['name']} reaches into its node"
