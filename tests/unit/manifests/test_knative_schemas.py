"""Every manifest is what a real cluster accepts."""

import copy
from typing import Any

import jsonschema
import pytest

from tests.unit.manifests.base_manifests import Manifest, all_manifests, named, of_kind
from tests.unit.manifests.overlays import is_custom

pytestmark = pytest.mark.slow

Schemas = dict[tuple[str, str], dict[str, Any]]
KNATIVE = [manifest for manifest in all_manifests() if is_custom(manifest)]


def faults(document: dict[str, Any], schemas: Schemas) -> list[str]:
    """Return what the API server would say against a document."""
    validator = jsonschema.Draft202012Validator(schemas[document["apiVersion"], document["kind"]])
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


@pytest.mark.parametrize("manifest", KNATIVE, ids=str)
def test_manifest_fits_the_schema_of_its_custom_resource(manifest: Manifest, schemas: Schemas) -> None:
    assert faults(manifest.document, schemas) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("spec", "template", "spec", "containerConcurency"), 1),
        (("spec", "template", "spec", "containerConcurrency"), "1"),
        (("spec", "template", "spec", "containers", 0, "readinessProbe", "httpGet", "url"), "/readyz"),
        (("spec", "template", "spec", "containers", 0, "securityContext", "runAsNonRoot"), "yes"),
        (("spec", "template", "metadata", "annotations", "autoscaling.knative.dev/min-scale"), 0),
        (("spec", "template", "spec", "containers", 0, "livenessProbe", "failureThreshold"), 2**31),
        (("metadata", "label"), {}),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else None,
)
def test_a_service_with_a_wrong_field_does_not_fit(
    path: tuple[str | int, ...], value: object, schemas: Schemas
) -> None:
    document: Any = copy.deepcopy(named("Service", "split").document)
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    assert len(faults(document, schemas)) == 1


@pytest.mark.parametrize("where", ["spec", "delivery", "subscriber"])
def test_a_trigger_with_an_unknown_field_does_not_fit(where: str, schemas: Schemas) -> None:
    document = copy.deepcopy(of_kind("Trigger")[0].document)
    place = document["spec"] if where == "spec" else document["spec"][where]
    place["unknown"] = "x"

    assert len(faults(document, schemas)) == 1


@pytest.mark.parametrize("manifest", of_kind("ConfigMap"), ids=str)
def test_config_map_holds_only_texts(manifest: Manifest) -> None:
    assert {name: value for name, value in manifest.document["data"].items() if not isinstance(value, str)} == {}
