"""Metadata with a meaning: collection, tags, date."""

import pytest

from events.errors import Rejected
from functions.text.labels import bears, labelled, page_of, tags_of

LEASE = {"collection": "contracts", "tags": "signed, rent"}


def test_tags_are_kept_once_each_with_commas_between() -> None:
    assert labelled({"tags": " rent,signed ,,rent"}) == {"tags": "rent, signed"}


def test_other_metadata_are_kept_as_they_are() -> None:
    assert labelled({"author": " Shelley, Mary "}) == {"author": " Shelley, Mary "}


@pytest.mark.parametrize("date", ["2026", "2026-01", "2026-01-31", "2026-01-31T12:00:00Z", "2026-01-31T12:00+01:00"])
def test_a_date_in_iso_8601_is_taken(date: str) -> None:
    assert labelled({"date": date}) == {"date": date}


@pytest.mark.parametrize("date", ["31.1.2026", "January", "2026-13", "26", ""])
def test_another_date_is_rejected_and_told_how_to_be_written(date: str) -> None:
    with pytest.raises(Rejected, match="write 2026, 2026-01, 2026-01-31"):
        labelled({"date": date})


def test_there_may_be_no_tags() -> None:
    assert tags_of({}) == []


@pytest.mark.parametrize(
    ("collections", "tags", "expected"),
    [
        ([], [], True),
        (["letters", "contracts"], [], True),
        (["letters"], [], False),
        ([], ["rent", "signed"], True),
        ([], ["rent", "paid"], False),
    ],
)
def test_a_document_bears_one_of_the_collections_and_all_of_the_tags(
    collections: list[str], tags: list[str], expected: bool
) -> None:
    assert bears(LEASE, collections, tags) is expected


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "HTTP://example.org/"])
def test_a_document_may_say_which_page_of_the_web_it_is(url: str) -> None:
    assert page_of({"url": url}) == url


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "data:text/html,x", "/a", "https://a b", 'https://a"b', "https://" + "a" * 600]
)
def test_what_shows_no_page_is_no_address_of_one(url: str) -> None:
    assert page_of({"url": url}) == ""
