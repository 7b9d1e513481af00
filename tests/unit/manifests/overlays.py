"""What kustomize makes of the base and of each overlay."""

from pathlib import Path
from typing import Any

from tests.unit.manifests.base_manifests import ROOT, Manifest

OVERLAYS = ROOT / "knative" / "overlays"
COMPONENTS = OVERLAYS / "components"
OWN_IMAGES = {"minirag-light", "minirag-model", "minirag-model-cuda", "minirag-ocr"}
WORKLOADS = {"StatefulSet", "Deployment", "DaemonSet", "Job"}


def names(folder: Path) -> list[str]:
    """Return the names of the kustomizations in a folder."""
    return sorted(path.parent.name for path in folder.glob("*/kustomization.yaml"))


def is_function(manifest: Manifest) -> bool:
    """Tell a Knative Service from a plain one, which has the same kind."""
    return manifest.document["apiVersion"] == "serving.knative.dev/v1" and manifest.kind == "Service"


def is_custom(manifest: Manifest) -> bool:
    """Tell whether Knative defines the resource, and not Kubernetes."""
    return str(manifest.document["apiVersion"]).partition("/")[0].endswith("knative.dev")


def pods(manifests: list[Manifest]) -> dict[str, dict[str, Any]]:
    """Return the spec of every pod that these will make, by the name of its owner."""
    owners = [one for one in manifests if is_function(one) or one.kind in WORKLOADS]
    made = {str(one): dict(one.spec["template"]["spec"]) for one in owners}
    return made | {str(one): one.spec for one in manifests if one.kind == "Pod"}


def containers(pod: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all containers of a pod, those that come first too."""
    return [*pod.get("initContainers", []), *pod["containers"]]


def find(manifests: list[Manifest], kind: str, name: str) -> Manifest:
    """Return the one document of this kind and name; a function is found by `function`."""
    wanted = [one for one in manifests if (one.kind, one.name) == (kind, name) and not is_function(one)]
    (only,) = wanted
    return only


def function(manifests: list[Manifest], name: str) -> Manifest:
    """Return the Knative Service of this name."""
    (only,) = [one for one in manifests if is_function(one) and one.name == name]
    return only


def secrets(pod: dict[str, Any]) -> set[str]:
    """Return the Secrets that a pod gets: whole ones by name, single keys as NAME/KEY."""
    given = {f"volume {one['name']}" for one in pod.get("volumes", []) if "secret" in one or "projected" in one}
    for one in pod["containers"]:
        references = [entry["valueFrom"].get("secretKeyRef") for entry in one.get("env", []) if "valueFrom" in entry]
        given |= {f"{reference['name']}/{reference['key']}" for reference in references if reference}
        given |= {source["secretRef"]["name"] for source in one.get("envFrom", []) if "secretRef" in source}
    return given
