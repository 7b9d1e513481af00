"""Text comes out in whole characters, and nothing of a stop string with it."""

import pytest

from model.textstream import TextStream


def run(chunks: list[bytes], stop: tuple[str, ...] = ()) -> list[str]:
    stream = TextStream(stop)
    return [stream.feed(chunk) for chunk in chunks] + [stream.feed(b"", final=True)]


def test_a_character_is_never_split() -> None:
    party = "🎉".encode()
    assert run([b"a" + party[:1], party[1:3], party[3:] + b"b"]) == ["a", "", "🎉b", ""]


@pytest.mark.parametrize("cut", [1, 2])
def test_half_a_character_at_the_end_is_left_out(cut: int) -> None:
    assert "".join(run(["可退".encode() + "款".encode()[:cut]])) == "可退"


def test_bytes_that_are_no_character_are_marked_where_text_follows() -> None:
    assert "".join(run([b"a\xe9b"])) == "a\ufffdb"


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


THOUGHTS = "<think>\nHe asks. STOP?\n</think>\n\nIn France."


@pytest.mark.parametrize("size", [1, 3, 8, len(THOUGHTS)])
def test_what_a_model_thinks_before_it_answers_is_left_out_however_it_is_cut(size: int) -> None:
    pieces = [THOUGHTS[start : start + size].encode() for start in range(0, len(THOUGHTS), size)]
    assert "".join(run(pieces, ("STOP",))) == "In France."


def test_thoughts_that_the_template_begins_are_left_out() -> None:
    stream = TextStream((), is_thinking=True)
    assert stream.feed(b"He asks.\n</think>") + stream.feed(b"\n\nIn France.") == "In France."


def test_thoughts_without_an_end_are_no_answer() -> None:
    assert "".join(run([b"<think> He asks", b" and asks"])) == ""


@pytest.mark.parametrize("text", ["<th>One</th>", " The tag <think> is one.", "<", "\n\nx"])
def test_an_answer_that_does_not_begin_with_thoughts_stays_as_it_is(text: str) -> None:
    assert "".join(run([text[:1].encode(), text[1:].encode()])) == text
