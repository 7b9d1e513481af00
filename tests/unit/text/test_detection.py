"""Which language a text is told to be in."""
# ruff: noqa: RUF001 - letters of other scripts are meant

import pytest

from functions.text.detection import UNDETERMINED, language_of_text

TEXTS = {
    "en": "The guarantee is valid for three years from the day of purchase.",
    "de": "Die Garantie gilt drei Jahre ab dem Tag des Kaufs.",
    "fr": "La garantie est valable trois ans à partir du jour de l'achat.",
    "es": "La garantía es válida durante tres años desde el día de la compra.",
    "it": "La garanzia è valida per tre anni dal giorno dell'acquisto.",
    "pt": "A garantia é válida por três anos a partir do dia da compra.",
    "nl": "De garantie is drie jaar geldig vanaf de dag van aankoop.",
    "pl": "Gwarancja jest ważna przez trzy lata od dnia zakupu.",
    "ru": "Гарантия действует в течение трёх лет со дня покупки.",
    "zh": "保修期自购买之日起三年。",
    "ja": "保証期間は購入日から三年間です。",
    "ar": "الضمان صالح لمدة ثلاث سنوات من يوم الشراء.",
    "hi": "गारंटी खरीद के दिन से तीन साल के लिए मान्य है।",
    "ko": "보증 기간은 구입일로부터 3년입니다.",
    "th": "การรับประกันมีอายุสามปีนับจากวันที่ซื้อ",
    "el": "Η εγγύηση ισχύει για τρία χρόνια από την ημέρα της αγοράς.",
    "tr": "Garanti, satın alma gününden itibaren üç yıl için geçerlidir.",
    "vi": "Bảo hành có hiệu lực trong ba năm kể từ ngày mua.",
    "ro": "Garanția este valabilă trei ani de la data cumpărării.",
    "sv": "Garantin gäller i tre år från och med inköpsdagen.",
    "da": "Garantien gælder i tre år efter købet af varen.",
    "uk": "Гарантія діє протягом трьох років з дня покупки.",
    "fa": "این ضمانت از روز خرید به مدت سه سال اعتبار دارد.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_tells_its_language(language: str) -> None:
    assert language_of_text(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "4711", "Nr. 4711-A", "Xyzzy"])
def test_what_tells_no_language_is_undetermined(text: str) -> None:
    assert language_of_text(text) == UNDETERMINED


@pytest.mark.parametrize("text", ["Kontakt: Müller", "Table 4", "4711"])
def test_a_piece_is_in_the_language_of_its_document_where_it_does_not_clearly_tell_another(text: str) -> None:
    assert language_of_text(text, "de") == "de"


def test_a_piece_that_clearly_is_in_another_language_is_in_that() -> None:
    assert language_of_text(f"{TEXTS['en']} It does not cover what was used with other parts.", "de") == "en"
    assert language_of_text(TEXTS["zh"], "de") == "zh"


def test_chinese_with_names_in_latin_letters_is_chinese() -> None:
    assert language_of_text("Sky Movies和Sky Box Office也包含什么可选音轨？") == "zh"
