"""The process that reads one document and ends: a bomb or a crash in it costs this document and nothing else."""

import os
import resource
import signal
import socket
import traceback
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import cast

import msgspec

from events.errors import Rejected
from functions.ingest.extract.archive_files import unpack
from functions.ingest.extract.left_out import gathered
from functions.ingest.extract.reading import extract
from functions.ingest.extract.scanned import scans_gathered
from functions.ingest.sandbox.protocol import (
    LENGTH_BYTES,
    Limits,
    Order,
    PageText,
    PageWanted,
    ReadResult,
    Refusal,
)


def read_and_answer(connection: socket.socket) -> None:
    """Read the document that comes over the connection, within its limits, and send back what came of it."""
    with connection.makefile("rb") as stream:
        order = msgspec.msgpack.decode(stream.read(), type=Order)
    _confine(order.limits)
    if not order.unpack:  # the function may take its time over the files of an archive
        signal.setitimer(signal.ITIMER_REAL, order.limits.seconds * order.limits.patience)
    for message in _messages(order):
        connection.sendall(len(message).to_bytes(LENGTH_BYTES, "big") + message)


def _confine(limits: Limits) -> None:
    """Let the kernel hold the limits: it ends this process even in the middle of a C library."""
    seconds = max(1, round(limits.seconds))
    _limit(resource.RLIMIT_AS, limits.memory)
    _limit(
        resource.RLIMIT_CPU, seconds, beyond=1
    )  # so that a signal of its own says it, before the one that just kills
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, limits.seconds)  # of the processor, and finer than whole seconds


def _limit(kind: int, value: int, beyond: int = 0) -> None:
    there = resource.getrlimit(kind)[1]
    soft, hard = (one if there == resource.RLIM_INFINITY else min(one, there) for one in (value, value + beyond))
    resource.setrlimit(kind, (soft, hard))


def _messages(order: Order) -> Iterator[bytes]:
    try:
        yield from map(msgspec.msgpack.encode, _results(order))
    except MemoryError:
        yield msgspec.msgpack.encode(_refused(too_much_memory(order.name, order.limits), 413))


def _results(order: Order) -> Iterator[ReadResult]:
    try:
        yield from _work(order)
    except Rejected as error:
        yield _refused(error.detail, error.status)
    except MemoryError:
        raise
    except RecursionError:
        yield _refused(f"{order.name} nests its parts too deeply to be read: save it as text and upload that")
    except Exception as error:
        traceback.print_exc()  # into the function's log: the file may be fine and the reader not
        yield _refused(
            f"{order.name} crashed the reader, it is broken or unusual ({type(error).__name__}): save it again"
        )


def _work(order: Order) -> Iterator[ReadResult]:
    if order.wanted:
        yield ReadResult(page=recogniser()(order.data, order.media_type, order.wanted))
    elif order.unpack:
        for member in unpack(order.data, order.name, order.limits.file):
            yield ReadResult(member=member)
    else:
        with gathered() as warnings, scans_gathered(wanted=order.scans) as scans:
            most = order.limits.characters
            sections = extract(order.data, order.media_type, order.name, charset=order.charset, max_characters=most)
        yield ReadResult(sections=sections, warnings=warnings.texts(), scans=scans.pages, pages=scans.of)


def recogniser() -> Callable[[bytes, str, PageWanted], PageText]:
    """Return what recognises a page; it is loaded when the first page comes, for only one function needs it."""
    module = import_module("functions.ingest.recognition.reading")
    return cast(Callable[[bytes, str, PageWanted], PageText], module.recognise)


def too_much_memory(name: str, limits: Limits) -> str:
    """Return the sentence for a document that does not fit."""
    advice = limits.advice or " (READ_MEMORY_BYTES): split it"
    return f"{name} needs more memory to be read than {limits.memory >> 20} MiB{advice}"


def _refused(detail: str, status: int = 422) -> ReadResult:
    return ReadResult(refusal=Refusal(detail, status))


def end_after(connection: socket.socket) -> None:
    """Do the work and end the process, without any clean-up that belongs to the one it was forked from."""
    code = 1
    try:
        read_and_answer(connection)
        code = 0
    finally:
        os._exit(code)
