"""The collections that documents are in, by their metadata."""

from collections.abc import Iterator

from events.identity import IndexKey
from functions.stores.document_log import DocumentLog

PAGE = 500  # documents that are read at a time


def collection_names(log: DocumentLog, index: IndexKey, most: int, documents: int) -> list[str]:
    """Return the names of collections in order, at most so many, of so many documents, the newest."""
    found = set[str]()
    for read, name in enumerate(_names(log, index), 1):
        found |= {name} - {""}
        if len(found) >= most or read >= documents:
            break
    return sorted(found)


def has_collection(log: DocumentLog, index: IndexKey, name: str) -> bool:
    """Tell whether any document is in the collection."""
    return bool(name) and any(one == name for one in _names(log, index))


def _names(log: DocumentLog, index: IndexKey) -> Iterator[str]:
    """Yield the collection of each document, "" for none, of the newest document first."""
    after = ""
    while page := log.states(index, after=after, limit=PAGE):
        yield from (state.upload.metadata.get("collection", "") if state.upload else "" for state in page)
        after = page[-1].generation
