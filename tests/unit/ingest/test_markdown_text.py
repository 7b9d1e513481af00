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


@pytest.mark.parametrize("mark", ["---", "+++"])
def test_front_matter_is_skipped(mark: str) -> None:
    assert read(f"{mark}\ntitle: x\n\n# no\n{mark}\n# A\ntext") == [("A", "text")]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert read("---\ntext") == [("", "text")]


def test_links_and_images_leave_their_words() -> None:
    text = 'A [link](http://x.y/z_(w) "t"), [another][ref], ![a picture](p.png), [![badge](b.svg)](http://x), `[k](v)`.'
    assert read(text + "\n\n[ref]: http://x.y") == [("", "A link, another, a picture, badge, `[k](v)`.")]


def test_soft_line_breaks_become_blanks_and_items_keep_their_lines() -> None:
    assert read("one\ntwo\n\n- a\n  b\n- c\n1. d") == [("", "one two\n\n- a b\n- c\n1. d")]


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
