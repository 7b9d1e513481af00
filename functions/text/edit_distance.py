"""How far apart two words are spelled."""

from difflib import SequenceMatcher

SIMILAR = 0.75  # of two spellings of a word


def edit_distance(one: str, other: str, most: int) -> int:
    """Return how many letters were left out, added, changed or swapped with the next; `most` + 1 for more than that.

    The optimal string alignment distance (Damerau 1964; Boytsov 2011), row by row.
    """
    before, row = list[int](), list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def is_spelled_alike(one: str, two: str) -> bool:
    """Tell whether two words begin alike and are three quarters the same (Ratcliff and Obershelp 1988)."""
    return one == two or (one[:1] == two[:1] and SequenceMatcher(None, one, two).ratio() >= SIMILAR)
