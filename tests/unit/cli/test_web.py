"""./build.sh web: the list of the pages that are followed."""

import json

import pytest
from click.testing import CliRunner, Result

from cli.commands.web import HEAD, LIST, web
from events.identity import document_id
from functions.sources import web_settings
from tests.unit.cli.fake_gateway import FakeGateway

A, B = "https://example.org/a", "https://example.org/sitemap.xml"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(web, arguments)


def test_the_list_is_the_document_that_the_function_reads() -> None:
    assert LIST == web_settings.LIST


def test_an_address_is_added_once(gateway: FakeGateway) -> None:
    run("add", A)
    assert run("add", A, B).stdout == "2 addresses are followed\n"
    assert gateway.contents[LIST].decode().splitlines() == [HEAD, A, B]


def test_an_address_is_removed_and_remarks_stay(gateway: FakeGateway) -> None:
    run("add", A, B)
    assert run("remove", A).exit_code == 0
    assert gateway.contents[LIST].decode().splitlines() == [HEAD, B]


def test_what_is_not_followed_cannot_be_removed(gateway: FakeGateway) -> None:
    run("add", A)
    assert "not among" in run("remove", B).output


def test_the_list_shows_the_state_of_each_page(gateway: FakeGateway) -> None:
    run("add", A, B)
    gateway._upload("example.org/a", b"page")
    shown = {"state": "indexed", "metadata": {"url": A, "gone_since": "2026-03-01"}}
    gateway.documents[document_id("default", "example.org/a")] |= shown
    assert run("list").stdout.splitlines() == [f"{A}  indexed, gone since 2026-03-01", B]
    assert json.loads(run("list", "--json").stdout) == [
        {"address": A, "state": "indexed", "gone_since": "2026-03-01"},
        {"address": B},
    ]


def test_an_address_is_the_same_with_a_remark(gateway: FakeGateway) -> None:
    gateway._upload(LIST, f"{HEAD}\n{A}  # the handbook\n{B}\n".encode())
    assert run("add", A).stdout == "2 addresses are followed\n"
    assert run("list").stdout.splitlines() == [A, B]
    run("remove", A)
    assert gateway.contents[LIST].decode().splitlines() == [HEAD, B]


def test_a_page_is_found_however_its_address_was_written(gateway: FakeGateway) -> None:
    run("add", "https://Example.org#top")
    gateway._upload("example.org/", b"page")
    shown = {"state": "indexed", "metadata": {"url": "https://example.org/"}}
    gateway.documents[document_id("default", "example.org/")] |= shown
    assert run("list").stdout == "https://Example.org#top  indexed\n"


def test_the_list_says_why_a_page_was_not_fetched(gateway: FakeGateway) -> None:
    run("add", A, B)
    gateway.failures = [
        {"stage": "web", "name": "example.org/a", "reason": "the later reason"},
        {"stage": "web", "name": "example.org/a", "reason": "the earlier reason"},
        {"stage": "split", "name": "example.org/sitemap.xml", "reason": "of another stage"},
    ]
    assert run("list").stdout.splitlines() == [f"{A}  not fetched: the later reason", B]


def test_a_password_is_not_put_on_the_list(gateway: FakeGateway) -> None:
    assert "a user or a password" in run("add", "https://ada:secret@example.org/").output
    assert LIST not in gateway.contents


def test_an_empty_list_says_how_to_fill_it(gateway: FakeGateway) -> None:
    assert "web add" in run("list").stdout


@pytest.mark.parametrize(
    "arguments", [("add",), ("remove",), ("list", A), ("add", "example.org"), ("add", "file:///x")]
)
def test_what_is_no_address_is_refused(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 1
