"""`./build.sh eval DATA`, and beside it what is measured on a file of its own: `./build.sh eval support FILE`."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from cli.lazy_group import LazyGroup

ABOUT = {"support": "How many of a file's wrong sentences would be shown as an answer, and right ones not."}


class _Evaluation(LazyGroup):
    """A group that is the command on a data set where no name of its own comes first."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401 - as click has it
    ) -> click.Context:
        if args and args[0] in ABOUT:
            return super().make_context(info_name, args, parent, **extra)
        return _on_data_set().make_context(info_name, args, parent, **extra)


def _on_data_set() -> click.Command:
    found: click.Command = import_module("bench.evaluation.command").evaluate  # its packages are needed by it alone
    return found


def _places(names: Sequence[str]) -> dict[str, str]:
    return {name: f"bench.evaluation.{name}:{name}" for name in names}


evaluation = _Evaluation("eval", _places([*ABOUT]), ABOUT)
