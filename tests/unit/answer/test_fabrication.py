"""Commands and code that stand in no passage are not shown."""

import pytest

from functions.answer.fabrication import without_fabricated_code

SOURCES = (
    "Install it with `apt install pump`. Then run\n\n    pump start --now\n    pump status\n\nSet max_tokens to 12."
)


@pytest.mark.parametrize(
    "text",
    [
        "Run `pump  start --now` first.",
        "Start it with --now.",
        "Use this:\n```sh\npump start --now\npump status\n```",
        "Then:\n$ pump status",
        "Set `max_tokens` to 12.",
        "apt install pump",
        "It costs 5 $ a month, and 12 % less in June.",
        "Git is a program. Docker runs it.",
        "The gap -- a wide one -- is closed.",
    ],
)
def test_what_stands_in_the_passages_stays(text: str) -> None:
    assert without_fabricated_code(text, SOURCES) == text


@pytest.mark.parametrize(
    "text",
    [
        "Run `pump stop`.",
        "Stop it with --force.",
        "$ pump stop",
        "sudo apt install pump-tools",
        "```sh\npump start --now\npump stop\n```",
        "Set `min_tokens` to 12.",
        "```python\nimport pump\n\npump.start()\n```",
    ],
)
def test_what_stands_in_none_is_left_out(text: str) -> None:
    left = without_fabricated_code(f"It is slow.\n\n{text}\n\nIt is old.", SOURCES)
    assert " ".join(left.split()) == "It is slow. It is old."


def test_a_block_without_an_end_is_code_to_the_end() -> None:
    assert without_fabricated_code("It is slow.\n```\npump stop\n\nIt is old.", SOURCES) == "It is slow."
