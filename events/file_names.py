"""Names of files: one spelling for each, and which are the system's own and no documents."""

import unicodedata

_OF_VOLUMES = ("$recycle.bin", "@eadir", "lost+found", "system volume information")
_SYSTEM = frozenset(("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", *_OF_VOLUMES))
_LOCKS = ("~$", ".~lock.")  # which office programs put beside a file that is open


def one_spelling(name: str) -> str:
    """Return the name in Unicode's form C, so that a Mac, which takes letters and accents apart, names the same."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def is_no_document(path: str) -> bool:
    """Tell whether a file at this path, with slashes, is hidden, or one that a system or a program keeps for itself."""
    parts = [part for part in path.split("/") if part not in ("", ".", "..")]
    return any(part.startswith((".", *_LOCKS)) or part.lower() in _SYSTEM for part in parts)
