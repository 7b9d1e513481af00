"""What is tried with every program, and how its outcome is told. It needs nothing but Python: each program has its own
environment."""

import json
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

DOCUMENT = (
    "# The Normans\n\nThe Normans gave their name to Normandy. Normandy is a region in the north of France. "
    "Their first leader was Rollo, who swore fealty to King Charles III in 911.\n"
)
NAME = "clients/normans.md"
QUESTION, EXPECTED = "In what country is Normandy?", "France"
SYSTEM = "You are a helpful assistant. Be brief."
EARLIER = (("What is Normandy?", "Normandy is a region. [1]"),)
FOLLOW_UP = "In what country is it?"
PASTED = "\n\n".join(
    ["The minutes of our meeting:"]
    + [f"Item {number}. The working group heard a report and took no decision." for number in range(1, 90)]
    + ["The yearly fee of the rowing club is 55 euros.", "What is the yearly fee of the rowing club?"]
)
PASTED_EXPECTED = "55"
Try = Callable[[], object]


class Target(NamedTuple):
    """Where MiniRAG is, and the names of its models."""

    url: str  # as OpenAI's clients want it, with /v1
    key: str
    model: str
    embedder: str

    @property
    def site(self) -> str:
        """The address without /v1."""
        return self.url.removesuffix("/v1")


def target() -> Target:
    """Return the target that the command line names: URL KEY MODEL EMBEDDER [WHAT ...]; upload what is asked about."""
    given = Target(*sys.argv[1:5])
    address = f"{given.site}/documents?name={urllib.parse.quote(NAME)}"
    headers = {"authorization": f"Bearer {given.key}", "content-type": "text/markdown"}
    upload = urllib.request.Request(address, DOCUMENT.encode(), headers, method="POST")  # noqa: S310 - our own address
    document = json.load(urllib.request.urlopen(upload))["id"]  # noqa: S310
    shown = urllib.request.Request(f"{given.site}/documents/{document}", headers=headers)  # noqa: S310
    while json.load(urllib.request.urlopen(shown))["state"] != "indexed":  # noqa: S310
        time.sleep(0.5)
    return given


def says(text: object, expected: str = EXPECTED) -> str:
    """Return the beginning of a text; raise `ValueError` unless the text holds what is expected."""
    if expected not in str(text):
        raise ValueError(f"{expected!r} is not in {str(text)[:200]!r}")
    return " ".join(str(text).split())[:90]


def streamed(pieces: Iterable[object], expected: str = EXPECTED) -> str:
    """Return what a stream adds up to and of how many pieces, if it is what is expected."""
    found = [str(piece) for piece in pieces if piece]
    return f"{len(found)} pieces: {says(''.join(found), expected)}"


def report(program: str, tries: Mapping[str, Try]) -> None:
    """Try everything, or what the command line names; say what works, and end with 1 where something does not."""
    broken, wanted = 0, sys.argv[5:] or [*tries]
    for name, one in ((name, one) for name, one in tries.items() if name in wanted):
        try:
            told = f"works | {one()}"
        except Exception as error:  # whatever a program raises is what is to be told
            broken += 1
            told = f"breaks | {type(error).__name__}: {' '.join(str(error).split())[:160]}"
        print(f"{program} | {name} | {told}", flush=True)
    sys.exit(1 if broken else 0)
