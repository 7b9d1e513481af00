"""The tool `search`: passages, without an answer."""

from itertools import accumulate
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from events.fields import MAX_QUESTION, Question, Recognised
from events.questions import Alpha
from functions.gateway.mcp.calls import Call, Calls
from functions.gateway.mcp.filters import DocumentFilters
from functions.gateway.mcp.tool import Progress, Tool

ABOUT = """\
Find passages in the user's own documents: word for word, with the document's name and id, heading, page and place, \
the best first. No answer is written. Use it to gather what you will read and cite yourself, for instance to compare \
or to sum up; for one question with a checked answer use `ask`. Write the query as a question or as the words that \
the text would use, in the language of the documents; names, numbers and codes are found letter by letter. Nothing \
fitting gives the nearest passages, so judge them before you rely on them. To read on around one, call \
`fetch_document` with its `document` and an `offset` a little before its `start`."""

MOST = 40_000  # characters of all passages together


class Search(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What to search for."""

    query: Annotated[
        Question, msgspec.Meta(description=f"what to look for: a question, or words; up to {MAX_QUESTION} characters")
    ]
    filters: DocumentFilters = DocumentFilters()
    limit: Annotated[int, msgspec.Meta(ge=1, le=20, description="How many passages, 1 to 20.")] = 5
    neighbours: Annotated[
        int,
        msgspec.Meta(ge=0, le=3, description="Passages before and after each, joined to its text: more context."),
    ] = 0
    alpha: Annotated[
        Alpha, msgspec.Meta(description="What to go by: 0 the words alone, 1 the meaning alone; 0.5 suits most.")
    ] = 0.5
    sentences: Annotated[
        bool, msgspec.Meta(description="Also the sentences of each passage that fit best, with their places.")
    ] = False


class Sentence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A sentence that fits best, with its place in characters of the document's text."""

    text: str
    start: int
    end: int


class FoundPassage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A passage, with its place in characters of the document's text."""

    document: Annotated[str, msgspec.Meta(description="the document's id, for fetch_document and filters")]
    name: str
    text: str
    heading: str = ""
    page: int | None = None
    start: int
    end: int
    language: str = ""
    recognised: Recognised = None
    sentences: Annotated[
        list[Sentence], msgspec.Meta(description="those that fit best, where they were asked for")
    ] = []


class SearchFound(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The passages, best first."""

    searched: Annotated[str, msgspec.Meta(description="what was searched for, with misspelt words put right")]
    passages: list[FoundPassage]
    left_out: Annotated[int, msgspec.Meta(description="passages after these, for which there was no room")] = 0


async def search(given: Search, calls: Calls, _: Progress) -> SearchFound:
    """Search by the route that does it for every client."""
    body: dict[str, Any] = msgspec.to_builtins(given)
    body["spans"] = body.pop("sentences", False)
    found = await calls.json(Call("POST", "/search", body=msgspec.json.encode(body)))
    return within(msgspec.convert(found, SearchFound), MOST)


def within(found: SearchFound, most: int) -> SearchFound:
    """Return the best passages, as many as have up to so many characters together, and at least one."""
    sizes = accumulate(len(one.text) for one in found.passages)
    kept = max(sum(size <= most for size in sizes), 1)
    return replace(found, passages=found.passages[:kept], left_out=max(len(found.passages) - kept, 0))


SEARCH = Tool("search", "Search the documents", ABOUT, Search, SearchFound, search)
