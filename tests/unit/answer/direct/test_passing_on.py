"""A direct answer on its way through the stages behind `search`: nothing changes it, and no model is asked."""

from typing import Any

import pytest
from msgspec.structs import replace

from events.event import make
from events.questions import AnswerGenerated, DirectAnswer, FoundPassage, PassagesFound, PromptBuilt, Quote
from events.registry import PASSAGES_FOUND, PROMPT_BUILT
from events.validation import decode
from functions.answer.generate import Generate
from functions.answer.prompt import Prompt
from functions.answer.rerank import Rerank
from functions.answer.showing import streamed
from functions.serving.settings import Settings
from functions.serving.work import Work
from tests.unit.world import env_of

ID = "019c13ec-9e00-72d7-9642-b726b0440162"
SUPPORT = Quote(number=2, text="Boat: Tern", start=40, end=50)
DIRECT = DirectAnswer(answer="All 1 rows:\n- Boat: Tern [2]", support=[SUPPORT], read=1)


def passage(text: str, start: int) -> FoundPassage:
    return FoundPassage(id=ID, document=ID, name="a.csv", text=text, start=start, end=start + len(text), score=1.0)


FOUND = PassagesFound(
    question="List all boats",
    vector="AACAPw==",
    passages=[passage("One sentence. Another.", 0), passage("Boat: Tern", 40)],
    direct=DIRECT,
)


class NoModel:
    """Stands for every model; the test fails where one is asked for."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"a model is asked for {name}")


def work(data: PassagesFound | PromptBuilt, type_: str) -> Work[Any]:
    return Work(stage="test", event=make(type_, "/test", ID, data), data=data, tenant="default")


@pytest.fixture
def built() -> PromptBuilt:
    no: Any = NoModel()
    event = Prompt(env_of(records=None), no, no).build_prompt(work(FOUND, PASSAGES_FOUND))
    assert event
    return decode(event.data, PromptBuilt)


def test_the_passages_become_citations_in_their_order_and_nothing_is_asked(built: PromptBuilt) -> None:
    assert (built.messages, built.direct) == ([], DIRECT)
    assert [(one.number, one.text, one.cited) for one in built.citations] == [
        (1, "One sentence. Another.", False),
        (2, "Boat: Tern", True),
    ]


def test_a_citation_quotes_what_the_answer_rests_on_or_else_its_first_sentence(built: PromptBuilt) -> None:
    assert [(one.quote, one.quote_start, one.quote_end) for one in built.citations] == [
        ("One sentence.", 0, 13),
        ("Boat: Tern", 40, 50),
    ]


def test_the_answer_is_streamed_and_shown_as_it_is(built: PromptBuilt) -> None:
    no: Any = NoModel()
    env = env_of(Settings(generator="a model"), reports=None)
    event = Generate(env, no, no).generate_answer(work(built, PROMPT_BUILT))
    assert event
    answer = decode(event.data, AnswerGenerated)
    assert (answer.answer, answer.answered, answer.support) == (DIRECT.answer, True, [SUPPORT])
    assert "".join(streamed(built, None)) == DIRECT.answer


def test_an_answer_says_what_misspelt_words_were_taken_for() -> None:
    no: Any = NoModel()
    found = replace(FOUND, read_as={"baots": "boats"})
    event = Prompt(env_of(records=None), no, no).build_prompt(work(found, PASSAGES_FOUND))
    assert event
    built = decode(event.data, PromptBuilt)
    event = Generate(env_of(Settings(generator="a model"), reports=None), no, no).generate_answer(
        work(built, PROMPT_BUILT)
    )
    assert event
    assert decode(event.data, AnswerGenerated).answer == f"{DIRECT.answer}\n\nI read “baots” as “boats”."


def test_another_order_would_break_the_markers_so_that_reranking_leaves_it() -> None:
    no: Any = NoModel()
    event = Rerank(no).rerank_passages(work(FOUND, PASSAGES_FOUND))
    assert decode(event.data, PassagesFound).passages == FOUND.passages
