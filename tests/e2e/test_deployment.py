"""What a deployed MiniRAG looks like from outside and from inside."""

import json
from collections.abc import Iterator

import httpx
import pytest

from cli.cluster.cluster_secrets import secret_value
from cli.cluster.gateway_route import route
from cli.cluster.kubectl import NAMESPACE, get, kubectl
from cli.cluster.port_forward import forwarded
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


@pytest.fixture
def weaviate(cluster: Cluster) -> Iterator[httpx.Client]:
    if get("statefulset", "weaviate") is None:
        pytest.skip("this deployment's Weaviate is outside the cluster")
    with (
        forwarded("service/weaviate", 8080, NAMESPACE) as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}/v1", timeout=60.0, trust_env=False) as client,
    ):
        yield client


@pytest.mark.parametrize(
    ("secret", "reads", "writes"),
    [("", 401, 401), ("minirag-store-reader", 200, 403), ("minirag-store", 200, 422)],  # 422: it may, but says not what
)
def test_the_store_tells_its_reader_from_its_writer_and_lets_in_nobody_else(
    weaviate: httpx.Client, secret: str, reads: int, writes: int
) -> None:
    if secret:
        weaviate.headers["authorization"] = f"Bearer {secret_value(secret, 'WEAVIATE_API_KEY')}"
    assert (weaviate.get("/schema").status_code, weaviate.post("/schema", json={}).status_code) == (reads, writes)


def test_no_pod_of_ours_has_a_token_for_the_clusters_own_api(cluster: Cluster) -> None:
    cluster.http.get("/healthz")
    mounts = json.dumps([pod["spec"] for pod in get("pods")])
    assert "serviceaccount" not in mounts


def test_the_namespace_takes_only_restricted_pods(cluster: Cluster) -> None:
    labels = json.loads(kubectl("get", "namespace", NAMESPACE, "-o", "json"))["metadata"]["labels"]
    assert labels["pod-security.kubernetes.io/enforce"] == "restricted"


def ready(found: dict[str, dict[str, list[dict[str, str]]]]) -> bool:
    return any(one["type"] == "Ready" and one["status"] == "True" for one in found["status"]["conditions"])
