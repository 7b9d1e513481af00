"""The manifests of knative/base as the tests read them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[3]
BASE = ROOT / "knative" / "base"
COMPONENT = ROOT / "knative" / "overlays" / "components" / "ocr"
_UNITS = {"Mi": 2**20, "Gi": 2**30}


@dataclass(frozen=True)
class Manifest:
    """One YAML document and the file that it stands in."""

    file: str
    document: dict[str, Any]

    @property
    def kind(self) -> str:
        return str(self.document["kind"])

    @property
    def name(self) -> str:
        return str(self.document["metadata"]["name"])

    @property
    def spec(self) -> dict[str, Any]:
        return dict(self.document["spec"])

    def __str__(self) -> str:
        return f"{self.kind}-{self.name}"


@cache
def all_manifests() -> tuple[Manifest, ...]:
    """Return every document of every numbered file, in order."""
    files = sorted(BASE.glob("[0-9]*.yaml"))
    return tuple(Manifest(file.name, doc) for file in files for doc in yaml.safe_load_all(file.read_text()))


@cache
def of_ocr() -> tuple[Manifest, ...]:
    """Return every document of the component that brings OCR, whose events are part of the contract."""
    files = [COMPONENT / name for name in ("ocr.yaml", "settings.yaml")]
    return tuple(Manifest(file.name, doc) for file in files for doc in yaml.safe_load_all(file.read_text()))


def of_kind(kind: str) -> list[Manifest]:
    """Return the documents of one kind, in order."""
    return [manifest for manifest in all_manifests() if manifest.kind == kind]


def with_ocr(kind: str) -> list[Manifest]:
    """Return the documents of one kind where OCR is set up."""
    return [manifest for manifest in (*all_manifests(), *of_ocr()) if manifest.kind == kind]


def named(kind: str, name: str) -> Manifest:
    """Return the document of this kind and name, where OCR is set up."""
    return next(manifest for manifest in with_ocr(kind) if manifest.name == name)


def pod(service: Manifest) -> dict[str, Any]:
    """Return the revision's spec of a Service."""
    return dict(service.spec["template"]["spec"])


def container(service: Manifest) -> dict[str, Any]:
    """Return the only container of a Service."""
    (only,) = pod(service)["containers"]
    return dict(only)


def scaling(service: Manifest) -> dict[str, str]:
    """Return the autoscaling annotations of a Service, without their prefix."""
    annotations = service.spec["template"]["metadata"]["annotations"]
    return {key.removeprefix("autoscaling.knative.dev/"): value for key, value in annotations.items()}


def environment(service: Manifest) -> dict[str, str]:
    """Return the environment variables of a Service that have a literal value."""
    return {entry["name"]: entry["value"] for entry in container(service)["env"] if "value" in entry}


def event_type(trigger: Manifest) -> str:
    """Return the event type that a Trigger takes."""
    return str(trigger.spec["filter"]["attributes"]["type"])


def subscriber(trigger: Manifest) -> str:
    """Return the name of the Service that a Trigger calls."""
    return str(trigger.spec["subscriber"]["ref"]["name"])


def seconds(duration: str) -> float:
    """Return an ISO 8601 duration of seconds, such as PT0.5S, as a number."""
    if not (duration.startswith("PT") and duration.endswith("S")):
        raise ValueError(f"{duration} is not written in seconds")
    return float(duration[2:-1])


def cores(quantity: str) -> float:
    """Return an amount of processor time, such as 250m, in cores."""
    return float(quantity[:-1]) / 1000 if quantity.endswith("m") else float(quantity)


def size(quantity: str) -> int:
    """Return an amount of memory, such as 64Mi, in bytes."""
    return int(quantity[:-2]) * _UNITS[quantity[-2:]]
