"""Telling the waiting gateway, in the background, that a stage has finished."""

from concurrent.futures import ThreadPoolExecutor

import httpx

from functions.serving.http_client import plain_client
from functions.serving.signing import is_our_address

TIMEOUT = 5.0  # seconds


class Reporter:
    """Posts short reports to the `replyto` of events; a report that fails is forgotten, for nothing depends on it."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._client = plain_client(TIMEOUT)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reporting")

    def report(self, replyto: str, message: dict[str, object]) -> None:
        """Send the message later, from another thread, if the address is signed by us."""
        if replyto and is_our_address(self._key, replyto):
            self._pool.submit(self.deliver, replyto, message)

    def deliver(self, replyto: str, message: dict[str, object]) -> int:
        """Send the message now; return the status of the answer, or 0 without one."""
        try:
            return self._client.post(replyto, json=message).status_code
        except httpx.HTTPError:
            return 0
