"""Every overlay is what a real cluster accepts, and as careful as the base."""

import re
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import pytest

from cli.cluster.serving_flags import FLAGS, flags_of
from tests.unit.manifests.base_manifests import Manifest, all_manifests
from tests.unit.manifests.overlays import (
    COMPONENTS,
    OVERLAYS,
    OWN_IMAGES,
    containers,
    is_custom,
    is_function,
    names,
    pods,
)
from tests.unit.manifests.pod_security import faults

pytestmark = pytest.mark.slow

KUBERNETES = "1.34"
CLUSTER_WIDE = {"Namespace", "PersistentVolume"}
RENDERED = [*names(OVERLAYS), *(f"microk8s+{component}" for component in names(COMPONENTS))]
Schemas = dict[tuple[str, str], dict[str, Any]]

each_overlay = pytest.mark.parametrize("overlay", RENDERED, indirect=True)
each_file = pytest.mark.parametrize(
    "file", sorted(OVERLAYS.rglob("*.yaml")), ids=lambda file: str(file.relative_to(OVERLAYS))
)


def test_there_is_an_overlay_for_each_purpose() -> None:
    assert names(OVERLAYS) == ["gpu", "microk8s", "observe", "ocr", "production", "rerank", "testbed"]


@each_file
def test_a_file_begins_with_what_it_is_for(file: Path) -> None:
    assert re.match(r"(# .+\n)+apiVersion: ", file.read_text())


@pytest.mark.parametrize("name", names(OVERLAYS))
def test_an_overlay_says_for_whom_it_is_and_what_it_needs(name: str) -> None:
    head = (OVERLAYS / name / "kustomization.yaml").read_text().partition("apiVersion")[0]

    assert head.startswith("# For ")
    assert re.search(r"\bNeeds\b", head)


@each_overlay
def test_an_overlay_takes_nothing_away_from_the_base(overlay: list[Manifest]) -> None:
    assert set(map(str, all_manifests())) <= set(map(str, overlay))


@each_overlay
def test_custom_resources_fit_their_schemas(overlay: list[Manifest], schemas: Schemas) -> None:
    custom = [one.document for one in overlay if is_custom(one)]
    wrong = [
        f"{document['metadata']['name']} {error.json_path}: {error.message}"
        for document in custom
        for error in jsonschema.Draft202012Validator(schemas[document["apiVersion"], document["kind"]]).iter_errors(
            document
        )
    ]

    assert wrong == []


@each_overlay
def test_resources_of_kubernetes_fit_their_schemas(overlay: list[Manifest]) -> None:
    for manifest in overlay:
        if not is_custom(manifest):
            kubernetes_validate.validate(manifest.document, KUBERNETES, strict=True)


def test_an_unknown_field_does_not_fit() -> None:
    policy = {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "spec": {"podSelectors": {}}}

    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(policy, KUBERNETES, strict=True)


@each_overlay
def test_every_image_is_ours_or_of_one_version(overlay: list[Manifest]) -> None:
    images = {one["image"] for pod in pods(overlay).values() for one in containers(pod)}

    assert {image for image in images - OWN_IMAGES if not re.search(r":v?\d+\.\d+\.\d+$", image)} == set()


@each_overlay
def test_every_pod_fits_the_restricted_pod_security_level(overlay: list[Manifest]) -> None:
    assert {owner: faults(pod) for owner, pod in pods(overlay).items() if faults(pod)} == {}


@each_overlay
def test_no_pod_has_the_token_of_a_service_account(overlay: list[Manifest]) -> None:
    assert {
        owner for owner, pod in pods(overlay).items() if pod.get("automountServiceAccountToken") is not False
    } == set()


@each_overlay
def test_every_container_is_read_only_and_bounded(overlay: list[Manifest]) -> None:
    for container in [one for pod in pods(overlay).values() for one in containers(pod)]:
        assert container["securityContext"]["readOnlyRootFilesystem"] is True
        assert container["resources"]["limits"].keys() >= {"cpu", "memory"} <= container["resources"]["requests"].keys()


@each_overlay
def test_every_trigger_says_how_it_delivers_and_where_dead_letters_go(overlay: list[Manifest]) -> None:
    for trigger in [one for one in overlay if one.kind == "Trigger"]:
        delivery = trigger.spec["delivery"]
        assert {"retry", "backoffPolicy", "backoffDelay", "timeout"} <= delivery.keys()
        assert "deadLetterSink" in delivery or trigger.name.endswith("-wake")


@each_overlay
def test_only_the_gateway_is_public(overlay: list[Manifest]) -> None:
    visibility = "networking.knative.dev/visibility"
    functions = [one for one in overlay if is_function(one)]
    public = [one.name for one in functions if one.document["metadata"]["labels"].get(visibility) != "cluster-local"]
    plain = [one.spec.get("type", "ClusterIP") for one in overlay if one.kind == "Service" and not is_function(one)]

    assert public == ["gateway"]
    assert set(plain) <= {"ClusterIP"}


@each_overlay
def test_everything_is_ours_and_in_our_namespace(overlay: list[Manifest]) -> None:
    for manifest in overlay:
        metadata = manifest.document["metadata"]
        assert metadata["labels"]["app.kubernetes.io/part-of"] == "minirag"
        assert metadata.get("namespace") == (None if manifest.kind in CLUSTER_WIDE else "minirag")


@each_overlay
def test_no_secret_is_written_down(overlay: list[Manifest]) -> None:
    assert [one for one in overlay if one.kind == "Secret"] == []


@pytest.mark.parametrize(
    ("overlay", "head"),
    [(name, OVERLAYS / name) for name in names(OVERLAYS)]
    + [(f"microk8s+{name}", COMPONENTS / name) for name in names(COMPONENTS)],
    indirect=["overlay"],
)
def test_an_overlay_names_the_flags_of_serving_that_it_needs(overlay: list[Manifest], head: Path) -> None:
    comment = (head / "kustomization.yaml").read_text().partition("apiVersion")[0]
    assert [flag.key for flag in FLAGS if flag.key in comment] == [
        flag.key for flag in flags_of([manifest.document for manifest in overlay])
    ]
