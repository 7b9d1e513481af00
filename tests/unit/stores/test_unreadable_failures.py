"""A list of failures does not end at a record that cannot be read: it shows that there is one."""

from pathlib import Path

import apsw
import pytest

from functions.stores.opening import open_records

BODIES = ["", "{", "[]", '{"id": 5}', "\x00", "null"]


@pytest.mark.parametrize("body", BODIES)
def test_a_record_that_cannot_be_read_is_listed_as_such(tmp_path: Path, body: str) -> None:
    file = tmp_path / "store.sqlite"
    records = open_records(f"sqlite://{file}")
    assert records.failures("default") == []
    with apsw.Connection(str(file)) as connection:
        connection.execute("insert into failures (tenant, id, at, body) values ('default', 'f1', 5, ?)", (body,))
    [failure] = records.failures("default")
    assert (failure.id, failure.at) == ("f1", 5)
    assert "cannot be read" in failure.reason
    assert records.failure("default", "f1") == failure
