"""Reading documents in processes of their own, within limits of time, memory and output."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from events.errors import Rejected, Unavailable
from functions.documents.media_types import ZIP
from functions.ingest.extract.archive_files import Member
from functions.ingest.sandbox.protocol import (
    LENGTH_BYTES,
    RECOGNITION,
    STATUS_BYTES,
    Limits,
    Order,
    PageText,
    PageWanted,
    ReadResult,
)
from functions.ingest.sandbox.worker import too_much_memory

ROOT = Path(__file__).parents[3]
GRACE = 15.0  # seconds beyond the limit, for a machine that is slow to start and to end a process
PASSED_ON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONHOME")  # of the environment: no keys, no addresses
_BYTES_PER_CHARACTER = 8  # at most, with a section's heading and packing


class Sandbox:
    """Reads documents, several at once if asked by several threads."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._start()

    def read(self, data: bytes, media_type: str, name: str, charset: str = "", *, scans: bool = False) -> ReadResult:
        """Return the sections of a document, as `extract` does, warnings of what they lack, and what is a picture;
        where there is OCR, these `scans` are wanted: then a document of nothing else is none to be rejected.

        Raises `Rejected` also when reading it takes too much of the processor or the memory or crashes the reader, and
        `Unavailable` when no reader can be started, or the machine is too busy.
        """
        [result] = self._results(Order(name, media_type, data, self._limits, charset, scans=scans))
        return result

    def unpack(self, data: bytes, name: str) -> Iterator[Member]:
        """Yield the files of a zip archive, as they are asked for; raises as `read` does."""
        for result in self._results(Order(name, ZIP, data, self._limits, unpack=True)):
            if result.member:
                yield result.member

    def recognise(self, data: bytes, media_type: str, name: str, wanted: PageWanted) -> PageText | None:
        """Return what a page of a scan says, or how many pages there are; raises as `read` does."""
        [result] = self._results(Order(name, media_type, data, self._limits, wanted=wanted))
        return result.page

    def _results(self, order: Order) -> Iterator[ReadResult]:
        with (
            self._connect(RECOGNITION if order.wanted else order.media_type) as connection,
            connection.makefile("rb") as stream,
        ):
            connection.settimeout(self._limits.seconds * self._limits.patience + GRACE)
            try:
                _send(connection, msgspec.msgpack.encode(order))
                yield from map(_checked, self._messages(stream, order.name))
            except TimeoutError:
                raise self._too_busy(order.name) from None

    @property
    def process_id(self) -> int:
        """The process that forks the readers."""
        return self._process.pid

    def close(self) -> None:
        """End the process that forks the readers."""
        self._control.close()
        self._process.wait()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        environment = {key: os.environ[key] for key in PASSED_ON if key in os.environ} | {"PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "functions.ingest.sandbox.fork_server", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(
                command,
                env=environment,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        self._control = ours

    def _connect(self, media_type: str) -> socket.socket:
        """Return a connection to a reader of its own, which waits for its order."""
        ours, theirs = socket.socketpair()
        message = [media_type.encode()[:200] or b"?"]
        with theirs, self._lock:
            try:
                socket.send_fds(self._control, message, [theirs.fileno()])
            except OSError:  # the process is gone, by a want of memory, say: it comes back
                self.close()
                self._start()
                socket.send_fds(self._control, message, [theirs.fileno()])
        return ours

    def _messages(self, stream: BinaryIO, name: str) -> Iterator[bytes]:
        """Yield what the reader says, each time after its length, until it ends; raise for an end that was none."""
        most = max(self._limits.characters * _BYTES_PER_CHARACTER, self._limits.file) + 2**20
        while True:
            head = stream.read(LENGTH_BYTES)
            length = int.from_bytes(head, "big")
            message = stream.read(min(length, most))
            if not length or len(message) < min(length, most):
                return self._check_end(head + message, name)
            if length > most:
                raise Rejected(f"{name} holds more text than is allowed: split it", status=413)
            yield message

    def _check_end(self, rest: bytes, name: str) -> None:
        """Look at the last that came, which is the status, after a message that was cut off where it was killed."""
        if len(rest) < STATUS_BYTES:
            raise Unavailable(f"the process that was to read {name} has gone: it is tried again")
        status = os.waitstatus_to_exitcode(int.from_bytes(rest[-STATUS_BYTES:], "big"))
        if status:
            raise self._killed(name, -status)

    def _killed(self, name: str, by: int) -> Rejected | Unavailable:
        if by == signal.SIGALRM:
            return self._too_busy(name)
        if by in (signal.SIGPROF, signal.SIGXCPU):
            return self._too_slow(name)
        if by == signal.SIGKILL:  # by the kernel, which was short of memory, or at the hard limit of the processor
            return Rejected(too_much_memory(name, self._limits), status=413)
        how = signal.strsignal(by) if by > 0 else "it gave up"
        return Rejected(f"{name} crashed the reader ({how}): it is broken or too large, save it again or split it")

    def _too_busy(self, name: str) -> Unavailable:
        return Unavailable(f"this machine is too busy to read {name} in time: it is tried again")

    def _too_slow(self, name: str) -> Rejected:
        advice = self._limits.advice or " (READ_SECONDS): split it"
        return Rejected(
            f"{name} took more than {self._limits.seconds:g} s of the processor to read{advice}",
            status=413,
        )


def _send(connection: socket.socket, order: bytes) -> None:
    try:
        connection.sendall(order)
        connection.shutdown(socket.SHUT_WR)
    except (BrokenPipeError, ConnectionResetError):
        pass  # the reader has died over it; how, the answer says


def _checked(message: bytes) -> ReadResult:
    result = msgspec.msgpack.decode(message, type=ReadResult)
    if result.refusal:
        raise Rejected(result.refusal.detail, status=result.refusal.status)
    return result
