"""What a deployed MiniRAG looks like from outside and from inside."""

import json

import httpx
import pytest

from knative.cluster.gateway_route import route
from knative.cluster.kubectl import NAMESPACE, get, kubectl
from tests.cluster import Cluster


@pytest.mark.parametrize("kind", ["ksvc", "trigger", "broker", "sinkbinding", "pingsource"])
def test_everything_is_ready(cluster: Cluster, kind: str) -> None:
    found = get(kind)
    assert found
    assert [one["metadata"]["name"] for one in found if not ready(one)] == []


def test_without_its_key_the_gateway_answers_401(cluster: Cluster) -> None:
    way = route()
    assert httpx.get(f"{way.url}/documents", headers={"host": way.host}, timeout=60.0).status_code == 401


@pytest.mark.parametrize("service", ["split", "search", "generate", "fail"])
def test_no_other_function_can_be_called_from_outside(cluster: Cluster, service: str) -> None:
    way = route()
    for host in (f"{service}.{NAMESPACE}.svc.cluster.local", way.host.replace("gateway", service, 1)):
        assert httpx.get(f"{way.url}/healthz", headers={"host": host}, timeout=60.0).status_code == 404


def test_no_pod_of_ours_has_a_token_for_the_clusters_own_api(cluster: Cluster) -> None:
    cluster.http.get("/healthz")
    mounts = json.dumps([pod["spec"] for pod in get("pods")])
    assert "serviceaccount" not in mounts


def test_the_namespace_takes_only_restricted_pods(cluster: Cluster) -> None:
    labels = json.loads(kubectl("get", "namespace", NAMESPACE, "-o", "json"))["metadata"]["labels"]
    assert labels["pod-security.kubernetes.io/enforce"] == "restricted"


def ready(found: dict[str, dict[str, list[dict[str, str]]]]) -> bool:
    return any(one["type"] == "Ready" and one["status"] == "True" for one in found["status"]["conditions"])
