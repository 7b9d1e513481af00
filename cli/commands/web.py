"""`./build.sh web`: which pages of the web are followed; the list of them is a document as any other."""

import re
from typing import Any
from urllib.parse import urlsplit

import click

from cli.client.gateway_client import documents_as_told, gateway
from cli.terminal.json_output import json_option, print_json
from cli.terminal.visible_text import visible
from minirag import Client

LIST = "web-pages.txt"  # the document's name
HEAD = "# Pages of the web and sitemaps that MiniRAG follows, one address a line (docs/sources.md)."
_ADDRESS = re.compile(r"https?://[^\s#]+\S*", re.IGNORECASE)
_REMARK = re.compile(r"(?:^|\s)#")  # as the function reads the list


@click.command()
@click.argument("action", type=click.Choice(["add", "list", "remove"]))
@click.argument("addresses", nargs=-1, metavar="[URL|SITEMAP]...")
@json_option
def web(action: str, addresses: tuple[str, ...], as_json: bool) -> None:
    """Add pages or sitemaps to those that are followed, list them with their state, or remove some.

    They are fetched where the function `web` is deployed, from the hosts that WEB_HOSTS allows (docs/sources.md).
    A page that is removed is deleted. The list is the document web-pages.txt, which may be uploaded as well.
    """
    check(action, addresses)
    with gateway() as client:
        lines = kept(client)
        if action != "list":
            lines = added(lines, addresses) if action == "add" else removed(lines, addresses)
            client.upload("\n".join(lines).encode() + b"\n", LIST, media_type="text/plain")
        states = {**_troubles(client), **_states(client)} if action == "list" else {}
    pages = [{"address": one, **states.get(plain(one), {})} for one in map(address_of, lines) if one]
    if as_json:
        print_json(pages)
    elif action == "list":
        show(pages)
    else:
        click.echo(f"{len(pages)} {'address is' if len(pages) == 1 else 'addresses are'} followed")


def check(action: str, addresses: tuple[str, ...]) -> None:
    """Raise `ClickException` for addresses that are none, or that are missing."""
    if bool(addresses) == (action == "list"):
        wanted = "takes no address" if addresses else "needs an address, such as https://example.org/sitemap.xml"
        raise click.ClickException(f"./build.sh web {action} {wanted}")
    for one in addresses:
        if not _ADDRESS.fullmatch(one):
            raise click.ClickException(f"{one} is no address of a page: it begins with https://")
        if action == "add" and "@" in one.partition("://")[2].partition("/")[0]:
            raise click.ClickException("an address with a user or a password in it is not fetched")


def kept(client: Client) -> list[str]:
    """Return the lines of the list, with its remarks."""
    found = client.find(LIST)
    text = client.content(found.id).decode("utf-8", "replace") if found else HEAD
    return [line.rstrip() for line in text.splitlines()]


def address_of(line: str) -> str:
    """Return the address of a line without its remark; "" for a line that has none."""
    address = _REMARK.split(line)[0].strip()
    return address if _ADDRESS.fullmatch(address) else ""


def plain(address: str) -> str:
    """Return an address as its document's metadata has it: with a path, the host in small letters, no fragment."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/", fragment="").geturl()


def added(lines: list[str], addresses: tuple[str, ...]) -> list[str]:
    """Return the lines with these addresses, each once."""
    there = set(map(address_of, lines))
    return [*lines, *(one for one in dict.fromkeys(addresses) if one not in there)]


def removed(lines: list[str], addresses: tuple[str, ...]) -> list[str]:
    """Return the lines without these addresses; raise `ClickException` for one that is not there."""
    for one in addresses:
        if one not in map(address_of, lines):
            raise click.ClickException(f"{one} is not among the addresses that are followed: ./build.sh web list")
    return [line for line in lines if address_of(line) not in addresses] or [HEAD]


def show(pages: list[dict[str, Any]]) -> None:
    """Print a line for each address."""
    if not pages:
        click.echo("no pages are followed: add some with ./build.sh web add URL")
    for page in pages:
        gone = f", gone since {page['gone_since']}" if "gone_since" in page else ""
        state = page.get("state") or (f"not fetched: {page['trouble']}" if "trouble" in page else "")
        click.echo(visible(f"{page['address']}  {state}{gone}".rstrip()))


def _states(client: Client) -> dict[str, dict[str, Any]]:
    """Return the state of each document that is a page, by its address; a sitemap's own line has none."""
    found = {}
    for document in documents_as_told(client):
        metadata = document.get("metadata", {})
        if url := metadata.get("url"):
            gone = {"gone_since": metadata["gone_since"]} if "gone_since" in metadata else {}
            found[url] = {"state": document["state"], **gone}
    return found


def _troubles(client: Client) -> dict[str, dict[str, Any]]:
    """Return why a page was not fetched at the last look at which it failed anew, by both of its possible addresses."""
    found: dict[str, dict[str, Any]] = {}
    for failure in client.request("GET", "/failures").json()["failures"]:  # the newest first
        if failure["stage"] == "web":
            for scheme in ("https", "http"):
                found.setdefault(plain(f"{scheme}://{failure['name']}"), {"trouble": failure["reason"]})
    return found
