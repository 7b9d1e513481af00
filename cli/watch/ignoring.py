"""What a followed folder leaves out: hidden and system files, and what patterns in the manner of .gitignore name."""

import re
import warnings
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import pathspec

from events.file_names import is_no_document

FILE = ".miniragignore"  # at the top of a followed folder


def is_pattern(line: str) -> bool:
    """Tell whether a line can be read as a pattern; one that cannot, such as `!`, names nothing, as in git."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        try:
            pathspec.GitIgnoreSpec.from_lines([line])
        except (ValueError, re.error):
            return False
    return True


class Ignored:
    """The patterns of one folder: those of the command first, then those of its own file, of which the last decides."""

    def __init__(self, patterns: Sequence[str] = ()) -> None:
        self._patterns = tuple(patterns)

    @cached_property
    def _spec(self) -> pathspec.GitIgnoreSpec:
        return pathspec.GitIgnoreSpec.from_lines(filter(is_pattern, self._patterns))

    def leaves_out(self, path: str) -> bool:
        """Tell whether what lies at this path below the top is no document; that of a folder ends with a slash."""
        name = path.rstrip("/").rpartition("/")[2]
        return is_no_document(name) or (bool(self._patterns) and self._spec.match_file(path))


def ignored_in(folder: Path, patterns: Sequence[str]) -> Ignored:
    """Return what a folder leaves out by these patterns and its own file; raise `OSError` where that is unreadable."""
    try:
        own = (folder / FILE).read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        own = []
    return Ignored([*patterns, *own])
