"""A function whose compiled code, as it were, does not fit this processor: each worker dies of it while it loads."""

import os
import signal

import flask


def _load() -> None:
    os.kill(os.getpid(), signal.SIGILL)


os.register_at_fork(after_in_child=_load)


def doomed(_: flask.Request) -> flask.typing.ResponseReturnValue:
    """Never come to this."""
    return "", 204
