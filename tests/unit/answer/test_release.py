"""What of an answer is certain while it is still written."""

import random
from itertools import pairwise

import pytest
from msgspec.structs import replace

from events.questions import Options, PromptBuilt
from functions.answer.release import Release
from functions.conversation.answer_view import AnswerView
from tests.unit.answer.test_grounding import CITATIONS, NEAREST

DATA = PromptBuilt(
    question="What is told?", messages=[], citations=CITATIONS, sentences=NEAREST, numbered=len(CITATIONS)
)
FRANCE, FALL, WRONG = "Normandy is a region in France.", "Palermo fell in 1072.", "Paris hosted the summer games."
PARTS = [
    f"{FRANCE} [1]",
    FRANCE,
    f"{FALL} [1]",
    WRONG,
    "I do not know.",
    "The Normans conquered Sicily under Robert Guiscard.",
    "It fell in 1066.",
    "`rm -r`.",
    "\n\n- Palermo fell in 1072\n- Paris",
    "\nUser: And then?",
    "| 911 | Denmark |\n| 1072 | Palermo |",
]


def released(text: str, data: PromptBuilt = DATA) -> tuple[list[str], AnswerView]:
    """Return what each piece of the text released, and what is shown in the end."""
    release = Release(data)
    return [release.add(piece) for piece in pieces_of(text)], release.finish()


def pieces_of(text: str) -> list[str]:
    """Return the text in pieces of three characters, so that some end within a word and some within a marker."""
    return [text[start : start + 3] for start in range(0, len(text), 3)]


def test_a_sentence_is_released_with_its_marker_once_the_next_one_has_begun() -> None:
    parts, _ = released(f"{FRANCE} Palermo fell")
    assert [part for part in parts if part] == [f"{FRANCE} [1]"]


def test_a_sentence_is_not_released_before_it_is_certain_that_it_has_ended() -> None:
    parts, _ = released(f"{FRANCE} ")
    assert "".join(parts) == ""


def test_a_marker_behind_a_full_stop_belongs_to_what_is_released() -> None:
    parts, _ = released(f"{FRANCE} [1] Palermo fell")
    assert "".join(parts) == f"{FRANCE} [1]"


@pytest.mark.parametrize("wrong", [WRONG, "Use `rm -r` in Normandy.", "It fell in 1066."])
def test_what_no_passage_supports_is_never_released(wrong: str) -> None:
    parts, shown = released(f"{FRANCE} {wrong} {FALL} And so on.")
    assert "".join(parts) == shown.answer == f"{FRANCE} [1] {FALL} [2]"


def test_a_quote_waits_for_the_end_for_words_may_still_pass() -> None:
    parts, shown = released(f"{WRONG} London came second. Berlin came third.")
    assert ("".join(parts), shown.quoted) == ("", True)


def test_a_refusal_waits_for_the_end() -> None:
    parts, shown = released("I do not know. The passages do not say it. None does.")
    assert ("".join(parts), shown.answered) == ("", False)


def test_json_is_released_as_it_comes() -> None:
    parts, shown = released(' {"fee":\n 55}\n', replace(DATA, options=Options(json_schema={"type": "object"})))
    assert "".join(parts) == shown.answer == '{"fee":\n 55}'
    assert len([part for part in parts if part]) > 2


@pytest.mark.parametrize("seed", range(60))
def test_what_is_released_is_always_the_beginning_of_the_answer(seed: int) -> None:
    chance = random.Random(seed)
    text = " ".join(chance.choice(PARTS) for _ in range(chance.randrange(1, 9)))
    parts, shown = released(text)
    assert shown.answer.startswith("".join(parts))


def test_where_the_whole_would_be_shown_in_another_way_than_its_sentences_what_was_released_is_the_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    views = [AnswerView(answer=text, citations=[]) for text in ("First.", "First. Second.", "Something else.")]
    monkeypatch.setattr("functions.answer.release.shown_answer", lambda *_: views.pop(0))
    parts, shown = released("First. Second. Third.")
    assert ("".join(parts), shown.answer, shown.generated) == (
        "First. Second.",
        "First. Second.",
        "First. Second. Third.",
    )


def test_what_is_released_never_shrinks() -> None:
    release, so_far = Release(DATA), [""]
    for piece in pieces_of(f"{FRANCE} {WRONG} {FALL} {WRONG}"):
        so_far.append(so_far[-1] + release.add(piece))
    assert all(later.startswith(earlier) for earlier, later in pairwise(so_far))
