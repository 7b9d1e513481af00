"""What is meant by what stands on the command line: each source with its state."""

import os
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from cli.client.address import home
from cli.watch.comparing import compare, too_many
from cli.watch.folder import FolderSource, is_file, is_folder
from cli.watch.follower import CONSENT
from cli.watch.ignoring import is_pattern
from cli.watch.remote import Remote, remote_source
from cli.watch.remote_address import is_remote
from cli.watch.source import SourceAway
from cli.watch.state import State
from events.file_names import is_no_document


class Opened(msgspec.Struct, frozen=True):
    """A source and what is known of it."""

    source: FolderSource | Remote
    state: State


def opened(
    given: Sequence[str], ignored: Sequence[str], password_file: Path | None = None, *, noticing: bool, polling: bool
) -> list[Opened]:
    """Return the sources; raise `ClickException` for what cannot be one, and for two whose names would be the same.

    `noticing`: changes are to be noticed, as far as the system tells them, unless `polling`.
    """
    for pattern in ignored:
        if not is_pattern(pattern):
            raise click.ClickException(f"--ignore {pattern}: this is no pattern in the manner of .gitignore")
    found = [Opened(_source(one, ignored, password_file), State(home() / "watch", known_as(one))) for one in given]
    seen: dict[str, str] = {}
    for text, one in zip(given, found, strict=True):
        name = _beginning(one.source)
        for other, meant in seen.items():
            if f"{other}/".startswith(f"{name}/") or f"{name}/".startswith(f"{other}/"):
                reason = f"the documents of {meant} and {text} would have the same names"
                raise click.ClickException(f"{reason}: follow the folder above them, or rename one")
        seen[name] = text
        if isinstance(one.source, FolderSource) and not is_folder(Path(text)) and not one.state.rows:
            raise click.ClickException(f"{text} does not exist, or may not be looked at")
        if noticing and isinstance(one.source, FolderSource):
            one.source.notice(polling=polling)
    return found


def known_as(given: str) -> str:
    """Return by what the state of a source is found again: where it is, and the MiniRAG to which it is brought.

    A MiniRAG of this home is the same one at any port.
    """
    names = (os.environ.get("MINIRAG_URL", "").rstrip("/"), os.environ.get("MINIRAG_HOST", ""))
    return " ".join([given if is_remote(given) else str(Path(given).resolve()), *filter(None, names)])


def consent(one: Opened) -> bool:
    """Let the command that follows a source delete what it holds back; tell whether there is something of that kind."""
    try:
        entries = {entry.name: entry for entry in one.source.entries()}
    except SourceAway:
        return False
    held = too_many(compare(one.state.rows, entries, 2**63).gone, one.state.rows)
    if held:
        one.state.say(CONSENT, "given")
    return held


def _beginning(source: FolderSource | Remote) -> str:
    """Return what the names of all its documents begin with; with a slash at the end, they lie right below that."""
    return source.top.name if isinstance(source, FolderSource) else source.beginning


def _source(given: str, ignored: Sequence[str], password_file: Path | None) -> FolderSource | Remote:
    if is_remote(given):
        return remote_source(given, ignored, password_file)
    if is_file(Path(given)):
        raise click.ClickException(f"{given} is a file, and only folders are followed: ./build.sh upload sends files")
    try:
        _check_home(Path(given).resolve())
    except RuntimeError as error:
        raise click.ClickException(f"{given} is a link that leads to itself") from error
    except OSError as error:
        raise click.ClickException(f"{given} cannot be read: {error.strerror}") from error
    return FolderSource(Path(given), ignored)


def _check_home(folder: Path) -> None:
    """Raise `ClickException` where what MiniRAG keeps would be sent to it."""
    if home().resolve().is_relative_to(folder) and not is_no_document(home().resolve().relative_to(folder).as_posix()):
        raise click.ClickException(
            f"{folder} holds MINIRAG_HOME ({home()}), which would be followed, too: move that out"
        )
