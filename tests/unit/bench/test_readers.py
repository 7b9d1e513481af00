"""The benchmark of the readers: which files count, and by what."""

from bench.readers.command import medians, quickest

NOW = {"/a.pdf": 0.004, "/b.PDF": 0.002, "/c.pdf": 0.006, "/new.doc": 0.001, "/a.txt": 0.001}
BEFORE = {"/a.pdf": 0.002, "/b.PDF": 0.002, "/c.pdf": 0.004, "/new.doc": None, "/a.txt": 0.002}


def test_each_ending_has_the_median_of_its_files_now_and_before_and_how_many_times_that_is() -> None:
    assert medians([NOW, BEFORE]) == {".pdf": [3, 4.0, 2.0, 2.0], ".txt": [1, 1.0, 2.0, 0.5]}


def test_without_another_version_every_file_that_is_read_counts() -> None:
    assert medians([NOW]) == {".doc": [1, 1.0], ".pdf": [3, 4.0], ".txt": [1, 1.0]}


def test_a_file_counts_by_its_quickest_run() -> None:
    assert quickest([{"/a": 2.0, "/b": None}, {"/a": 1.0, "/b": None}]) == {"/a": 1.0, "/b": None}
