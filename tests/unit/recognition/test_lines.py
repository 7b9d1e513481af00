"""Recognised words put together as text."""
# ruff: noqa: RUF001 - typographic marks are meant

from functions.ingest.recognition.lines import Place, Word, line_height, text_of

WIDTH, HEIGHT, STEP, LETTER = 400, 30, 45, 10  # pixels


def words(text: str, confidence: float = 0.9) -> list[Word]:
    """Return the words of lines; each stands below the other, a blank line between them leaves its room free."""
    found = list[Word]()
    for number, line in enumerate(text.split("\n")):
        left = LETTER * (len(line) - len(line.lstrip()))
        place = Place(left, LETTER * len(line), number * STEP, HEIGHT)
        found += [Word(word, confidence, place, not at, not at and not number) for at, word in enumerate(line.split())]
    return found


def test_lines_and_paragraphs_stay_apart() -> None:
    assert text_of(words("one two\nthree\n\nfour"))[0] == "one two\nthree\n\nfour"


def test_a_word_that_a_line_broke_is_whole_in_the_line_where_it_begins() -> None:
    assert text_of(words("the har-\nbour, where ships lie"))[0] == "the harbour,\nwhere ships lie"


def test_a_hyphen_stays_where_the_page_writes_the_word_with_one() -> None:
    assert text_of(words("a north-south road, north-\nsouth of here"))[0] == "a north-south road, north-south\nof here"


def test_a_hyphen_that_stands_for_the_rest_of_a_word_stays() -> None:
    assert text_of(words("die Vor-\nund Nachteile"))[0] == "die Vor- und\nNachteile"


def test_a_dash_between_numbers_stays_at_its_lines_end() -> None:
    assert text_of(words("open in 2024-\n2025 each day"))[0] == "open in 2024-\n2025 each day"


def test_chinese_stands_without_the_blanks_between_its_words() -> None:
    assert text_of(words("委员会 于 2024 年 召开 会议"))[0] == "委员会于2024年召开会议"


def test_marks_between_chinese_characters_are_wide_as_these_are_set() -> None:
    assert text_of(words("她说 : 维护 ( 见 附录 ) , 于 12:30 开始"))[0] == "她说：维护（见附录），于12:30开始"


def test_the_confidence_is_the_mean_over_characters_not_over_words() -> None:
    assert text_of([*words("a", 0.0), *words("bbb", 1.0)])[1] == 0.75


def test_no_words_are_no_text_without_any_confidence() -> None:
    assert text_of([]) == ("", 0.0)


def test_columns_are_apart_by_a_blank_line() -> None:
    assert text_of([*words("one\ntwo"), *words("three\nfour")])[0] == "one\ntwo\n\nthree\nfour"


def test_a_paragraph_begins_where_the_last_line_of_one_is_short() -> None:
    text = "The harbour lies in the north of\nthe town.\nShips come in each morning and\nleave at night."
    assert text_of(words(text))[0] == text.replace("town.\n", "town.\n\n")


def test_a_paragraph_begins_where_a_line_is_indented() -> None:
    text = "The harbour lies in the north of\nthe town, where the sea is deep.\n   Ships come in each morning and"
    assert text_of(words(text))[0] == text.replace("deep.\n   ", "deep.\n\n")


def test_a_line_that_ends_a_sentence_and_not_its_paragraph_is_followed_by_the_next() -> None:
    text = "The harbour lies to the north.\nShips come in each morning and\nleave again at night, full."
    assert text_of(words(text))[0] == text


def test_what_has_no_text_is_left_out() -> None:
    empty = Word("", 0.9, Place(0, 9, STEP, HEIGHT), begins_line=True, begins_block=False)
    assert text_of([*words("one"), empty])[0] == "one"


def test_the_height_of_the_lines_is_their_median() -> None:
    heights = (10, 30, 500)
    found = [Word("a", 1.0, Place(0, 9, 0, height), begins_line=True, begins_block=False) for height in heights]
    assert line_height(found) == 30
