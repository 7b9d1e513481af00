"""Text comes out in whole characters, and nothing of a stop string with it."""

import pytest

from model.textstream import TextStream


def run(chunks: list[bytes], stop: tuple[str, ...] = ()) -> list[str]:
    stream = TextStream(stop)
    return [stream.feed(chunk) for chunk in chunks] + [stream.feed(b"", final=True)]


def test_a_character_is_never_split() -> None:
    party = "🎉".encode()
    assert run([b"a" + party[:1], party[1:3], party[3:] + b"b"]) == ["a", "", "🎉b", ""]


def test_half_a_character_at_the_end_is_marked() -> None:
    assert run(["é".encode()[:1]]) == ["", "\ufffd"]


def test_a_stop_string_and_all_after_it_is_left_out() -> None:
    assert run([b"one STOP two"], ("STOP",)) == ["one ", ""]


def test_a_stop_string_in_pieces_is_held_back() -> None:
    assert run([b"one ST", b"OP", b"two"], ("STOP",)) == ["one ", "", "", ""]


def test_what_only_looked_like_a_stop_string_is_given_out() -> None:
    assert run([b"one ST", b"ART"], ("STOP",)) == ["one ", "START", ""]


def test_an_end_that_looked_like_a_stop_string_is_given_out() -> None:
    assert run([b"one ST"], ("STOP",)) == ["one ", "ST"]


def test_the_first_of_several_stop_strings_counts() -> None:
    assert run([b"a.\n\nb###"], ("###", "\n\n")) == ["a.", ""]


@pytest.mark.parametrize(("data", "stopped"), [(b"x STOP", True), (b"x STO", False)])
def test_it_says_when_it_stopped(data: bytes, stopped: bool) -> None:
    stream = TextStream(("STOP",))
    stream.feed(data)
    assert stream.stopped is stopped


def test_an_empty_stop_string_stops_nothing() -> None:
    assert run([b"text"], ("",)) == ["text", ""]
