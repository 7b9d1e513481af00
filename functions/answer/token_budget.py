"""The token budget: whole passages, the best first, never a part of the question."""

from collections.abc import Callable, Sequence

MARKUP = 16  # tokens that a chat template puts around one message


def within_budget(passages: Sequence[str], others: Sequence[str], room: int, count: Callable[[str], int]) -> list[str]:
    """Return the first of the passages that fit `room` tokens together with all of the other messages.

    The best one always stays: a prompt that does not even hold that is the model's to refuse.
    """
    room -= sum(MARKUP + count(text) for text in others)
    kept: list[str] = []
    for passage in passages:
        room -= count(passage) + 2  # and the empty line behind it
        if room < 0 and kept:
            break
        kept.append(passage)
    return kept
