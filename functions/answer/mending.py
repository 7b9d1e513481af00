"""What a question with misspelt words means: the same with the words that stand in the passages found for it."""

import base64
from collections import Counter
from collections.abc import Sequence

from events.carried import carried
from events.questions import FoundPassage, PassagesFound
from functions.answer.misspellings import SHORTEST, WORD, doubtful_words, with_words
from functions.text.edit_distance import edit_distance
from functions.text.word_forms import differ_in_ending, folded, same_word
from model.embedding import Embedder

LONG = 8  # letters, from which on two may differ, and not only one


def mended(data: PassagesFound, embedder: Embedder) -> PassagesFound:
    """Return the same with each misspelt word of the question replaced in what is searched for, and its vector.

    A word is misspelt where no passage has it, the embedder's vocabulary has not either, and one of the passages' words
    is very near. Names stay: a near name is another one.
    """
    asked = data.rewritten or data.question
    meant = _meant(asked, data.passages, embedder)
    if not meant and not data.read_as:
        return data
    rewritten = with_words(asked, meant)
    vector = embedder.embed_queries([rewritten]).astype("<f4").tobytes()
    changes = {"rewritten": rewritten, "read_as": data.read_as | meant, "vector": base64.b64encode(vector).decode()}
    return carried(data, PassagesFound, **changes)


def _meant(asked: str, passages: Sequence[FoundPassage], embedder: Embedder) -> dict[str, str]:
    """Return the misspelt words, each with the one that is meant."""
    doubtful = doubtful_words(asked)
    if not doubtful:
        return {}
    there = Counter(
        word
        for passage in passages
        for word in WORD.findall(f"{passage.name} {passage.heading} {passage.text}".lower())
    )
    there += Counter(part for word in there if "-" in word for part in word.split("-"))
    known = [folded(word) for word in there]
    missing = [
        word
        for word in doubtful
        if not any(same_word(folded(word), one) or differ_in_ending(folded(word), one) for one in known)
    ]
    unknown = [word for word, tokens in zip(missing, embedder.count_tokens(missing), strict=True) if tokens > 1]
    return {word: near for word in unknown if (near := _nearest(word, there))}


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
