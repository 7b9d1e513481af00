"""A client of MiniRAG: `Client`, or `AsyncClient` for asyncio, over HTTP; docs/client.md shows each call."""

from minirag.async_client import AsyncClient
from minirag.client import Client
from minirag.documents import Document
from minirag.errors import MiniRAGError, Rejected, Unavailable, Unreachable, WrongAddress
from minirag.passages import Found, Passage, Scores, Sentence
from minirag.questions import Answer, Citation, Conversation, Exchange, Filters, Options, Quote, Turn, Usage
from minirag.stream import Checked, Citations, Done, Event, Restart, Stage, Token
from minirag.uploads import Tally

__all__ = [
    "Answer",
    "AsyncClient",
    "Checked",
    "Citation",
    "Citations",
    "Client",
    "Conversation",
    "Document",
    "Done",
    "Event",
    "Exchange",
    "Filters",
    "Found",
    "MiniRAGError",
    "Options",
    "Passage",
    "Quote",
    "Rejected",
    "Restart",
    "Scores",
    "Sentence",
    "Stage",
    "Tally",
    "Token",
    "Turn",
    "Unavailable",
    "Unreachable",
    "Usage",
    "WrongAddress",
]


def __getattr__(name: str) -> str:
    """Return `__version__`, which is looked up only when somebody asks."""
    if name == "__version__":
        from minirag.version import version  # noqa: PLC0415 - what it imports takes as long as a short command

        return version()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
