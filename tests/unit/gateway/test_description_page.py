"""GET /docs: the description of the interface as a page."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from functions.gateway.application import ROUTES
from functions.gateway.page.schema_table import kind_of
from tests.unit.gateway import contract
from tests.unit.gateway.serving import Serving, serving

VOID = {"meta", "link", "img"}


class Outline(HTMLParser):
    """Reads a page: its ids, its links, what it loads, and whether every element is closed where it should be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids, self.links, self.loads = list[str](), list[str](), list[str]()
        self.unclosed, self.misplaced = list[str](), list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" else []
        self.loads += [given.get("src") or given.get("href", "")] if tag in ("link", "img", "script") else []
        self.unclosed += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        if not self.unclosed or self.unclosed.pop() != tag:
            self.misplaced.append(tag)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    with serving(tmp_path_factory.mktemp("home")) as gateway:
        return gateway.http.get("/docs").text


@pytest.fixture(scope="module")
def outline(page: str) -> Outline:
    return Outline(page)


def section(page: str, operation: str) -> str:
    """Return what the page says of one operation."""
    return page.partition(f'<article id="{operation}">')[2].partition("</article>")[0]


def test_every_operation_has_its_section(outline: Outline) -> None:
    assert {one.handler.__name__ for _, _, one in ROUTES if one.listed} <= set(outline.ids)


def test_every_structure_has_its_section(outline: Outline) -> None:
    assert {f"schema-{name}" for name in contract.described()["components"]["schemas"]} <= set(outline.ids)


def test_every_link_within_the_page_leads_to_one_place(outline: Outline) -> None:
    inner = {link[1:] for link in outline.links if link.startswith("#")}
    assert inner <= set(outline.ids) and len(outline.ids) == len(set(outline.ids))


def test_the_page_is_well_formed(outline: Outline) -> None:
    assert (outline.unclosed, outline.misplaced) == ([], [])


def test_the_page_loads_nothing_from_elsewhere_and_no_script(outline: Outline, page: str) -> None:
    assert all(re.match(r"/page/", one) for one in outline.loads)
    assert "<script" not in page and "style=" not in page


def test_what_it_loads_is_there(gateway: Serving, outline: Outline) -> None:
    assert {gateway.http.get(one).status_code for one in outline.loads} == {200}


@pytest.mark.parametrize(
    ("operation", "told"),
    [
        ("ask", "When does the pump stop?"),  # the body's example
        ("ask", '<a href="#schema-Ask">Ask</a>'),
        ("ask", "Accept"),
        ("ask", "504"),
        ("list_documents", "<code>limit</code>"),
        ("list_documents", "at most 500"),
        ("upload_documents", "multipart/form-data"),
        ("chat", "OpenAIError"),
        ("show_document", "there is no such document"),  # an error's example
    ],
)
def test_an_operation_shows_its_parameters_bodies_answers_and_examples(page: str, operation: str, told: str) -> None:
    assert told.lower() in section(page, operation).lower().replace("&quot;", '"')


def test_the_page_keeps_everything_else_out(gateway: Serving) -> None:
    headers = gateway.http.get("/docs").headers
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert headers["content-type"] == "text/html; charset=utf-8"


def test_an_unchanged_page_is_not_sent_again(gateway: Serving) -> None:
    tag = gateway.http.get("/docs").headers["etag"]
    assert gateway.http.get("/docs", headers={"if-none-match": tag}).status_code == 304


def test_the_page_of_a_gateway_with_a_key_is_open_and_says_what_wants_it(tmp_path: Path) -> None:
    with serving(tmp_path, api_key="secret") as gateway:
        page = gateway.http.get("/docs").text
    assert ("Needs the key" in section(page, "ask"), "Needs the key" in section(page, "healthz")) == (True, False)


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ({"type": "integer", "minimum": 1, "maximum": 500}, "whole number (at least 1, at most 500)"),
        ({"type": "array", "items": {"type": "string"}}, "list of text"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "text or null"),
        ({"enum": ["stop", "<b>"]}, "<code>stop</code> or <code>&lt;b&gt;</code>"),
        ({"type": "object", "additionalProperties": {"type": "number"}}, "object, each value number"),
        ({"$ref": "#/components/schemas/Ask"}, '<a href="#schema-Ask">Ask</a>'),
        ({}, "anything"),
    ],
)
def test_a_schema_is_told_in_words(schema: dict[str, object], told: str) -> None:
    assert kind_of(schema) == told
