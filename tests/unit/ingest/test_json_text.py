"""JSON as it is found: strict, lenient, line by line, in notebooks."""

import json

import pytest

from functions.ingest.extract import extract, media_type_of


def pairs(name: str, text: str) -> list[tuple[str, str]]:
    data = text.encode()
    return [(section.heading, section.text) for section in extract(data, media_type_of(name, "", data), name)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param('{"a": NaN, "b": -Infinity}', "a: NaN\nb: -Infinity", id="NaN"),
        pytest.param('{"a": 1, // one\n "b": 2 /* two */}', "a: 1\nb: 2", id="comments"),
        pytest.param('{"a": [1, 2,],}', "a: 1, 2", id="commas that nothing follows"),
        pytest.param("{'a': 'it\\'s \"so\"', b: .5, d: +3}", 'a: it\'s "so"\nb: .5\nd: +3', id="JSON5"),
        pytest.param("{'a': True, 'b': None, 'c': 'x'}", "a: yes\nc: x", id="as Python prints it"),
        pytest.param('{"a": 1, "a": 2}', "a: 1, 2", id="a key twice"),
        pytest.param('{"a": 1.10, "b": 12345678901234567890123}', "a: 1.10\nb: 12345678901234567890123", id="digits"),
        pytest.param('{"a": "two\nlines\ttab"}', "a: two\nlines\ttab", id="control characters in a text"),
        pytest.param('{"a": "\\x41\\\\x41"}', "a: A\\x41", id="escapes of other languages"),
        pytest.param('{"a": 1}\n{"a": 2}\n', "a: 1\n\na: 2", id="several values"),
        pytest.param('\ufeff{"a": 1}', "a: 1", id="byte order mark"),
        pytest.param('{"a": 1', '{"a": 1', id="broken: as text"),
    ],
)
def test_json_is_read_as_it_comes(text: str, read: str) -> None:
    assert pairs("a.json", text) == [("", read)]


def test_a_line_that_is_no_json_costs_no_other_line() -> None:
    assert pairs("a.jsonl", '{"a": 1}\n{a "b"}\n{"a": 3}') == [("", "a: 1\n\na: 3")]


def test_a_separator_of_unicode_does_not_end_a_line_of_json() -> None:
    assert pairs("a.jsonl", '{"a": "x\u2028y"}\n{"a": 2}') == [("", "a: x\ny\n\na: 2")]


def test_a_file_that_is_json_as_a_whole_is_read_though_it_is_named_json_lines() -> None:
    assert pairs("a.jsonl", '{\n "a": 1,\n "b": 2\n}') == [("", "a: 1\nb: 2")]


def test_a_notebook_is_read_by_its_cells() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# Pumps\n", "They *need* oil."]},
        {
            "cell_type": "code",
            "source": "total = 3\n\nprint(total)",
            "outputs": [
                {"output_type": "stream", "text": ["3\n"]},
                {"output_type": "error", "ename": "ValueError", "evalue": "no oil"},
                {"data": {"text/plain": "x", "text/html": "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2"}},
            ],
        },
    ]
    notebook = json.dumps({"nbformat": 4, "cells": cells, "metadata": {"kernel": "python3"}})
    text = "They *need* oil.\n\ntotal = 3\nprint(total)\n\n3\n\nValueError: no oil\n\nA: 1 | B: 2"
    assert pairs("a.ipynb", notebook) == [("Pumps", text)]
