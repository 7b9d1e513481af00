"""`./build.sh completion`: the script by which a shell completes commands, options and files of ./build.sh."""

import os
from pathlib import Path

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from cli.group import COMPLETE

NAME = "build.sh"


class _Zsh(ZshComplete):
    # The checkout is not on the PATH, and the command is called by the word that was typed.
    source_template = ZshComplete.source_template.replace(
        "    (( ! $+commands[%(prog_name)s] )) && return 1\n", ""
    ).replace("zsh_complete %(prog_name)s", "zsh_complete $words[1]")


class _Fish(FishComplete):
    source_template = FishComplete.source_template.replace(
        "COMP_CWORD=(commandline -t) %(prog_name)s", "COMP_CWORD=(commandline -t) (commandline -opc)[1]"
    )


SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "zsh": _Zsh, "fish": _Fish}


@click.command()
@click.argument("shell", type=click.Choice([*SHELLS]), required=False)
@click.pass_context
def completion(context: click.Context, shell: str | None) -> None:
    """Print what lets SHELL complete the commands: bash, zsh or fish; without it, that of $SHELL.

    \b
    bash   source <(./build.sh completion bash)
    zsh    source <(./build.sh completion zsh)
    fish   ./build.sh completion fish | source

    For good, append that line, with the checkout's full path, to ~/.bashrc, ~/.zshrc or ~/.config/fish/config.fish.
    """
    chosen = shell or Path(os.environ.get("SHELL", "")).name
    if chosen not in SHELLS:
        raise click.ClickException(f"name a shell: ./build.sh completion {' | '.join(SHELLS)}")
    root = context.find_root()
    click.echo(script(root.command, chosen), nl=False)


def script(commands: click.Command, shell: str) -> str:
    """Return the script of one shell; it asks the command itself, by a variable, what completes a word."""
    if shell == "bash":  # click would start a bash to see that it is not older than 4.4
        return BashComplete.source_template % BashComplete(commands, {}, NAME, COMPLETE).source_vars()
    return SHELLS[shell](commands, {}, NAME, COMPLETE).source()
