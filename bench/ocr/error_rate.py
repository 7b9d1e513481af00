"""How much of a text was read wrongly."""

import re

import numpy as np

_BLANKS = re.compile(r"\s+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def error_rate(truth: str, read: str) -> float:
    """Return the least number of characters to insert, delete and change, as a share of the true text's.

    Any white space is one blank, and none in Chinese, which has none.
    """
    blank = "" if _CHINESE.search(truth) else " "
    wanted, found = (_BLANKS.sub(blank, text.strip()) for text in (truth, read))
    return distance(wanted, found) / max(len(wanted), 1)


def distance(one: str, other: str) -> int:
    """Return the edit distance of two texts (Levenshtein 1966), row by row."""
    letters, places = np.array([ord(letter) for letter in other], dtype=np.int64), np.arange(len(other) + 1)
    row = places.copy()
    for number, letter in enumerate(one, 1):
        changed = np.minimum(row[:-1] + (letters != ord(letter)), row[1:] + 1)
        row = np.minimum.accumulate(np.concatenate(([number], changed)) - places) + places
    return int(row[-1])
