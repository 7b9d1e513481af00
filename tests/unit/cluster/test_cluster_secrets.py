"""Which Secrets a deployment makes, and which it takes over."""

import base64
from typing import Any

import pytest
import yaml

from cli.cluster import cluster_secrets
from cli.cluster.cluster_secrets import ensure_secrets, secret_value

Secrets = dict[str, dict[str, str]]
STORES = ("minirag-store", "minirag-store-reader", "minirag-blobs", "minirag-blobs-reader")


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Secrets:
    """The Secrets of a cluster; what is not named again in an apply is gone, as with server-side apply."""
    there: Secrets = {}

    def get(kind: str, name: str, **_: object) -> dict[str, Any] | None:
        if kind == "namespace" or name not in there:
            return {} if kind == "namespace" else None
        data = {key: base64.b64encode(value.encode()).decode() for key, value in there[name].items()}
        return {"metadata": {"name": name}, "data": data}

    def apply(documents: str) -> str:
        for one in yaml.safe_load_all(documents):
            there[one["metadata"]["name"]] = one["stringData"]
        return ""

    monkeypatch.setattr(cluster_secrets, "get", get)
    monkeypatch.setattr(cluster_secrets, "apply", apply)
    return there


def servers() -> list[dict[str, Any]]:
    """The stores of an overlay that brings them."""
    keys = [{"valueFrom": {"secretKeyRef": {"name": name, "key": "any"}}} for name in STORES]
    return [{"kind": "StatefulSet", "apiVersion": "apps/v1", "spec": {"env": keys}}]


def test_stores_of_ours_get_a_writer_and_a_reader_with_keys_of_their_own(kept: Secrets) -> None:
    ensure_secrets(servers())
    assert kept.keys() == {"minirag", *STORES}
    assert kept["minirag-store"].keys() == kept["minirag-store-reader"].keys() == {"WEAVIATE_API_KEY"}
    assert kept["minirag-blobs"].keys() == kept["minirag-blobs-reader"].keys()
    assert len({value for name in STORES for value in kept[name].values()}) == 6


def test_what_exists_is_kept(kept: Secrets) -> None:
    ensure_secrets(servers())
    before = {name: dict(values) for name, values in kept.items()}
    ensure_secrets(servers())
    assert kept == before


def test_a_key_that_is_missing_beside_others_is_added_to_them(kept: Secrets) -> None:
    kept["minirag"] = {"signing": "as it was"}
    ensure_secrets([])
    assert kept["minirag"]["signing"] == "as it was"
    assert kept["minirag"]["api-key"]


def test_the_keys_that_all_functions_had_become_the_writers(kept: Secrets) -> None:
    """What runs still while the deployment is rolled out goes on with them."""
    kept["minirag-stores"] = {"AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "secret"}
    ensure_secrets(servers())
    assert kept["minirag-blobs"] == kept["minirag-stores"]
    assert set(kept["minirag-blobs-reader"].values()).isdisjoint({"id", "secret"})


def test_at_stores_of_somebodys_own_a_reader_without_a_key_gets_the_writers(kept: Secrets) -> None:
    kept["minirag-store"] = {"WEAVIATE_API_KEY": "writer"}
    kept["minirag-blobs"] = {"AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "secret"}
    kept["minirag-blobs-reader"] = {"AWS_ACCESS_KEY_ID": "reader", "AWS_SECRET_ACCESS_KEY": "other"}
    ensure_secrets([])
    assert kept["minirag-store-reader"] == {"WEAVIATE_API_KEY": "writer"}
    assert kept["minirag-blobs-reader"] == {"AWS_ACCESS_KEY_ID": "reader", "AWS_SECRET_ACCESS_KEY": "other"}


def test_no_keys_are_invented_for_stores_of_somebodys_own(kept: Secrets) -> None:
    assert len(ensure_secrets([])) == 1
    assert kept.keys() == {"minirag"}


def test_every_secret_that_a_function_reads_is_returned_so_that_a_change_of_it_is_rolled_out(kept: Secrets) -> None:
    names = [one["metadata"]["name"] for one in ensure_secrets(servers())]
    assert sorted(names) == sorted(["minirag", *STORES])


def test_a_key_that_there_is_not_is_empty(kept: Secrets) -> None:
    assert secret_value("minirag", "api-key") == ""
