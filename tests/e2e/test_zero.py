"""Scale to zero with the windows of the real manifests, and back."""

from tests.cluster import Cluster
from tests.system import until

LONGEST = 900.0  # seconds: the model functions keep their last pod for 5 idle minutes


def test_every_service_goes_to_zero_and_a_cold_question_is_answered_with_its_quote(cluster: Cluster) -> None:
    cluster.upload("zero.txt", "The ibexes of Gran Paradiso eat grass and herbs.")
    cluster.wait_for("zero.txt")
    until(lambda: not cluster.pods(), "every Service is at zero", LONGEST)
    question = "What do the ibexes of Gran Paradiso eat?"
    answer = cluster.ask(question, filters={"documents": [cluster.id_of("zero.txt")]})
    assert answer["answer"]
    assert "herbs" in answer["citations"][0]["quote"]
