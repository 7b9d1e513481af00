"""No pattern takes more than in proportion to the text that it is tried on, whatever that is made of.

Its steps are counted, by a matcher that works as the standard library's does: that one's work is done in C, where no
counting of calls sees it, and the time that it takes is the machine's. What matches at one place only, as `match` does,
is tried at one place; what is searched, from everywhere.
"""

import importlib
import random
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from pathlib import Path

import msgspec
import pytest

from events import fields
from tests.regex_steps import Stepper, TooMany, words_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
FEW = 6  # repetitions; enough for what is squared to stand out
TIMES = 4  # as many
STEEPEST = 7.0  # times the work for 4 times the text: 16 is its square
MOST_WORDS = 11  # of a pattern, of which the texts are made
Case = tuple[re.Pattern[str], bool]  # and whether it is searched for


def modules() -> Iterator[tuple[str, str]]:
    """Yield the modules that compile a pattern and read what strangers send, with their sources."""
    for package in ("events", "functions", "knative/local"):
        for path in sorted((ROOT / package).rglob("*.py")):
            source = path.read_text()
            if "re.compile(" in source:
                yield path.relative_to(ROOT).with_suffix("").as_posix().replace("/", "."), source


def cases() -> dict[str, Case]:
    """Return every pattern by its place."""
    found: dict[str, Case] = {}
    for module, source in modules():
        for name, value in vars(importlib.import_module(module)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str) and f"{name} = re.compile(" in source:
                searched = re.search(rf"\b{name}\.(?:search|sub|finditer|findall|split)\(", source) is not None
                found[f"{module}.{name}"] = value, searched
    for name, value in vars(fields).items():
        for meta in getattr(value, "__metadata__", ()):
            if isinstance(meta, msgspec.Meta) and meta.pattern:
                found[f"events.fields.{name}"] = re.compile(meta.pattern), True
    return found


CASES = cases()


def texts(pattern: re.Pattern[str], times: int) -> Iterator[str]:
    """Yield texts made of the pattern's own words: one after another, again and again, with an end that fits none."""
    words = list(dict.fromkeys(["x", " ", *words_of(Stepper(pattern).tree)]))[:MOST_WORDS]
    for first, second in product(words, repeat=2):
        for end in ("", "\0"):
            yield first + second * times + end
            yield (first + second) * times + end


def pairs(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Yield each text with the one that is made of more."""
    return zip(texts(pattern, FEW), texts(pattern, FEW * TIMES), strict=True)


def is_steep(case: Case, short: str, longer: str) -> bool:
    most = int(STEEPEST * steps(case, short, most=10**6))
    return steps(case, longer, most) > most


def steps(case: Case, text: str, most: int) -> int:
    """Return the steps that a text takes, of more than `most` only that they are more."""
    stepper = Stepper(case[0], most, bounded=True)
    with suppress(TooMany):
        if case[1]:
            stepper.matches(text)
        else:
            stepper.match(text)
    return stepper.steps


@pytest.mark.parametrize("place", CASES)
def test_a_pattern_takes_steps_as_many_as_a_text_has_characters(place: str) -> None:
    case = CASES[place]
    assert not [longer[:40] for short, longer in pairs(case[0]) if is_steep(case, short, longer)]


@pytest.mark.parametrize("place", CASES)
def test_the_matcher_that_counts_finds_what_the_standard_one_finds(place: str) -> None:
    pattern, _ = CASES[place]
    chance = random.Random(place)
    words = ["a", " ", "\n", *words_of(Stepper(pattern).tree)]
    for _ in range(60):
        text = "".join(chance.choices(words, k=chance.randrange(1, 12)))
        assert Stepper(pattern).matches(text) == [one.span() for one in pattern.finditer(text)], text


@pytest.mark.parametrize("pattern", [r"[ \t]*\|?[ \t]*-", r" *\[", r"(?:a+)+b", r"\[[^\]]*\]"])
def test_a_pattern_that_takes_the_square_is_found_out(pattern: str) -> None:
    case = re.compile(pattern), True
    assert any(is_steep(case, short, longer) for short, longer in pairs(case[0]))
