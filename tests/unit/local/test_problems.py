"""What a response says of a problem."""

import pytest

from knative.local.problems import MEDIA_TYPE, problem_body, problem_detail


def test_the_detail_of_a_problem_is_found() -> None:
    assert problem_detail(f"{MEDIA_TYPE}; charset=utf-8", problem_body(503, "the model is cut off")) == (
        "the model is cut off"
    )


@pytest.mark.parametrize(
    ("kind", "body"),
    [("text/html", b'{"detail": "a page"}'), (MEDIA_TYPE, b"no JSON"), (MEDIA_TYPE, b'{"status": 503}'), ("", b"")],
)
def test_what_is_no_problem_has_none(kind: str, body: bytes) -> None:
    assert problem_detail(kind, body) == ""
