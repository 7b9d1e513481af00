"""The network lets to a store the functions that have a key of it, and nobody else."""

from typing import Any

import pytest

from tests.unit.manifests.base_manifests import Manifest, pod
from tests.unit.manifests.overlays import COMPONENTS, OVERLAYS, find, is_function, names, secrets

pytestmark = pytest.mark.slow

STORES = {"weaviate": "minirag-store", "s3": "minirag-blobs"}
IN_THE_CLUSTER = [name for name in names(OVERLAYS) if name != "production"] + [
    f"microk8s+{component}" for component in names(COMPONENTS)
]

each_with_stores = pytest.mark.parametrize("overlay", IN_THE_CLUSTER, indirect=True)
each_store = pytest.mark.parametrize("store", STORES)


def key_holders(overlay: list[Manifest], *wanted: str) -> set[str]:
    """Return the functions that have one of these Secrets."""
    return {one.name for one in overlay if is_function(one) and secrets(pod(one)) & set(wanted)}


def functions_of(selector: dict[str, Any]) -> set[str]:
    """Return the functions that a selector of pods names."""
    (label,) = selector["matchExpressions"]
    assert (label["key"], label["operator"]) == ("serving.knative.dev/service", "In")
    return set(label["values"])


def let_in(overlay: list[Manifest], store: str) -> dict[int, set[str]]:
    """Return the functions that a store lets in, by its port."""
    rules = find(overlay, "NetworkPolicy", store).spec["ingress"]
    return {
        port["port"]: functions_of(peer["podSelector"])
        for rule in rules
        for peer in rule["from"]
        for port in rule["ports"]
    }


@each_with_stores
def test_weaviate_lets_in_the_functions_that_have_a_key_of_it(overlay: list[Manifest]) -> None:
    having = key_holders(overlay, "minirag-store", "minirag-store-reader")

    assert let_in(overlay, "weaviate") == {8080: having, 50051: having}


@each_with_stores
def test_each_s3_server_lets_in_the_functions_that_have_its_key(overlay: list[Manifest]) -> None:
    writing, reading = (key_holders(overlay, name) for name in ("minirag-blobs", "minirag-blobs-reader"))

    assert let_in(overlay, "s3") == {7070: writing, 7071: reading}


@each_with_stores
@each_store
def test_a_store_lets_in_by_the_ports_of_its_service(overlay: list[Manifest], store: str) -> None:
    assert let_in(overlay, store).keys() == {one["port"] for one in find(overlay, "Service", store).spec["ports"]}


@pytest.mark.parametrize("overlay", ["production"], indirect=True)
@each_store
def test_to_a_store_of_your_own_get_the_functions_that_have_a_key_of_it(overlay: list[Manifest], store: str) -> None:
    policy = find(overlay, "NetworkPolicy", f"to-{store}").spec
    having = key_holders(overlay, STORES[store], f"{STORES[store]}-reader")

    assert functions_of(policy["podSelector"]) == having


@pytest.mark.parametrize("overlay", ["production"], indirect=True)
def test_no_function_gets_anywhere_outside_but_by_a_policy_for_those_that_use_a_store(overlay: list[Manifest]) -> None:
    anywhere = {
        one.name
        for one in overlay
        if one.kind == "NetworkPolicy"
        for rule in one.spec.get("egress", [])
        if "to" not in rule
    }

    assert anywhere == {f"to-{store}" for store in STORES}


@pytest.mark.parametrize("overlay", ["production+bucket", "production+web"], indirect=True)
@each_store
def test_a_source_gets_to_a_store_of_your_own_by_its_key(overlay: list[Manifest], store: str) -> None:
    policy = find(overlay, "NetworkPolicy", f"to-{store}").spec
    assert functions_of(policy["podSelector"]) == key_holders(overlay, STORES[store], f"{STORES[store]}-reader")


@pytest.mark.parametrize("overlay", ["production+web"], indirect=True)
def test_only_the_web_function_may_go_out_to_the_web(overlay: list[Manifest]) -> None:
    out = {
        str(one.spec["podSelector"])
        for one in overlay
        if one.kind == "NetworkPolicy"
        for rule in one.spec.get("egress", [])
        for peer in rule.get("to", [])
        if "ipBlock" in peer
    }
    assert out == {str({"matchLabels": {"serving.knative.dev/service": "web"}})}
