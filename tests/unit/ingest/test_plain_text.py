"""Text files in every encoding."""
# ruff: noqa: RUF001 - typographic marks are meant

import pytest

from events.errors import Rejected
from functions.ingest.extract import extract

FRENCH = "L’été, le café était déjà fermé à midi, et la forêt près du château restait très fraîche."
RUSSIAN = "Москва является столицей России, и в этом городе живёт больше двенадцати миллионов человек."
JAPANESE = "東京は日本の首都であり、世界でも最大の都市の一つです。多くの人がここで働いています。"


def read(data: bytes) -> str:
    (section,) = extract(data, "text/plain", "a.txt")
    return section.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_french_is_read_in(encoding: str) -> None:
    assert read(FRENCH.encode(encoding)) == FRENCH


@pytest.mark.parametrize(
    "text",
    [
        "Tolerance: 12 V ± 0.5 V at 20 °C.",
        "£85 an hour",
        "Toleranz ±5 mm",
        "Maß: 5 ± 1 µm",
        "§ 3 gilt für Öfen",
        "6 × 9 cm²",
    ],
)
def test_a_sign_or_an_umlaut_in_plain_letters_is_read_as_western(text: str) -> None:
    assert read(text.encode("cp1252")) == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r"])
def test_russian_is_read_in(encoding: str) -> None:
    assert read(RUSSIAN.encode(encoding)) == RUSSIAN


@pytest.mark.parametrize("encoding", ["utf-8", "shift_jis", "euc_jp"])
def test_japanese_is_read_in(encoding: str) -> None:
    assert read(JAPANESE.encode(encoding)) == JAPANESE


def test_a_few_broken_bytes_do_not_turn_utf_8_into_another_encoding() -> None:
    assert read((RUSSIAN * 3).encode()[:-1]).startswith(RUSSIAN)


def test_windows_and_old_mac_line_ends_become_newlines() -> None:
    assert read(b"one\r\ntwo\rthree\r\n\r\nfour") == "one\ntwo\nthree\n\nfour"


def test_paragraphs_are_parted_by_exactly_one_blank_line() -> None:
    assert read(b"\n\none  \n \t \n\n\ntwo\n") == "one\n\ntwo"


def test_control_characters_and_a_terminals_colours_go() -> None:
    assert read(b"\x1b[31mred\x1b[0m and\x07 " + b"plain " * 20) == "red and " + ("plain " * 20).strip()


def test_a_letter_and_its_accent_become_one_character() -> None:
    assert read("cafe\u0301".encode()) == "caf\u00e9"


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\x7fELF\2\1\1" + bytes(40)],
    ids=["all bytes", "PNG", "ELF"],
)
def test_binary_data_is_rejected_with_what_to_do(data: bytes) -> None:
    with pytest.raises(Rejected, match=r"a\.txt holds binary data and not text: .* save it as UTF-8") as caught:
        read(data)
    assert caught.value.status == 422


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"], ids=repr)
def test_an_empty_file_is_rejected(data: bytes) -> None:
    with pytest.raises(Rejected, match="upload a file with text") as caught:
        read(data)
    assert caught.value.status == 422
