"""Every command of `./build.sh`, by name.

The text about them is commands.txt, which build.sh shows, too, where there is no Python yet.
"""

import re
from pathlib import Path

import click

from cli.lazy_group import LazyGroup
from events.version import version

PROGRAM = "./build.sh"
COMPLETE = "_MINIRAG_COMPLETE"  # the variable by which a shell asks for what completes a word; build.sh reads it, too
TEXT = Path(__file__).with_name("commands.txt")
ELSEWHERE = {
    "bench": "bench.group:bench",
    "eval": "bench.evaluation.group:evaluation",
    "watch": "cli.watch.command:watch",
}
_ENTRY = re.compile(r"^  ([a-z].{21})(.*(?:\n {24}.*)*)", re.MULTILINE)  # the names, and what is said of them


def about_commands(text: str) -> dict[str, str]:
    """Return what the list of commands says of each, in its order.

    Names that share a line, parted by " | ", share what it says in as many parts; what several lines say is joined.
    """
    found: dict[str, list[str]] = {}
    for names, told in _ENTRY.findall(text):
        parts = re.sub(r"\s+", " ", told).split(" | ")
        words = [name.split()[0] for name in names.split(" | ")]
        for number, word in enumerate(words):
            found.setdefault(word, []).append(parts[number] if len(words) == len(parts) else " | ".join(parts))
    return {name: "; ".join(each) for name, each in found.items()}


class _Commands(LazyGroup):
    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        formatter.write(TEXT.read_text("utf-8"))


def _all() -> _Commands:
    about = about_commands(TEXT.read_text("utf-8"))
    group = _Commands("minirag", {name: ELSEWHERE.get(name, f"cli.commands.{name}:{name}") for name in about}, about)
    return click.version_option(version(), message="MiniRAG %(version)s")(group)


commands = _all()
