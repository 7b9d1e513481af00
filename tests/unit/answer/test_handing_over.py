"""What a search found comes to the gateway that waits, and to no other address."""

from collections.abc import Iterator

import pytest

from events.errors import Rejected, Unavailable
from events.event import make
from events.questions import FoundPassage, PassagesFound
from events.registry import PASSAGES_FOUND
from events.searches import ScoredSentence, Scores, SearchWanted
from functions.answer.handing_over import HandingOver
from functions.serving.settings import Settings
from functions.serving.work import Work
from tests.unit.answer.waiting_gateway import KEY, WaitingGateway, waiting_gateway
from tests.unit.world import env_of

ID = "019c13ec-9e00-72d7-9642-b726b0440162"
PASSAGE = FoundPassage(
    id=ID, document=ID, name="a.txt", text="It lies in France.", start=5, end=23, score=1.0, language="en"
)
FOUND = PassagesFound(
    question="Wheer?", rewritten="Where?", vector="AACAPw==", passages=[PASSAGE], search=SearchWanted()
)


@pytest.fixture
def gateway() -> Iterator[WaitingGateway]:
    with waiting_gateway() as waiting:
        yield waiting


def give(replyto: str, found: PassagesFound = FOUND, sentences: dict[int, list[ScoredSentence]] | None = None) -> None:
    """Bring it there, as a function does that is asked to."""
    event = make(PASSAGES_FOUND, "/test", "q1", found, {"replyto": replyto, "timings": "embed:2.5"})
    work = Work(stage="search", event=event, data=found, tenant="default")
    HandingOver(env_of(Settings(signing_key=KEY))).give(work, found, 0.0, sentences or {})


def test_the_gateway_gets_the_passages_with_the_query_as_it_was_read(gateway: WaitingGateway) -> None:
    give(gateway.replyto)
    [told] = gateway.told
    assert (told["found"]["query"], told["found"]["searched"]) == ("Wheer?", "Where?")
    [passage] = told["found"]["passages"]
    assert (passage["text"], passage["start"], passage["end"], passage["language"]) == (
        "It lies in France.",
        5,
        23,
        "en",
    )


def test_the_gateway_gets_the_time_of_each_stage(gateway: WaitingGateway) -> None:
    give(gateway.replyto)
    assert gateway.told[0]["found"]["timings"].keys() == {"embed", "search"}


def test_a_passage_says_by_what_it_was_found_or_that_it_is_not_known(gateway: WaitingGateway) -> None:
    known = FoundPassage(
        **{name: getattr(PASSAGE, name) for name in PASSAGE.__struct_fields__}
        | {"scores": Scores(words=2.0, fused=1.0)}
    )
    give(gateway.replyto, PassagesFound(question="Where?", vector="AACAPw==", passages=[known, PASSAGE]))
    assert [one["scores"] for one in gateway.told[0]["found"]["passages"]] == [
        {"words": 2.0, "vectors": None, "fused": 1.0},
        {"words": None, "vectors": None, "fused": None},
    ]


def test_sentences_come_with_their_passage(gateway: WaitingGateway) -> None:
    sentence = ScoredSentence(text="It lies in France.", start=5, end=23, score=0.7)
    give(gateway.replyto, sentences={0: [sentence]})
    assert gateway.told[0]["found"]["passages"][0]["sentences"] == [
        {"text": "It lies in France.", "start": 5, "end": 23, "score": 0.7}
    ]


def test_an_address_without_our_signature_is_not_called(gateway: WaitingGateway) -> None:
    for replyto in (f"{gateway.address}/{'0' * 64}", gateway.address, ""):
        give(replyto)
    assert gateway.told == []


def test_a_gateway_that_waits_no_longer_is_the_end_of_it(gateway: WaitingGateway) -> None:
    gateway.status = 410
    give(gateway.replyto)


def test_a_gateway_in_trouble_is_tried_again_by_the_broker(gateway: WaitingGateway) -> None:
    gateway.status = 500
    with pytest.raises(Unavailable, match="status 500"):
        give(gateway.replyto)


def test_what_a_gateway_refuses_is_not_tried_again(gateway: WaitingGateway) -> None:
    gateway.status = 413
    with pytest.raises(Rejected, match="status 413"):
        give(gateway.replyto)


def test_a_gateway_that_is_not_reached_is_tried_again_by_the_broker(gateway: WaitingGateway) -> None:
    replyto = gateway.replyto
    gateway.server_close()
    with pytest.raises(Unavailable, match="not reached"):
        give(replyto)
