"""A store of an earlier version is opened by this one and loses nothing."""

import json
from pathlib import Path

import msgspec
import numpy as np
import pytest

from events.identity import DocumentKey, Generation, IndexKey
from functions.stores.facts import Upload
from functions.stores.opening import open_passages, open_records
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


def test_its_documents_are_known_to_be_read_by_the_reader_of_their_upload(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    uploads = {"with content": "default/uploads/1", "without content": ""}
    with Database(path, SCHEMA[:7]).writing() as connection:
        for document, dataref in uploads.items():
            data = msgspec.json.encode(
                Upload(name=document, media_type="", size=1, sha256="", fingerprint="chunker-6/m", dataref=dataref)
            ).decode()
            connection.execute("insert into facts values ('t', 'm', ?, 'g', 'uploaded', 0, 1, ?)", (document, data))
            connection.execute("insert into documents values ('t', 'm', ?, 'g', 'g', '', 'indexed')", (document,))
    records = open_records(f"sqlite://{path}")
    found = [[state.document for state in records.older(IndexKey("t", "m"), reader)] for reader in (6, 7)]
    assert found == [[], ["with content"]]
