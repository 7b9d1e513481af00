"""prompt: the messages for the model, from the passages found and the conversation so far."""

import logging
import time
from collections.abc import Callable
from typing import NamedTuple

import functions_framework

from events.carried import carried
from events.event import Event
from events.questions import Citation, Message, PassagesFound, PromptBuilt, Quote
from events.registry import PASSAGES_FOUND, PROMPT_BUILT
from functions.answer.abstention import Verdict, judge
from functions.answer.callers_instructions import instructed
from functions.answer.direct.citing import with_citations
from functions.answer.handing_over import HandingOver
from functions.answer.history import few_words, whole_turns
from functions.answer.mending import mended
from functions.answer.misspellings import with_words
from functions.answer.orders import may_answer
from functions.answer.reading import reading_of, room_for_reading
from functions.answer.sentence_selection import Sentence, best_by_passage, best_sentences, worth_quoting
from functions.answer.token_budget import within_budget
from functions.conversation.turns import turns_before
from functions.serving.env import Env
from functions.serving.handler import Function, serve
from functions.serving.lazy import LazyPool, LazyResource
from functions.serving.work import Work
from functions.stores.blobs import brought_key
from model.catalog import Kind, find
from model.embedding import Embedder, Tokenizer

HISTORY_SHARE = 0.25  # of what a large model takes, for earlier turns
log = logging.getLogger("minirag")
QUOTED = 4  # sentences that `generate` gets to choose an answer's support from
BEST = 3  # sentences of each passage, where only passages are wanted


class Asked(NamedTuple):
    """What the model is asked: nothing where the passages hold no answer to the question."""

    messages: list[Message] = []
    numbered: int = 0  # passages, from [1] on


class Prompt:
    """The step; the tokenizer is of large models only."""

    def __init__(self, env: Env, embedders: LazyPool[Embedder], tokenizer: LazyResource[Tokenizer]) -> None:
        self._settings, self._records, self._blobs = env.settings, env.records, env.blobs
        self._embedders, self._tokenizer = embedders, tokenizer
        self._handing = HandingOver(env)

    def build_prompt(self, work: Work[PassagesFound]) -> Event | None:
        """Answer with the messages; a small model gets the best sentences only, a large one whole passages.

        A text that came with the question is removed when nobody waits any more; then there is nothing to answer.
        Where only passages are wanted, they are brought with their best sentences to whoever waits for them.
        """
        if work.data.search:
            self._hand_over(work)
            return None
        data = self._with_brought(work)
        if data is None:
            return None
        if data.direct:
            return work.next(PROMPT_BUILT, with_citations(data, data.direct))
        embedder = self._embedders.get(data.embedder)
        meant = mended(data, embedder)
        sentences = best_sentences(meant.vector, meant.rewritten or meant.question, data.passages, embedder)
        citations = _citations(data, sentences)
        verdict = self._judged(meant, sentences, embedder)
        asked = (
            self._asked(work, with_words(data.question, meant.read_as), citations, sentences)
            if verdict.answered
            else Asked()
        )
        built = carried(
            meant,
            PromptBuilt,
            messages=asked.messages,
            citations=citations,
            low_confidence=verdict.low_confidence,
            near=verdict.near,
            numbered=asked.numbered,
            sentences=_quotes(citations, sentences),
        )
        return work.next(PROMPT_BUILT, built)

    def _with_brought(self, work: Work[PassagesFound]) -> PassagesFound | None:
        """Return the question with the passages of the text that came with it, or with its summary, if that is asked;
        None where the text is gone."""
        data, text = work.data, work.data.brought
        if data.brought_as_blob:
            key, blobs = brought_key(work.tenant, work.subject), self._blobs.get()
            if not blobs.exists(key):
                log.info("the text of question %s is gone, and so is whoever asked", work.subject)
                return None
            text = blobs.get(key).decode()
        if not text:
            return data
        from functions.answer.bringing import with_brought  # noqa: PLC0415 - few questions bring a text, and no start

        return with_brought(data, text, work.subject, self._embedders)

    def _hand_over(self, work: Work[PassagesFound]) -> None:
        started, embedder = time.perf_counter(), self._embedders.get(work.data.embedder)
        found = self._handing.whole(work, mended(work.data, embedder))
        sentences = best_sentences(found.vector, found.rewritten or found.question, found.passages, embedder)
        self._handing.give(work, found, started, best_by_passage(sentences, found.passages, BEST))

    def _judged(self, data: PassagesFound, sentences: list[Sentence], embedder: Embedder) -> Verdict:
        entry = find(data.embedder or self._settings.embedder, "embed")
        [tokens] = embedder.count_tokens([data.rewritten or data.question])
        return judge(data, sentences, entry, tokens)

    def _asked(
        self, work: Work[PassagesFound], question: str, citations: list[Citation], sentences: list[Sentence]
    ) -> Asked:
        """Return what the model is asked: of the best sentences or of whole passages."""
        entry = find(self._settings.generator, "generate")
        asked, turns = f"Question: {question}", turns_before(work.data, work.tenant, self._records)
        reading = reading_of(entry, self._settings, self._tokenizer)
        instructions = self._instructed(reading.instructions, work.data)
        if reading.sentences:
            history = few_words(turns)
            tells = may_answer(question)
            read = [one for one in sentences if tells(one.text)]
            numbered, context = 0, _selected(read[: reading.sentences])
        else:
            tokenizer = self._tokenizer.get()
            room = room_for_reading(entry, self._settings, tokenizer, work.data.options.max_tokens)
            history = whole_turns(turns, int(room * HISTORY_SHARE), tokenizer.count)
            others = [instructions, *(message.content for message in history), asked]
            passages = self._whole(citations, others, room)
            numbered, context = len(passages), "Passages:\n" + "\n\n".join(passages)
        last = Message(role="user", content=f"{context}\n\n{asked}")
        messages = [Message(role="system", content=instructions), *history, last]
        return Asked(messages, numbered)

    def _instructed(self, own: str, data: PassagesFound) -> str:
        """Return MiniRAG's own instructions, with the caller's beside them where there are any."""
        if not data.instructions:
            return own
        embedder = self._embedders.get(data.embedder)
        return instructed(own, data.instructions, lambda text: embedder.count_tokens([text])[0])

    def _whole(self, citations: list[Citation], others: list[str], room: int) -> list[str]:
        """Return the passages, without the last ones when they do not fit the model beside the other messages."""
        passages = [f"[{one.number}] {one.heading}\n{one.text}" for one in citations]
        return within_budget(passages, others, room, self._tokenizer.get().count)


def _citations(data: PassagesFound, sentences: list[Sentence]) -> list[Citation]:
    """Number the passages in the order of their best sentences, so that [1] holds the best quote."""
    best: dict[int, Sentence] = {}
    for sentence in sentences:
        best.setdefault(sentence.passage, sentence)
    citations = []
    for number, (index, sentence) in enumerate(best.items(), start=1):
        found = data.passages[index]
        start = found.start + sentence.start
        end = start + len(sentence.text)
        quote = {"quote": sentence.text, "quote_start": start, "quote_end": end}
        citations.append(carried(found, Citation, number=number, **quote))
    return citations


def _quotes(citations: list[Citation], sentences: list[Sentence]) -> list[Quote]:
    """Return what is worth quoting with the numbers of its passages, which follow the best sentences' order."""
    order = list(dict.fromkeys(sentence.passage for sentence in sentences))
    quotes = []
    for sentence in worth_quoting(sentences, QUOTED):
        number = order.index(sentence.passage) + 1
        start = citations[number - 1].start + sentence.start
        quotes.append(Quote(number=number, text=sentence.text, start=start, end=start + len(sentence.text)))
    return quotes


def _selected(sentences: list[Sentence]) -> str:
    in_reading_order = sorted(sentences, key=lambda sentence: (sentence.passage, sentence.start))
    return "\n".join(sentence.text for sentence in in_reading_order)


def build(env: Env, load: Callable[[str], Embedder], load_tokenizer: Callable[[str, Kind], Tokenizer]) -> Function:
    """Return the function of this world, with models that `load` loads by name."""
    embedders = LazyPool(load, env.settings.embedder)
    tokenizer = LazyResource(lambda: load_tokenizer(env.settings.generator, "generate"), is_mended_by_hand=True)
    step = Prompt(env, embedders, tokenizer)
    return serve("prompt", env, {PASSAGES_FOUND: step.build_prompt}, (embedders.first, env.records))


prompt = functions_framework.http(build(Env.from_environment(), Embedder.load, Tokenizer.load))
