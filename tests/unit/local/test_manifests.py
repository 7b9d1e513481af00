"""What the runtime reads from manifests, and what it refuses with file and line."""

from pathlib import Path

import pytest

from knative.local.manifests import read_manifests
from knative.local.resources import Delivery, Manifests
from knative.local.yaml_section import Refused
from tests.unit.local.conftest import MANIFESTS

SERVICE = """apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: one
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/max-scale: "{max_scale}"
        autoscaling.knative.dev/window: 30s
    spec:
      containerConcurrency: 4
      containers:
        - image: x
          command: [python, -V]
          {extra}
"""

BROKER = """apiVersion: eventing.knative.dev/v1
kind: Broker
metadata: {name: default}
"""

TRIGGER = """apiVersion: eventing.knative.dev/v1
kind: Trigger
metadata: {name: one}
spec:
  broker: default
  subscriber: {uri: "http://127.0.0.1:1/"}
  %s
"""


def _read(folder: Path, *documents: str) -> Manifests:
    (folder / "all.yaml").write_text("---\n".join(documents), encoding="utf-8")
    return read_manifests([folder], cores=4)


def _service(extra: str = "env: []", max_scale: int = 2) -> str:
    return SERVICE.format(extra=extra, max_scale=max_scale)


def test_a_service_has_what_its_manifest_says(tmp_path: Path) -> None:
    spec = _read(tmp_path, _service()).services["one"]
    assert (spec.command, spec.scaling.concurrency, spec.scaling.window) == (("python", "-V"), 4, 30.0)


def test_what_a_later_folder_declares_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    for name, instances in (("first", 1), ("second", 3)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "all.yaml").write_text(_service(max_scale=instances), encoding="utf-8")
    found = read_manifests([tmp_path / "first", tmp_path / "second"], cores=4)
    assert found.services["one"].scaling.max_scale == 3


def test_no_more_instances_than_cores(tmp_path: Path) -> None:
    assert _read(tmp_path, _service(max_scale=100)).services["one"].scaling.max_scale == 4


def test_a_target_above_the_concurrency_means_the_concurrency(tmp_path: Path) -> None:
    assert _read(tmp_path, _service()).services["one"].scaling.target == 4


def test_a_trigger_without_delivery_has_none_of_its_own(tmp_path: Path) -> None:
    assert _read(tmp_path, BROKER, TRIGGER % "").triggers["one"].delivery is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("retry: 3, backoffPolicy: linear, backoffDelay: PT1S", Delivery(3, "linear", 1.0)),
        ("retry: 3, backoffPolicy: exponential", Delivery(3, "exponential", 0.0)),
        ("retry: 3, backoffDelay: PT1S", Delivery(3, "exponential", 0.0)),
        ("timeout: PT2M", Delivery(0, "exponential", 0.0, timeout=120.0)),
    ],
)
def test_a_delivery_means_what_it_means_on_knative(tmp_path: Path, text: str, wanted: Delivery) -> None:
    trigger = TRIGGER % f"delivery: {{{text}}}"
    assert _read(tmp_path, BROKER, trigger).triggers["one"].delivery == wanted


def test_namespaces_policies_and_secrets_are_ignored(tmp_path: Path) -> None:
    ignored = [
        f"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: x}}\nspec: {{anything: 1}}\n"
        for version, kind in (("v1", "Namespace"), ("v1", "Secret"), ("networking.k8s.io/v1", "NetworkPolicy"))
    ]
    assert _read(tmp_path, *ignored) == Manifests()


@pytest.mark.parametrize(
    ("document", "line", "words"),
    [
        ("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\n", 2, "does not know apps/v1/Deployment"),
        (_service("lifecycle: {}"), 16, "does not support this field"),
        (_service("env: [{name: A, value: 1}]"), 16, "must be a text"),
        (_service("command: [ls]"), 16, "given twice"),
        (_service().replace("max-scale", "max-skale"), 9, "does not support this field"),
        (_service().replace("30s", "half a minute"), 9, "is no duration"),
        (_service().replace("command: [python, -V]", "args: []"), 14, "command is missing"),
        (_service().replace("name: one", "name: ../one"), 4, "is no Kubernetes name"),
        (BROKER + "spec: {delivery: {backoffPolicy: random}}\n", 4, "must be exponential or linear"),
        (BROKER + "spec: {delivery: {timeout: 5s}}\n", 4, "is no ISO-8601 duration"),
        (TRIGGER % "", 1, "there is no Broker default"),
        (BROKER + "---\n" + TRIGGER % "filters: [{exact: {a: b}, prefix: {c: d}}]", 11, "exactly one of"),
        (BROKER + "---\n" + TRIGGER % "filters: [{cesql: 'a = b'}]", 11, "does not support CESQL"),
        (BROKER + "---\n" + TRIGGER % "filters: [{exact: {type: ''}}]", 11, "no empty value"),
        (BROKER + "---\n" + BROKER, 7, "another manifest has this name"),
    ],
)
def test_what_is_not_supported_is_refused_with_file_and_line(
    tmp_path: Path, document: str, line: int, words: str
) -> None:
    with pytest.raises(Refused, match=words) as refused:
        _read(tmp_path, document)
    assert str(refused.value).startswith(f"{tmp_path / 'all.yaml'}:{line}:")


def test_a_reference_to_a_missing_service_is_refused(tmp_path: Path) -> None:
    subscriber = "subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: nobody}}"
    trigger = (TRIGGER % "").replace('subscriber: {uri: "http://127.0.0.1:1/"}', subscriber)
    with pytest.raises(Refused, match="there is no Service nobody"):
        _read(tmp_path, BROKER, trigger)


def test_text_that_is_no_yaml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not valid YAML"):
        _read(tmp_path, "a: [")


def test_a_schedule_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    ping = "apiVersion: sources.knative.dev/v1\nkind: PingSource\nmetadata: {name: p}\nspec:\n  schedule: '%s'\n  %s"
    with pytest.raises(Refused, match="cannot be read"):
        _read(tmp_path, BROKER, ping % ("61 * * * *", "sink: {uri: 'http://127.0.0.1:1'}\n"))


def test_the_files_are_read_in_the_order_of_their_names() -> None:
    assert list(read_manifests([MANIFESTS], 2).services) == ["echo", "narrow", "broken", "doomed"]
