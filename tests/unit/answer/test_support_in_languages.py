"""The check of answers in other languages than English and German: made pairs, and what each kind rests on."""

import json
from pathlib import Path

import pytest

from bench.evaluation.support import Pair, counted, is_shown, read_pairs

PAIRS = Path(__file__).parents[2] / "data" / "support" / "languages"
DROPPED = {"de": 2, "es": 1, "fr": 1, "ru": 1, "zh": 0, "ar": 1}  # right ones of either half, at most


def pair(question: str, passage: str, sentence: str) -> Pair:
    return Pair(question=question, passage=passage, sentence=sentence, supported=True)


@pytest.mark.parametrize("half", ["dev", "test"])
@pytest.mark.parametrize("code", DROPPED)
def test_a_wrong_sentence_is_hardly_ever_shown_and_a_right_one_hardly_ever_dropped(code: str, half: str) -> None:
    pairs = read_pairs(PAIRS / f"{code}-{half}.json")
    found = counted(pairs, [is_shown(one) for one in pairs])
    assert found["wrong_shown"] <= (1 if code == "de" else 0)
    assert found["right_dropped"] <= DROPPED[code]


@pytest.mark.parametrize("code", DROPPED)
def test_forty_pairs_of_a_language_are_half_wrong_and_share_no_passage(code: str) -> None:
    dev, test = (json.loads((PAIRS / f"{code}-{half}.json").read_text("utf-8")) for half in ("dev", "test"))
    assert sum(one["supported"] for one in [*dev, *test]) * 2 == len([*dev, *test]) == 40
    assert not {one["passage"] for one in dev} & {one["passage"] for one in test}


NOTHING = [
    ("Può entrare il cane?", "Il cane non può entrare nella sala.", "Il cane può entrare nella sala."),
    ("O cão pode entrar?", "O cão não pode entrar na sala.", "O cão pode entrar na sala."),
    ("Mag de hond naar binnen?", "De hond mag niet naar binnen.", "De hond mag naar binnen."),
    ("Czy pies może wejść?", "Pies nie może wejść do sali.", "Pies może wejść do sali."),
    ("क्या कुत्ता अंदर आ सकता है?", "कुत्ता हॉल के अंदर नहीं आ सकता है।", "कुत्ता हॉल के अंदर आ सकता है।"),
    ("犬は入れますか。", "犬はホールに入れません。", "犬はホールに入れます。"),
    ("狗能进入大厅吗", "狗不能进入大厅。", "狗能进入大厅。"),
]


@pytest.mark.parametrize(("question", "passage", "sentence"), NOTHING)
def test_what_is_denied_is_not_said(question: str, passage: str, sentence: str) -> None:
    assert not is_shown(pair(question, passage, sentence))


@pytest.mark.parametrize(("question", "passage", "_"), NOTHING)
def test_what_is_denied_may_be_denied(question: str, passage: str, _: str) -> None:
    assert is_shown(pair(question, passage, passage))


@pytest.mark.parametrize(
    ("question", "passage", "sentence"),
    [
        ("Quanto dura la visita?", "La visita dura quaranta minuti.", "La visita dura 40 minuti."),
        ("Hoe lang duurt de rondleiding?", "De rondleiding duurt veertig minuten.", "De rondleiding duurt 40 minuten."),
        ("Ile minut trwa spacer?", "Spacer trwa czterdzieści minut.", "Spacer trwa 40 minut."),
        ("यात्रा कितने मिनट की है?", "यात्रा चालीस मिनट की है।", "यात्रा 40 मिनट की है।"),
        ("见学要多久", "见学需要四十分钟。", "见学需要40分钟。"),
    ],
)
def test_a_number_is_the_same_as_a_word(question: str, passage: str, sentence: str) -> None:
    assert is_shown(pair(question, passage, sentence))


@pytest.mark.parametrize(
    ("question", "passage", "sentence"),
    [
        ("¿Quién abrió el museo?", "Ana Rey abrió el museo en 1990.", "1990"),
        ("Кто открыл музей?", "Анна Рей открыла музей в 1990 году.", "1990"),
        ("谁开办了博物馆", "陈静于1990年开办了博物馆。", "1990"),
        ("¿Cuántas salas hay en el museo?", "El museo de Ana Rey tiene 12 salas.", "Ana Rey"),
        ("博物馆有多少个展厅", "陈静的博物馆有12个展厅。", "陈静"),
    ],
)
def test_a_number_is_no_person_and_a_name_no_number(question: str, passage: str, sentence: str) -> None:
    assert not is_shown(pair(question, passage, sentence))


def test_a_question_for_either_denies_nothing() -> None:
    assert is_shown(pair("商品能不能退货", "商品能退货。", "能\uff0c商品能退货。"))
