"""A streamed answer counts only when it is whole."""

import pytest

from bench.engine.sse_reading import completions, text_in, usage_in
from events.errors import Unavailable

ROLE = b'data: {"choices": [{"delta": {"role": "assistant", "content": null}}]}\n'
HELLO = b'data: {"choices": [{"delta": {"content": "Hello"}}]}\n'
USAGE = b'data: {"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 1}}\n'
DONE = b"data: [DONE]\n"


def test_only_pieces_of_the_answer_are_text() -> None:
    events = completions([ROLE, b"\n", b": a comment\n", HELLO, b"\n", USAGE, DONE])
    assert [text_in(event) for event in events] == ["", "Hello", ""]


def test_usage_is_read_where_the_server_counts() -> None:
    assert [usage_in(event) for event in completions([HELLO, USAGE, DONE])] == [
        {},
        {"prompt_tokens": 3, "completion_tokens": 1},
    ]


def test_nothing_is_read_behind_the_end() -> None:
    assert len(list(completions([HELLO, DONE, HELLO]))) == 1


def test_a_stream_without_its_end_is_an_answer_that_was_lost() -> None:
    with pytest.raises(Unavailable, match="before the answer was complete"):
        list(completions([HELLO]))


def test_an_error_within_a_stream_is_not_taken_for_an_answer() -> None:
    with pytest.raises(Unavailable, match="out of memory"):
        list(completions([HELLO, b'data: {"error": {"message": "out of memory"}}\n', DONE]))
