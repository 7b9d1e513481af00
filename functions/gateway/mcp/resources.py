"""Documents as resources: each has an address, and is read as its extracted text, a part at a time."""

import re
from dataclasses import dataclass
from typing import Any

from events.errors import Rejected
from events.fields import MAX_NAME, UUID_PATTERN
from functions.gateway.mcp.calls import Call, Calls
from functions.gateway.mcp.document_tools import text_of

PREFIX = "minirag://documents/"
TEMPLATE = PREFIX + "{id}{?offset,limit}"
ABOUT_TEMPLATE = (
    "The extracted text of a document, by its id: `limit` characters (1 to 100000, usually 50000) from `offset` on."
)
USUAL = 50_000  # characters of one reading
PAGE = 50  # resources of one list
_UUID = UUID_PATTERN.lstrip("^").partition("$")[0]
_ADDRESS = re.compile(rf"{PREFIX}({_UUID})(?:\?((?:offset|limit)=\d{{1,12}}(?:&(?:offset|limit)=\d{{1,12}})?))?")


@dataclass(frozen=True, slots=True)
class DocumentResource:
    """A document in the list."""

    uri: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Text:
    """A part of a document's text, under its own address; `place` says where it stands in the whole."""

    uri: str
    text: str
    place: dict[str, int]


async def listed(calls: Calls, cursor: str | None) -> tuple[list[DocumentResource], str | None]:
    """Return the searchable documents of a page of the list, newest first, and the cursor of the next one."""
    query = [("limit", str(PAGE)), *([("after", cursor)] if cursor else [])]
    page = await calls.json(Call("GET", "/documents", tuple(query)))
    found = [_resource(one) for one in page["documents"] if one["phase"] == "indexed" and not one["files"]]
    return found, page["next"]


def _resource(one: dict[str, Any]) -> DocumentResource:
    labels = [one["metadata"].get("collection", ""), one["metadata"].get("tags", ""), one["language"]]
    told = ", ".join(filter(None, labels))
    return DocumentResource(
        PREFIX + one["id"], one["name"][:MAX_NAME], f"{one['chunks']} passages{told and ': '}{told}"
    )


async def read(calls: Calls, uri: str) -> list[Text]:
    """Return the part of a text that an address names, and in a second one how to go on where it is not the last."""
    found = _ADDRESS.fullmatch(uri)
    if not found:
        raise Rejected(f"{uri[:200]} is no address of a document: write {TEMPLATE}", status=404)
    numbers = {name: int(value) for name, value in re.findall(r"(offset|limit)=(\d+)", found[2] or "")}
    limit = numbers.get("limit", USUAL)
    part = await text_of(calls, found[1], numbers.get("offset", 0), limit)
    place = {name: part[name] for name in ("start", "end", "total")}
    texts = [Text(uri, part["text"], place)]
    if part["next"] is not None:
        following = f"{PREFIX}{found[1]}?offset={part['next']}&limit={limit}"
        told = f"(Characters {part['start']} to {part['end']} of {part['total']}. The text goes on at {following})"
        texts.append(Text(following, told, {}))
    return texts
