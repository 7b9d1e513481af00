"""A group of commands of which only the one that is asked for is imported, with the packages that it needs."""

from collections.abc import Mapping, Sequence
from importlib import import_module

import click
from click.shell_completion import CompletionItem


class LazyGroup(click.Group):
    """Commands by their name: where each is ("module:attribute"), and a line about it."""

    def __init__(self, name: str, places: Mapping[str, str], about: Mapping[str, str], help: str = "") -> None:
        super().__init__(name=name, help=help, context_settings={"help_option_names": ["-h", "--help"]})
        self._places = places
        self._about = about

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order in which they are shown."""
        return list(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported now; raise `ClickException` when a package that it needs is not installed."""
        if not (place := self._places.get(cmd_name)):
            return None
        module, _, attribute = place.partition(":")
        try:
            found: click.Command = getattr(import_module(module), attribute)
        except ModuleNotFoundError as error:
            package = (error.name or "").partition(".")[0]
            if package == module.partition(".")[0]:
                raise
            if ctx.resilient_parsing:  # words are being completed, and this is no place for a message
                return None
            path = f"{ctx.command_path} {cmd_name}"
            raise click.ClickException(
                f"{path} needs the package {package}, which is not set up here: ./build.sh up does that"
            ) from error
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self._about.get(name, "")) for name in self.list_commands(ctx)])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the names that begin so, and what each does, without importing any."""
        names: Sequence[str] = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        items = [CompletionItem(name, help=self._about.get(name)) for name in names]
        return items + click.Command.shell_complete(self, ctx, incomplete)
