"""Documents as resources, and the tool that reads one."""

from typing import Any

import pytest
from mcp.client.client import Client
from mcp.shared.exceptions import MCPError

from functions.gateway.mcp import resources
from tests.unit.gateway.mcp_client import talked
from tests.unit.gateway.serving import ID, Serving
from tests.unit.gateway.texts import WORDS, indexed


def test_searchable_documents_are_listed_with_their_addresses(gateway: Serving) -> None:
    id_ = indexed(gateway, "a.txt")
    gateway.upload("b.txt", b"not read yet")

    async def talk(client: Client) -> Any:
        return (await client.list_resources()).resources

    [one] = talked(gateway, talk)
    assert (one.uri, one.name, one.mime_type) == (f"minirag://documents/{id_}", "a.txt", "text/plain")


def test_a_long_list_comes_page_by_page(gateway: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "PAGE", 1)
    for name in ("a.txt", "b.txt"):
        indexed(gateway, name)

    async def talk(client: Client) -> Any:
        first = await client.list_resources()
        second = await client.list_resources(cursor=first.next_cursor)
        return [one.name for one in (*first.resources, *second.resources)]

    assert talked(gateway, talk) == ["b.txt", "a.txt"]


def test_a_resource_is_the_document_s_text(gateway: Serving) -> None:
    id_ = indexed(gateway, "a.txt")

    async def talk(client: Client) -> Any:
        return (await client.read_resource(f"minirag://documents/{id_}")).contents

    [content] = talked(gateway, talk)
    assert (content.text, content.meta["total"]) == ("\n\n".join(WORDS), len("\n\n".join(WORDS)))


def test_a_part_of_it_says_how_to_go_on(gateway: Serving) -> None:
    id_ = indexed(gateway, "a.txt")

    async def talk(client: Client) -> Any:
        return (await client.read_resource(f"minirag://documents/{id_}?offset=34&limit=10")).contents

    part, note = talked(gateway, talk)
    assert part.text == "The second"
    assert note.uri == f"minirag://documents/{id_}?offset=44&limit=10"
    assert note.uri in note.text


@pytest.mark.parametrize(
    ("uri", "told"),
    [
        ("file:///etc/passwd", "is no address of a document"),
        ("minirag://documents/../index", "is no address of a document"),
        (f"minirag://documents/{ID}?limit=x", "is no address of a document"),
        (f"minirag://documents/{ID}", "there is no such document"),
        (f"minirag://documents/{ID}?limit=999999", "limit: Expected"),
    ],
)
def test_what_cannot_be_read_says_why(gateway: Serving, uri: str, told: str) -> None:
    indexed(gateway, "a.txt")

    async def talk(client: Client) -> Any:
        with pytest.raises(MCPError, match=told):
            await client.read_resource(uri)

    talked(gateway, talk)


def test_a_cursor_that_is_none_is_refused(gateway: Serving) -> None:
    async def talk(client: Client) -> Any:
        with pytest.raises(MCPError, match="after: must be"):
            await client.list_resources(cursor="x")

    talked(gateway, talk)


def test_a_citation_can_be_looked_up_in_the_text_around_it(gateway: Serving) -> None:
    id_ = indexed(gateway, "a.txt")

    async def talk(client: Client) -> Any:
        return (
            await client.call_tool("fetch_document", {"document": id_, "offset": 30, "limit": 20})
        ).structured_content

    part = talked(gateway, talk)
    assert part["text"][34 - part["start"] :] == "The second one, "
    assert (part["next"], part["passages"][-1]) == (50, {"start": 34, "end": 73, "page": 2, "heading": "Normandy"})
