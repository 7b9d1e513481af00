"""Which files an upload sends, and under which names."""

import glob
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import click

from events.file_names import is_no_document, one_spelling
from minirag.uploads import Content

STANDARD_INPUT = "-"


def contents_of(paths: Sequence[str], name: str) -> dict[str, Content]:
    """Return what reads each file at these paths, by document name; `-` is the standard input, named `name`.

    Raises `ClickException` for a path that is not there, and for a name that fits nothing or more than one file.
    """
    files = named_files(_existing([path for path in paths if path != STANDARD_INPUT]))
    contents: dict[str, Content] = {found: partial(Path.read_bytes, file) for found, file in files.items()}
    if STANDARD_INPUT in paths:
        if not name:
            raise click.ClickException("what comes from the standard input needs a name: --name notes.txt")
        data = sys.stdin.buffer.read()
        contents[one_spelling(name)] = lambda: data
    elif name:
        if len(contents) != 1:
            raise click.ClickException(f"--name is for one file, and these are {len(contents)}")
        contents = {one_spelling(name): content for content in contents.values()}
    return contents


def _existing(paths: Sequence[str]) -> list[Path]:
    """Return the paths, those with a star or a question mark as all that fit: shells of Windows leave that to us."""
    found: list[Path] = []
    for path in paths:
        fitting = [] if Path(path).exists() or not glob.has_magic(path) else sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - an absolute one, too
        if not fitting and not Path(path).exists():
            raise click.ClickException(f"{path} does not exist")
        found += map(Path, fitting or [path])
    return found


def named_files(paths: Sequence[Path]) -> Mapping[str, Path]:
    """Return the files at these paths by document name: a file's own name, or its path from a given folder's name down.

    Hidden and system files and folders inside a given folder are left out, and links to folders are not followed.
    Raises `ClickException` when two files would get one name, since the second would replace the first.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for given, file in _under(path):
            name = one_spelling(given)
            if name in found and not found[name].samefile(file):
                reason = f"{found[name]} and {file} would both be named {name}"
                raise click.ClickException(f"{reason}: upload the folders above them instead")
            found[name] = file
    return found


def _under(path: Path) -> Iterator[tuple[str, Path]]:
    if not path.is_dir():
        yield path.name, path
        return
    top = path.resolve()
    for folder, folders, files in os.walk(top):
        folders[:] = sorted(name for name in folders if not is_no_document(name))
        for name in sorted(files):
            file = Path(folder, name)
            if not is_no_document(name) and file.is_file():
                yield file.relative_to(top.parent).as_posix(), file
