"""Waiting for a deployment, and giving up early where waiting is of no use."""

from typing import Any

import click
import pytest

from knative.cluster import readiness
from knative.cluster.readiness import wait_until_ready
from tests.unit.cluster.conftest import FakeKubectl

SERVICE = {"kind": "Service", "apiVersion": "serving.knative.dev/v1", "metadata": {"name": "search"}}


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "PAUSE", 0.0)


def ksvc(status: str = "True", message: str = "", *, newest: str = "search-1", generation: int = 1) -> dict[str, Any]:
    conditions = [{"type": "Ready", "status": status, "message": message}]
    revisions = {"latestCreatedRevisionName": newest, "latestReadyRevisionName": "search-1"}
    return {
        "kind": "Service",
        "metadata": {"name": "search", "generation": generation},
        "status": {"observedGeneration": 1, "conditions": conditions, **revisions},
    }


def pod(reason: str, restarts: int = 0) -> dict[str, Any]:
    waiting = {"reason": reason, "message": f"because of {reason}"}
    status = {"containerStatuses": [{"state": {"waiting": waiting}, "restartCount": restarts}]}
    spec = {"containers": [{"name": "queue-proxy"}, {"name": "search"}]}
    metadata = {"name": "search-1-pod", "creationTimestamp": "2026-01-01T00:00:00Z"}
    return {"metadata": metadata, "spec": spec, "status": status}


def test_it_waits_until_the_newest_revision_serves(cluster: FakeKubectl) -> None:
    cluster.listed("pods")
    for state in (ksvc("Unknown"), ksvc(generation=2), ksvc(newest="search-2"), ksvc()):
        cluster.listed("ksvc", state)
    wait_until_ready([SERVICE], 60.0)
    assert sum(call.startswith("get ksvc") for call in cluster.calls()) == 4


@pytest.mark.parametrize(
    ("reason", "wanted"),
    [("ImagePullBackOff", "its image cannot be pulled"), ("CreateContainerConfigError", "ConfigMap or Secret")],
)
def test_a_pod_that_cannot_start_ends_the_wait_with_its_reason(cluster: FakeKubectl, reason: str, wanted: str) -> None:
    cluster.listed("ksvc", ksvc("Unknown"))
    cluster.listed("pods", pod(reason))
    with pytest.raises(click.ClickException, match=f"{wanted}.*because of {reason}"):
        wait_until_ready([SERVICE], 60.0)


def test_a_function_that_ends_again_and_again_is_shown_with_its_last_lines(cluster: FakeKubectl) -> None:
    cluster.listed("ksvc", ksvc("Unknown"))
    cluster.listed("pods", pod("CrashLoopBackOff", restarts=3))
    cluster.answer("get pod search-1-pod", pod("CrashLoopBackOff"))
    cluster.answer("logs search-1-pod -c search", "first\nValueError: the model is torn\n")
    with pytest.raises(click.ClickException, match=r"it has ended 3 times[^$]*ValueError: the model is torn"):
        wait_until_ready([SERVICE], 60.0)


def test_what_takes_too_long_is_named_with_what_it_says_of_itself(cluster: FakeKubectl) -> None:
    cluster.listed("ksvc", ksvc("False", "Revision failed to become ready"))
    cluster.listed("pods")
    with pytest.raises(click.ClickException, match="ksvc search: Revision failed to become ready"):
        wait_until_ready([SERVICE], 0.0)


def test_a_claim_without_a_volume_points_at_the_storage_class(cluster: FakeKubectl) -> None:
    cluster.listed("ksvc", ksvc("Unknown"))
    cluster.listed("pods")
    cluster.listed("pvc", {"metadata": {"name": "data-weaviate-0"}, "status": {"phase": "Pending"}})
    with pytest.raises(click.ClickException, match="claim data-weaviate-0 waits for a volume"):
        wait_until_ready([SERVICE], 0.0)


def test_a_pod_without_room_on_a_node_is_named_with_what_is_lacking(cluster: FakeKubectl) -> None:
    full = {"type": "PodScheduled", "status": "False", "message": "0/1 nodes are available: 1 Insufficient cpu."}
    cluster.listed("ksvc", ksvc("Unknown"))
    cluster.listed("pods", pod("") | {"status": {"conditions": [full]}})
    with pytest.raises(click.ClickException, match=r"search-1-pod waits for room on a node: .*Insufficient cpu"):
        wait_until_ready([SERVICE], 0.0)
