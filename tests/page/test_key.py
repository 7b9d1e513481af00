"""The page before a gateway that wants a key."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.page.conftest import KEY, opened_page
from tests.page.test_page import ask, fresh, upload


@pytest.fixture
def page(browser: Any, locked_url: str) -> Iterator[Any]:
    with opened_page(browser, locked_url) as page:
        yield page


def give(page: Any, key: str) -> None:
    page.locator("#key-value").fill(key)
    page.keyboard.press("Enter")


def test_the_key_is_asked_for_once_and_then_everything_works(page: Any) -> None:
    give(page, KEY)
    upload(page, fresh()).locator(".state", has_text="indexed").wait_for()
    ask(page).locator(".sources").wait_for()
    page.reload()
    page.locator("#counts").get_by_text("in all").wait_for()
    assert page.locator("#key").is_hidden()


def test_a_wrong_key_is_said_to_be_wrong_and_can_be_corrected(page: Any) -> None:
    give(page, "wrong")
    page.locator("#key-wrong").wait_for()
    give(page, KEY)
    page.locator("#key").wait_for(state="hidden")


def test_the_key_is_not_shown_while_it_is_typed(page: Any) -> None:
    assert page.locator("#key-value").get_attribute("type") == "password"


def test_without_the_key_nothing_of_the_documents_is_seen(page: Any, locked_url: str) -> None:
    page.locator("#key").wait_for()
    assert page.request.get(f"{locked_url}/documents").status == 401
    assert page.locator("#documents > li").count() == 0
