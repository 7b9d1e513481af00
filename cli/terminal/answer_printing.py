"""An answer while it is written: on a terminal a draft first; elsewhere, where nothing can be marked, once checked."""

import sys

import click

from cli.terminal.visible_text import LINES, visible

CLEAR = "\r\x1b[K"  # the line on a terminal
DRAFT = "draft, not checked yet: "
AGAIN = "\n(the answer starts over)\n"


class Hint:
    """Says on a terminal what is being waited for, in one line that the next hint overwrites, until words come."""

    def __init__(self) -> None:
        self._shown = self._over = False

    def show(self, text: str) -> None:
        """Say it, unless words have come: their line is not to be overwritten."""
        if sys.stderr.isatty() and not self._over:
            click.echo(f"{CLEAR}{text} ...", nl=False, err=True)
            self._shown = True

    def end(self) -> None:
        """Take the hint away, for good."""
        if self._shown and not self._over:
            click.echo(CLEAR, nl=False, err=True)
        self._over = True


class Printing:
    """Prints an answer; what it prints while it is written is left to those below."""

    def __init__(self, hint: Hint) -> None:
        self._hint = hint

    def token(self, text: str) -> None:
        """Take a piece of the model's words that is not checked."""

    def checked(self, text: str) -> None:
        """Take what the answer goes on with for certain."""

    def restart(self) -> None:
        """Take note that the model starts over."""

    def finish(self, answer: str) -> None:
        """Print what is not printed yet of the answer."""

    def _print(self, text: str) -> None:
        self._hint.end()
        click.echo(text, nl=False)
        sys.stdout.flush()


class Draft(Printing):
    """Prints the model's words as they come, dimmed, and in the end the answer below them."""

    _begun = False

    def token(self, text: str) -> None:
        """Print it, dimmed."""
        self._print(click.style(("" if self._begun else DRAFT) + visible(text, LINES), dim=True))
        self._begun = True

    def restart(self) -> None:
        """Begin another draft."""
        self._print(AGAIN)
        self._begun = False

    def finish(self, answer: str) -> None:
        """Print the answer."""
        self._print(("\n\n" if self._begun else "") + visible(answer, LINES) + "\n")


class Checked(Printing):
    """Prints only what is certain to be the answer, sentence by sentence."""

    _printed = ""

    def checked(self, text: str) -> None:
        """Print it."""
        self._print(visible(text, LINES))
        self._printed += text

    def finish(self, answer: str) -> None:
        """Print the rest; another answer than was begun, of a question that was asked anew, says so."""
        begun = answer.startswith(self._printed)
        rest = answer[len(self._printed) :] if begun else f"\n{AGAIN}{answer}"
        self._print(visible(rest, LINES) + "\n")


def printing_to_stdout(hint: Hint) -> Printing:
    """Return what fits the standard output."""
    return Draft(hint) if sys.stdout.isatty() else Checked(hint)
