"""What MiniRAG itself says, in every language: the same sentences, with its plurals and its quotation marks."""

import json
from pathlib import Path
from string import Formatter

import pytest

from functions.text import frames
from functions.text.frames import FRAMED, framed, in_quotes, joined, name_of, plural_form, quoted_as

SAMPLES = json.loads((Path(__file__).parents[2] / "data" / "cldr" / "plural_samples.json").read_text("utf-8"))
COUNTED = range(1, 2000)  # what is counted in an answer; of 0 there are other sentences
OTHERS = [code for code in FRAMED if code != "en"]


def texts(code: str, name: str) -> dict[str, str]:
    said = frames._frames(code)[name]
    return said if isinstance(said, dict) else {"other": said}


def fields(code: str, name: str) -> set[str]:
    return {field for text in texts(code, name).values() for _, field, _, _ in Formatter().parse(text) if field}


NAMES = sorted(frames._frames("en"))


@pytest.mark.parametrize("code", OTHERS)
def test_every_language_has_every_sentence(code: str) -> None:
    assert sorted(frames._frames(code)) == NAMES


@pytest.mark.parametrize("code", OTHERS)
def test_a_sentence_takes_the_same_values_in_every_language(code: str) -> None:
    assert {name: fields(code, name) for name in NAMES} == {name: fields("en", name) for name in NAMES}


@pytest.mark.parametrize("code", FRAMED)
def test_a_sentence_with_forms_has_one_for_each_number(code: str) -> None:
    forms = {plural_form(code, count) for count in COUNTED}
    lacking = {name: forms - texts(code, name).keys() for name in NAMES if isinstance(frames._frames(code)[name], dict)}
    assert not any(lacking.values()), lacking


@pytest.mark.parametrize("code", FRAMED)
def test_sentences_are_written_with_one_kind_of_quotation_marks(code: str) -> None:
    written = (Path(frames.__file__).parent / "frame_texts" / f"{code}.toml").read_text("utf-8")
    assert not set("\u00ab\u00bb\u201e\u2018\u300c\u300d") & set(written)


@pytest.mark.parametrize("code", FRAMED)
def test_plural_forms_are_those_of_cldr(code: str) -> None:
    whole = {form: [one for one in numbers if "c" not in one] for form, numbers in SAMPLES[code].items()}
    for form, numbers in whole.items():
        ends = [one.split("~") for one in numbers]
        found = {plural_form(code, count) for each in ends for count in range(int(each[0]), int(each[-1]) + 1)}
        assert found <= {form}


@pytest.mark.parametrize(
    ("code", "count", "said"),
    [
        ("en", 1, "there is one"),
        ("en", 2, "there are 2"),
        ("ru", 21, "есть 21 документ"),
        ("ru", 3, "есть 3 документа"),
        ("ru", 11, "есть 11 документов"),
        ("pl", 22, "są 22 dokumenty"),
        ("pl", 25, "jest 25 dokumentów"),
        ("ar", 2, "يوجد مستندان"),
        ("ar", 7, "توجد 7 مستندات"),
        ("zh", 1, "现有1份文档"),
    ],
)
def test_a_number_has_its_plural(code: str, count: int, said: str) -> None:
    assert framed(code, "there", count=count) == said


@pytest.mark.parametrize(
    ("code", "quoted"), [("en", "“a”"), ("de", "„a“"), ("fr", "«\u202fa\u202f»"), ("ja", "「a」"), ("pl", "„a”")]
)
def test_a_text_stands_in_the_quotation_marks_of_the_language(code: str, quoted: str) -> None:
    assert in_quotes(code, "a") == quoted


def test_quotation_marks_of_a_value_stay_as_they_are() -> None:
    assert framed("de", "quoting", quote="Er rief “ja”.") == "In den Dokumenten steht: „Er rief “ja”.“"


def test_english_quotation_marks_of_a_part_become_those_of_the_language() -> None:
    assert quoted_as("ru", "“цена” 3") == "«цена» 3"


@pytest.mark.parametrize(("code", "said"), [("en", "a, b"), ("zh", "a、b"), ("ar", "a، b")])
def test_parts_are_joined_as_the_language_does(code: str, said: str) -> None:
    assert joined(code, ["a", "b"]) == said


@pytest.mark.parametrize(("code", "of", "said"), [("fr", "de", "allemand"), ("zh", "ru", "俄语"), ("en", "xx", "")])
def test_a_language_has_names_for_others(code: str, of: str, said: str) -> None:
    assert name_of(of, code) == said


def test_what_is_no_rule_of_plurals_is_told() -> None:
    with pytest.raises(ValueError, match="no relation"):
        frames._fits("n within 2", 2)
