"""Connections to addresses that were checked: the name is resolved once, and what was checked is what is called."""

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from functions.sources.public_addresses import Check, Resolver, checked_addresses

CONNECT_SECONDS = 10.0


class PinnedNetwork(httpcore.NetworkBackend):
    """Connects to a host by one of its checked addresses, and ends whatever takes longer than until `deadline`."""

    def __init__(self, resolver: Resolver, may: Check) -> None:
        self._resolver, self._may, self._sockets = resolver, may, httpcore.SyncBackend()
        self.deadline = 0.0  # by the monotonic clock

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Return a connection; raise `Rejected` for a host that leads to an address that may not be called."""
        for address in checked_addresses(host, port, self._resolver, self._may):
            try:
                limit = min(self.left(timeout), CONNECT_SECONDS)
                stream = self._sockets.connect_tcp(address, port, limit, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure: Exception = error
            else:
                return _Stream(stream, self)
        raise failure

    def left(self, timeout: float | None) -> float:
        """Return the seconds that a step may take; raise when there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("it takes too long")
        return left if timeout is None else min(left, timeout)


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, network: PinnedNetwork) -> None:
        self._stream, self._network = stream, network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._network.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._network.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._network.left(timeout)), self._network)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's own
        return self._stream.get_extra_info(info)
