"""Which index a question is looked for in while the store does not answer."""

from collections.abc import Callable

import pytest

from events.errors import Damaged, Unavailable
from functions.documents.indexes import ActiveModel
from functions.serving.lazy import LazyResource
from functions.stores.records import Records


def store_that(error: Exception) -> Callable[[], Records]:
    def open_() -> Records:
        raise error

    return open_


def test_without_an_answer_of_the_store_the_default_is_taken() -> None:
    away = LazyResource(store_that(Unavailable("busy")))
    assert ActiveModel(away, "small").of("default") == "small"


def test_a_damaged_store_is_told_at_once() -> None:
    broken = LazyResource(store_that(Damaged("the store is damaged")))
    with pytest.raises(Damaged, match="the store is damaged"):
        ActiveModel(broken, "small").of("default")
