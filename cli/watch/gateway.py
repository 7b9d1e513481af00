"""The MiniRAG that documents are brought to: found anew after every trouble, for it may come back elsewhere."""

from typing import Any

import click

from cli.client.address import find_address
from cli.watch.state import Known
from minirag import Client, Document, Rejected, Unreachable, WrongAddress
from minirag.exchange import RETRIES


class Gateway:
    """Opens the client when something is to be done, and keeps it until something goes wrong."""

    def __init__(self) -> None:
        self._client: Client | None = None

    def client(self) -> Client:
        """Return the open client; raise `Unreachable` where no MiniRAG runs."""
        if self._client is None:
            try:
                address = find_address()
            except click.ClickException as error:
                raise Unreachable(error.message) from error
            self._client = Client(address.gateway, retries=RETRIES)
        return self._client

    def close(self) -> None:
        """Close it; the next use opens another one."""
        if self._client is not None:
            self._client.close()
        self._client = None


def most_bytes(client: Client) -> int:
    """Return how large a file may be, in bytes."""
    listed: dict[str, Any] = client.request("GET", "/documents", params={"limit": 1}).json()
    return int(listed.get("max_upload_bytes", 0)) or 2**63


def found(client: Client, id_: str) -> Document | None:
    """Return a document; None where it is not there any more."""
    try:
        return client.document(id_)
    except Rejected as error:
        _raise_unless_missing(error)
        return None


def delete(client: Client, row: Known) -> None:
    """Delete what is known; that it is not there any more is as good. One that may have been taken is looked for."""
    id_ = row.document
    if not id_ and row.phase == "sending":
        id_ = taken.id if (taken := client.find(row.name)) else ""
    try:
        if id_:
            client.delete(id_)
    except Rejected as error:
        _raise_unless_missing(error)


def _raise_unless_missing(error: Rejected) -> None:
    if error.status != 404 or isinstance(error, WrongAddress):
        raise error
