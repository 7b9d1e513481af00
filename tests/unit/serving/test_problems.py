"""Errors as bodies that a Broker can carry."""

from http import HTTPStatus

import msgspec
import pytest

from functions.serving.problems import MAX_BODY, problem


def test_a_short_detail_is_told_whole() -> None:
    body = msgspec.json.decode(problem(422, "send text"))
    assert body == {"status": 422, "title": HTTPStatus(422).phrase, "detail": "send text"}


@pytest.mark.parametrize("letter", ["x", "\x00", "é", "漢", "🙂", '"'])
def test_a_long_detail_is_cut_to_what_a_broker_can_carry_and_ends_visibly(letter: str) -> None:
    body = problem(422, "the name is " + letter * 5000)
    detail = msgspec.json.decode(body)["detail"]
    assert MAX_BODY - 12 <= len(body) <= MAX_BODY
    assert detail.startswith("the name is ")
    assert detail.endswith(letter + " ...")
