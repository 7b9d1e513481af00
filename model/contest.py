"""Forms of a model's weights against each other, each in a process of its own; what fails is left out."""

import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from model.catalog import Entry
from model.isolated import Failed, run_module
from model.trials import Outputs, agree
from model.variants import Form, form_path

LONGEST = 600.0  # seconds for a form, before any has been measured: it may be an emulated processor
PATIENCE, SHORTEST = 20, 60.0  # afterwards: so many times as long as the slowest one took, and at least these seconds
CLOSE = 1.3  # a form that took so many times the best one's time is not measured again


class Contest:
    """Measures forms, and compares what they compute with what the first of them did."""

    def __init__(self, entry: Entry, prepared: Path, say: Callable[[str], None]) -> None:
        self._entry, self._prepared, self._say = entry, prepared, say
        self._reference: Outputs | None = None
        self._limit, self._slowest = LONGEST, 0.0
        self.seconds: dict[Form, float] = {}  # the shortest that each sound form has taken
        self.left_out: dict[str, str] = {}  # the names of the others, and what happened to each

    def enter(self, forms: Iterable[Form]) -> None:
        """Try each form once; those that share the name of one that failed fare no better, and are not tried."""
        for form in forms:
            if form.name not in self.left_out:
                self._try(form)

    def again(self) -> None:
        """Try those once more that have a chance; whatever else the machine did made a form slower, never faster."""
        best = min(self.seconds.values(), default=0.0)
        self.enter([form for form, seconds in self.seconds.items() if seconds <= CLOSE * best])

    def leave_out(self, name: str, reason: str) -> None:
        """Note that the forms of this name are of no use here, and say so."""
        self._say(f"{self._entry.name}: {name} is left out: it {reason}")
        self.left_out[name] = reason
        self.seconds = {form: seconds for form, seconds in self.seconds.items() if form.name != name}

    def _try(self, form: Form) -> None:
        try:
            seconds, outputs = self._run(form)
        except Failed as error:
            self.leave_out(form.name, str(error))
            return
        reference = outputs if self._reference is None else self._reference
        if agree(self._entry, outputs, reference):
            self._reference = reference
            self.seconds[form] = min(seconds, self.seconds.get(form, seconds))
        else:
            self.leave_out(form.name, "computes something else than the reference")

    def _run(self, form: Form) -> tuple[float, Outputs]:
        """Return the seconds that the form's work takes and what it computes."""
        path, started = form_path(self._prepared, form.format_), time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            output = Path(folder) / "outputs.npy"
            words = [self._entry.kind, self._entry.name, path, form.ubatch, form.extra_buffers, output]
            printed = run_module("model.trials", [str(word) for word in words], self._limit)
            try:
                found = float(printed), np.load(output)
            except (OSError, ValueError) as error:
                raise Failed("ends without a result") from error
        self._slowest = max(self._slowest, time.monotonic() - started)
        self._limit = min(LONGEST, max(SHORTEST, PATIENCE * self._slowest))
        return found
