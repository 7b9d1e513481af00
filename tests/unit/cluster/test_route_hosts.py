"""The gateway's Route has names that the gateway has to answer to."""

from typing import Any

import pytest

from cli.cluster.route_hosts import add_hosts, current_host, route_hosts
from tests.unit.cluster.conftest import FakeKubectl


def settings(hosts: str = "") -> list[dict[str, Any]]:
    data = {"ALLOWED_HOSTS": hosts}
    return [{"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"name": "minirag"}, "data": data}]


def test_before_there_is_a_route_its_names_follow_from_the_domains(cluster: FakeKubectl) -> None:
    cluster.answer("get configmap config-domain", {"data": {"_example": "...", "192.0.2.7.sslip.io": ""}})
    cluster.answer("get ksvc gateway", "")
    assert route_hosts() == {"gateway.minirag.192.0.2.7.sslip.io"}


def test_the_name_that_the_route_has_is_taken_as_it_is(cluster: FakeKubectl) -> None:
    cluster.answer("get configmap config-domain", {"data": {}})
    cluster.answer("get ksvc gateway", {"status": {"url": "https://rag.example.com"}})
    assert route_hosts() == current_host() == {"rag.example.com"}


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [("", "a.example,b.example", True), ("*", "*,a.example,b.example", True), ("b.example,a.example", None, False)],
)
def test_names_are_added_to_those_that_the_overlay_sets(before: str, after: str | None, new: bool) -> None:
    documents = settings(before)
    assert add_hosts(documents, {"b.example", "a.example"}) is new
    assert documents == settings(before if after is None else after)
