"""Whatever is killed in the middle of a large upload, every document becomes indexed without help."""

import httpx
import pytest

from cli.cluster.kubectl import get, kubectl
from tests.chaos.disturbances import documents
from tests.cluster import Cluster
from tests.system import until

DOCUMENTS = 200
RECOVERY = 1200.0  # seconds: two rounds of the PingSource, and the work itself on a slow machine

# Which pods are killed, by namespace and label.
VICTIMS = {
    "embed-documents": ("minirag", "serving.knative.dev/service=embed-documents"),
    "the dispatcher of the in-memory channel": ("knative-eventing", "messaging.knative.dev/role=dispatcher"),
    "Weaviate": ("minirag", "app.kubernetes.io/name=weaviate"),
}


@pytest.fixture
def files(cluster: Cluster, victim: str) -> dict[str, str]:
    """Documents that no other test has."""
    return {
        cluster.name(f"kills/{victim}/{name}"): f"{content}\n\nThen {victim} was killed."
        for name, content in documents(DOCUMENTS).items()
    }


@pytest.mark.parametrize("victim", VICTIMS)
def test_a_kill_in_the_middle_of_a_large_upload_loses_nothing(
    cluster: Cluster, victim: str, files: dict[str, str]
) -> None:
    namespace, label = VICTIMS[victim]
    if not get("pods", namespace=namespace, labels=label) and victim == "Weaviate":
        pytest.skip("this deployment's Weaviate is outside the cluster")
    form = [("file", (name, content)) for name, content in files.items()]
    answers = cluster.http.post("/documents", files=form).raise_for_status().json()
    assert {answer["status"] for answer in answers} == {202}

    until(lambda: 0 < indexed(cluster, files) < DOCUMENTS, "some documents are indexed, others are not")
    kubectl("delete", "pod", "-n", namespace, "-l", label, "--force", "--grace-period=0")
    until(lambda: indexed(cluster, files) == DOCUMENTS, f"{DOCUMENTS} documents are indexed", RECOVERY)
    stored: dict[str, str] = {}
    for row in sorted(cluster.passages(), key=lambda row: int(row["position"])):
        stored[row["name"]] = "\n\n".join(filter(None, (stored.get(row["name"]), row["text"])))
    assert {name: stored.get(name) for name in files} == files


def indexed(cluster: Cluster, files: dict[str, str]) -> int:
    """Return how many of the files are indexed; -1 while the gateway cannot tell, its store being away."""
    try:
        return sum(one["name"] in files and one["state"] == "indexed" for one in cluster.documents())
    except httpx.HTTPStatusError as error:
        assert error.response.status_code == 503
        return -1
