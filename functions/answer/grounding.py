"""What is shown of a generated answer: the evidence, or words that evidence supports, or the best quote.

Which of the two a person reads first is decided here alone, by `_words_may_lead`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from events.questions import YOUR_MESSAGE, Citation, Quote
from functions.answer.characters import is_of_characters
from functions.answer.evidence import language_of_text
from functions.answer.own_sentences import NOT_SAID, in_its_language
from functions.answer.refusals import declined, declines
from functions.answer.support import Passages, Support
from functions.conversation.answer_view import AnswerView
from functions.text.columns import label_named
from functions.text.languages import ENGLISH, GERMAN, Language
from functions.text.markers import cited_numbers, end_of_markers, marked, without_markers
from functions.text.question_kind import language_of
from functions.text.records import CELLS, labelled_cells
from functions.text.sentences import split_sentences
from functions.text.word_forms import words_of

__all__ = ["SHOWN", "declined", "ground"]

SHOWN = 2  # sentences beside an answer
SHORT = 4  # words of an answer that adds to the sentence it comes from: "140 kroner"


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence of the model, with the blanks before it, and what supports it."""

    gap: str
    sentence: str
    support: Support | None

    @property
    def bare(self) -> str:
        return without_markers(self.sentence).strip()


def ground(
    generated: str, question: str, citations: Sequence[Citation], nearest: Sequence[Quote], words_lead: bool = True
) -> AnswerView:
    """Return what can be shown of a generated answer; `nearest` are the sentences nearest to the question, best first.

    `words_lead`: the words of this model are shown where they begin with one that is supported, each with its marker;
    else the evidence is, with words before it that add something, or the nearest sentence that may answer, where the
    first words rest on another one (docs/decisions.md has the figures). A sentence without support, or said before, is
    left out. Where nothing is left, the first of the nearest sentences that may answer the question is the answer,
    unless a model whose words may lead says that the text does not tell.
    """
    passages = Passages(question, citations)
    said = [_Said(gap, sentence, _support(sentence, passages)) for gap, sentence in _once(generated)]
    kept = [one for one in said if one.support]
    if not kept and words_lead and any(declines(one.bare) for one in said):
        return AnswerView(answer=generated, answered=False, citations=list(citations))
    found = [one.support for one in kept if one.support]
    if not kept:
        lead = passages.leading(nearest)
        return _quoted(lead, passages, question, citations, nearest) if lead else _unsaid(question, citations, nearest)
    if not words_lead and (nearer := passages.nearer(found[0], nearest)):
        return replace(_quoted(nearer, passages, question, citations, nearest), quoted=False)
    shown = _shown(found, passages, nearest)
    cited = _cited(citations, {number for one in found for number in one.numbers}, shown)
    words_may_lead = words_lead and _words_may_lead(said)
    answer = _in_words(kept) if words_may_lead else _evidence_first(kept, question, citations, passages)
    return AnswerView(answer=answer, citations=cited, support=shown)


def _unsaid(question: str, citations: Sequence[Citation], nearest: Sequence[Quote]) -> AnswerView:
    """Return that nothing answers, beside what comes nearest."""
    text, support = in_its_language(NOT_SAID, question), list(nearest[:SHOWN])
    return AnswerView(answer=text, answered=False, citations=list(citations), support=support)


def _quoted(
    lead: Quote, passages: Passages, question: str, citations: Sequence[Citation], nearest: Sequence[Quote]
) -> AnswerView:
    """Return the quote as the answer, behind a yes or no that is certain, beside what else says something to it."""
    shown = [lead, *passages.beside(lead, nearest)][:SHOWN]
    cited = _cited(citations, {lead.number}, shown)
    return AnswerView(
        answer=_yes_or_no(lead, passages, question) + _quoting(lead, question, citations),
        quoted=True,
        citations=cited,
        support=shown,
    )


def _yes_or_no(lead: Quote, passages: Passages, question: str) -> str:
    """Return the yes or no that a comparison with a sentence makes certain, as it stands before that; else nothing."""
    said = passages.decided(lead)
    return "" if said is None else in_its_language("yes" if said else "no", question, said="")


def _in_words(kept: Sequence[_Said]) -> str:
    return "".join((one.gap if place else "") + _with_markers(one) for place, one in enumerate(kept))


def _words_may_lead(said: Sequence[_Said]) -> bool:
    """Tell whether the first thing that was said is supported, for what is released sentence by sentence cannot be
    taken back; a list may lose its first items, too, and a line before it says nothing."""
    is_list = sum(one.gap.count("\n") > 0 for one in said) > 1
    telling = (one for one in said if not one.bare.endswith(":") and not declines(one.bare))
    first = next(telling, None)
    return is_list or (first is not None and first.support is not None)


def _evidence_first(kept: Sequence[_Said], question: str, citations: Sequence[Citation], passages: Passages) -> str:
    """Return the sentences that support the words, each once, behind words that add something to them."""
    found = dict[str, str]()
    for one in kept:
        support = one.support
        if support is None:
            continue
        if support.more:
            found.setdefault(one.bare, _with_markers(one))
        else:
            words = _added(one.bare, support.sentence.text, question) or _yes_or_no(
                support.sentence, passages, question
            )
            found.setdefault(support.sentence.text, words + _quoting(support.sentence, question, citations))
    return " ".join(list(found.values())[:SHOWN])


def _added(words: str, evidence: str, question: str) -> str:
    """Return the words that say more directly what the evidence says: a yes or no, or a few words; "" for none.

    Of a row they have to be a value that is asked for by its label: "D07" is no answer to "the dearest treatment".
    """
    first = words.split(maxsplit=1)[0] if words else ""
    answers = _reply_language(question).answers or ENGLISH.answers
    if first.strip(" ,.;:!").lower() in answers and (first != first.rstrip(",.;:!") or first == words):
        return first.strip(" ,.;:!") + ". "
    bare = words.strip().rstrip(".")
    if is_of_characters(bare) or not _is_asked_value(bare, evidence, question):
        return ""  # without blanks a sentence looks like a word
    return f"{bare}. " if len(bare.split()) <= SHORT and bare != evidence.rstrip(".") else ""


def _is_asked_value(words: str, row: str, question: str) -> bool:
    """Tell whether words that a row holds stand in a cell whose label the question names; true of what is no row."""
    labelled = [cell for cell in labelled_cells(row) if cell.label]
    labels = [cell.label for cell in labelled if words.lower() in cell.value.lower()]
    return not labelled or any(label_named(word, labels) for word in words_of(question))


def _quoting(quote: Quote, question: str, citations: Sequence[Citation]) -> str:
    is_message = any(one.number == quote.number and one.name == YOUR_MESSAGE for one in citations)
    frame = "quoting message" if is_message else "quoting"
    return f"{in_its_language(frame, question, quote=quote.text)} {marked([quote.number])}"


def _once(text: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence that was not said before."""
    before = set[str]()
    for gap, sentence in _sentences(text):
        bare = without_markers(sentence).strip()
        if bare not in before:
            yield gap, sentence
        before.add(bare)


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence with the blanks before it; markers behind its full stop belong to it, not to the next one."""
    done = 0
    for span in split_sentences(text):
        start, end = max(span[0], done), end_of_markers(text, span[1])
        if sentence := text[start:end].strip():
            yield text[done:start] or " ", sentence
        done = max(done, end)


def _support(sentence: str, passages: Passages) -> Support | None:
    """Return what supports a sentence: the passages that it cites, or else any."""
    bare, cited = without_markers(sentence), cited_numbers(sentence)
    return (passages.support(bare, cited) if cited else None) or passages.support(bare)


def _with_markers(said: _Said) -> str:
    """Return the sentence with the markers of its support, where they stood if they are the same; a row has none."""
    numbers = said.support.numbers if said.support else []
    if CELLS in said.sentence:
        return said.bare
    if set(numbers) == set(cited_numbers(said.sentence)):
        return said.sentence
    return f"{without_markers(said.sentence)} {marked(numbers)}"


def _shown(found: Sequence[Support], passages: Passages, nearest: Sequence[Quote]) -> list[Quote]:
    """Return the sentences to show: the clearest support, and what says something beside it."""
    by_share = sorted(found, key=lambda one: -one.share)
    clearest = [quote for one in by_share for quote in (one.sentence, *one.more)]
    first = [by_share[0].sentence, *by_share[0].more]
    beside = passages.beside(first[0], nearest)
    quotes = {one.text: one for one in [*first, *beside[:1], *clearest, *beside[1:]]}
    return list(quotes.values())[:SHOWN]


def _cited(citations: Sequence[Citation], numbers: set[int], support: Sequence[Quote]) -> list[Citation]:
    """Return the citations, those that the answer rests on marked so, with the sentence that supports it."""
    best = {one.number: one for one in reversed(support)}
    return [_as_cited(one, best.get(one.number)) if one.number in numbers else one for one in citations]


def _as_cited(citation: Citation, best: Quote | None) -> Citation:
    if best is None:
        return replace(citation, cited=True)
    return replace(citation, cited=True, quote=best.text, quote_start=best.start, quote_end=best.end)


def _reply_language(question: str) -> Language:
    """Return the language of a question, by its letters where its words do not say."""
    return language_of_text(question, GERMAN if language_of(question) == "de" else ENGLISH)
