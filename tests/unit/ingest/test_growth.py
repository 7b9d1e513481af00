"""Reading and splitting take time as files grow, and not as their square, whatever is in them."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest

from events.errors import Rejected
from functions.ingest.chunking.chunks import split_into_chunks
from functions.ingest.extract import Section, extract, media_type_of
from functions.text.sentences import split_sentences
from tests.growing import grows_too_fast
from tests.unit.ingest.hostile_files import HOSTILE, RUNS
from tests.unit.ingest.word_count import stand_in_count

pytestmark = pytest.mark.slow

ENDINGS = "txt md html csv json jsonl rtf eml py org adoc rst tex vtt ics xml".split()  # noqa: SIM905 - they read better
SIZE, SIZE_OF_RUN = 30_000, 8_000  # characters


def read(name: str) -> Callable[[bytes], None]:
    """Return what reads a file of this name; a refusal is right, if it comes as soon."""

    def reading(data: bytes) -> None:
        with suppress(Rejected, RecursionError):
            extract(data, media_type_of(name, "", data), name)

    return reading


def chunks(text: str) -> None:
    split_into_chunks([Section(text=text, page=None, heading="")], stand_in_count)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused_in_a_time_that_grows_as_it_does(name: str) -> None:
    assert not grows_too_fast(HOSTILE[name], read(name), SIZE)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_run_of_anything_is_read_in_a_time_that_grows_as_it_does(ending: str) -> None:
    before = {"eml": "Subject: a\n\n", "rtf": r"{\rtf1 "}.get(ending, "")
    reading = read(f"a.{ending}")
    assert not steep_runs(lambda text: reading((before + text).encode()))


@pytest.mark.parametrize("split", [split_sentences, chunks])
def test_a_run_of_anything_is_split_in_a_time_that_grows_as_it_does(split: Callable[[str], object]) -> None:
    assert not steep_runs(split)


def steep_runs(work: Callable[[str], object]) -> list[str]:
    return [unit for unit in RUNS if grows_too_fast(partial(run_of, unit), work, SIZE_OF_RUN)]


def run_of(unit: str, size: int) -> str:
    return unit * (size // len(unit))
