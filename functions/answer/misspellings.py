"""Words of a question that may be misspelt: which they are, what is put in their place, and how the answer says so."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from functions.answer.own_sentences import in_its_language
from functions.text.edit_distance import edit_distance
from functions.text.languages import LANGUAGES
from functions.text.question_kind import language_of
from functions.text.word_forms import folded, has_ending_of, words_of

SHORTEST = 4  # letters
NOUN = 10  # letters of a German word with a capital: a shorter one is too near to other names
MOST = 4  # words of one question that the index is asked about
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PART_OF_IDENTIFIER = re.compile(r"[\w./@:-]")


def doubtful_words(asked: str) -> list[str]:
    """Return the words of a question that may be misspelt ones, and are no names, abbreviations or identifiers."""
    return list(dict.fromkeys(found[0] for found in _possible(asked) if _is_common(found[0], asked)))


def respelled(asked: str, found: Sequence[str], near: Callable[[str], Sequence[str]]) -> dict[str, str]:
    """Return the misspelt words of a question, each with what is meant, of those that stand in none of the texts found.

    `near` finds the words of the index that are spelled nearly like one which stands nowhere in it.

    What is meant has to be clear: the only one that is nearest. A name may be another one: of such a word only a letter
    that was left out or doubled, or two that were swapped, are taken for a slip.
    """
    known = {word for text in found for word in words_of(text)}
    missing = [
        word
        for word in dict.fromkeys(one[0] for one in _possible(asked))
        if not all(any(has_ending_of(part, one) for one in known) for part in words_of(word))
    ]
    nearest = {word: near(word) for word in missing[:MOST]}
    return {
        word: words[0]
        for word, words in nearest.items()
        if len(words) == 1 and (_is_common(word, asked) or _is_slip(folded(word), folded(words[0])))
    }


def with_words(text: str, meant: Mapping[str, str]) -> str:
    """Return a text with what is meant in the place of its misspelt words."""
    return WORD.sub(lambda found: meant.get(found[0], found[0]), text)


def said_of(read_as: Mapping[str, str], question: str) -> str:
    """Return the sentences that say how words were read; "" for none."""
    return " ".join(in_its_language("read as", question, asked=asked, meant=meant) for asked, meant in read_as.items())


def _possible(asked: str) -> Iterator[re.Match[str]]:
    """Yield the words that are no grammar, and no part of an identifier or an address."""
    for found in WORD.finditer(asked):
        before, behind = asked[: found.start()][-1:], asked[found.end() : found.end() + 2]
        is_part = _PART_OF_IDENTIFIER.match(before) or _joins(behind)
        if len(found[0]) >= SHORTEST and found[0].lower() not in _grammar() and not is_part:
            yield found


def _is_common(word: str, asked: str) -> bool:
    """Tell whether a word is no name, by its letters: it is small, or a long German one."""
    return word.islower() or (len(word) >= NOUN and word[1:].islower() and language_of(asked) == "de")


def _is_slip(asked: str, meant: str) -> bool:
    """Tell whether letters of a word were left out, doubled or swapped, and none is another."""
    if edit_distance(asked, meant, 1) > 1 or asked[-1:] != meant[-1:]:
        return False
    if len(asked) == len(meant):
        return sorted(asked) == sorted(meant)
    return len(asked) < len(meant) or _undoubled(asked) == _undoubled(meant)


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


@cache
def _grammar() -> frozenset[str]:
    """Return the words that every language has for its sentences, whether or not a passage uses them: "viel"."""
    return frozenset().union(*(one.grammar | one.typical | one.asking | one.negations for one in LANGUAGES))


def _joins(after: str) -> bool:
    """Tell whether what comes after a word makes it a part of an identifier or an address."""
    return (
        after[:1].isdigit() or after[:1] in ("_", "@", "/") or (len(after) > 1 and after[0] in ".:" and after[1] != " ")
    )
