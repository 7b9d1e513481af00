"""What an answer is read from: the stores, as one question may see them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from events.identity import DocumentKey, Generation, IndexKey, generation_ms
from events.questions import DirectAnswer, Filters
from functions.answer.direct.reading import Reading, read_document
from functions.stores.document_log import DocumentLog
from functions.stores.facts import DocumentState
from functions.stores.passages import Hit, Passage, Passages
from functions.text.labels import bears

MOST = 1_000  # documents that are looked at for their names
_PAGE = 200


class Direct(NamedTuple):
    """An answer and the passages that its markers number."""

    answer: DirectAnswer
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Sources:
    """The stores, as the question with these filters sees them, and what a search found there."""

    index: IndexKey
    filters: Filters
    language: str  # of the sentences around what is read: an ISO 639-1 code
    records: DocumentLog
    store: Passages
    hits: list[Hit]  # best first, of current generations
    by_words: Callable[[str], list[Hit]]  # the same search for other words, without vectors
    follows_up: bool = False  # the question leans on earlier ones, with which it was searched for
    _read: dict[str, Reading | None] = field(default_factory=dict)

    def documents(self, most: int) -> list[Reading]:
        """Return the documents of the best hits, best first."""
        found = {hit.passage.document: hit.passage.generation for hit in self.hits}
        readings = (self.reading(document, generation) for document, generation in list(found.items())[:most])
        return [reading for reading in readings if reading]

    def reading(self, document: str, generation: Generation) -> Reading | None:
        """Return one document as it is stored."""
        if document not in self._read:
            self._read[document] = read_document(self.store, DocumentKey(self.index, document), generation)
        return self._read[document]

    def current(self, document: str) -> Reading | None:
        """Return a document in its current generation; None where it has none."""
        generation = self.records.current(self.index, [document]).get(document)
        return self.reading(document, generation) if generation else None

    def searchable(self) -> list[DocumentState]:
        """Return the documents that may answer, newest upload first, at most `MOST`; archives are none of them."""
        return [state for page in self._pages() for state in self._allowed(page)]

    def count(self, searchable: list[DocumentState]) -> int:
        """Return how many documents may answer, also where there are more than `MOST`."""
        if self.filters != Filters() or len(searchable) < MOST:
            return len(searchable)
        return max(self.records.counts(self.index).get("indexed", 0), len(searchable))

    def _pages(self) -> Iterator[list[DocumentState]]:
        after, seen = "", 0
        while seen < MOST:
            page = self.records.states(self.index, after=after, limit=_PAGE)
            yield page
            seen += len(page)
            if len(page) < _PAGE:
                return
            after = page[-1].generation

    def _allowed(self, page: list[DocumentState]) -> Iterator[DocumentState]:
        current = self.records.current(self.index, [state.document for state in page])
        for state in page:
            if state.document in current and state.upload and not state.files and self._lets_through(state):
                yield state

    def _lets_through(self, state: DocumentState) -> bool:
        given, metadata = self.filters, state.upload.metadata if state.upload else {}
        date = metadata.get("date", "")
        in_time = (not given.date_from or date >= given.date_from) and (
            not given.date_to or (date != "" and date < given.date_to + "~")
        )
        return (
            (given.documents is None or state.document in given.documents)
            and (given.languages is None or any(one in given.languages for one in state.languages))
            and given.collections != []
            and bears(metadata, given.collections or (), given.tags or ())
            and in_time
            and all(metadata.get(name) == value for name, value in given.metadata.items())
        )


def day_of(generation: Generation) -> str:
    """Return the day on which a generation was uploaded, as 2026-01-31."""
    return datetime.fromtimestamp(generation_ms(generation) / 1000, UTC).date().isoformat()
