"""Forms of a model's weights against each other, each in a process of its own; what fails is left out."""

import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from model.catalog import Entry
from model.isolated import Failed, run_module
from model.trials import Outputs, agree
from model.variants import Variant, variant_path

LONGEST = 600.0  # seconds for a variant, before any has been measured: it may be an emulated processor
PATIENCE, SHORTEST = 20, 60.0  # afterwards: so many times as long as the slowest one took, and at least these seconds
CLOSE = 1.3  # a variant that took so many times the best one's time is not measured again


class Contest:
    """Measures variants, and compares what they compute with what the first of them did."""

    def __init__(self, entry: Entry, prepared: Path, say: Callable[[str], None]) -> None:
        self._entry, self._prepared, self._say = entry, prepared, say
        self._reference: Outputs | None = None
        self._limit, self._slowest = LONGEST, 0.0
        self.seconds: dict[Variant, float] = {}  # the shortest that each sound variant has taken
        self.left_out: dict[str, str] = {}  # the names of the others, and what happened to each

    def enter(self, variants: Iterable[Variant]) -> None:
        """Try each variant once; those that share the name of one that failed fare no better, and are not tried."""
        for variant in variants:
            if variant.name not in self.left_out:
                self._try(variant)

    def again(self) -> None:
        """Try those once more that have a chance; whatever else the machine did made a variant slower, never faster."""
        best = min(self.seconds.values(), default=0.0)
        self.enter([variant for variant, seconds in self.seconds.items() if seconds <= CLOSE * best])

    def leave_out(self, name: str, reason: str) -> None:
        """Note that the variants of this name are of no use here, and say so."""
        self._say(f"{self._entry.name}: {name} is left out: it {reason}")
        self.left_out[name] = reason
        self.seconds = {variant: seconds for variant, seconds in self.seconds.items() if variant.name != name}

    def _try(self, variant: Variant) -> None:
        try:
            seconds, outputs = self._run(variant)
        except Failed as error:
            self.leave_out(variant.name, str(error))
            return
        reference = outputs if self._reference is None else self._reference
        if agree(self._entry, outputs, reference):
            self._reference = reference
            self.seconds[variant] = min(seconds, self.seconds.get(variant, seconds))
        else:
            self.leave_out(variant.name, "computes something else than the reference")

    def _run(self, variant: Variant) -> tuple[float, Outputs]:
        """Return the seconds that the variant's work takes and what it computes."""
        path, started = variant_path(self._prepared, variant.format_), time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            output = Path(folder) / "outputs.npy"
            words = [self._entry.kind, self._entry.name, path, variant.ubatch, variant.extra_buffers, output]
            printed = run_module("model.trials", [str(word) for word in words], self._limit)
            try:
                found = float(printed), np.load(output)
            except (OSError, ValueError) as error:
                raise Failed("ends without a result") from error
        self._slowest = max(self._slowest, time.monotonic() - started)
        self._limit = min(LONGEST, max(SHORTEST, PATIENCE * self._slowest))
        return found
