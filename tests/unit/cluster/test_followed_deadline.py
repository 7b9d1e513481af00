"""What is deployed follows the deadline of an overlay."""

from copy import deepcopy

from cli.cluster.followed_deadline import follow_deadline
from tests.unit.manifests.base_manifests import all_manifests


def timeouts(deadline: str | None) -> list[object]:
    """Return the timeouts of the Trigger of `generate`, of it and of the gateway; None: the base's own deadline."""
    documents = [deepcopy(one.document) for one in all_manifests()]
    named = {(one["kind"], one["metadata"]["name"]): one for one in documents}
    if deadline:
        named["ConfigMap", "minirag"]["data"]["QUESTION_DEADLINE_SECONDS"] = deadline
    follow_deadline(documents)
    services = [
        named["Service", name]["spec"]["template"]["spec"]["timeoutSeconds"] for name in ("generate", "gateway")
    ]
    return [named["Trigger", "generate-built"]["spec"]["delivery"]["timeout"], *services]


def test_the_timeouts_of_writing_and_showing_an_answer_follow_the_setting() -> None:
    assert timeouts("200") == ["PT300S", 300, 500]


def test_none_is_longer_than_knative_lets_a_request_be() -> None:
    assert timeouts("500") == ["PT600S", 600, 600]


def test_the_base_stays_as_it_is() -> None:
    assert timeouts(None) == ["PT180S", 180, 300]
