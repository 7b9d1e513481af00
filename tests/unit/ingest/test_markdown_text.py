"""Markdown into sections."""

import pytest

from events.errors import Rejected
from functions.ingest.extract import extract


def read(text: str) -> list[tuple[str, str]]:
    return [(section.heading, section.text) for section in extract(text.encode(), "text/markdown", "a.md")]


def test_headings_give_the_path() -> None:
    text = "before\n# A\none\n## B ##\ntwo\n### C\nthree\n## D\nfour\n# E\nfive"
    assert read(text) == [
        ("", "before"),
        ("A", "one"),
        ("A > B", "two"),
        ("A > B > C", "three"),
        ("A > D", "four"),
        ("E", "five"),
    ]


def test_underlined_headings_give_the_path() -> None:
    assert read("Top\n===\none\n\nSub\n---\ntwo") == [("Top", "one"), ("Top > Sub", "two")]


@pytest.mark.parametrize("fence", ["```", "~~~~"])
def test_fenced_code_is_one_paragraph_and_its_hashes_are_no_headings(fence: str) -> None:
    assert read(f"# A\ntext\n{fence}sh\n# comment\n\n  ls [a](b)\n{fence}\nmore") == [
        ("A", "text\n\n# comment\n  ls [a](b)\n\nmore")
    ]


def test_code_that_nothing_ends_goes_on_to_the_end() -> None:
    assert read("```\n# comment\ntext") == [("", "# comment\ntext")]


@pytest.mark.parametrize(("mark", "between"), [("---", ": "), ("+++", " = ")])
def test_metadata_at_the_head_are_lines_of_text(mark: str, between: str) -> None:
    head = f"{mark}\ntitle{between}x\nowner{between}Ana\n\n# no\n{mark}\n"
    assert read(f"{head}# A\ntext") == [("", f"title{between}x\nowner{between}Ana"), ("A", "text")]


def test_their_title_is_the_top_heading_of_a_text_that_has_none() -> None:
    assert read('---\ntitle: "The pump"\ntags: [a]\n---\n## A\ntext') == [
        ("The pump", "tags: [a]"),
        ("The pump > A", "text"),
    ]


def test_a_text_between_two_rules_is_no_metadata() -> None:
    assert read("---\nDoors close at 22:00.\n---\nText.") == [("Doors close at 22:00.", "Text.")]


def test_a_table_in_html_says_its_columns_names() -> None:
    table = "<table>\n<tr><th>Item</th><th>Count</th></tr>\n\n<tr><td>lamps</td><td>12</td></tr>\n</table>"
    assert read(f"# T\n{table}\nText.") == [("T", "Item: lamps | Count: 12\n\nText.")]


def test_a_heading_and_a_picture_s_words_in_html_are_read() -> None:
    assert read('<h1 align="center"><img src="a.png" alt="Sea Book"></h1>\n\nText.') == [("Sea Book", "Text.")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a<br>b", "a\nb"),
        ("c<sup>2</sup> and H<sub>2</sub>O", "c^2 and H2O"),
        ("R&amp;D &#8211; 5 &euro;", "R&D \u2013 5 \u20ac"),
        ("`a<br>b &amp; c`", "`a<br>b &amp; c`"),
        ("see <https://a.b/c>", "see https://a.b/c"),
        ("List<String> and 3 < 4 > 2", "List<String> and 3 < 4 > 2"),
        ("one <!-- not this --> two", "one  two"),
        (r"1\. no item, snake\_case", "1. no item, snake_case"),
        ("press <kbd>Q</kbd>", "press Q"),
    ],
)
def test_inline_marks_leave_their_words(text: str, words: str) -> None:
    assert read(text) == [("", words)]


def test_a_line_s_end_in_a_cell_is_a_blank() -> None:
    assert read("| a | b |\n|---|---|\n| 1<br>2 | 3 |") == [("", "a: 1 2 | b: 3")]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert read("---\ntext") == [("", "text")]


def test_links_and_images_leave_their_words() -> None:
    text = 'A [link](http://x.y/z_(w) "t"), [another][ref], ![a picture](p.png), [![badge](b.svg)](http://x), `[k](v)`.'
    assert read(text + "\n\n[ref]: http://x.y") == [("", "A link, another, a picture, badge, `[k](v)`.")]


def test_soft_line_breaks_become_blanks_and_items_keep_their_lines() -> None:
    assert read("one\ntwo\n\n- a\n  b\n- c\n1. d") == [("", "one two\n\n- a b\n- c\n1. d")]


def test_lines_that_each_have_a_label_stay_lines() -> None:
    assert read("Maker: Acme\nOrigin: Norway\n\nHours:\nMonday: 8 to 12\n\nNote: this line\ngoes on: here.") == [
        ("", "Maker: Acme\nOrigin: Norway\n\nHours:\nMonday: 8 to 12\n\nNote: this line goes on: here.")
    ]


def test_a_hard_line_break_stays_one() -> None:
    assert read("one  \ntwo\\\nthree\nfour") == [("", "one\ntwo\nthree four")]


def test_a_lesser_item_is_indented() -> None:
    assert read("- a\n    1. b\n    2. c\n- d") == [("", "- a\n  1. b\n  2. c\n- d")]


def test_a_heading_in_a_quote_is_text_of_the_section_at_hand() -> None:
    assert read("# A\n> # B\n> text") == [("A", "B\ntext")]


def test_a_footnote_is_text_and_the_target_of_a_link_is_not() -> None:
    assert read("Text.[^1]\n\n[^1]: Note.\n\n[x]: http://x.y") == [("", "Text.[^1]\n\n[^1]: Note.")]


def test_cells_without_a_column_are_kept() -> None:
    assert "3" in read("| a | b |\n|---|---|\n| 1 | 2 | 3 |")[0][1]


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_text_in_a_thousand_quotes_or_lists_is_read(mark: str) -> None:
    assert read(mark * 1000 + "deep") == [("", "deep")]


def test_text_in_a_list_of_a_hundred_levels_is_read() -> None:
    text = "\n".join("  " * level + f"- item {level}" for level in range(100))
    assert "item 99" in read(text)[0][1]


def test_each_row_of_a_table_says_its_columns_names() -> None:
    assert read("| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 \\| 4 | |\n\nc | d\n--- | ---\n5 | 6") == [
        ("", "a: 1 | b: 2\na: 3 | 4\n\nc: 5 | d: 6")
    ]


def test_a_table_may_follow_a_line_of_text() -> None:
    assert read("Prices:\n| a | b |\n|---|---|\n| 1 | 2 |") == [("", "Prices:\n\na: 1 | b: 2")]


def test_rows_without_a_head_stay_as_they_are() -> None:
    assert read("| a | b |\n| 1 | 2 |") == [("", "| a | b |\n| 1 | 2 |")]


def test_a_heading_with_nothing_beneath_it_keeps_its_words() -> None:
    assert read("# A\n## B\n## C\ntext") == [("A > B", "B"), ("A > C", "text")]


def test_a_hash_without_a_blank_is_no_heading() -> None:
    assert read("#hashtag\n\n    # code\n\n####### seven") == [("", "#hashtag\n\n    # code\n\n####### seven")]


def test_comments_and_rules_go() -> None:
    assert read("a\n\n<!-- not\nshown -->\n\n***\n\nb") == [("", "a\n\nb")]


def test_windows_line_ends_make_no_difference() -> None:
    assert read("# A\r\n\r\ntext\r\n\r\nSub\r\n---\r\nmore\r\n") == [("A", "text"), ("A > Sub", "more")]


def test_a_file_of_marks_only_is_rejected() -> None:
    with pytest.raises(Rejected, match=r"a\.md holds no text"):
        read("---\n\n***\n")
