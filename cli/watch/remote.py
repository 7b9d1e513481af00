"""Sources over a network, from their addresses."""

from collections.abc import Sequence
from pathlib import Path

import click

from cli.watch.ignoring import Ignored
from cli.watch.imap import Mailbox
from cli.watch.passwords import password_for
from cli.watch.remote_address import Kind, remote_address
from cli.watch.webdav import WebDavFolder

Remote = Mailbox | WebDavFolder


def remote_source(given: str, ignored: Sequence[str], password_file: Path | None) -> Remote:
    """Return the source at an address; nothing is asked yet but, at a terminal, its password.

    Raises `ClickException` for an address that is not taken, and where there is no password.
    """
    address = remote_address(given)
    password = password_for(address.user, address.host, password_file) if address.user else None
    if address.kind is Kind.WEBDAV:
        return WebDavFolder(address, password, Ignored(ignored))
    if password is None:
        raise click.ClickException(f"the address names no user: imaps://USER@{address.host}/FOLDER")
    return Mailbox(address, password, Ignored(ignored))
