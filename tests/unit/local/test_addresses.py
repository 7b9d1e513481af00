"""Where Services are on this machine."""

import pytest

from knative.local.addresses import Addresses
from knative.local.resources import Manifests, ServiceSpec

ONE = "http://127.0.0.1:8081/-/services/one"
HERE = Addresses(Manifests(services={"one": ServiceSpec("ours", "one", False, ("true",))}), 8080)


@pytest.mark.parametrize("path", ["", "/", "/a/b"])
def test_a_services_name_in_a_cluster_is_its_address_here(path: str) -> None:
    assert HERE.here(f"http://one.ours.svc.cluster.local{path}") == ONE + path


@pytest.mark.parametrize(
    "text",
    [
        "",
        "one",
        "http://two.ours.svc.cluster.local",
        "http://one.theirs.svc.cluster.local",
        "weaviate://one.ours.svc.cluster.local",
        "http://one.ours.svc.cluster.local:8080",
    ],
)
def test_every_other_text_stays_as_it_is(text: str) -> None:
    assert HERE.here(text) == text
