"""A tiny function for the tests of the local runtime; the path says what it does."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import flask

_lock = threading.Lock()
_letters: list[dict[str, str]] = []
_counts = {"busy": 0, "peak": 0, "closed": 0}


def echo(request: flask.Request) -> flask.typing.ResponseReturnValue:
    """Do what the path's first part says; anything unknown takes the event and answers 204."""
    verb, _, argument = request.path.strip("/").partition("/")
    act = _ACTS.get(verb)
    return act(request, argument) if act else ("", 204)


def _who(request: flask.Request, _: str) -> flask.typing.ResponseReturnValue:
    names = request.args.getlist("env")
    return {"pid": os.getpid(), "env": {name: os.environ.get(name) for name in names}, "counts": _counts}


def _busy(_: flask.Request, seconds: str) -> flask.typing.ResponseReturnValue:
    with _lock:
        _counts["busy"] += 1
        _counts["peak"] = max(_counts["peak"], _counts["busy"])
    time.sleep(float(seconds))
    with _lock:
        _counts["busy"] -= 1
    return "", 204


def _crash(_: flask.Request, __: str) -> flask.typing.ResponseReturnValue:
    os.kill(os.getppid(), signal.SIGKILL)  # gunicorn's master; the forked worker is left to the runtime
    time.sleep(60)
    return "", 204


def _signal(_: flask.Request, name: str) -> flask.typing.ResponseReturnValue:
    os.kill(os.getpid(), signal.Signals[name])  # as compiled code does to the worker that runs it
    time.sleep(60)
    return "", 204


def _crash_once(request: flask.Request, name: str) -> flask.typing.ResponseReturnValue:
    marker = Path(os.environ["MINIRAG_HOME"]) / name
    if marker.exists():
        return "", 204
    marker.touch()
    return _crash(request, name)


def _when(_: flask.Request, name: str) -> flask.typing.ResponseReturnValue:
    return "", 204 if (Path(os.environ["MINIRAG_HOME"]) / name).exists() else 503


def _stream(_: flask.Request, count: str) -> flask.typing.ResponseReturnValue:
    return flask.Response(_ticks(int(count)), mimetype="text/event-stream")


def _ticks(count: int) -> Iterator[str]:
    try:
        for number in range(count):
            yield f"data: {number}\n\n"
            time.sleep(0.1)
    except GeneratorExit:
        _counts["closed"] += 1


def _length(request: flask.Request, _: str) -> flask.typing.ResponseReturnValue:
    return {"length": len(request.get_data()), "query": request.query_string.decode()}


def _letter(request: flask.Request, _: str) -> flask.typing.ResponseReturnValue:
    _letters.append(dict(request.headers.items()))
    return "", 204


def _told(_: flask.Request, __: str) -> flask.typing.ResponseReturnValue:
    return flask.jsonify(_letters)


def _reply(request: flask.Request, _: str) -> flask.typing.ResponseReturnValue:
    kept = {name: value for name, value in request.headers.items() if name.lower().startswith("ce-")}
    return request.get_data(), 200, {**kept, "Ce-Type": "test.replied", "Content-Type": "application/json"}


_ACTS: dict[str, Callable[[flask.Request, str], flask.typing.ResponseReturnValue]] = {
    "who": _who,
    "busy": _busy,
    "crash": _crash,
    "signal": _signal,
    "letter": _letter,
    "letters": _told,
    "crash-once": _crash_once,
    "when": _when,
    "stream": _stream,
    "length": _length,
    "reply": _reply,
}
