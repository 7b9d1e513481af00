"""Who has which keys: each function those that it needs, and no more, in every overlay."""

import re

import pytest

from tests.unit.manifests.base_manifests import ROOT, Manifest, container, of_kind
from tests.unit.manifests.overlays import COMPONENTS, OVERLAYS, find, is_function, names, pods, secrets

pytestmark = pytest.mark.slow

SIGNING, CALLERS = "minirag/signing", "minirag/api-key"
STORE, BLOBS = "minirag-store", "minirag-blobs"  # to write
STORE_READER, BLOBS_READER = "minirag-store-reader", "minirag-blobs-reader"
HAVE = {
    "gateway": {SIGNING, CALLERS, STORE, BLOBS},
    "split": {SIGNING, STORE, BLOBS},
    "ocr": {SIGNING, BLOBS},
    "embed-documents": {SIGNING, STORE_READER, BLOBS_READER},
    "store": {SIGNING, STORE, BLOBS_READER},
    "embed-questions": {SIGNING, STORE_READER},
    "search": {SIGNING, STORE_READER},
    "rerank": {SIGNING},
    "prompt": {SIGNING, STORE_READER, BLOBS_READER},
    "generate": {SIGNING},
    "remember": {SIGNING, STORE},
    "fail": {SIGNING, STORE},
    "reconcile": {SIGNING, STORE, BLOBS},
    "display": set(),
    "bucket": {SIGNING, STORE, BLOBS, "minirag-bucket"},
    "web": {SIGNING, STORE, BLOBS},
}
NO_FUNCTIONS = {
    "Deployment-watch": {CALLERS},
    "StatefulSet-weaviate": {f"{STORE}/WEAVIATE_API_KEY", f"{STORE_READER}/WEAVIATE_API_KEY"},
    "StatefulSet-s3": {
        f"{secret}/{key}" for secret in (BLOBS, BLOBS_READER) for key in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
    },
}
OPENED = re.compile(r"(?<!\w)env\.(records|passages|blobs)\b")
SOURCES = {"gateway": "gateway/services.py"} | {
    name: f"{folder}/{name}.py"
    for folder, files in {
        "ingest": ("split", "ocr", "store"),
        "answer": ("search", "prompt", "generate", "remember"),
        "care": ("fail", "reconcile"),
    }.items()
    for name in files
}
each_overlay = pytest.mark.parametrize(
    "overlay", [*names(OVERLAYS), *(f"microk8s+{one}" for one in names(COMPONENTS))], indirect=True
)


@each_overlay
def test_each_pod_gets_the_keys_that_it_needs_and_no_more(overlay: list[Manifest]) -> None:
    found = {owner: secrets(pod) for owner, pod in pods(overlay).items()}
    functions = [one.name for one in overlay if is_function(one)]

    assert found == {f"Service-{name}": HAVE[name] for name in functions} | {
        owner: NO_FUNCTIONS[owner] for owner in found if owner in NO_FUNCTIONS
    }


@pytest.mark.parametrize("service", of_kind("Service"), ids=str)
def test_the_keys_of_the_stores_are_optional_for_a_laptop_has_none(service: Manifest) -> None:
    references = [one["secretRef"] for one in container(service)["envFrom"] if "secretRef" in one]

    assert all(reference["optional"] for reference in references)


@pytest.mark.parametrize("name", SOURCES)
def test_a_function_has_the_keys_of_exactly_the_stores_that_it_opens(name: str) -> None:
    opened = set(OPENED.findall((ROOT / "functions" / SOURCES[name]).read_text()))
    needed = {"store" if one in ("records", "passages") else one for one in opened}
    given = {one.removesuffix("-reader").removeprefix("minirag-") for one in HAVE[name] if "/" not in one}

    assert given == needed


@pytest.mark.parametrize("name", ["search", "prompt"])
def test_a_function_that_only_reads_writes_nothing(name: str) -> None:
    source = (ROOT / "functions" / SOURCES[name]).read_text()

    assert not re.search(r"(?<![a-z])(records|passages)\.get\(\)\.(write|add|admit|remove|drop)\w*\(", source)


@pytest.mark.parametrize("overlay", ["microk8s"], indirect=True)
def test_who_has_only_a_readers_key_of_the_blobs_asks_the_server_that_only_reads(overlay: list[Manifest]) -> None:
    reading = {name for name, keys in HAVE.items() if BLOBS_READER in keys}
    other = {
        one.name: entry["value"]
        for one in overlay
        if is_function(one)
        for entry in container(one)["env"]
        if entry["name"] == "AWS_ENDPOINT_URL"
    }
    (_, reader) = find(overlay, "StatefulSet", "s3").spec["template"]["spec"]["containers"]

    assert other == dict.fromkeys(reading, "http://s3:7071")
    assert "--readonly" in reader["args"]
    assert all(mount.get("readOnly") for mount in reader["volumeMounts"] if mount["name"] == "data")


@pytest.mark.parametrize("overlay", ["microk8s"], indirect=True)
def test_weaviate_lets_nobody_in_without_a_key_and_readers_only_read(overlay: list[Manifest]) -> None:
    (server,) = find(overlay, "StatefulSet", "weaviate").spec["template"]["spec"]["containers"]
    given = {one["name"]: one["value"] for one in server["env"] if "value" in one}

    assert given["AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED"] == "false"
    assert given["AUTHENTICATION_APIKEY_ALLOWED_KEYS"] == "$(WRITERS_KEY),$(READERS_KEY)"
    assert given["AUTHENTICATION_APIKEY_USERS"] == "writer,reader"
    assert given["AUTHORIZATION_ADMINLIST_USERS"] == "writer"
    assert given["AUTHORIZATION_ADMINLIST_READONLY_USERS"] == "reader"


def test_the_overlay_for_production_names_every_secret_that_it_needs() -> None:
    head = (OVERLAYS / "production" / "kustomization.yaml").read_text().partition("apiVersion")[0]

    assert {one for one in (STORE, BLOBS, STORE_READER, BLOBS_READER) if one not in head} == set()
