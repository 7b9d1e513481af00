"""Small talk, and questions about the collection itself."""

from events.questions import DirectAnswer, Filters
from functions.answer.direct.sources import Direct, Sources, day_of
from functions.stores.facts import DocumentState
from functions.text.frames import framed, in_quotes, joined
from functions.text.question_kind import Kind

NAMED = 20  # documents


def about_the_collection(kind: Kind, sources: Sources) -> Direct | None:
    """Return the reply to what needs no passage; None for other kinds."""
    say = sources.language
    if kind in ("greeting", "help"):
        count = sources.count(sources.searchable())
        there = framed(say, "there" if count else "nothing there", count=count)
        return Direct(DirectAnswer(answer=framed(say, kind, there=there), read=count))
    if kind in ("thanks", "impossible"):
        return Direct(DirectAnswer(answer=framed(say, kind), answered=kind == "thanks"))
    if kind in ("collection", "collection count"):
        return Direct(_which_documents(sources))
    return Direct(_newest(sources)) if kind == "newest document" else None


def named(sources: Sources, documents: list[DocumentState]) -> str:
    """Return the names of the first documents, as a list in a sentence."""
    names = (state.upload.name for state in documents[:NAMED] if state.upload)
    return joined(sources.language, (in_quotes(sources.language, name) for name in names))


def _which_documents(sources: Sources) -> DirectAnswer:
    documents = sources.searchable()
    count = sources.count(documents)
    chosen = framed(sources.language, "chosen") if sources.filters != Filters() else ""
    frame = "no documents" if count == 0 else "documents" if count <= NAMED else "many documents"
    names = named(sources, documents)
    answer = framed(sources.language, frame, count=count, chosen=chosen, shown=NAMED, names=names)
    return DirectAnswer(answer=answer, read=count)


def _newest(sources: Sources) -> DirectAnswer:
    """Return which document is the newest by its date, or by its upload where not all have one."""
    documents = sources.searchable()
    if not documents:
        return _which_documents(sources)
    dates = {state.document: state.upload.metadata.get("date", "") for state in documents if state.upload}
    dated = all(dates.values())
    newest = max(documents, key=lambda state: (dates[state.document] if dated else "", state.generation))
    day = dates[newest.document] if dated else day_of(newest.generation)
    name = newest.upload.name if newest.upload else newest.document
    answer = framed(sources.language, "dated" if dated else "uploaded last", name=name, day=day)
    return DirectAnswer(answer=answer, read=len(documents))
