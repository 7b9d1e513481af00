"""The process that reads one document and ends: a bomb or a crash in it costs this document and nothing else."""

import os
import resource
import signal
import socket
import traceback

import msgspec

from events.errors import Rejected
from functions.ingest.extract.reading import extract
from functions.ingest.verdicts import Limits, Order, Refusal, Verdict


def read_and_answer(connection: socket.socket) -> None:
    """Read the document that comes over the connection, within its limits, and send back the verdict."""
    with connection.makefile("rb") as stream:
        order = msgspec.msgpack.decode(stream.read(), type=Order)
    _confine(order.limits)
    connection.sendall(_answer(order))


def _confine(limits: Limits) -> None:
    """Let the kernel hold the limits: it ends this process even in the middle of a C library."""
    seconds = max(1, round(limits.seconds))
    _limit(resource.RLIMIT_AS, limits.memory)
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)


def _limit(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))


def _answer(order: Order) -> bytes:
    try:
        return msgspec.msgpack.encode(_verdict(order))
    except MemoryError:
        return msgspec.msgpack.encode(_refused(too_much_memory(order.name, order.limits), 413))


def _verdict(order: Order) -> Verdict:
    try:
        sections = extract(order.data, order.media_type, order.name, max_characters=order.limits.characters)
        return Verdict(sections=sections)
    except Rejected as error:
        return _refused(error.detail, error.status)
    except MemoryError:
        raise
    except RecursionError:
        return _refused(f"{order.name} nests its parts too deeply to be read: save it as text and upload that")
    except Exception as error:
        traceback.print_exc()  # into the function's log: the file may be fine and the reader not
        return _refused(
            f"{order.name} crashed the reader, it is broken or unusual ({type(error).__name__}): save it again"
        )


def too_much_memory(name: str, limits: Limits) -> str:
    """Return the sentence for a document that does not fit."""
    return f"{name} needs more memory to be read than {limits.memory >> 20} MiB (READ_MEMORY_BYTES): split it"


def _refused(detail: str, status: int = 422) -> Verdict:
    return Verdict(refusal=Refusal(detail, status))


def end_after(connection: socket.socket) -> None:
    """Do the work and end the process, without any clean-up that belongs to the one it was forked from."""
    code = 1
    try:
        read_and_answer(connection)
        code = 0
    finally:
        os._exit(code)
