"""How far passages support a sentence of an answer, by its words.

Words alone: measured beside the cosine of the embedder, which tells a sentence's own passage from others much worse and
adds nothing to them (docs/decisions.md).
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from events.questions import Citation, Quote
from functions.text.sentences import split_sentences
from functions.text.words import all_words, has_digit, telling_words

SUPPORTED = 0.6  # of the weight of a sentence's words: how much a passage must hold of it
JOINT = 0.5  # of what the best of several cited passages holds: another one that holds less is not worth citing
ASKED = 0.5  # the weight of a word that the question holds, too: whoever answers repeats it, right or wrong
_ASKS = re.compile(r"\b(?:who|whom|whose|what|when|where|which|why|how)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Support:
    """What supports a text: passages by number, the share of the text's weight that they hold, their best sentence."""

    numbers: list[int]
    share: float
    sentence: Quote


class Passages:
    """The passages that an answer to a question may rest on."""

    def __init__(self, question: str, citations: Sequence[Citation]) -> None:
        self._asked = telling_words(question)
        self._wants_something = bool(_ASKS.search(question))
        self._sentences = {one.number: [(each, all_words(each.text)) for each in _sentences(one)] for one in citations}
        self._words = {
            number: frozenset[str]().union(*(words for _, words in sentences))
            for number, sentences in self._sentences.items()
        }

    def support(self, text: str, cited: Collection[int] = ()) -> Support | None:
        """Return the support of a text by the passages it cites, together, or by the one that is best; None without.

        Every number has to be there. A text that only repeats what was asked has no support, unless the question can be
        answered by that.
        """
        weights = self._weights(text)
        among = [number for number in self._sentences if not cited or number in cited]
        if not weights or not among or (self._wants_something and set(weights) <= self._asked):
            return None
        held = {number: _held(weights, self._words[number]) for number in among}
        best = max(held, key=lambda number: held[number])
        numbers = [number for number in among if held[number] >= held[best] * JOINT] if cited else [best]
        words = frozenset[str]().union(*(self._words[number] for number in numbers))
        share = _held(weights, words) / sum(weights.values())
        if share < SUPPORTED or any(has_digit(word) for word in weights.keys() - words - self._asked):
            return None
        sentence, _ = max(self._sentences[best], key=lambda one: _held(weights, one[1]))
        return Support(numbers, share, sentence)

    def _weights(self, text: str) -> dict[str, float]:
        words = telling_words(text) or all_words(text)
        return {word: ASKED if word in self._asked else 1.0 for word in words}


def _held(weights: dict[str, float], words: Collection[str]) -> float:
    return sum(weight for word, weight in weights.items() if word in words)


def _sentences(citation: Citation) -> Iterator[Quote]:
    """Yield the sentences of a passage; one without any stands for itself."""
    for start, end in split_sentences(citation.text) or [(0, len(citation.text))]:
        place = citation.start + start
        text = citation.text[start:end]
        yield Quote(number=citation.number, text=text, start=place, end=place + len(text))
