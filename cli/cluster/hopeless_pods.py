"""Pods that will not start by waiting. Only those of the newest revisions count: what a corrected deployment supersedes
may go on failing until it is taken away."""

from collections.abc import Iterator
from typing import Any

from cli.cluster.kubectl import (
    NAMESPACE,
    KubectlError,
    get,
    kubectl,
)
from cli.cluster.pod_deaths import death, deaths_in_log

HOPELESS = {
    "ErrImagePull": "its image cannot be pulled",
    "ImagePullBackOff": "its image cannot be pulled",
    "InvalidImageName": "its image has no valid name",
    "CreateContainerConfigError": "a ConfigMap or Secret that it needs is missing",
}
CRASHES = 3  # restarts after which a container is given up
LAST_LINES = 15
SERVICE, REVISION = "serving.knative.dev/service", "serving.knative.dev/revision"
NAME, UPDATE = "app.kubernetes.io/name", "controller-revision-hash"
KEPT = "a StatefulSet keeps a pod that was never ready; to have it made anew: kubectl delete pod {} -n " + NAMESPACE


def hopeless_pods(services: list[dict[str, Any]], *, logs: bool) -> Iterator[tuple[str, str]]:
    """Yield (pod, reason) of each; `logs`: also those whose workers die again and again inside a living container.

    `services` are the Knative Services as the cluster has them, of which alone pods count, beside those of the stores.
    """
    newest = {one["status"].get("latestCreatedRevisionName", "") for one in services if _is_seen(one)}
    for pod in get("pods"):
        labels, name = pod["metadata"].get("labels", {}), pod["metadata"]["name"]
        if "deletionTimestamp" in pod["metadata"] or not _counts(labels, newest):
            continue
        for container in pod.get("status", {}).get("containerStatuses", []):
            if reason := _reason(container) or (_dying(name, container) if logs else ""):
                yield name, reason + _if_kept(name, labels)


def last_lines(pod: str, count: int = LAST_LINES) -> list[str]:
    """Return the end of a pod's log, of the function's container and not of Knative's beside it."""
    try:
        found = get("pod", pod)
        containers = [one["name"] for one in found["spec"]["containers"]] if found else []
        own = next((name for name in containers if name != "queue-proxy"), "")
        printed = kubectl("logs", pod, "-c", own, "-n", NAMESPACE, f"--tail={count}")
    except KubectlError as error:
        return [f"(no log: {error.output})"]
    return printed.splitlines() or ["(its log is empty)"]


def _is_seen(service: dict[str, Any]) -> bool:
    """Tell whether the controllers have seen a Service's newest specification: the newest revision is of it then."""
    status = service.get("status", {})
    configured = [one for one in status.get("conditions", []) if one["type"] == "ConfigurationsReady"]
    behind = any(one.get("reason") == "OutOfDate" for one in configured)
    return status.get("observedGeneration") == service["metadata"]["generation"] and not behind


def _counts(labels: dict[str, str], newest: set[str]) -> bool:
    return SERVICE not in labels or labels.get(REVISION) in newest


def _reason(container: dict[str, Any]) -> str:
    waiting = container.get("state", {}).get("waiting", {})
    reason = waiting.get("reason", "")
    if reason in HOPELESS:
        return f"{HOPELESS[reason]}: {waiting.get('message', reason)}"
    if reason == "CrashLoopBackOff" and container["restartCount"] >= CRASHES:
        return f"it has ended {container['restartCount']} times; {death(container) or 'see its log'}"
    return ""


def _dying(pod: str, container: dict[str, Any]) -> str:
    """Return what the workers of a running container die of, once that has happened several times."""
    if container.get("ready") or "running" not in container.get("state", {}) or container["name"] == "queue-proxy":
        return ""
    found = deaths_in_log(last_lines(pod, 200))
    return found[-1] if len(found) >= CRASHES else ""


def _if_kept(name: str, labels: dict[str, str]) -> str:
    """Return the command that a superseded pod of a StatefulSet needs; '' for every other pod."""
    if UPDATE not in labels:
        return ""
    owner = get("statefulset", labels.get(NAME, ""))
    superseded = owner and owner.get("status", {}).get("updateRevision", labels[UPDATE]) != labels[UPDATE]
    return f"; {KEPT.format(name)}" if superseded else ""
