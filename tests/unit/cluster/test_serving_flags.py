"""Which settings of Knative Serving doctor looks for."""

from typing import Any

import pytest

from cli.cluster.serving_flags import needed_flags
from tests.unit.cluster.conftest import FakeKubectl

CLAIMED = {"volumes": [{"name": "weights", "persistentVolumeClaim": {"claimName": "minirag-weights"}}]}


def service(spec: dict[str, Any], annotations: dict[str, str] | None = None) -> dict[str, Any]:
    template = {"metadata": {"annotations": annotations or {}}, "spec": spec}
    return {"apiVersion": "serving.knative.dev/v1", "kind": "Service", "spec": {"template": template}}


def test_a_service_without_anything_special_needs_no_flag(cluster: FakeKubectl) -> None:
    assert list(needed_flags([service({"containers": []})])) == []


def test_a_claim_of_another_kind_needs_no_flag(cluster: FakeKubectl) -> None:
    assert list(needed_flags([{"apiVersion": "apps/v1", "kind": "StatefulSet", "spec": CLAIMED}])) == []


@pytest.mark.parametrize(
    ("document", "flag"),
    [
        (service({"runtimeClassName": "nvidia"}), "kubernetes.podspec-runtimeclassname"),
        (service(CLAIMED), "kubernetes.podspec-persistent-volume-claim"),
        (service({"volumes": [{"image": {"reference": "weights"}}]}), "kubernetes.podspec-volumes-image"),
        (service({}, {"autoscaling.knative.dev/initial-scale": "0"}), "allow-zero-initial-scale"),
    ],
)
def test_a_flag_that_is_not_set_is_named_with_the_patch_that_sets_it(
    cluster: FakeKubectl, document: dict[str, Any], flag: str
) -> None:
    cluster.answer("get configmap", {"data": {}})
    (setting,) = needed_flags([document])
    assert not setting.ok
    assert setting.name.endswith(flag)
    assert flag in setting.mend


@pytest.mark.parametrize("value", ["enabled", "Enabled"])
def test_a_flag_that_is_set_is_fine(cluster: FakeKubectl, value: str) -> None:
    cluster.answer("get configmap config-features", {"data": {"kubernetes.podspec-persistent-volume-claim": value}})
    assert [setting.ok for setting in needed_flags([service(CLAIMED)])] == [True]
