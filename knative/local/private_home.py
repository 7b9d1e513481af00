"""The home folder, whose documents, answers and secrets are for its owner's eyes only."""

import os
import stat
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_private(home: Path) -> None:
    """Make the folder if it is not there, let nobody else into it or its content, and create files so from now on.

    One made before, by a version that did not care, is mended; its own mode comes last, and so tells that it is done.
    Raises `OSError` where that cannot be.
    """
    os.umask(_OTHERS)
    home.mkdir(parents=True, exist_ok=True)
    if home.stat().st_mode & _OTHERS:
        for folder, _, files in os.walk(home, topdown=False):
            for path in (*(Path(folder, file) for file in files), Path(folder)):
                _close(path)


def _close(path: Path) -> None:
    """Take the rights of others away; a link, which has none of its own, leads elsewhere and is left alone."""
    mode = path.lstat().st_mode
    if mode & _OTHERS and not stat.S_ISLNK(mode):
        path.chmod(stat.S_IMODE(mode) & ~_OTHERS)
