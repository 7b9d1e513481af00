"""HTTP byte by byte, for what no proper client sends."""

import socket
from contextlib import closing
from urllib.parse import urlsplit


def connected(url: str, sent: bytes) -> socket.socket:
    """Return a connection to the server at `url`, on which these bytes were sent."""
    at = urlsplit(url)
    connection = socket.create_connection((at.hostname, at.port), timeout=10)
    connection.sendall(sent)
    return connection


def heard(connection: socket.socket) -> bytes:
    """Return all that the server says until it closes the connection; fail when it does not in time."""
    with closing(connection):
        said = b""
        while piece := connection.recv(65536):
            said += piece
        return said


def status(answer: bytes) -> int:
    """Return the status of an answer."""
    return int(answer.split(b" ", 2)[1])
