"""Where sentences begin and end."""
# ruff: noqa: RUF001 - typographic marks are meant; nothing here is secret

import random

import pytest

from functions.text.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["One sentence.", "And another!", "A third?", "The rest"],
        ["Dr. Smith met Mrs. Jones.", "They talked."],
        ["It cost $3.14 in version 2.0.", "That was cheap."],
        ["J. R. R. Tolkien wrote it.", "He was English."],
        ["He lived in the U.S. Army barracks.", "They stood in the U.S.", "The war was over."],
        ["See Fig. 3 and No. 5 on p. 12.", "No.", "Really no."],
        ["This is e.g. an example.", "It goes on."],
        ['"Why?" he asked.', '"Go away!"', "She left."],
        ["(It was late.)", "Then came dawn."],
        ["She ran... and hid.", "He waited…", "Nobody came."],
        ["The castle fell.[12]", "The siege was over.[3][4]", "Peace came."],
        ["今日は晴れ。", "「元気？」", "はい！", "そうです。"],
        ["¿Qué hora es?", "¡Las tres!", "“Bien.”", "«Oui.»"],
        ["هل أنت هنا؟", "نعم."],
        ["World War II.", "The next day came."],
        ["Die Preise sind gültig ab 1. März 2026.", "Alle anderen gelten ab 12. Mai.", "Das war alles."],
        ["Das Büro liegt im 3. Stock.", "Es gilt die 2. Auflage.", "Der Satz endet mit 7.", "Danach kommt nichts."],
        ["We ordered 12.", "The rest came in 2025.", "Nobody saw all 31."],
    ],
    ids=lambda expected: expected[0],
)
def test_a_text_parts_where_a_reader_would_part_it(expected: list[str]) -> None:
    joint = "" if "。" in expected[0] else " "
    assert sentences(joint.join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["保修期为三年。", "它从购买之日起算！", "是吗？"],
        ["ما مدة الضمان؟", "ثلاث سنوات."],
        ["गारंटी तीन साल की है।", "यह खरीद से शुरू होती है।"],
        ["ការធានាមានរយៈពេលបីឆ្នាំ។", "វាចាប់ផ្តើមពីថ្ងៃទិញ។"],
    ],
    ids=["zh", "ar", "hi", "km"],
)
def test_marks_of_other_scripts_end_a_sentence_with_no_blank_behind_them(expected: list[str]) -> None:
    assert sentences("".join(expected)) == expected


def test_a_blank_ends_a_sentence_of_thai_unless_it_is_a_short_phrase() -> None:
    first = "การรับประกันสินค้านี้มีอายุสามปีนับจากวันที่ซื้อสินค้า"
    assert sentences(f"{first} ใบเสร็จ ต้องเก็บไว้") == [first, "ใบเสร็จ ต้องเก็บไว้"]


def test_a_code_goes_on_behind_what_says_that_it_is_a_number() -> None:
    text = "Amendment to the contract No. SC-2024-077 of May. It holds."
    assert [text[start:end] for start, end in split_sentences(text)] == [text[:-10], "It holds."]


def test_a_line_break_within_a_sentence_does_not_part_it() -> None:
    assert sentences("A sentence over\ntwo lines. Another.") == ["A sentence over\ntwo lines.", "Another."]


def test_a_blank_line_parts_what_no_mark_ends() -> None:
    assert sentences("A title\n \nA sentence") == ["A title", "A sentence"]


def test_list_items_and_table_rows_part() -> None:
    text = "Buy:\n- milk\n- bread\n1. First.\n2. Second.\na | b\nc | d\n| e | f |"
    assert sentences(text) == ["Buy:", "- milk", "- bread", "1. First.", "2. Second.", "a | b", "c | d", "| e | f |"]


@pytest.mark.parametrize("text", ["", " ", "\n\n\n"], ids=repr)
def test_nothing_has_no_sentences(text: str) -> None:
    assert split_sentences(text) == []


@pytest.mark.parametrize("seed", range(200))
def test_sentences_of_any_text_are_in_order_and_hold_all_that_can_be_seen(seed: int) -> None:
    generator = random.Random(seed)
    text = "".join(generator.choices("aB1 .!?…\n\t\"')(-|。！[]é☃", k=generator.randrange(200)))
    spans = split_sentences(text)
    assert all(start < end for start, end in spans)
    assert spans == sorted(spans)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


@pytest.mark.parametrize("text", ["." * 300_000 + "x", "a" + " " * 300_000 + "b", "\n" * 300_000, "[1]" * 100_000])
def test_a_monotonous_text_takes_no_longer_than_another(text: str) -> None:
    assert len(split_sentences(text)) <= 2  # a quadratic pattern would take minutes here
