"""A vector and eight tokens, compared with another machine's."""

import json
from pathlib import Path

import msgspec
import pytest

from model.catalog import Entry
from model.smoke import TOKENS, Computed, computed, difference, main

HERE = Computed("x86_64", "", "Paris", [1.0, 0.0])


def test_this_machine_computes_what_it_computed_before(
    prepared: dict[str, Entry], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = computed()
    (tmp_path / "before.json").write_bytes(msgspec.json.encode(before))
    assert main(["--against", str(tmp_path / "before.json")]) == 0
    assert json.loads(capsys.readouterr().out)["text"] == before.text
    assert 0 < len(before.text.split()) <= TOKENS


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, ""),
        ({"text": "London"}, "'Paris' and 'London'"),
        ({"vector": [0.6, 0.8]}, "cosine is 0.6000"),
        ({"vector": [float("nan"), 0.0]}, "cosine is nan"),
    ],
)
def test_what_differs_is_said(changes: dict[str, object], told: str) -> None:
    assert told in difference(HERE, msgspec.structs.replace(HERE, **changes))
    assert bool(difference(HERE, msgspec.structs.replace(HERE, **changes))) == bool(told)
