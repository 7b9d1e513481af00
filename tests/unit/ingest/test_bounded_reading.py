"""What the bounds that keep reading linear leave of a document: its words."""

import unicodedata

from functions.ingest.extract import Section, extract, media_type_of
from functions.ingest.extract.cleaning import clean
from functions.ingest.extract.mail_headers import LONGEST
from tests.unit.ingest.bombs import with_member
from tests.unit.ingest.hostile_files import HOSTILE
from tests.unit.ingest.written_files import epub_file


def read(data: bytes, name: str) -> list[Section]:
    return extract(data, media_type_of(name, "", data), name)


def test_no_combining_mark_is_lost_in_a_long_run_of_them() -> None:
    marks = "\u0301\u0316" * 500
    assert sorted(clean(f"x{marks}").replace("\u034f", "")) == sorted(f"x{marks}")


def test_as_many_marks_as_a_letter_may_have_are_normalised_as_they_were() -> None:
    text = "x" + "\u0301\u0316" * 15
    assert clean(text) == unicodedata.normalize("NFC", text)


def test_a_long_header_keeps_its_words_and_its_encoded_ones_are_decoded() -> None:
    others = ", ".join(f"p{number}@example.org" for number in range(LONGEST // 10))
    mail = f"Subject: a\nTo: =?utf-8?q?M=C3=BCller?=\n =?utf-8?q?_Ana?= <ana@example.org>, {others}\n\nb"
    [head, *_] = read(mail.encode(), "a.eml")
    assert head.text == f"To: Müller Ana <ana@example.org>, {others}"


def test_a_subject_too_long_for_a_heading_stands_in_the_text() -> None:
    subject = "word " * 400 + "end"
    [head, *_] = read(f"Subject: {subject}\n\nb".encode(), "a.eml")
    assert head.text == f"Subject: {subject}"
    assert head.heading == subject[:1000]


def test_an_attached_mail_keeps_its_long_headers() -> None:
    inner = "Subject: in\nFrom: " + "a@b.c, " * 400 + "z@b.c\n\nwords"
    outer = "Subject: out\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n"
    [*_, head, body] = read(f"{outer}{inner}\n--b--\n".encode(), "a.eml")
    assert head.text.endswith("a@b.c, z@b.c")
    assert (body.heading, body.text) == ("out > attachment 1 > in", "words")


def test_a_link_of_rtf_shows_its_address_behind_its_words_though_another_follows() -> None:
    field = r'{\field{\*\fldinst{HYPERLINK "http://%s"}}{\fldrslt{\ul %s words}}}'
    text = r"{\rtf1 " + field % ("a.org", "First") + " and " + field % ("b.org", "second") + r"\par}"
    [section] = read(text.encode(), "a.rtf")
    assert section.text == "First words (http://a.org) and second words (http://b.org)"


def test_a_font_s_character_set_is_its_own_and_not_that_of_the_next_one() -> None:
    text = rb"{\rtf1\ansicpg1252{\fonttbl{\f0 Times;}{\f1\fcharset204 Arial;}}\f0 \'e9 \f1 \'e9\par}"
    [section] = read(text, "a.rtf")
    assert section.text == "é й"


def test_a_long_key_of_json_is_written_once() -> None:
    data = '{"a": {"b": {"c": {"d": {"%s": [[1], [2], [3]]}}}}}' % ("k" * 1000)
    [section] = read(data.encode(), "a.json")
    assert section.text.split("\n") == ["d." + "k" * 1000, "1", "2", "3"]


def test_a_page_that_a_book_names_again_is_read_once() -> None:
    sections = read(HOSTILE["one page again and again.epub"](1_000), "a.epub")
    assert [section.text.count("x") for section in sections] == [1_000 // 8]


def test_a_page_that_a_book_does_not_name_again_is_read_too() -> None:
    book = with_member(epub_file(), "OEBPS/text/a.xhtml", b"<p>Gulls</p>")
    assert {section.text for section in read(book, "a.epub")} >= {"Gulls", "Crabs walk sideways."}


def test_a_slide_that_is_named_again_is_read_once() -> None:
    assert len(read(HOSTILE["one slide again and again.pptx"](1_000), "a.pptx")) == 1


def test_no_heading_is_lost_however_many_stand_over_one_another() -> None:
    sections = read(HOSTILE["headings of every level.odt"](45 * 40), "a.odt")
    words = "\n".join(f"{section.heading}\n{section.text}" for section in sections)
    assert words.count("T") >= 40
    assert max(section.heading.count(" > ") for section in sections) == 19


def test_cells_far_to_the_right_stay_in_their_columns() -> None:
    [section, *_] = read(HOSTILE["cells at the edge.xlsx"](110), "a.xlsx")
    assert section.text == "1\n1\n1"
