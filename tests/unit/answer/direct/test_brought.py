"""The summary of a text that comes with a question."""

import pytest

from functions.answer.direct.brought import summary_of_text

ID = "019c13ec-9e00-72d7-9642-b726b0440162"
TEXT = (
    "The mill stands by the river and belongs to the town. It is old.\n\n"
    "Its rent is 900 euros a month, due on the third. Late payers pay more.\n\n"
    "Whoever leaves the mill gives three months' notice in writing. The deposit is returned then.\n"
)
SECTIONS = "".join(f"# Part {number}\n\n{TEXT}\n" for number in range(4))


@pytest.mark.parametrize(
    "asked",
    [
        "Summarize this",
        "Please summarise the following text:",
        "Can you summarize the email below?",
        "TL;DR",
        "Fasse den folgenden Text zusammen.",
        "Fasse diese E-Mail bitte kurz zusammen",
    ],
)
def test_the_text_is_meant_by_the_words_that_people_use_for_what_they_send(asked: str) -> None:
    direct = summary_of_text(TEXT, ID, asked)
    assert direct is not None
    assert all(word in direct.answer.answer for word in ("belongs to the town", "900 euros", "three months' notice"))


@pytest.mark.parametrize("asked", ["What is the rent?", "Summarise rules.md", "Summarize the rules for late payers"])
def test_another_question_is_none_for_a_summary(asked: str) -> None:
    assert summary_of_text(TEXT, ID, asked) is None


def test_each_quote_stands_at_its_span_in_the_message() -> None:
    direct = summary_of_text(SECTIONS, ID, "Summarize this")
    assert direct is not None
    assert {one.name for one in direct.passages} == {"your message"}
    spans = [(one.start, one.end, one.text) for one in direct.answer.support]
    spans += [(one.start, one.end, one.text) for one in direct.passages]
    assert [SECTIONS[start:end] for start, end, _ in spans] == [text for *_, text in spans]


def test_of_a_text_with_headings_each_section_is_told() -> None:
    direct = summary_of_text(SECTIONS, ID, "Summarize this")
    assert direct is not None
    assert [f"Part {number}:" in direct.answer.answer for number in range(4)] == [True] * 4
