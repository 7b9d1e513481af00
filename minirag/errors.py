"""What goes wrong, by what helps.

MiniRAGError
+-- Rejected          this can never work: the detail says what to change
|   +-- WrongAddress  what answers at the address is no MiniRAG
+-- Unavailable       this may work later
    +-- Unreachable   nothing answers at the address
"""

from collections.abc import Mapping
from typing import Any

import msgspec

NO_ANSWER = 0  # the status where there was none
_HINTS = {401: "give the client its key=, or set MINIRAG_KEY"}
_PASSING = (408, 425, 429)


class MiniRAGError(Exception):
    """The base of all errors; `detail` says what to do.

    `status` is that of the answer, 0 without one; `problem` all that the answer says (RFC 9457); `retry_after` the
    seconds after which it asks to be tried again, 0 where it does not.
    """

    def __init__(
        self, detail: str, *, status: int = NO_ANSWER, problem: Mapping[str, Any] | None = None, retry_after: int = 0
    ) -> None:
        super().__init__(f"{detail}; {_HINTS[status]}" if status in _HINTS else detail)
        self.detail, self.status, self.problem, self.retry_after = detail, status, problem or {}, retry_after


class Rejected(MiniRAGError):
    """What was sent is at fault: the same again can never work."""


class WrongAddress(Rejected):
    """What answers at the address is no MiniRAG."""


class Unavailable(MiniRAGError):
    """Something is missing for the moment: the same may work later."""


class Unreachable(Unavailable):
    """Nothing answers at the address."""


def error_of(status: int, headers: Mapping[str, str], content: bytes, address: str) -> MiniRAGError:
    """Return the error that an answer stands for.

    A gateway never leads elsewhere, and says as JSON what it does not find; an ingress leads to its https, and says
    nothing where it does not know the name that it was asked by.
    """
    if 300 <= status < 400:
        elsewhere = headers.get("location") or "elsewhere"
        return WrongAddress(f"{address} leads to {elsewhere}: give that address, without its path", status=status)
    if status == 404 and "json" not in headers.get("content-type", ""):
        return WrongAddress(f"what answers at {address} is no MiniRAG", status=status)
    after = headers.get("retry-after", "")
    return problem_error(problem_of(content), status, int(after) if after.isascii() and after.isdigit() else 0)


def problem_error(problem: Mapping[str, Any], status: int, retry_after: int = 0) -> MiniRAGError:
    """Return the error that a problem stands for.

    Its `code` is the status by which a stage gave a question up: the gateway itself is well then.
    """
    code = problem.get("code") or status
    passing = not isinstance(code, int) or code >= 500 or code in _PASSING
    detail = problem.get("detail") or f"status {status}"
    kind = Unavailable if passing else Rejected
    return kind(str(detail), status=status, problem=problem, retry_after=retry_after)


def problem_of(content: bytes) -> dict[str, Any]:
    """Return the problem that an answer's body tells; a text that is none is its detail."""
    try:
        return msgspec.json.decode(content, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {"detail": content.decode("utf-8", "replace").strip()[:300]}
