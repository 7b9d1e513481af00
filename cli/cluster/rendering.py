"""What an overlay amounts to, with our images by digest."""

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import click
import yaml

from cli.client.address import ROOT, home
from cli.cluster.kubectl import kubectl

STAMP = "minirag/settings"  # annotation of a revision: what it was configured with
Documents = list[dict[str, Any]]


def overlay_folder(name: str) -> Path:
    """Return the folder of an overlay, given by its name or its path."""
    for folder in (ROOT / "knative" / "overlays" / name, Path(name).absolute()):
        if (folder / "kustomization.yaml").is_file():
            return folder
    known = sorted(path.parent.name for path in (ROOT / "knative" / "overlays").glob("*/kustomization.yaml"))
    raise click.ClickException(f"there is no overlay {name}: choose one of {', '.join(known)}, or a folder")


def render(overlay: Path, images: dict[str, str]) -> Documents:
    """Return every document of the overlay, with these images."""
    folder = home() / "deploy" / overlay.name
    folder.mkdir(parents=True, exist_ok=True)
    replaced = [_replacement(name, image) for name, image in images.items()]
    kustomization = {
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": [os.path.relpath(overlay, folder)],
        "images": replaced,
    }
    (folder / "kustomization.yaml").write_text(yaml.safe_dump(kustomization, sort_keys=False), encoding="utf-8")
    return list(yaml.safe_load_all(kubectl("kustomize", str(folder))))


def stamp(documents: Documents, secrets: list[dict[str, Any]]) -> Documents:
    """Note the settings and secrets in each Knative Service's template, so that a change of them makes a revision."""
    settings = [document["data"] for document in documents if document["kind"] == "ConfigMap"]
    contents = json.dumps([settings, [secret.get("data") for secret in secrets]], sort_keys=True)
    digest = sha256(contents.encode()).hexdigest()[:16]
    for document in services_in(documents):
        document["spec"]["template"]["metadata"].setdefault("annotations", {})[STAMP] = digest
    return documents


def of_kind(documents: Documents, kind: str, group: str = "") -> Documents:
    """Return the documents of one kind and API group."""
    return [one for one in documents if one["kind"] == kind and one["apiVersion"].startswith(group)]


def settings_in(documents: Documents) -> dict[str, str]:
    """Return what the ConfigMap of the settings holds, to be read or changed."""
    return next(one["data"] for one in of_kind(documents, "ConfigMap") if one["metadata"]["name"] == "minirag")


def services_in(documents: Documents) -> Documents:
    """Return the Knative Services."""
    return of_kind(documents, "Service", "serving.knative.dev")


def images_not_pushed(documents: Documents) -> list[str]:
    """Return the names of our images that the functions want and that have no digest, such as an optional part's."""
    pods = [document["spec"]["template"]["spec"] for document in services_in(documents)]
    containers = [one for pod in pods for one in pod["containers"]]
    return sorted({one["image"] for one in containers if one["image"].startswith("minirag-")})


def as_yaml(documents: Documents) -> str:
    """Return the documents as YAML."""
    return str(yaml.safe_dump_all(documents, sort_keys=False))


def _replacement(name: str, image: str) -> dict[str, str]:
    new_name, _, digest = image.partition("@")
    return {"name": name, "newName": new_name, "digest": digest}
