"""Text in character sets that say nothing of themselves, and in those that a sender names."""
# ruff: noqa: RUF001 - letters of other scripts are meant

import pytest

from functions.ingest.extract.charsets import codec_of
from functions.ingest.extract.decoding import decode

TEXTS = {
    "Polish": "Klucz wisi za zegarem. Proszę otworzyć zawór powoli, gdyż ciśnienie jest wysokie.",
    "Czech": "Klíč visí za hodinami. Ventil otevírejte pomalu, protože tlak je příliš vysoký.",
    "Hungarian": "A kulcs az óra mögött lóg. A szelepet lassan nyissa ki, mert a nyomás túl erős, és őrizze a gőzt.",
    "Turkish": "Anahtar saatin arkasında asılı. Vanayı yavaşça açın, çünkü basınç çok yüksek.",
    "Russian": "Ключ висит за часами. Открывайте клапан медленно: давление слишком высокое.",
    "Greek": "Το κλειδί είναι πίσω από το ρολόι. Ανοίξτε αργά τη βαλβίδα, γιατί η πίεση είναι υψηλή.",
    "Hebrew": "המפתח תלוי מאחורי השעון. פתחו את השסתום לאט, כי הלחץ גבוה מאוד.",
    "Arabic": "المفتاح معلق خلف الساعة. افتح الصمام ببطء لأن الضغط مرتفع جدا.",
    "Latvian": "Atslēga karājas aiz pulksteņa. Vārstu atveriet lēnām, jo spiediens ir ļoti augsts.",
    "Thai": "กุญแจแขวนอยู่หลังนาฬิกา เปิดวาล์วช้าๆ เพราะแรงดันสูงมาก",
    "Japanese": "鍵は時計の後ろに掛かっています。圧力が高いので、弁はゆっくり開けてください。",
    "Chinese": "钥匙挂在钟的后面。压力很高，请慢慢打开阀门。",
    "Korean": "열쇠는 시계 뒤에 걸려 있습니다. 압력이 높으니 밸브를 천천히 여세요.",
    "French": "L'été, la clé est derrière l'horloge. Ouvrez la vanne très lentement, la pression est élevée.",
    "Icelandic": "Lykillinn hangir á bak við klukkuna. Opnið lokann hægt, því að þrýstingurinn er mjög hár.",
}


@pytest.mark.parametrize(
    ("language", "codec"),
    [
        ("Polish", "cp1250"),
        ("Polish", "iso8859-2"),
        ("Czech", "cp1250"),
        ("Hungarian", "iso8859-2"),
        ("Turkish", "cp1254"),
        ("Turkish", "iso8859-9"),
        ("Russian", "cp1251"),
        ("Russian", "koi8-r"),
        ("Russian", "iso8859-5"),
        ("Russian", "cp866"),
        ("Greek", "cp1253"),
        ("Greek", "iso8859-7"),
        ("Hebrew", "cp1255"),
        ("Arabic", "cp1256"),
        ("Arabic", "iso8859-6"),
        ("Latvian", "cp1257"),
        ("Thai", "cp874"),
        ("Japanese", "cp932"),
        ("Japanese", "euc_jp"),
        ("Japanese", "iso2022_jp"),
        ("Chinese", "gb18030"),
        ("Chinese", "hz"),
        ("Korean", "cp949"),
        ("French", "cp1252"),
        ("Icelandic", "cp1252"),
    ],
)
def test_text_without_a_word_of_its_character_set_is_read(language: str, codec: str) -> None:
    assert decode(TEXTS[language].encode(codec), "a.txt") == TEXTS[language]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("language", ["Polish", "Russian", "Japanese"])
def test_wide_characters_need_no_mark(language: str, codec: str) -> None:
    assert decode(TEXTS[language].encode(codec), "a.txt") == TEXTS[language]


def test_a_nul_goes_and_the_text_stays() -> None:
    assert decode("Größe:\0 5 m\xa0".encode().replace(b"5", b"5\xc0\x80"), "a.txt") == "Größe: 5 m\xa0"


def test_half_a_character_becomes_a_mark_and_the_rest_stays_utf_8() -> None:
    assert decode(b"Good \xed\xa0\x80 text \xc3\xa9", "a.txt") == "Good \ufffd text é"


def test_a_character_written_as_its_two_halves_is_put_together() -> None:
    assert decode(b"a \xed\xa0\xbd\xed\xb8\x80 b", "a.txt") == "a 😀 b"


def test_the_sender_s_word_counts_where_the_text_is_not_utf_8() -> None:
    assert decode("Šķūnis ir vaļā".encode("iso8859-13"), "a.txt", "iso8859-13") == "Šķūnis ir vaļā"


def test_the_sender_s_word_does_not_count_where_the_text_is_utf_8() -> None:
    assert decode("Größe".encode(), "a.txt", "cp1252") == "Größe"


def test_the_sender_s_word_counts_before_utf_8_where_the_text_stands_in_ascii_s_bytes() -> None:
    assert decode("水泵".encode("utf-7"), "a.txt", "utf-7") == "水泵"


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("ISO-8859-1", "cp1252"),
        ("iso-8859-8-i", "iso8859-8"),
        ("gb2312", "gb18030"),
        ("Shift_JIS", "cp932"),
        ('"KOI8-R"', "koi8-r"),
        ("windows-874", "cp874"),
        ("us-ascii", ""),
        ("unknown-8bit", ""),
        ("punycode", ""),
        ("no\0such", ""),
        ("größe", ""),
    ],
)
def test_a_label_means_what_browsers_take_it_for(label: str, codec: str) -> None:
    assert codec_of(label) == codec
