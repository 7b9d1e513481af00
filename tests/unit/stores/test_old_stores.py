"""A store of an earlier version is opened by this one and loses nothing."""

import json
from pathlib import Path

import numpy as np
import pytest

from events.identity import DocumentKey, Generation, IndexKey
from functions.stores.opening import open_passages
from functions.stores.passages import Passages, Query
from functions.stores.sqlite.database import Database
from functions.stores.sqlite.tables import SCHEMA

VECTOR = np.eye(1, 4, dtype=np.float32)[0]


@pytest.fixture
def old(tmp_path: Path) -> Passages:
    """A store of version 1 with a document of two passages that e5-small-v2 has embedded, opened as it is today."""
    path = tmp_path / "store.sqlite"
    data = json.dumps({"fingerprint": "chunker-2/e5-small-v2"})
    with Database(path, SCHEMA[:1]).writing() as connection:
        connection.execute("insert into facts values ('t', 'd', 'g', 'uploaded', 0, 1, ?)", (data,))
        for rowid, text in enumerate(("the first", "the second"), start=1):
            row = (rowid, f"id{rowid}", "t", "d", "g", rowid, "a.txt", None, "", 0, 9, "{}", text)
            connection.execute("insert into passages values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            connection.execute("insert into vectors values ('t', ?, ?)", (rowid, VECTOR.tobytes()))
            connection.execute("insert into words (rowid, name, heading, text) values (?, '', '', ?)", (rowid, text))
    return open_passages(f"sqlite://{path}")


def query(model: str) -> Query:
    return Query(text="second", vector=VECTOR, model=model, limit=5)


def test_its_passages_belong_to_the_model_of_their_upload(old: Passages) -> None:
    hits = old.search("t", query("e5-small-v2"))
    assert [(hit.passage.text, hit.passage.model) for hit in hits] == [
        ("the second", "e5-small-v2"),
        ("the first", "e5-small-v2"),
    ]
    assert [hit.cosine for hit in hits] == [pytest.approx(1.0)] * 2


def test_another_model_does_not_find_them(old: Passages) -> None:
    assert old.search("t", query("all-MiniLM-L6-v2")) == []


def test_its_passages_can_be_removed(old: Passages) -> None:
    assert (
        old.remove_before(DocumentKey(IndexKey("t", "e5-small-v2"), "d"), Generation("h")),
        old.count("t"),
        list(old.dump()),
    ) == (2, 0, [])
