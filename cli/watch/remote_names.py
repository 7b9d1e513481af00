"""Safe and readable parts of document names, from what strangers wrote."""

import re
import unicodedata

_UNSAFE = re.compile(r'[/\\:*?"<>|]')  # on one system or another


def name_part(text: str, longest: int = 80) -> str:
    """Return a text of at most `longest` characters that can be a part of a name, or "" where nothing is left of it."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    text = _UNSAFE.sub("_", " ".join(text.split()))
    return text[:longest].strip(" .").lstrip("~$.")
