"""Which sentence or row of the passages says what a sentence of an answer says, by rules; None where none does.

One sentence or one row has to say all of it: its numbers with their units, its names, what it denies, how many it
speaks of and who did what. What cannot be decided is not supported. The rules and what they let through are in
docs/decisions.md.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from events.questions import Citation, Quote
from functions.answer.asked import Asked
from functions.answer.characters import characters_supported, is_of_characters
from functions.answer.checking import SHORT, Check
from functions.answer.evidence import Evidence, evidence_in, language_of_text, overlap
from functions.answer.language_told import language_asked, language_told
from functions.answer.leading import Leading
from functions.answer.orders import may_answer
from functions.text.statement import statement_of

SUPPORTED = 0.6  # of the weight of a statement's words: how much a sentence must hold of it
_FRAME = re.compile(
    r"\s*+(?:the |die )?(?:short |kurze )?(?:answer|antwort)(?: is| lautet| ist)?\s*+:?\s*+", re.IGNORECASE
)
_REPEATS = re.compile(r"\s*(?:question|frage|q|passages?|context|sources?)\s*:", re.IGNORECASE)
_JOINTS = re.compile(r";|(?:,|(?<![\s,]))\s++(?:and|und|but|aber)\s|,\s")


@dataclass(frozen=True, slots=True)
class Support:
    """What supports a text: passages by number, the share of the text's weight that they hold, their best sentence."""

    numbers: list[int]
    share: float
    sentence: Quote
    more: tuple[Quote, ...] = ()  # of a text that joins two statements, what supports the others


class Passages:
    """The passages that an answer to a question may rest on."""

    def __init__(self, question: str, citations: Sequence[Citation]) -> None:
        self._question, self._citations = question, citations
        text = " ".join(one.text for one in citations)
        self._language = language_told(text, question)
        self._asked = Asked(question, language_asked(question, self._language))
        told = [each for one in citations for each in evidence_in(one, self._language)]
        self._of_characters = is_of_characters(question) and is_of_characters(text)
        self._tells = may_answer(question)
        self._all = [one for one in told if self._tells(one.quote.text)]
        self._check = Check(self._asked, self._all)
        self._leading = Leading(question, self._asked, self._all, {one.name for one in citations})

    def support(self, text: str, cited: Collection[int] = ()) -> Support | None:
        """Return the support of a text by one sentence or row of the passages it cites; None without.

        A text that only repeats what was asked has no support, unless the question can be answered by that. One that
        joins statements may have a sentence for each.
        """
        frame = _FRAME.match(text)
        bare = text[frame.end() if frame else 0 :].strip()
        among = [one for one in self._all if not cited or one.quote.number in cited]
        if not bare or not among or bare.endswith(("?", "\uff1f")) or _REPEATS.match(bare):
            return None
        if is_of_characters(bare) or self._of_characters:
            return self._by_characters(bare, among)
        return self._whole(bare, among, framed=bare != text.strip()) or self._joined(bare, among)

    def leading(self, nearest: Sequence[Quote]) -> Quote | None:
        """Return the first of the sentences nearest to the question that may be its answer; None where none may."""
        told = [one for one in nearest if self._tells(one.text)]
        return self._leading.first(told, self._all, self._citations)

    def decided(self, quote: Quote) -> bool | None:
        """Return the yes or no that a comparison with this sentence makes certain, and with no other the contrary."""
        if not self._asked.is_yes_or_no or self._asked.is_choice:
            return None
        told = [(one, self._asked.compared_with(one)) for one in self._all]
        own = next((said for one, said in told if one.is_of(quote)), None)
        return own if len({said for _, said in told} - {None}) == 1 else None

    def beside(self, lead: Quote, nearest: Sequence[Quote]) -> list[Quote]:
        """Return those of the nearest sentences that say something to the question beside one that is shown."""
        told = [one for one in nearest if self._tells(one.text)]
        return self._leading.beside(lead, told, self._all, self._citations)

    def nearer(self, support: Support, nearest: Sequence[Quote]) -> Quote | None:
        """Return the sentence that leads in the place of one that supports words: where they are none of its own.

        None where that is it, or where a yes or no, or one of two, is asked for, which the words say.
        """
        lead = None if self._asked.is_judged or support.more else self.leading(nearest)
        if lead is None or overlap(lead, support.sentence):
            return None
        return lead

    def _by_characters(self, text: str, among: Sequence[Evidence]) -> Support | None:
        texts = [one.quote.text for one in self._all]
        for one in among:
            if (share := characters_supported(text, self._question, one.quote.text, texts)) is not None:
                return Support([one.quote.number], share, one.quote)
        return None

    def _whole(self, text: str, among: Sequence[Evidence], framed: bool = False, subject: str = "") -> Support | None:
        """Return the support by the sentence that holds most of the text."""
        said, rest = self._asked.lead(text)
        statement = statement_of(f"{subject} {rest}".strip(), language_of_text(rest, self._language))
        if said is not None and not statement.words:  # "Yes.", "No, it is not."
            same = statement.language.negations.isdisjoint(statement.said) or not said
            return self._yes_or_no(said, among) if same and not framed else None
        shares = [(self._check.share(statement, one, said), one) for one in among]
        share, best = max(shares, key=lambda one: one[0])
        if share < SUPPORTED or not (self._asked.is_judged or self._leading.leads(best.quote, best, self._citations)):
            return None
        sentence = self._leading.completed(best.quote, best, self._citations)
        return Support([best.quote.number], share, sentence or best.quote)

    def _yes_or_no(self, said: bool, among: Sequence[Evidence]) -> Support | None:
        """Return the support of a bare yes or no: a sentence that says so, while none says the contrary."""
        near = [one for one in among if self._check.answers(one, whole=False)]
        fitting = [one for one in near if self._asked.fits(said, one, None)]
        if not fitting or any(self._asked.fits(not said, one, None) for one in near):
            return None
        return Support([fitting[0].quote.number], 1.0, fitting[0].quote)

    def _joined(self, text: str, among: Sequence[Evidence]) -> Support | None:
        """Return the support of a text that joins two statements, each by a sentence of its own."""
        for one, two in _joints(text):
            first = self._whole(one, among)
            second = first and self._whole(two, among, subject=self._subject(one, two))
            if first and second and first.sentence != second.sentence:
                numbers = list(dict.fromkeys(first.numbers + second.numbers))
                return Support(numbers, min(first.share, second.share), first.sentence, (second.sentence,))
        return None

    def _subject(self, one: str, two: str) -> str:
        """Return what the second part speaks of where it does not say so: the first words of the first part."""
        second = statement_of(two, self._language)
        if second.tokens and (second.tokens[0].capital or len(second.words) < SHORT):
            return ""
        subject = statement_of(one, self._language).subject[:1]
        return " ".join(word.token.text for word in subject)


def _joints(text: str) -> Iterator[tuple[str, str]]:
    """Yield the two sides of each place where a text may join statements."""
    for found in _JOINTS.finditer(text):
        if (left := text[: found.start()].strip()) and (right := text[found.end() :].strip()):
            yield left, right
