"""The description of the interface, as a browser shows it."""

from typing import Any

import pytest


@pytest.fixture
def docs(screen: Any) -> Any:
    """The page at /docs, at a desk and on a phone."""
    screen.goto("/docs")
    return screen


def test_the_first_key_leads_past_the_list_of_operations(docs: Any) -> None:
    docs.keyboard.press("Tab")
    docs.keyboard.press("Enter")
    assert docs.evaluate("document.activeElement.id") == "content"


def test_an_operation_is_reached_by_its_link(docs: Any) -> None:
    docs.get_by_role("link", name="POST /ask").click()
    assert docs.locator("#ask h3").is_visible() and docs.url.endswith("#ask")


def test_nothing_is_wider_than_the_screen(docs: Any) -> None:
    assert docs.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_wide_tables_and_examples_can_be_scrolled_by_the_keyboard(docs: Any) -> None:
    boxes = docs.locator("pre, .wide")
    assert boxes.count() and boxes.count() == docs.locator("pre[tabindex='0'], .wide[tabindex='0']").count()


def test_it_is_dark_where_the_reader_wants_it_dark(docs: Any) -> None:
    dark = docs.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    paper = docs.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == ("rgb(21, 24, 26)" if dark else "rgb(247, 246, 243)")
