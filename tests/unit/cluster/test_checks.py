"""What doctor says of a cluster that lacks something."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from cli.cluster.checks import Finding, all_findings, required
from cli.commands.doctor import doctor
from tests.unit.cluster.conftest import FakeKubectl

pytestmark = pytest.mark.slow

OVERLAY = Path("overlay")
PARTS = {
    "knative-serving": ("controller", "webhook", "activator", "autoscaler", "net-kourier-controller"),
    "knative-eventing": (
        *("eventing-controller", "eventing-webhook", "imc-controller", "imc-dispatcher"),
        *("mt-broker-controller", "mt-broker-ingress", "mt-broker-filter"),
    ),
}
BROKER = {"kind": "Broker", "metadata": {"name": "default"}, "spec": {}}
CLAIM = {"kind": "StatefulSet", "metadata": {"name": "store"}, "spec": {"volumeClaimTemplates": [{"spec": {}}]}}


def deployment(name: str, available: int = 1) -> dict[str, Any]:
    labels = {"app.kubernetes.io/version": "1.21.2"}
    return {"metadata": {"name": name, "labels": labels}, "status": {"availableReplicas": available}}


def version(minor: str) -> dict[str, Any]:
    return {"serverVersion": {"major": "1", "minor": minor, "gitVersion": f"v1.{minor}.0"}}


@pytest.fixture
def whole(cluster: FakeKubectl, tmp_path: Path) -> FakeKubectl:
    """A cluster that has everything; a test scripts what is different beforehand."""
    cluster.answer("kustomize", yaml.safe_dump_all([BROKER, CLAIM]))
    return cluster


def complete(cluster: FakeKubectl, home: Path) -> None:
    """Answer what is left as a whole cluster would."""
    asked = {row[0] for row in json.loads((cluster.folder / "table.json").read_text())}
    kourier = {"data": {"ingress-class": "kourier.ingress.networking.knative.dev"}}
    marked = {"storageclass.kubernetes.io/is-default-class": "true"}
    default: dict[str, object] = {
        "version": version("34"),
        "get configmap config-network": kourier,
        "get storageclass": {"items": [{"metadata": {"name": "hostpath", "annotations": marked}}]},
        "get broker default": "",
        "get inmemorychannel": "",
        "get pods": {"items": []},
    }
    for namespace, names in PARTS.items():
        default[f"get deployments -n {namespace}"] = {"items": [deployment(name) for name in names]}
    for call, out in default.items():
        if call not in asked:
            cluster.answer(call, out)
    (home / "home").mkdir()
    images = {name: f"registry.test/{name}@sha256:0" for name in ("minirag-light", "minirag-model")}
    (home / "home" / "images.json").write_text(json.dumps(images))


def missing(cluster: FakeKubectl, home: Path) -> list[Finding]:
    complete(cluster, home)
    return [one for one in all_findings(OVERLAY) if not one.ok]


def test_a_whole_cluster_lacks_nothing(whole: FakeKubectl, tmp_path: Path) -> None:
    assert missing(whole, tmp_path) == []


def test_no_cluster_is_the_only_thing_said(whole: FakeKubectl, tmp_path: Path) -> None:
    whole.fail("version", "The connection to the server localhost:8080 was refused: connection refused")
    (only,) = missing(whole, tmp_path)
    assert "KUBECONFIG" in only.mend


def test_an_old_kubernetes_is_named_with_the_oldest_that_will_do(whole: FakeKubectl, tmp_path: Path) -> None:
    whole.answer("version", version("29+"))
    (only,) = missing(whole, tmp_path)
    assert (only.seen, "1.33" in only.mend) == ("v1.29+.0", True)


def test_a_missing_serving_is_sent_to_the_guide(whole: FakeKubectl, tmp_path: Path) -> None:
    whole.listed("deployments", namespace="knative-serving")
    found = missing(whole, tmp_path)
    assert [one.what for one in found] == ["Knative Serving", "Kourier, its ingress"]
    assert "docs/microk8s.md" in found[0].mend


def test_a_webhook_that_does_not_run_yet_is_waited_for(whole: FakeKubectl, tmp_path: Path) -> None:
    names = PARTS["knative-serving"]
    whole.listed("deployments", *(deployment(one, one != "webhook") for one in names), namespace="knative-serving")
    (only,) = missing(whole, tmp_path)
    assert only.seen == "webhook not running"
    assert only.mend.startswith("kubectl wait")


def test_a_wrong_ingress_class_comes_with_the_patch(whole: FakeKubectl, tmp_path: Path) -> None:
    whole.answer("get configmap config-network", {"data": {"ingress-class": "istio.ingress.networking.knative.dev"}})
    (only,) = missing(whole, tmp_path)
    assert only.mend.startswith("kubectl patch configmap/config-network")


def test_no_default_storage_class_is_missed_where_volumes_are_claimed(whole: FakeKubectl, tmp_path: Path) -> None:
    whole.listed("storageclass")
    (only,) = missing(whole, tmp_path)
    assert (only.what, only.mend) == ("default storage class", "microk8s enable hostpath-storage")


def test_a_broker_of_another_class_has_to_go_first(whole: FakeKubectl, tmp_path: Path) -> None:
    whole.answer("get broker default", {"metadata": {"annotations": {"eventing.knative.dev/broker.class": "Kafka"}}})
    (only,) = missing(whole, tmp_path)
    assert (only.seen, only.mend.startswith("kubectl delete broker default")) == ("Kafka", True)


def test_subscribers_of_deleted_triggers_come_with_the_patch_that_removes_them(
    whole: FakeKubectl, tmp_path: Path
) -> None:
    subscribers = [{"subscriberUri": f"http://filter/triggers/minirag/{uid}"} for uid in ("old-1", "alive", "old-2")]
    whole.answer("get inmemorychannel default-kne-trigger", {"spec": {"subscribers": subscribers}})
    whole.listed("trigger", {"metadata": {"uid": "alive"}})
    (only,) = missing(whole, tmp_path)
    assert only.seen == "2 of deleted Triggers"
    assert only.mend.index("/spec/subscribers/2") < only.mend.index("/spec/subscribers/0")


def knative_pod(deployment: str, requests: dict[str, str]) -> dict[str, Any]:
    owner = {"kind": "ReplicaSet", "name": f"{deployment}-5c9f7d"}
    container = {"name": "only", "resources": {"requests": requests} if requests else {}}
    metadata = {"name": f"{deployment}-5c9f7d-x7k2p", "ownerReferences": [owner]}
    return {"metadata": metadata, "spec": {"containers": [container]}}


def test_pods_of_eventing_that_request_nothing_come_with_the_command_that_reserves_for_them(
    whole: FakeKubectl, tmp_path: Path
) -> None:
    reserved = {"cpu": "100m", "memory": "100Mi"}
    pods = [knative_pod(name, {}) for name in ("imc-dispatcher", "imc-controller", "imc-dispatcher")]
    half = knative_pod("job-sink", {"cpu": "100m"})
    whole.listed("pods", *pods, half, knative_pod("mt-broker-ingress", reserved), namespace="knative-eventing")
    (only,) = missing(whole, tmp_path)
    assert only.mend == (
        "kubectl set resources deployment/imc-controller deployment/imc-dispatcher deployment/job-sink "
        "-n knative-eventing --requests=cpu=100m,memory=100Mi"
    )


def test_what_had_better_be_mended_keeps_no_deployment_from_being_made(whole: FakeKubectl, tmp_path: Path) -> None:
    whole.listed("pods", knative_pod("imc-dispatcher", {}), namespace="knative-eventing")
    complete(whole, tmp_path)
    (advice,) = required(OVERLAY)
    assert "kubectl set resources deployment/imc-dispatcher" in advice


def test_doctor_tells_what_is_better_mended_from_what_is_missing(whole: FakeKubectl, tmp_path: Path) -> None:
    whole.listed("pods", knative_pod("imc-dispatcher", {}), namespace="knative-eventing")
    complete(whole, tmp_path)
    said = CliRunner().invoke(doctor, [])
    assert said.exit_code == 0
    assert "BETTER  requests of the pods in knative-eventing: imc-dispatcher" in said.output


def test_doctor_prints_each_finding_as_an_object_for_machines(whole: FakeKubectl, tmp_path: Path) -> None:
    complete(whole, tmp_path)
    (tmp_path / "home" / "images.json").unlink()
    said = CliRunner().invoke(doctor, ["--json"])
    found = [json.loads(line) for line in said.stdout.splitlines()]
    assert (said.exit_code, sum(not one["ok"] and one["needed"] for one in found)) == (1, 1)


def test_a_function_that_died_of_a_signal_is_named_with_it(whole: FakeKubectl, tmp_path: Path) -> None:
    ended = {"state": {}, "lastState": {"terminated": {"exitCode": 132}}, "restartCount": 2}
    pod = {"metadata": {"name": "generate-1-pod"}, "status": {"containerStatuses": [ended]}}
    whole.listed("pods", pod)
    (only,) = missing(whole, tmp_path)
    assert only.seen == "it died of SIGILL (exit code 132), 2 restarts"
    assert "without --native" in only.mend


def test_images_that_were_never_pushed_are_missed(whole: FakeKubectl, tmp_path: Path) -> None:
    complete(whole, tmp_path)
    (tmp_path / "home" / "images.json").unlink()
    (only,) = [one for one in all_findings(OVERLAY) if not one.ok]
    assert only.mend.startswith("./build.sh images --push")
