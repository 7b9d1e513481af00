"""Words of an index that are spelled nearly like one which stands nowhere in it."""

from collections.abc import Iterable

from functions.text.edit_distance import edit_distance
from functions.text.word_forms import differ_in_ending, folded, has_ending_of, same_word
from functions.text.words import has_digit, plain_words

SHORTEST, LONG = 6, 9  # characters, from which on one letter may differ, and two: of five, chain is near chair, of
# eight, defeated is near debated
SAME = 2  # first letters, that most misspelt words keep: to look at more of a large store takes long


def slips_of(word: str) -> int:
    """Return how many letters of a word may be wrong: none of a short word, of a number or an identifier."""
    return 0 if len(word) < SHORTEST or has_digit(word) else 2 if len(word) >= LONG else 1


def nearest_words(word: str, texts: Iterable[str]) -> list[str]:
    """Return the words of some texts that are nearest to one in spelling, as they are written; forms of one only once.

    Returns none where the word, with whatever ending, stands there itself.
    """
    bare, most = folded(word), slips_of(word)
    every = {one: folded(one) for text in texts for one in plain_words(text)}
    alike = {one: form for one, form in every.items() if form[:SAME] == bare[:SAME] and not has_digit(form)}
    if any(has_ending_of(bare, form) or differ_in_ending(bare, form) for form in alike.values()):
        return []
    is_small = word.islower()
    found = sorted(
        (edit_distance(bare, form, most), form, one.islower() != is_small, one) for one, form in alike.items()
    )
    kept = dict[str, str]()
    for distance, form, _, one in found:
        if distance == found[0][0] <= most and not any(same_word(form, other) for other in kept):
            kept[form] = one
    return list(kept.values())
