"""What is wrong with a soak's outcomes: answers lost, mixed up or wrong, requests misjudged, memory that grows."""

import re
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bench.soak.requests import WORDS, Kind

CODE = re.compile(rf"(?:{'|'.join(WORDS)})-\d{{4}}")
EXPECTED = {Kind.ANSWERED: (200,), Kind.CANCELLED: (200,), Kind.TOO_LONG: (413,), Kind.MALFORMED: (400, 422)}
WARM_UP = 0.2  # of the samples, in which caches fill
GROWTH_BYTES = 24e6  # that the memory may differ by, for allocators and caches breathe
GROWTH_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one request saw: the HTTP status (0: none came), the text so far, and whether the answer was whole."""

    kind: Kind
    marker: str
    status: int
    text: str = ""
    whole: bool = False
    error: str = ""


def faults(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Yield one line for each outcome that is wrong."""
    for outcome in outcomes:
        if fault := _fault(outcome):
            yield f"{outcome.kind} request {outcome.marker!r}: {fault}"


def _fault(outcome: Outcome) -> str:
    """Return what is wrong with one outcome, "" when nothing is."""
    if outcome.status == 0:
        return f"lost: no answer came ({outcome.error})"
    expected = EXPECTED[outcome.kind]
    if outcome.status not in expected:
        return f"status {outcome.status}, expected {' or '.join(map(str, expected))}"
    if outcome.kind is Kind.CANCELLED:  # cut off anywhere, and free to ramble on behind the marker
        return "" if _begins(outcome) else f"mixed up: {outcome.text[:80]!r}"
    return _answer_fault(outcome) if outcome.kind is Kind.ANSWERED else ""


def _answer_fault(outcome: Outcome) -> str:
    if foreign := set(CODE.findall(outcome.text)) - set(CODE.findall(outcome.marker)):
        return f"mixed up: it holds {', '.join(sorted(foreign))}"
    if not outcome.whole:
        return f"lost: the answer broke off ({outcome.error})"
    return "" if outcome.marker in outcome.text else f"wrong: {outcome.text[:80]!r}"


def _begins(outcome: Outcome) -> bool:
    text = outcome.text.strip()
    return text.startswith(outcome.marker) or outcome.marker.startswith(text)


def growth(memory: Sequence[float]) -> float:
    """Return by how many bytes the last quarter of the samples lies above the first one, warming up left out.

    Medians of quarters, so that one sample in a busy moment says nothing. 0 for fewer than 8 samples.
    """
    settled = memory[int(len(memory) * WARM_UP) :]
    quarter = len(settled) // 4
    if len(memory) < 8:
        return 0.0
    return statistics.median(settled[-quarter:]) - statistics.median(settled[:quarter])


def grows(memory: Sequence[float]) -> bool:
    """Return whether the memory grows by more than an allocator's breathing."""
    return growth(memory) > max(GROWTH_BYTES, GROWTH_SHARE * min(memory, default=0))
