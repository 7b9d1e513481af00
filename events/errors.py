"""The error tree: what a step may raise, and what it means to whoever sent the input.

MiniRAGError
+-- Rejected      this input can never work: dead-lettered at once
+-- Unavailable   this may work later: retried with backoff
    +-- Damaged   not before somebody mends what is kept: whoever waits for an answer is told at once
"""


class MiniRAGError(Exception):
    """The base of both errors; carries the HTTP status that tells the Broker what to do."""

    status = 500

    def __init__(self, detail: str, *, status: int | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        if status is not None:
            self.status = status


class Rejected(MiniRAGError):
    """The input is at fault and no retry will help; the detail says what to do. Status 400, 403, 404, 413, 415 or
    422."""

    status = 422


class Unavailable(MiniRAGError):
    """Something is missing for the moment, and trying again later may work. Status 429 or 503."""

    status = 503


class Damaged(Unavailable):
    """What is kept on disk cannot be read any more; the detail says which file, and what to do. Status 503."""
