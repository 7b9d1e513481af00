"""The caller's instructions beside MiniRAG's own: style and language are his, what an answer rests on is not."""

from collections.abc import Callable

from functions.text.sentences import split_sentences

MOST = 128  # tokens
FRAME = "Style, as far as the text allows it: {}"


def instructed(own: str, wishes: str, count: Callable[[str], int]) -> str:
    """Return the instructions for the model, MiniRAG's own last: docs/decisions.md says what was measured.

    Of the caller's, whole sentences from the first on are kept, as many as fit `MOST` tokens by `count`.
    """
    kept, room = list[str](), MOST
    for start, end in split_sentences(wishes):
        room -= count(wishes[start:end])
        if room < 0:
            break
        kept.append(" ".join(wishes[start:end].split()))
    return f"{FRAME.format(' '.join(kept))}\n{own}" if kept else own
