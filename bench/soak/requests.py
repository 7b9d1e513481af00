"""The requests of the soak: each carries a marker that its answer must be computed from."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

WORDS = ("amber", "birch", "cobalt", "delta", "ember", "falcon", "garnet", "harbor")
SHOWN = ("maple-5310 onyx-8472", "river-2096 stone-7744")  # examples, for a small model repeats what it saw repeated
ANSWER_TOKENS = 40
LONG_ANSWER_TOKENS = 400  # of a request that is cancelled: it must not be over by itself
TOO_LONG_WORDS = 20_000  # more than any context that is served here


class Kind(StrEnum):
    """What happens to a request."""

    ANSWERED = "answered"
    CANCELLED = "cancelled"
    TOO_LONG = "too long"
    MALFORMED = "malformed"


SHARES = {Kind.ANSWERED: 60, Kind.CANCELLED: 20, Kind.TOO_LONG: 10, Kind.MALFORMED: 10}  # in a hundred
MALFORMED = (b"", b"{", b"[]", b'{"messages": "hello"}', b'{"messages": []}', b'{"messages": [{"role": "king"}]}')


@dataclass(frozen=True, slots=True)
class Marked:
    """Two codes that no other request has, and the text in front of the request to repeat them."""

    marker: str
    context: str


def candidates(passages: Sequence[str], number: int, seed: int = 0) -> list[Marked]:
    """Return requests with different markers of equal length, behind none, one or two of the passages.

    Few passages stand in front of many markers, so that a cache of prompts is used, and used wrongly if it can be.
    """
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    numbers = chance.sample(range(1000, 10_000), 2 * number)
    codes = [f"{chance.choice(WORDS)}-{one}" for one in numbers]
    contexts = ["", *passages[:3], " ".join(passages[3:5])]
    return [
        Marked(f"{codes[place]} {codes[place + number]}", contexts[place % len(contexts)]) for place in range(number)
    ]


def choose(chance: random.Random) -> Kind:
    """Return a kind by chance, each as often as its share."""
    return chance.choices(list(SHARES), list(SHARES.values()))[0]


def request_of(kind: Kind, marked: Marked, chance: random.Random) -> bytes:
    """Return the body of a request of this kind."""
    match kind:
        case Kind.MALFORMED:
            return chance.choice(MALFORMED)
        case Kind.TOO_LONG:
            return _body(Marked(marked.marker, "word " * TOO_LONG_WORDS), ANSWER_TOKENS)
        case Kind.CANCELLED:
            return _body(marked, LONG_ANSWER_TOKENS)
        case Kind.ANSWERED:
            return _body(marked, ANSWER_TOKENS)


def _body(marked: Marked, max_tokens: int) -> bytes:
    messages: list[dict[str, Any]] = [
        {"role": "system", "content": f"You repeat what you are told. {marked.context}".strip()}
    ]
    for shown in SHOWN:
        messages += [{"role": "user", "content": f"Repeat: {shown}"}, {"role": "assistant", "content": shown}]
    messages.append({"role": "user", "content": f"Repeat: {marked.marker}"})
    return json.dumps({"messages": messages, "max_tokens": max_tokens, "temperature": 0, "stream": True}).encode()
