"""Drafts of an answer's next tokens out of the text before them, for answers over passages copy from the passages.

Prompt lookup decoding, by A. Saxena (2023): what followed the latest few tokens where they stood before is likely to
follow again. The model checks a draft in one step, so a wrong one costs a little time and never changes the answer.
"""

import numpy as np

from model.llama import Tokens

LONGEST = 4  # tokens that stand there the same; more of them say nothing more
# The time of a step, by the length of its draft, as a share of one without (SmolLM2-135M, two cores with AVX-512).
STEP_TIME = (1.0, 1.13, 1.5, 1.8, 2.0, 2.4, 2.6, 2.7)
MOST = len(STEP_TIME) - 1
# How often the token that followed so many equal ones before was right: what an answer's count begins with.
EXPECTED = {1: (1, 4), 2: (1, 3), 3: (2, 3), 4: (4, 5)}


def followers(tokens: Tokens, most: int) -> tuple[Tokens, int]:
    """Return up to `most` tokens that followed the last ones where they stood the last time before, and how many those
    were: as many as possible, up to `LONGEST`. No tokens and 0 if even the last one stood nowhere before."""
    starts = np.flatnonzero(tokens[:-1] == tokens[-1]) if most > 0 and len(tokens) > 1 else tokens[:0]
    if not len(starts):
        return tokens[:0], 0
    equal = 1
    while equal < LONGEST:
        longer = starts[starts >= equal]
        longer = longer[tokens[longer - equal] == tokens[-1 - equal]]
        if not len(longer):
            break
        starts, equal = longer, equal + 1
    place = int(starts[-1]) + 1
    return tokens[place : place + most], equal


class Drafts:
    """How long one answer's drafts are: as long as each further token is likely enough to be worth its time.

    How likely, is counted by the number of equal tokens before it; within a draft each one right makes one more.
    """

    def __init__(self) -> None:
        self._right = {equal: right for equal, (right, _) in EXPECTED.items()}
        self._tried = {equal: tried for equal, (_, tried) in EXPECTED.items()}
        self._equal = 0  # tokens before the latest draft

    def next(self, tokens: Tokens, most: int) -> Tokens:
        """Return the draft of what follows `tokens`, at most `most` tokens long."""
        draft, self._equal = followers(tokens, min(most, MOST))
        return draft[: self._worthwhile(len(draft))]

    def learn(self, drafted: int, right: int) -> None:
        """Take note that of the latest draft's `drafted` tokens the first `right` ones were right."""
        for index in range(min(drafted, right + 1)):  # those after a wrong one were not put to the test
            known = min(self._equal + index, LONGEST)
            self._tried[known] += 1
            self._right[known] += index < right

    def _worthwhile(self, most: int) -> int:
        """Return the length at which the most tokens are to be expected for the time."""
        chance, tokens, best, length = 1.0, 1.0, 1.0, 0
        for index in range(most):
            known = min(self._equal + index, LONGEST)
            chance *= self._right[known] / self._tried[known]
            tokens += chance
            if tokens / STEP_TIME[index + 1] > best:
                best, length = tokens / STEP_TIME[index + 1], index + 1
        return length
