"""The packed signs of vectors: which of many are near enough to be compared exactly."""

import apsw
import numpy as np
import pytest
import sqlite_vec

from functions.stores.passages import Vectors
from functions.stores.sqlite.binary_quantisation import (
    Entries,
    Numbers,
    joined,
    packed,
    without,
    words_of,
)
from functions.stores.sqlite.mean_centring import packed as as_stored
from functions.stores.sqlite.mean_centring import signs as signs_around


def signs(vector: Vectors) -> bytes:
    """Return the signs of the vector around 0."""
    return signs_around(as_stored(vector), b"")


CHANCE = np.random.default_rng(1)
VECTORS = CHANCE.standard_normal((1000, 100)).astype(np.float32)
ROWS = range(10, 1010)


@pytest.fixture
def entries() -> Entries:
    packed_signs = [signs(vector) for vector in VECTORS]
    return packed(ROWS, [1] * len(VECTORS), packed_signs, words_of(packed_signs[0]))


def sharing(vector: Numbers, among: list[int], count: int) -> set[int]:
    """Return the rows whose vectors share the most signs, ties with the last one too, by counting them one by one."""
    differing = {row: int(((VECTORS[row - 10] > 0) != (vector > 0)).sum()) for row in among}
    return {row for row, many in differing.items() if many <= sorted(differing.values())[count - 1]}


def test_those_that_share_the_most_signs_are_nearest(entries: Entries) -> None:
    asked = VECTORS[7]
    assert set(entries.nearest(signs(asked), 20).tolist()) == sharing(asked, list(ROWS), 20)


def test_of_chosen_ones_only_those_are_returned_and_as_many_as_wanted(entries: Entries) -> None:
    chosen = np.arange(1000) % 10 == 3
    rows = entries.rows[chosen].tolist()
    found = entries.nearest(signs(VECTORS[7]), 20, chosen)
    assert set(found.tolist()) == sharing(VECTORS[7], rows, 20)
    assert len(found) >= 20


def test_all_are_returned_when_there_are_no_more_than_wanted(entries: Entries) -> None:
    assert entries.nearest(signs(VECTORS[0]), 5000).tolist() == list(ROWS)


def test_the_most_alike_agree_with_the_largest_numbers_of_the_vector(entries: Entries) -> None:
    asked = CHANCE.standard_normal(100).astype(np.float32) ** 3
    among = np.arange(10, 1010, 3)
    agreement = np.where(VECTORS[among - 10] > 0, asked, 0).sum(axis=1)
    wanted = set(among[np.argsort(-agreement)[:25]].tolist())
    assert set(entries.most_alike(among, asked, 25).tolist()) == wanted


@pytest.mark.parametrize("length", [10, 300])
def test_the_most_alike_to_a_vector_of_another_length_are_some_of_the_rows(entries: Entries, length: int) -> None:
    found = entries.most_alike(np.arange(10, 60), np.ones(length, dtype=np.float32), 20)
    assert len(set(found.tolist()) & set(range(10, 60))) == 20


def test_what_was_removed_is_not_found_and_what_was_added_is(entries: Entries) -> None:
    fewer = without(entries, [17, 99_999])
    assert 17 not in fewer.nearest(signs(VECTORS[7]), 1)
    more = joined([fewer, packed([2000], [1], [signs(VECTORS[7])], len(entries.planes))])
    assert more.nearest(signs(VECTORS[7]), 1).tolist() == [2000]


def test_a_vector_of_another_length_can_stand_among_them(entries: Entries) -> None:
    odd = packed([3000, 3001], [1, 1], [b"", signs(CHANCE.standard_normal(500, dtype=np.float32))], len(entries.planes))
    assert joined([entries, odd]).nearest(signs(VECTORS[7]), 1).tolist() == [17]


def test_positions_of_rows_that_it_does_not_hold_are_below_0(entries: Entries) -> None:
    assert entries.positions(np.array([10, 9, 1009, 5000])).tolist() == [0, -1, 999, -1]


def test_a_vector_of_384_numbers_takes_60_bytes() -> None:
    whole = packed(range(100), [1] * 100, [bytes(48)] * 100, 6)
    assert whole.nbytes == 100 * (48 + 8 + 4)


def test_signs_are_packed_as_the_migration_of_older_stores_packs_them() -> None:
    connection = apsw.Connection(":memory:")
    connection.enable_load_extension(True)
    connection.load_extension(sqlite_vec.loadable_path())
    vector = VECTORS[0, :96]
    assert connection.execute("select vec_quantize_binary(?)", (vector.tobytes(),)).get == signs(vector)
