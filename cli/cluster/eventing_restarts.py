"""How often the containers of Eventing's pods were started again: each time what the in-memory channel held is lost."""

from typing import Any, NamedTuple

from cli.cluster.kubectl import get

NAMESPACE = "knative-eventing"


class Pod(NamedTuple):
    """A pod's restarts so far, and why the last one was."""

    restarts: int
    why: str


def eventing_pods() -> dict[str, Pod]:
    """Return Eventing's pods by name."""
    return {one["metadata"]["name"]: _pod(one) for one in get("pods", namespace=NAMESPACE)}


def restarts_between(before: dict[str, Pod], after: dict[str, Pod]) -> list[str]:
    """Return a line for each pod that was restarted, or that took the place of another, between two looks."""
    lines = []
    for name, pod in sorted(after.items()):
        count = pod.restarts - before.get(name, Pod(0, "")).restarts
        new = " (a new pod)" if name not in before else ""
        if count or new:
            times = f"{count} restart{'' if count == 1 else 's'}"
            lines.append(f"{name}{new}: {times}" + (f", the last one after {pod.why}" if count else ""))
    return lines


def _pod(found: dict[str, Any]) -> Pod:
    containers = found.get("status", {}).get("containerStatuses", [])
    ended = [one["lastState"]["terminated"] for one in containers if "terminated" in one.get("lastState", {})]
    why = ", ".join(f"{one.get('reason', 'its end')} with exit code {one['exitCode']}" for one in ended)
    return Pod(sum(one["restartCount"] for one in containers), why)
