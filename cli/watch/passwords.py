"""Passwords of remote sources: from a file, a variable or a prompt, and never from the command line."""

import netrc
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import click

VARIABLE = "MINIRAG_WATCH_PASSWORD"
_SEVERAL = re.compile(r"\s*(?:machine|default)\s", re.ASCII)

Password = Callable[[], str]  # asked for at each login, so that a new one in the file is taken without a restart


def password_for(user: str, host: str, file: Path | None = None) -> Password:
    """Return what gives the password of this account.

    The file holds one password alone, or one for each host in netrc's form. Raises `ClickException` where there is
    neither a file, nor the variable, nor a terminal to ask at.
    """
    if file:
        _from_file(file, host)
        return lambda: _from_file(file, host)
    found = os.environ.get(VARIABLE, "")
    if not found and sys.stdin.isatty():
        found = click.prompt(f"password of {user} at {host}", hide_input=True, err=True)
    if not found:
        raise click.ClickException(
            f"there is no password for {user} at {host}: set {VARIABLE}, or name a file with --password-file"
        )
    return lambda: found


def _from_file(file: Path, host: str) -> str:
    try:
        text = file.read_text("utf-8")
        if not _SEVERAL.match(text):
            found = text.strip("\r\n")
        else:
            found = (netrc.netrc(str(file)).authenticators(host) or ("", "", ""))[2]
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not in UTF-8"
        raise click.ClickException(f"the password file {file} cannot be read: {reason}") from error
    except netrc.NetrcParseError as error:  # whose text may show a part of a password
        raise click.ClickException(f"line {error.lineno} of {file} is not in netrc's form") from None
    if not found:
        raise click.ClickException(f"{file} has no password for {host}")
    return found
