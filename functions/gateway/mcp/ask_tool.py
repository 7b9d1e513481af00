"""The tool `ask`: an answer whose every sentence was checked."""

from typing import Annotated, Any

import msgspec

from events.errors import Unavailable
from events.fields import MAX_QUESTION, Id, Question, Recognised
from events.stages import TO_ANSWER
from functions.gateway.mcp.calls import Call, Calls, error_of
from functions.gateway.mcp.filters import DocumentFilters
from functions.gateway.mcp.tool import Progress, Tool

ABOUT = """\
Get an answer to one question from the user's own documents, with its sources. Every sentence of it is supported by \
a sentence or table row of a cited passage, or is one, quoted; nothing else is given out. It answers facts, yes or \
no, counts, lists, comparisons, dates and what a document says. Ask one thing at a time, in full, in the language of \
the documents. `answered: false` means that the documents do not seem to say it: tell the user so, and take the \
citations for no more than the nearest passages. Cite by `name` and `page`; `support` has the sentences that the \
answer rests on, word for word. For a follow-up ("And for Berlin?") send the `conversation` of the answer before. It \
takes some seconds, the first one after a pause longer. For material to read yourself use `search`."""
_STAGES = {stage.name: number for number, stage in enumerate(TO_ANSWER)}


class Ask(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A question."""

    question: Annotated[Question, msgspec.Meta(description=f"the question, in full; up to {MAX_QUESTION} characters")]
    filters: DocumentFilters = DocumentFilters()
    conversation: (
        Annotated[Id, msgspec.Meta(description="the `conversation` of an earlier answer, to go on with")] | None
    ) = None
    passages: Annotated[int, msgspec.Meta(ge=1, le=20, description="How many passages to answer from, 1 to 20.")] = 5


class Support(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A sentence that the answer rests on, with its place in characters of the document's text."""

    number: Annotated[int, msgspec.Meta(description="of its citation")]
    text: str
    start: int
    end: int


class Cited(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A passage, numbered as the answer cites it, with its place in characters of the document's text."""

    number: int
    document: Annotated[str, msgspec.Meta(description="the document's id, for fetch_document and filters")]
    name: str
    heading: str = ""
    page: int | None = None
    text: str
    recognised: Recognised = None
    start: int
    end: int
    cited: Annotated[bool, msgspec.Meta(description="by the answer")] = False


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A checked answer."""

    answer: Annotated[str, msgspec.Meta(description="with [1] and so on for the citations")]
    answered: Annotated[bool, msgspec.Meta(description="false: the documents do not seem to say it")]
    quoted: Annotated[bool, msgspec.Meta(description="true: the answer is a sentence of a document, word for word")]
    support: list[Support]
    citations: list[Cited]
    conversation: Annotated[str, msgspec.Meta(description="to send with a follow-up")]


class _Hearing:
    """What is heard of a question: its stages and what was checked are told on, its answer is kept."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._done, self.heard = progress, 0.0, dict[str, Any]()

    async def __call__(self, name: str, data: Any) -> None:  # noqa: ANN401 - any JSON
        if name == "stage":
            self._done = max(self._done, float(_STAGES.get(data["waiting_for"], 0)))
            await self._tell(TO_ANSWER[int(self._done)].waiting)
        elif name == "checked":
            self._done += (len(TO_ANSWER) - self._done) / 4
            await self._tell(data["text"].strip())
        elif name in ("citations", "done", "error"):
            self.heard[name] = data

    async def _tell(self, message: str) -> None:
        await self._progress.tell(self._done, len(TO_ANSWER), message)


async def ask(given: Ask, calls: Calls, progress: Progress) -> Answer:
    """Ask by the route that does it for every client, and give only what was checked."""
    asked = msgspec.to_builtins(given)
    options = {"options": {"passages": asked.pop("passages")}} if "passages" in asked else {}
    hearing = _Hearing(progress)
    body = msgspec.json.encode({**asked, **options, "stream": True})
    await calls.follow(Call("POST", "/ask", body=body), hearing)
    if problem := hearing.heard.get("error"):
        raise error_of(problem["status"], msgspec.json.encode(problem))
    if "done" not in hearing.heard:
        raise Unavailable("the answer broke off: ask again")
    return msgspec.convert({**hearing.heard["done"], "citations": hearing.heard["citations"]}, Answer)


ASK = Tool("ask", "Ask the documents", ABOUT, Ask, Answer, ask)
