"""In which script a text is written, by the names that Unicode gives its letters."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import name


def script_of(text: str) -> str:
    """Return the script of most letters: "latin", "cyrillic", "cjk" (Chinese characters), ...; "" without letters."""
    scripts = Counter[str]()
    for letter, count in Counter(filter(str.isalpha, text)).items():
        scripts[_script(letter)] += count
    return max(scripts, key=lambda script: scripts[script], default="")


def script_beyond(text: str, scripts: Sequence[str]) -> str:
    """Return the script of a text where it is none of these, "" where it is, or where none is given: all are known."""
    script = script_of(text) if scripts else ""
    return script if script not in scripts else ""


@lru_cache(8192)
def _script(letter: str) -> str:
    return name(letter, "unknown").partition(" ")[0].lower()
