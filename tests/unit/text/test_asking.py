"""Where a long message asks."""
# ruff: noqa: RUF001 - a Chinese question mark is meant

import pytest

from functions.text.asking import question_in, stands_apart

PASTE = "The boat was built in 1998. It lies in hall B.\nItem | Price\nRope | 12 €\n" * 40
MAIL = "Dear Mr Kurz,\n\nthe rent is due on the third. Could you pay it by then?\n\nYours, A. Quill"
TAGGED = (
    f"### Task:\nAnswer from the context.\n<context>\n{PASTE}\n</context>\n\n<user_query>\nWho built it?\n</user_query>"
)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (f"{PASTE}\n\nWhat does the rope cost?", "What does the rope cost?"),
        (f"What does the rope cost?\n\n{PASTE}", "What does the rope cost?"),
        (f"{PASTE} What does the rope cost?", "What does the rope cost?"),
        (f"{PASTE}\nwhat does the rope cost", "what does the rope cost"),
        (f"{PASTE}\nWhat does the rope cost? Thank you!", "What does the rope cost?"),
        (f"{PASTE}\nWhat does the rope cost? And the boat?", "What does the rope cost? And the boat?"),
        (
            f"{PASTE}\nWhat does the rope of the\nboat in hall B cost?",
            "What does the rope of the\nboat in hall B cost?",
        ),
        (f"Please summarize this:\n{PASTE}", "Please summarize this:"),
        (f"{PASTE}\nList all prices.", "List all prices."),
        (f"{PASTE}\nQuestion: What does the rope cost?\nHelpful Answer:", "What does the rope cost?"),
        (f"When is the rent due?\n\n{MAIL}", "When is the rent due?"),
        (f"{MAIL * 40}\n\nWann ist die Miete fällig?", "Wann ist die Miete fällig?"),
        (f"{PASTE}\nFasse das zusammen.", "Fasse das zusammen."),
        (f"{PASTE}\n\n这条绳子多少钱？", "这条绳子多少钱？"),
        (TAGGED, "Who built it?"),
    ],
)
def test_the_question_of_a_long_message_is_its_last_or_first_that_asks(text: str, asked: str) -> None:
    span = question_in(text)
    assert span is not None
    assert span.of(text) == asked


@pytest.mark.parametrize("text", [PASTE, "word " * 5000, "What a day it was. " * 300, ""])
def test_a_text_alone_asks_nothing(text: str) -> None:
    assert question_in(text) is None


def test_a_very_long_text_is_looked_at_near_its_ends_only() -> None:
    text = f"{PASTE * 100}\nWho built it?\n{PASTE * 100}"
    assert question_in(text) is None


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        (f"{PASTE}\n\nWhat does the rope cost?", True),
        (f"What does the rope cost?\n{PASTE}", True),
        (f"{PASTE}All is sold. What does the rope cost?", False),
        ("The boat is old.\nWhat does the rope cost?", False),
        (f"{PASTE}\nWhat is it?", False),
    ],
    ids=["behind", "before", "in the same line", "short", "says nothing by itself"],
)
def test_a_question_stands_apart_on_lines_of_its_own_beside_a_text_of_some_length(text: str, apart: bool) -> None:
    span = question_in(text)
    assert span is not None
    assert stands_apart(text, span) is apart
