"""Subtitles as what is said."""

from functions.ingest.extract.subtitle_text import read_subtitles


def texts(text: str) -> list[str]:
    return [part for section in read_subtitles(text.encode(), "a") for part in section.text.split("\n\n")]


def test_a_sentence_over_two_captions_is_one() -> None:
    captions = (
        "1\n00:00:01,000 --> 00:00:03,000\nThe <i>pump</i>\nneeds\n\n2\n00:00:03,000 --> 00:00:05,000\n{\\an8}oil.\n"
    )
    assert texts(captions) == ["The pump needs oil."]


def test_what_comes_after_a_pause_is_another_paragraph() -> None:
    assert texts("00:01.000 --> 00:02.000\nOne.\n\n00:20.000 --> 00:22.000\nTwo.") == ["One.", "Two."]


def test_speakers_stand_before_what_they_say_and_notes_go() -> None:
    head = "WEBVTT - a talk\n\nNOTE not this\n\nSTYLE\n::cue { color: red }\n\n"
    said = "intro\n00:01.000 --> 00:02.000 align:start\n<v.loud Ada L.>Hello &amp; welcome</v>\n\n"
    said += "00:02.000 --> 00:03.000\n<v Ada L.>to <c.x>all</c>.\n\n00:03.000 --> 00:04.000\n<v Bob>Hi.\n\n"
    both = "00:04.000 --> 00:05.000\n<v Ada>Yes\n<v Bob>No\n"
    assert texts(head + said + both) == ["Ada L.: Hello & welcome to all.", "Bob: Hi. Ada: Yes Bob: No"]


def test_a_caption_that_comes_again_is_read_once() -> None:
    assert texts("00:01.000 --> 00:02.000\nOne.\n\n00:02.000 --> 00:03.000\nOne.") == ["One."]
