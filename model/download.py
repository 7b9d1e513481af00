"""One file over HTTP: with progress, resumed where it broke off, and refused when its SHA-256 is wrong."""

import errno
import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from events.errors import Rejected, Unavailable

Progress = Callable[[int, int], None]  # bytes there, bytes in all (0: unknown)

ATTEMPTS = 5  # in a row without a single new byte
TIMEOUT = httpx.Timeout(30, connect=10)  # seconds
BLOCK = 1 << 18  # bytes


class Refused(Unavailable):
    """The server wants credentials that we do not have."""


def download(url: str, target: Path, sha256: str | None, progress: Progress, pause: float = 1.0) -> None:
    """Bring `url` to the path `target`, by way of `target`.part, which a later call continues after an interruption.

    Without a SHA-256 nothing is expected of the file.

    Raises `Rejected` for a wrong SHA-256 (the file is removed), `Refused` for a missing login, and `Unavailable` for a
    full disk or a server out of reach, each with what to do. Pauses `pause` seconds, doubling, between attempts.
    """
    part = target.with_name(target.name + ".part")
    with httpx.Client(follow_redirects=True, timeout=TIMEOUT) as client:
        _complete(client, url, part, progress, pause)
    check(part, sha256)
    part.replace(target)


def check(path: Path, sha256: str | None) -> None:
    """Raise `Rejected` and remove the file when its SHA-256 is not the expected one; None expects nothing."""
    found = digest(path)
    if sha256 not in (None, found):
        path.unlink()
        raise Rejected(
            f"{path.name} has the SHA-256 {found}, not {sha256}: it was removed; try again, or correct the catalogue"
        )


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in lower-case hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _complete(client: httpx.Client, url: str, part: Path, progress: Progress, pause: float) -> None:
    """Attempt the transfer until the file is whole; attempts that brought something do not count."""
    failures = 0
    while True:
        before = _size(part)
        try:
            return _transfer(client, url, part, progress)
        except httpx.TransportError as error:
            failures = 0 if _size(part) > before else failures + 1
            if failures == ATTEMPTS:
                raise Unavailable(
                    f"{_host(url)} cannot be reached: check the network and the proxy ({error})"
                ) from error
            time.sleep(pause * 2**failures)
        except OSError as error:
            raise _disk_error(error, part.parent) from error


def _transfer(client: httpx.Client, url: str, part: Path, progress: Progress) -> None:
    """Bring what is missing of the file, in one request."""
    have = _size(part)
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    with client.stream("GET", url, headers=headers) as answer:
        if answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            return  # all of it is there already; the SHA-256 tells whether it is right
        _raise_for(answer)
        have = have if answer.headers.get("Content-Range", "").startswith(f"bytes {have}-") else 0
        total = have + int(answer.headers.get("Content-Length", 0))
        with part.open("ab" if have else "wb") as file:
            for block in answer.iter_bytes(BLOCK):
                file.write(block)
                have += len(block)
                progress(have, total)


def _raise_for(answer: httpx.Response) -> None:
    if answer.is_success:
        return
    what = f"{answer.url.host} answered {answer.status_code} for {answer.url.path}"
    if answer.status_code in (401, 403):
        raise Refused(f"{what}: log in, or take another source")
    if answer.is_client_error:
        raise Rejected(f"{what}: correct the name and the version in the catalogue")
    raise Unavailable(f"{what}: try again later")


def _disk_error(error: OSError, folder: Path) -> Unavailable:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Unavailable(f"the disk is full: make room in {folder} and run it again; it continues where it stopped")
    return Unavailable(f"cannot write to {folder}: {os.strerror(error.errno or 0)}")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _host(url: str) -> str:
    return httpx.URL(url).host
