"""The texts that pages are drawn from: passages of tests/data/support, half of them to choose rules by."""

import json
from collections.abc import Iterator
from itertools import cycle

from cli.client.address import ROOT

FOLDER = ROOT / "tests" / "data" / "support"
LANGUAGES = ("en", "de", "ru", "zh")
MOST = 1500  # letters of a page; a Chinese one counts as three
_LONG = 200  # characters of a passage that is running text, and no table


def paragraphs(language: str, half: str) -> list[str]:
    """Return the paragraphs of a page in a language, of the half `dev` or `test`."""
    name = f"{half}.json" if language == "en" else f"languages/{language}-{half}.json"
    passages = dict.fromkeys(pair["passage"] for pair in json.loads((FOLDER / name).read_text("utf-8")))
    if language == "en":
        passages = dict.fromkeys(one for one in passages if one.isascii() and len(one) > _LONG and "|" not in one)
    return list(_within(list(passages), MOST // 3 if language == "zh" else MOST))


def _within(passages: list[str], most: int) -> Iterator[str]:
    """Yield passages, from the first again where they are few, until a page is full."""
    fitting = [" ".join(passage.split()) for passage in passages if len(passage) < most]
    for passage in cycle(fitting):
        most -= len(passage)
        if most < 0:
            return
        yield passage
