"""Services that go to zero soon, for as long as a benchmark runs."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from cli.cluster.kubectl import NAMESPACE, get, kubectl
from cli.terminal.progress_bar import progress_bar
from events.retries import repeated, steady

PREFIX = "autoscaling.knative.dev/"
SHORT = {f"{PREFIX}window": "10s", f"{PREFIX}scale-to-zero-pod-retention-period": "0s"}
PATIENCE = 600.0  # seconds for new revisions, and for the last pod to go: it drains for half a minute


@contextmanager
def short_windows() -> Iterator[list[str]]:
    """Let every Service of ours go to zero 10 idle seconds later, and yield their names; undone in the end.

    One Service at a time and from zero: a small node has no room for the old and the new pods of all of them.
    """
    before = {found["metadata"]["name"]: _annotations(found) for found in get("ksvc")}
    try:
        wait_for_zero()
        with progress_bar("short windows", len(before)) as show:
            for number, name in enumerate(before, 1):
                _annotate(name, SHORT)
                _wait_until_ready(name)
                show(number, name)
        yield list(before)
    finally:
        for name, annotations in before.items():
            _annotate(name, {key: annotations.get(key) for key in SHORT})


def wait_for_zero() -> None:
    """Return when no pod of our Services is left."""
    _wait(lambda: not pods(), "the Services did not scale to zero; stop what uses them and repeat")


def pods(service: str = "") -> list[Any]:
    """Return the pods of one Service, or of all of ours."""
    found = get("pods", labels=f"serving.knative.dev/service={service}" if service else "serving.knative.dev/service")
    return list(found)


def _wait_until_ready(service: str) -> None:
    """Return when the newest revision of the Service serves."""
    _wait(lambda: _is_ready(get("ksvc", service)), f"the new revision of {service} did not become ready")


def _is_ready(service: dict[str, Any]) -> bool:
    status = service.get("status", {})
    ready = [one["status"] for one in status.get("conditions", []) if one["type"] == "Ready"]
    newest = status.get("latestReadyRevisionName") == status.get("latestCreatedRevisionName")
    return ready == ["True"] and newest and status["observedGeneration"] == service["metadata"]["generation"]


def _annotations(service: dict[str, Any]) -> dict[str, str]:
    return dict(service["spec"]["template"]["metadata"].get("annotations", {}))


def _annotate(service: str, annotations: dict[str, str] | dict[str, str | None]) -> None:
    patch = {"spec": {"template": {"metadata": {"annotations": annotations}}}}
    kubectl("patch", "ksvc", service, "-n", NAMESPACE, "--type", "merge", "--patch", json.dumps(patch))


def _wait(condition: Callable[[], bool], otherwise: str) -> None:
    if not repeated(condition, bool, steady(0.5, PATIENCE)):
        raise click.ClickException(otherwise)
