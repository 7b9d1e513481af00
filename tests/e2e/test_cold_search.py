"""A search on a cluster where every Service is at zero, with the windows of the real manifests."""

from tests.cluster import Cluster
from tests.system import until

LONGEST = 900.0  # seconds: the model functions keep their last pod for 5 idle minutes
QUERY = "What do the marmots of Gran Paradiso eat?"


def test_a_cold_search_finds_the_passage_and_wakes_no_function_of_an_answer(cluster: Cluster) -> None:
    cluster.upload("marmots.txt", "The marmots of Gran Paradiso eat roots and flowers.")
    cluster.wait_for("marmots.txt")
    until(lambda: not cluster.pods(), "every Service is at zero", LONGEST)
    body = {"query": QUERY, "filters": {"documents": [cluster.id_of("marmots.txt")]}}
    found = cluster.http.post("/search", json=body).raise_for_status().json()
    assert [one["name"] for one in found["passages"]] == [cluster.name("marmots.txt")]
    assert (cluster.pods("prompt"), cluster.pods("generate")) == ([], [])
    assert found["timings"].keys() == {"embed", "search", "total"}
