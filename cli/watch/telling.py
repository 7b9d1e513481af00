"""What is said of a followed source: a line for each change, on standard output; troubles once, and their end."""

import re
import time

import click

from cli.terminal.json_output import print_json
from cli.terminal.visible_text import visible

_NUMBERS = re.compile(r"\d+")
_AT_FAULT = ("refused", "failed", "away", "held")


class Teller:
    """Says what happens to one source, as lines for people or as JSON; `troubles` counts what went wrong."""

    def __init__(self, label: str, *, as_json: bool = False) -> None:
        self._label, self._as_json = label, as_json
        self._trouble = ""  # what keeps all of it waiting, while it does
        self.troubles = 0

    def change(self, what: str, name: str, detail: str = "") -> None:
        """Say what happened to a document."""
        self.troubles += what in _AT_FAULT
        self._print(what, name, detail)

    def note(self, what: str, detail: str) -> None:
        """Say something about all of the source."""
        self.troubles += what in _AT_FAULT
        self._print(what, "", detail)

    def trouble(self, what: str, detail: str) -> None:
        """Say what keeps everything waiting, once, whatever seconds it counts down."""
        if (kind := _NUMBERS.sub("", detail)) != self._trouble:
            self.note(what, detail)
        self._trouble = kind

    def well(self) -> None:
        """Say that the trouble is over, if there was one."""
        if self._trouble:
            self.note("again", f"{self._label} is followed again")
        self._trouble = ""

    def _print(self, what: str, name: str, detail: str) -> None:
        moment = time.strftime("%Y-%m-%dT%H:%M:%S")
        if self._as_json:
            said = {"at": moment, "source": self._label, "what": what, "name": name, "detail": detail}
            print_json({key: value for key, value in said.items() if value})
        else:
            told = ": ".join(part for part in (name, detail) if part)
            click.echo(visible(f"{moment}  {what:<8}  {told}"))
