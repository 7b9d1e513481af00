"""What a question with misspelt words means: the same with the words that stand in the passages found for it."""

import base64
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from events.carried import carried
from events.questions import FoundPassage, PassagesFound
from functions.text.edit_distance import edit_distance
from functions.text.languages import LANGUAGES
from functions.text.question_kind import language_of
from functions.text.word_forms import folded, same_word
from model.embedding import Embedder

SHORTEST, LONG = 4, 8  # letters, from which on one may differ, and two
NOUN = 10  # letters of a German word with a capital: a shorter one is too near to other names
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PART_OF_IDENTIFIER = re.compile(r"[\w./@:-]")


def mended(data: PassagesFound, embedder: Embedder) -> PassagesFound:
    """Return the same with each misspelt word of the question replaced, and the vector of that question.

    A word is misspelt where no passage has it, the embedder's vocabulary has not either, and one of the passages' words
    is very near. Names stay: a near name is another one.
    """
    asked = data.rewritten or data.question
    meant = _meant(asked, data.passages, embedder)
    if not meant:
        return data
    question, rewritten = _replaced(data.question, meant), _replaced(data.rewritten, meant)
    vector = embedder.embed_queries([rewritten or question]).astype("<f4").tobytes()
    changes = {"question": question, "rewritten": rewritten, "vector": base64.b64encode(vector).decode()}
    return carried(data, PassagesFound, **changes)


def _meant(asked: str, passages: Sequence[FoundPassage], embedder: Embedder) -> dict[str, str]:
    """Return the misspelt words, each with the one that is meant."""
    doubtful = list(dict.fromkeys(found[0] for found in _WORD.finditer(asked) if _may_be_misspelt(asked, found)))
    if not doubtful:
        return {}
    there = Counter(
        word
        for passage in passages
        for word in _WORD.findall(f"{passage.name} {passage.heading} {passage.text}".lower())
    )
    there += Counter(part for word in there if "-" in word for part in word.split("-"))
    known = [folded(word) for word in there]
    missing = [word for word in doubtful if not any(same_word(folded(word), one) for one in known)]
    unknown = [word for word, tokens in zip(missing, embedder.count_tokens(missing), strict=True) if tokens > 1]
    return {word: near for word in unknown if (near := _nearest(word, there))}


def _may_be_misspelt(asked: str, found: re.Match[str]) -> bool:
    """Tell whether a word may be a misspelt one, and no name, abbreviation or part of an identifier."""
    word = found[0]
    around = asked[: found.start()][-1:], asked[found.end() : found.end() + 2]
    if len(word) < SHORTEST or word.lower() in _grammar() or _PART_OF_IDENTIFIER.match(around[0]) or _joins(around[1]):
        return False
    if word.islower():
        return True
    return len(word) >= NOUN and word[1:].islower() and language_of(asked) == "de"


@cache
def _grammar() -> frozenset[str]:
    """Return the words that every language has for its sentences, whether or not a passage uses them: "viel"."""
    return frozenset().union(*(one.grammar | one.typical | one.asking | one.negations for one in LANGUAGES))


def _joins(after: str) -> bool:
    """Tell whether what comes after a word makes it a part of an identifier or an address."""
    return (
        after[:1].isdigit() or after[:1] in ("_", "@", "/") or (len(after) > 1 and after[0] in ".:" and after[1] != " ")
    )


def _nearest(word: str, there: Counter[str]) -> str:
    """Return the nearest of the words, of equals the commonest; "" where none is near."""
    bare = folded(word)
    most = 2 if len(bare) >= LONG and word.islower() else 1
    found = [
        (distance, -count, one)
        for one, count in there.items()
        if len(one) >= SHORTEST and one[0] == word[0].lower() and (distance := _distance(bare, one, most)) <= most
    ]
    return min(found, default=(0, 0, ""))[2]


def _distance(bare: str, one: str, most: int) -> int:
    return edit_distance(bare, folded(one), most) if abs(len(bare) - len(one)) <= most else most + 1


def _replaced(text: str, meant: dict[str, str]) -> str:
    return _WORD.sub(lambda found: meant.get(found[0], found[0]), text)
