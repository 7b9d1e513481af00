"""Data against structures: every fault is named at once."""

import gc
import json
from typing import Any

import msgspec
import pytest

from events.documents import DocumentUploaded
from events.errors import Rejected
from events.fields import Base64, Date, Id, Name, Tag
from events.questions import Filters, QuestionAsked, QuestionEmbedded
from events.validation import decode


def test_all_faults_are_named_at_once() -> None:
    data = b'{"question": " ", "conversation": 7, "options": {"passages": 99, "temperature": "hot"}}'
    with pytest.raises(Rejected) as caught:
        decode(data, QuestionAsked)
    for field in ("question", "conversation", "options.passages", "options.temperature"):
        assert f"{field}:" in caught.value.detail


def test_a_missing_field_is_named() -> None:
    with pytest.raises(Rejected, match="question: missing"):
        decode(b"{}", QuestionAsked)


def test_a_fault_is_placed_by_the_name_that_travels_whatever_it_is_called_here() -> None:
    with pytest.raises(Rejected, match=r"searched: .*`str`"):
        decode(b'{"question": "Why?", "vector": "", "searched": 1}', QuestionEmbedded)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_a_bad_request(data: bytes) -> None:
    with pytest.raises(Rejected) as caught:
        decode(data, QuestionAsked)
    assert caught.value.status == 400


def test_json_that_is_no_object_is_rejected() -> None:
    with pytest.raises(Rejected, match="data: "):
        decode(b"[1]", QuestionAsked)


def test_unknown_fields_are_left_alone_so_that_types_can_grow() -> None:
    assert decode(b'{"question": "why?", "later": 1}', QuestionAsked).question == "why?"


@pytest.mark.parametrize(("part", "unknown"), [("filters", "colection"), ("filters", "Tags"), ("options", "max_token")])
def test_unknown_fields_of_filters_and_options_are_refused_by_name(part: str, unknown: str) -> None:
    data = {"question": "why?", "later": 1, part: {unknown: ["x"]}}
    with pytest.raises(Rejected, match=f"{part}.{unknown}: there is no such field"):
        decode(msgspec.json.encode(data), QuestionAsked)


def test_an_empty_list_of_filters_is_told_from_one_left_out() -> None:
    given = b'{"question":"why?","filters":{"documents":[],"collections":[]}}'
    assert msgspec.json.encode(decode(given, QuestionAsked)) == given
    assert decode(b'{"question": "why?", "filters": {}}', QuestionAsked).filters == Filters()


@pytest.mark.parametrize("language", ["german", "", "DE", 5, True, {}, ["german"], ["de", 5]], ids=repr)
def test_a_language_that_is_no_code_is_refused_by_name_however_often_it_is_sent(language: object) -> None:
    data = json.dumps({"question": "Who?", "filters": {"language": language}}).encode()
    for _ in range(3):
        with pytest.raises(Rejected, match=r"filters\.language"):
            decode(data, QuestionAsked)
        gc.collect()  # the process ended with a type that is freed


def test_no_tags_at_all_are_refused_for_that_could_mean_all_or_none() -> None:
    with pytest.raises(Rejected, match=r"filters\.tags: "):
        decode(b'{"question": "why?", "filters": {"tags": []}}', QuestionAsked)


@pytest.mark.parametrize("filters", [{"documents": ["x"]}, {"documents": [5]}, {"collections": [""]}], ids=str)
def test_a_fault_in_a_list_that_may_be_left_out_is_placed(filters: dict[str, object]) -> None:
    with pytest.raises(Rejected, match=rf"filters\.{next(iter(filters))}\[0\]: "):
        decode(msgspec.json.encode({"question": "why?", "filters": filters}), QuestionAsked)


@pytest.mark.parametrize("name", ["/etc/passwd", "a/../b", "..", "a/./b", "", "a\\nb", "x" * 513])
def test_a_name_that_is_no_relative_path_is_rejected(name: str) -> None:
    with pytest.raises(Rejected, match="name"):
        decode(f'{{"name": "{name}"}}'.encode(), DocumentUploaded)


@pytest.mark.parametrize("name", ["a.txt", "folder/a b.txt", "..hidden/a..b", "日本.txt"])
def test_a_relative_path_is_a_name(name: str) -> None:
    assert decode(f'{{"name": "{name}"}}'.encode(), DocumentUploaded).name == name


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        (Id, "00000000-0000-4000-8000-000000000000"),
        (Name, "notes.txt"),
        (Tag, "a tag"),
        (Date, "2026-01-31"),
        (Base64, "QQ=="),
    ],
    ids=["id", "name", "tag", "date", "base64"],
)
def test_a_line_end_behind_a_text_is_no_part_of_it(type_: Any, text: str) -> None:
    assert msgspec.convert(text, type_) == text
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text + "\n", type_)


@pytest.mark.parametrize("hidden", ["\x00", "\x1b", "\x85", "\x9b", "\u202e", "\u2066"])
def test_a_name_holds_nothing_that_changes_how_what_follows_is_shown(hidden: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(f"in{hidden}voice.txt", Name)


@pytest.mark.parametrize("name", ["Grüße aus Köln.txt", "合同/第一.pdf", "עברית\u200f.txt"])
def test_a_name_may_be_of_any_language(name: str) -> None:
    assert msgspec.convert(name, Name) == name
