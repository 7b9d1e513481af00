"""Drafts of an answer's next tokens out of the text before them, for answers over passages copy from the passages.

Prompt lookup decoding, by A. Saxena (2023): what followed the latest few tokens where they stood before is likely to
follow again. The model checks a draft in one step, so a wrong one costs a little time and never changes the answer.
"""

import numpy as np

from model.llama import Tokens

NGRAMS = (3, 2)  # tokens that must stand there the same; after a single one a draft is mostly nonsense
MORE, MOST = 2, 7  # tokens by which a draft grows, and that it has at most


def followers(tokens: Tokens, most: int) -> Tokens:
    """Return up to `most` tokens that followed the last ones where they stood the last time before; none if never."""
    for size in NGRAMS:
        if most > 0 and len(tokens) > size:
            starts = np.flatnonzero(tokens[:-size] == tokens[-size])
            for offset in range(1, size):
                starts = starts[tokens[starts + offset] == tokens[offset - size]]
            if len(starts):
                place = int(starts[-1]) + size
                return tokens[place : place + most]
    return tokens[:0]


class Drafts:
    """How long one answer's drafts are: longer while they come true, short after one that did not."""

    def __init__(self) -> None:
        self._length = 1

    def next(self, tokens: Tokens, most: int) -> Tokens:
        """Return the draft of what follows `tokens`, at most `most` tokens long."""
        return followers(tokens, min(most, self._length))

    def learn(self, drafted: int, right: int) -> None:
        """Take note that of `drafted` tokens the first `right` ones were right."""
        self._length = min(self._length + MORE, MOST) if right == drafted else max(1, right)
