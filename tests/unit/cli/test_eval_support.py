"""./build.sh eval support"""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from cli.group import commands

PASSAGE = "The pump runs at 60 Hz. The fan runs at 400 Hz."


def pair(sentence: str, supported: bool) -> dict[str, Any]:
    question = "At what frequency does the pump run?"
    return {"question": question, "passage": PASSAGE, "sentence": sentence, "supported": supported}


PAIRS = [
    pair("The pump runs at 60 Hz.", True),
    pair("Pigeons are grey.", True),  # meant to be dropped
    pair("The pump runs at 90 Hz.", False),
]


def run(folder: Path, text: str, *options: str) -> Result:
    file = folder / "pairs.json"
    file.write_text(text)
    return CliRunner().invoke(commands, ["eval", "support", str(file), *options])


def test_it_counts_wrong_and_right_sentences_and_those_judged_wrongly(tmp_path: Path) -> None:
    printed = run(tmp_path, json.dumps(PAIRS)).stdout
    assert json.loads(printed) == {"wrong": 1, "wrong_shown": 0, "right": 2, "right_dropped": 1}


def test_the_pairs_judged_wrongly_are_listed_if_wanted(tmp_path: Path) -> None:
    first, _ = run(tmp_path, json.dumps(PAIRS), "--cases").stdout.splitlines()
    assert json.loads(first)["sentence"] == "Pigeons are grey."


def test_a_file_that_is_no_list_of_pairs_is_told_as_such(tmp_path: Path) -> None:
    done = run(tmp_path, '{"question": 1}')
    assert (done.exit_code, "is no list of pairs" in done.output) == (1, True)


def test_without_its_name_a_data_set_is_meant() -> None:
    shown = CliRunner().invoke(commands, ["eval", "--help"], prog_name="./build.sh").stdout
    assert shown.startswith("Usage: ./build.sh eval [OPTIONS] DATA")
