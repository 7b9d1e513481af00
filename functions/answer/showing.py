"""What the asker sees of a model's words: as they come, and in the end."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from events.questions import PromptBuilt
from functions.answer.fabrication import without_fabricated_code
from functions.answer.foreign_quotes import said_of_quotes
from functions.answer.garbage import until_garbage, without_garbage
from functions.answer.grounding import SHOWN, declined, ground
from functions.answer.json_support import rests_on
from functions.answer.misspellings import said_of
from functions.answer.own_sentences import BY_WORDS, NOT_SAID, UNANSWERED, in_its_language
from functions.answer.recognised_quotes import said_of_pictures
from functions.conversation.answer_view import AnswerView
from functions.conversation.rewriting import standing_alone
from functions.text.letters import script_beyond
from functions.text.markers import checked
from model.catalog import find


def streamed(data: PromptBuilt, pieces: Iterable[str] | None) -> Iterator[str]:
    """Return what is shown as it comes, up to where it is garbage; None: the model is not asked. Who reads JSON gets
    JSON as it is or nothing."""
    if data.direct:
        return iter((data.direct.answer,))
    if data.plain and not data.options.json_schema:
        return until_garbage(pieces or (), "\n".join(message.content for message in data.messages))
    if data.is_unchecked:
        return iter(pieces or ())
    if pieces is None:
        return iter((no_answer(data).answer,))
    return checked(until_garbage(pieces, _sources(data)), range(1, data.numbered + 1))


def shown_answer(data: PromptBuilt, said: str) -> AnswerView:
    """Return what is shown in the end of all that the model said; JSON stays as it is."""
    shown = _shown(data, said)
    return shown if said == shown.answer else replace(shown, generated=said)


def certain(data: PromptBuilt, finished: str) -> AnswerView | None:
    """Return what is shown of an answer whose beginning, whole sentences, is this, where it is the beginning of what is
    shown whatever follows; None where that is open: a refusal may be taken back, a quote give way to words."""
    shown = shown_answer(data, finished)
    return shown if shown.answered and not shown.quoted else None


def no_answer(data: PromptBuilt) -> AnswerView:
    """Return what is shown where the model is not asked, or found nothing and the nearest sentence is far.

    An answer that was read out of the documents is shown as it is.
    """
    if direct := data.direct:
        view = AnswerView(answer=direct.answer, answered=direct.answered, citations=data.citations)
        return replace(view, support=direct.support)
    text = in_its_language(NOT_SAID if data.near else UNANSWERED, data.question)
    return AnswerView(answer=text, answered=False, citations=data.citations)


def with_notes(view: AnswerView, data: PromptBuilt) -> AnswerView:
    """Return an answer that says, in the end, what misspelt words of its question were taken for, that it was searched
    for by its words alone, and that what it quotes is in another language or was read by OCR, where that is so."""
    if data.is_unchecked:
        return view
    asked = standing_alone(data.question, data.rewritten)
    quoting = (said_of_quotes(view, asked), said_of_pictures(view, asked))
    every = (said_of(data.read_as, data.question), _by_words(data, asked), *quoting)
    notes = [note for note in every if note]
    return replace(view, answer="\n\n".join([view.answer, *notes])) if notes else view


def _by_words(data: PromptBuilt, asked: str) -> str:
    is_beyond = not data.direct and script_beyond(asked, find(data.embedder, "embed").scripts)
    return in_its_language(BY_WORDS, asked) if is_beyond else ""


def _shown(data: PromptBuilt, said: str) -> AnswerView:
    if data.plain:
        return AnswerView(answer=said, citations=[])
    if data.options.json_schema:
        passages = "\n".join(f"{one.name}\n{one.heading}\n{one.text}" for one in data.citations)
        rests, shown = rests_on(said, passages), data.sentences[:SHOWN]
        return AnswerView(answer=said, answered=rests, support=shown, citations=data.citations)
    if data.numbered and declined(said):  # only who reads whole passages was told that it may say so
        return AnswerView(answer=said, answered=False, citations=data.citations)
    sources = _sources(data)
    written = without_fabricated_code(without_garbage(said, sources), sources)
    question = standing_alone(data.question, data.rewritten)
    grounded = ground(written, question, data.citations, data.sentences, words_lead=data.numbered > 0)
    return no_answer(data) if data.low_confidence and grounded.quoted else grounded


def _sources(data: PromptBuilt) -> str:
    """Return what an answer may repeat letter by letter: the passages, their names and headings, and the question."""
    texts = [text for one in data.citations for text in (one.name, one.heading, one.text)]
    return "\n".join([*texts, data.question])
