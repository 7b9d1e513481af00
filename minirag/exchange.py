"""One request and its answer: what both clients make of them, and when they try again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import httpx
import msgspec

from minirag.calls import Call
from minirag.errors import MiniRAGError, Rejected, Unavailable, Unreachable, WrongAddress, error_of

T = TypeVar("T")
TIMEOUT = httpx.Timeout(60.0, read=300.0)  # seconds; a first request may wait for a cold start and a long answer
RETRIES = 5  # with doubled pauses of 0.5 to 8 seconds, where the answer does not say how long
LONGEST = 60  # seconds that an answer may ask to wait for
_TOLD_LATER = (429, 503)  # the server says that it has done nothing
_REPLACED = (502, 504)  # what a proxy answers for a gateway that died; another one takes its place


def request_of(call: Call[Any]) -> dict[str, Any]:
    """Return the arguments of httpx's `build_request`."""
    return {
        "method": call.method,
        "url": call.path,
        "params": call.params,
        "headers": call.headers,
        "content": call.body,
    }


@contextmanager
def plain_errors(address: str) -> Iterator[None]:
    """Turn every error of httpx into one of ours."""
    try:
        yield
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise Rejected(f"{address} is no address such as http://localhost:8080: {error}") from error
    except httpx.ConnectError as error:
        raise Unreachable(f"nothing answers at {address}: {error}") from error
    except httpx.TimeoutException as error:
        raise Unavailable(f"no answer from {address} in time ({type(error).__name__})") from error
    except httpx.HTTPError as error:
        reason = str(error) or type(error).__name__
        raise Unavailable(f"the connection to {address} broke off ({reason}): try again") from error


def refusal(response: httpx.Response) -> MiniRAGError:
    """Return the error that an answer with an error's status stands for; its body has been read."""
    address = str(response.request.url.copy_with(path="/", query=None))
    return error_of(response.status_code, response.headers, response.content, address)


def read(call: Call[T], response: httpx.Response) -> T:
    """Return what the answer says; raise `Rejected` where it is none of a MiniRAG."""
    try:
        return call.read(response.content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        address = response.request.url.copy_with(query=None)
        raise Rejected(f"what {address} answers is not what this client knows: {error}") from error


def is_missing(call: Call[Any], error: MiniRAGError) -> bool:
    """Tell whether the error only says that what a call may find missing is not there."""
    return call.optional and error.status == 404 and not isinstance(error, WrongAddress)


def pause_after(call: Call[Any], error: MiniRAGError, attempt: int, retries: int) -> float | None:
    """Return the seconds after which a call that came to this error is tried again; None: it is not.

    An answer that says when (`Retry-After`) is taken at its word; without one, and after a lost connection, only a call
    that may be repeated is. `attempt` counts from 0. What nothing answers at is not tried again: it will not start by
    itself.
    """
    if attempt >= retries or isinstance(error, Unreachable) or not isinstance(error, Unavailable):
        return None
    if error.retry_after and error.status in _TOLD_LATER:
        return float(error.retry_after) if error.retry_after <= LONGEST else None
    lost = not error.status and not isinstance(error.__cause__, httpx.TimeoutException)
    again = call.repeatable and (lost or error.status in (*_TOLD_LATER, *_REPLACED))
    return 0.5 * 2.0**attempt if again else None
