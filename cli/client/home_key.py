"""The key by which this home's functions sign what they send each other."""

import click

from cli.client.address import home


def signing_key() -> str:
    """Return the key; raise `ClickException` where no runtime has made one yet."""
    file = home() / "secrets" / "minirag" / "signing"
    try:
        return file.read_text("utf-8").strip()
    except OSError as error:
        raise click.ClickException(f"there is no key to sign with at {file}: ./build.sh up makes one") from error
