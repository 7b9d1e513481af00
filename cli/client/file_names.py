"""Which files an upload sends, and under which names."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import click


def named_files(paths: Sequence[Path]) -> dict[str, Path]:
    """Return the files at these paths by document name: a file's own name, or its path from a given folder's name down.

    Hidden files and folders inside a given folder are left out, and links to folders are not followed. Raises
    `ClickException` when two files would get one name, since the second would replace the first.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for name, file in _under(path):
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
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(folder, name)
            if not name.startswith(".") and file.is_file():
                yield file.relative_to(top.parent).as_posix(), file
