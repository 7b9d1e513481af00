"""What follows the text of an answer."""

from msgspec.structs import replace

from events.questions import Quote
from functions.gateway.openai.source_list import sources, without_sources
from tests.unit.gateway.serving import PDF

FIRST = replace(PDF, cited=True)
SECOND = replace(PDF, number=2, name="b.md", page=None)
SUPPORT = [Quote(number=1, text="It lies in\nFrance.", start=0, end=18)]


def test_the_sentences_that_an_answer_rests_on_come_before_its_sources() -> None:
    added = sources("In France. [1]", SUPPORT, [FIRST])
    assert added == "\n\n> It lies in France. [1]\n\nSources: [1] a.pdf, page 3"


def test_a_sentence_that_the_answer_holds_is_not_said_again() -> None:
    assert sources("It lies in\nFrance. [1]", SUPPORT, [FIRST]) == "\n\nSources: [1] a.pdf, page 3"


def test_passages_that_the_answer_does_not_rest_on_are_no_sources() -> None:
    assert "b.md" not in sources("In France. [1]", SUPPORT, [FIRST, SECOND])


def test_an_answer_that_rests_on_none_has_all_of_them_as_its_sources() -> None:
    named = sources("In France.", [], [replace(FIRST, cited=False), SECOND])
    assert named == "\n\nSources: [1] a.pdf, page 3; [2] b.md"


def test_all_that_was_added_can_be_taken_away_again() -> None:
    answer = "In France. [1]\n\n- a list"
    assert without_sources(answer + sources(answer, SUPPORT * 2, [FIRST, SECOND])) == answer
