"""Waiting for a deployment, and giving up early where waiting is of no use."""

from typing import Any

import click
import pytest

from cli.cluster import readiness
from cli.cluster.readiness import wait_until_ready
from tests.unit.cluster.conftest import FakeKubectl

pytestmark = pytest.mark.slow

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


def pod(
    reason: str, restarts: int = 0, *, revision: str = "search-1", ended: dict[str, Any] | None = None
) -> dict[str, Any]:
    waiting = {"reason": reason, "message": f"because of {reason}"}
    container = {"name": "search", "state": {"waiting": waiting}, "restartCount": restarts}
    status = {"containerStatuses": [container | {"lastState": {"terminated": ended} if ended else {}}]}
    spec = {"containers": [{"name": "queue-proxy"}, {"name": "search"}]}
    labels = {"serving.knative.dev/service": "search", "serving.knative.dev/revision": revision}
    metadata = {"name": f"{revision}-pod", "creationTimestamp": "2026-01-01T00:00:00Z", "labels": labels}
    return {"metadata": metadata, "spec": spec, "status": status}


def running() -> dict[str, Any]:
    """A pod whose container runs and is not ready."""
    found = pod("")
    found["status"]["containerStatuses"][0]["state"] = {"running": {}}
    return found


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


def test_the_pods_that_a_corrected_deployment_supersedes_do_not_count(cluster: FakeKubectl) -> None:
    cluster.listed("pods", pod("ImagePullBackOff", revision="search-0"))
    for state in (ksvc("Unknown"), ksvc()):
        cluster.listed("ksvc", state)
    wait_until_ready([SERVICE], 60.0)


def test_nor_do_they_while_the_controllers_have_not_seen_the_correction(cluster: FakeKubectl) -> None:
    cluster.listed("pods", pod("ImagePullBackOff"))
    behind = ksvc("Unknown")
    behind["status"]["conditions"].append({"type": "ConfigurationsReady", "status": "Unknown", "reason": "OutOfDate"})
    for state in (ksvc("False", generation=2), behind, ksvc()):
        cluster.listed("ksvc", state)
    wait_until_ready([SERVICE], 60.0)


def test_a_pod_that_is_being_removed_does_not_count(cluster: FakeKubectl) -> None:
    removed = pod("ImagePullBackOff")
    removed["metadata"]["deletionTimestamp"] = "2026-01-01T00:00:00Z"
    cluster.listed("pods", removed)
    for state in (ksvc("Unknown"), ksvc()):
        cluster.listed("ksvc", state)
    wait_until_ready([SERVICE], 60.0)


def test_a_superseded_pod_that_a_stateful_set_keeps_comes_with_the_command_that_removes_it(
    cluster: FakeKubectl,
) -> None:
    stateful = {"kind": "StatefulSet", "metadata": {"name": "weaviate"}, "spec": {"replicas": 1}}
    kept = pod("ImagePullBackOff")
    kept["metadata"] |= {
        "name": "weaviate-0",
        "labels": {"app.kubernetes.io/name": "weaviate", "controller-revision-hash": "weaviate-old"},
    }
    cluster.listed("statefulset", stateful)
    cluster.listed("pods", kept)
    cluster.answer("get statefulset weaviate", stateful | {"status": {"updateRevision": "weaviate-new"}})
    with pytest.raises(click.ClickException, match="kubectl delete pod weaviate-0 -n minirag"):
        wait_until_ready([stateful | {"apiVersion": "apps/v1"}], 60.0)


@pytest.mark.parametrize(
    ("ended", "wanted"),
    [
        ({"exitCode": 132}, "SIGILL.*without --native"),
        ({"exitCode": 135}, "SIGBUS.*could not be read"),
        ({"exitCode": 139}, "SIGSEGV.*compiled code"),
        ({"exitCode": 0, "signal": 4}, "SIGILL"),
        ({"exitCode": 137, "reason": "OOMKilled"}, "more memory than its limit"),
    ],
)
def test_what_a_function_died_of_is_named_with_what_to_do(
    cluster: FakeKubectl, ended: dict[str, Any], wanted: str
) -> None:
    cluster.listed("ksvc", ksvc("Unknown"))
    cluster.listed("pods", pod("CrashLoopBackOff", restarts=3, ended=ended))
    with pytest.raises(click.ClickException, match=wanted):
        wait_until_ready([SERVICE], 60.0)


def test_workers_that_die_inside_a_living_container_are_found_in_its_log(cluster: FakeKubectl) -> None:
    cluster.listed("ksvc", ksvc("Unknown"))
    cluster.listed("pods", running())
    cluster.answer("get pod search-1-pod", running())
    died = "[2026-01-01 00:00:00 +0000] [1] [ERROR] Worker (pid:8) was sent SIGILL!\n"
    cluster.answer("logs search-1-pod -c search", died * 3)
    with pytest.raises(click.ClickException, match="pod search-1-pod: it died of SIGILL"):
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


BINDING = {"kind": "SinkBinding", "metadata": {"name": "search"}, "spec": {"subject": {"name": "search"}}}


def bound(*names: str) -> dict[str, Any]:
    """A Service that serves, with these variables."""
    containers = [{"name": "search", "env": [{"name": name, "value": "x"} for name in names]}]
    return ksvc() | {"spec": {"template": {"spec": {"containers": containers}}}}


def listed_binding(cluster: FakeKubectl) -> None:
    status = {"observedGeneration": 1, "conditions": [{"type": "Ready", "status": "True"}]}
    metadata = {"name": "search", "generation": 1}
    cluster.listed("sinkbinding", BINDING | {"metadata": metadata, "status": status})


def test_a_function_is_ready_only_once_its_binding_has_given_it_the_broker_s_address(cluster: FakeKubectl) -> None:
    cluster.listed("pods")
    listed_binding(cluster)
    for state in (bound("THREADS"), bound("THREADS", "K_SINK")):
        cluster.listed("ksvc", state)
    wait_until_ready([SERVICE, BINDING], 60.0)
    assert sum(call.startswith("get ksvc") for call in cluster.calls()) == 2


def test_one_that_is_not_given_it_is_touched_so_that_the_webhook_looks_again(cluster: FakeKubectl) -> None:
    cluster.listed("pods")
    listed_binding(cluster)
    for state in (*[bound()] * readiness.BINDS_EVERY, bound("K_SINK")):
        cluster.listed("ksvc", state)
    cluster.answer("annotate ksvc search")
    wait_until_ready([SERVICE, BINDING], 60.0)
    assert sum(call.startswith("annotate ksvc search") for call in cluster.calls()) == 1
