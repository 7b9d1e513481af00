"""Reads folders of manifests, and refuses at start what the runtime cannot do."""

import re
from pathlib import Path
from typing import TypeVar

from knative.local.eventing_manifest import read_binding, read_broker, read_ping, read_trigger
from knative.local.resources import Destination, Manifests
from knative.local.service_manifest import read_service
from knative.local.yaml_section import Refused, Section, read_sections

K = TypeVar("K")
V = TypeVar("V")
# A cluster's affairs; Secrets too, whose values on a laptop are files that the runtime makes.
_IGNORED = {"v1/Namespace", "v1/Secret", "networking.k8s.io/v1/NetworkPolicy"}
_NAME = re.compile(r"[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?")


def read_manifests(folders: list[Path], cores: int) -> Manifests:
    """Return all that the *.yaml files of these folders declare; raise `Refused` with file and line.

    What a folder declares takes the place of what an earlier one declares under the same name.
    """
    found = Manifests()
    for folder in folders:
        own = Manifests()
        for file in _files(folder):
            for document in read_sections(file):
                _read(document, own, cores)
        found.update(own)
    _check_references(found)
    return found


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise Refused(f"{folder} is no folder of manifests; give one by --manifests")
    files = sorted(file for file in folder.glob("*.yaml") if file.name != "kustomization.yaml")
    if not files:
        raise Refused(f"{folder} has no *.yaml files")
    return files


def _read(document: Section, found: Manifests, cores: int) -> None:
    kind = f"{document.text('apiVersion')}/{document.text('kind')}"
    if kind in _IGNORED:
        return
    metadata = document.section("metadata", required=True)
    namespace, name = metadata.text("namespace", "default"), metadata.text("name")
    if not _NAME.fullmatch(name) or not _NAME.fullmatch(namespace):
        raise metadata.refuse("is no Kubernetes name (a-z, 0-9, -)", "name")
    metadata.ignore("labels", "annotations")
    match kind:
        case "serving.knative.dev/v1/Service":
            _add(found.services, name, read_service(namespace, name, document, cores), metadata)
        case "eventing.knative.dev/v1/Broker":
            _add(found.brokers, (namespace, name), read_broker(namespace, name, document), metadata)
        case "eventing.knative.dev/v1/Trigger":
            _add(found.triggers, name, read_trigger(namespace, name, document), metadata)
        case "sources.knative.dev/v1/PingSource":
            _add(found.pings, name, read_ping(namespace, name, document), metadata)
        case "sources.knative.dev/v1/SinkBinding":
            _add(found.bindings, name, read_binding(document), metadata)
        case "v1/ConfigMap":
            _add(found.config_maps, name, document.mapping("data"), metadata)
        case _:
            raise document.refuse(f"the local runtime does not know {kind}; keep it in an overlay", "kind")
    metadata.close()
    document.close()


def _add(known: dict[K, V], key: K, value: V, metadata: Section) -> None:
    if key in known:
        raise metadata.refuse(f"another manifest has this name already ({metadata.text('name')})", "name")
    known[key] = value


def _check_references(found: Manifests) -> None:
    for trigger in found.triggers.values():
        if (trigger.namespace, trigger.broker) not in found.brokers:
            raise Refused(f"{trigger.where}: there is no Broker {trigger.broker} in namespace {trigger.namespace}")
    for binding in found.bindings.values():
        if binding.subject not in found.services:
            raise Refused(f"{binding.where}: there is no Service {binding.subject}")
    for target in _destinations(found):
        names = found.services if target.kind == "Service" else {name for _, name in found.brokers}
        if target.kind != "URL" and target.name not in names:
            raise Refused(f"{target.where}: there is no {target.kind} {target.name}")


def _destinations(found: Manifests) -> list[Destination]:
    deliveries = [trigger.delivery for trigger in found.triggers.values()]
    deliveries += [broker.delivery for broker in found.brokers.values()]
    return [
        *(trigger.subscriber for trigger in found.triggers.values()),
        *(ping.sink for ping in found.pings.values()),
        *(binding.sink for binding in found.bindings.values()),
        *(delivery.dead_letter for delivery in deliveries if delivery and delivery.dead_letter),
    ]
