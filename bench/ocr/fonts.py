"""Fonts of this machine to draw pages with."""

from collections.abc import Sequence
from pathlib import Path

FOLDERS = (Path("/usr/share/fonts"), Path.home() / ".fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
LETTERS = ("LiberationSerif-Regular", "DejaVuSerif", "Times New Roman", "DejaVuSans", "Arial")
CHINESE = ("wqy-microhei", "wqy-zenhei", "NotoSerifCJK-Regular", "NotoSansCJK-Regular", "PingFang", "Songti")


def font_for(language: str, more: Sequence[Path]) -> Path | None:
    """Return the first font for a language, in the order of the names above; None where there is none."""
    files = {file.stem: file for folder in (*FOLDERS, *more) if folder.is_dir() for file in folder.rglob("*.tt[fc]")}
    return next((files[name] for name in (CHINESE if language == "zh" else LETTERS) if name in files), None)
