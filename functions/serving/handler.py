"""The one adapter between HTTP and the steps: events in, events out, errors as statuses that the Broker understands."""

import logging
import os
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import flask
import msgspec
from werkzeug.exceptions import HTTPException

from events import binding
from events.errors import Damaged, MiniRAGError, Rejected
from events.event import JSON, Event
from events.fields import Data
from events.hosts import LOOPBACK, SETTING, check_host, names_in
from events.registry import PASSAGES_FOUND, PROMPT_BUILT, QUESTION_ASKED, QUESTION_EMBEDDED, TYPES
from events.validation import decode
from functions.serving import problems
from functions.serving.lazy import LazyResource
from functions.serving.producers import believed
from functions.serving.settings import Settings
from functions.serving.signing import DEFAULT_TENANT, signed
from functions.serving.work import Work

if TYPE_CHECKING:
    from functions.serving.env import Env  # brings the stores, which `display` does not need

Step = Callable[[Work[Any]], Event | None]
Function = Callable[[flask.Request], flask.Response]
Call = Callable[[bytes], Data]  # from the body of a request
Probes = Sequence[LazyResource[Any]]
ON_A_QUESTIONS_WAY = frozenset({QUESTION_ASKED, QUESTION_EMBEDDED, PASSAGES_FOUND, PROMPT_BUILT})
HOPELESS = 424  # Failed Dependency: not the input's fault, and still dead-lettered at once, as any 4xx but a few
log = logging.getLogger("minirag")


def serve(
    stage: str, env: "Env", steps: Mapping[str, Step], resources: Probes = (), calls: Mapping[str, Call] | None = None
) -> Function:
    """Return the HTTP function that runs the step for each event type it takes, once `resources` are open.

    Only what is `believed` comes to a step, and every reply is signed. `calls` are what it answers outside of any
    event, by path. On the way of a question it does no work after the event's deadline, adds its time to the event's
    `timings`, and reports to the waiting gateway.
    """
    settings = env.settings
    env.reports.open_after_fork()

    def run(request: flask.Request) -> flask.Response:
        if calls and (call := calls.get(request.path)):
            return flask.Response(msgspec.json.encode(call(body_of(request))), content_type=JSON)
        work = _work(stage, steps, settings, request)
        if work.event.type not in ON_A_QUESTIONS_WAY:
            return _respond(steps[work.event.type](work), work, settings)
        if expired(work.event):
            return flask.Response(status=204)
        started = time.perf_counter()
        reply = _answered(steps[work.event.type], work)
        spent = round((time.perf_counter() - started) * 1000, 1)
        response = _respond(_timed(reply, stage, spent), work, settings)
        message: dict[str, object] = {"stage": stage, "ms": spent}
        response.call_on_close(partial(env.reports.get().report, work.event.get("replyto"), message))
        return response  # the report goes out after it: the two would fight for the interpreter

    return http(run, resources)


def http(run: Function, resources: Probes) -> Function:
    """Return `run` with the probes in front of it, and its errors as problems: the only try/except around a step."""
    names = _own_names()
    for resource in resources:
        resource.open_after_fork()

    def function(request: flask.Request) -> flask.Response:
        try:
            if names:
                check_host([request.environ.get("HTTP_HOST", "").encode("latin-1")], names)
            return _probe(request.path, resources) or run(request)
        except MiniRAGError as error:
            log.warning("%s: %s", type(error).__name__, error.detail)
            return _problem(error.status, error.detail)
        except Exception as error:
            log.exception("a fault of ours")
            return _problem(500, f"a fault of this function: {type(error).__name__}: {error}")

    if flask.has_app_context():  # functions-framework's application, while it loads a function
        flask.current_app.register_error_handler(HTTPException, _refused)
    return function


def _answered(step: Step, work: Work[Any]) -> Event | None:
    """Run a step that somebody waits for: where only a person can help, no retries, but the reason at once."""
    try:
        return step(work)
    except Damaged as error:
        raise Rejected(error.detail, status=HOPELESS) from error


def body_of(request: flask.Request) -> bytes:
    """Return the whole body; raise `Rejected` (400) when it is cut off, or sent in chunks that are none."""
    try:
        body = request.get_data()
    except Exception as error:  # the server has an error of its own for each way to send one wrongly
        raise Rejected(f"the body cannot be read, send it whole: {error}", status=400) from error
    if request.content_length not in (None, len(body)):
        raise Rejected(f"the body is cut off after {len(body)} bytes: send all of it", status=400)
    return body


def _refused(error: HTTPException) -> flask.Response:
    """Return the problem for a request that the framework itself refuses, which else is a page in HTML."""
    return _problem(error.code or 400, error.description or "this address does not take that")


def expired(event: Event) -> bool:
    """Tell whether the event's deadline has passed."""
    try:
        deadline = datetime.fromisoformat(event.get("deadline"))
    except ValueError:
        return False
    return deadline.tzinfo is not None and deadline < datetime.now(UTC)


def _own_names() -> frozenset[str]:
    """Return the names of a function on a laptop, where any page in a browser could call it; on a cluster only
    queue-proxy can, by whatever name the caller used: none, which is for no check at all."""
    return LOOPBACK | names_in(os.environ.get(SETTING, "")) if _is_on_a_laptop() else frozenset()


def _is_on_a_laptop() -> bool:
    return os.environ.get("HOST", "") in ("127.0.0.1", "localhost")


def _probe(path: str, resources: Probes) -> flask.Response | None:
    if path == "/healthz":
        return flask.Response(status=200)
    if path == "/readyz":
        return _readiness(resources)
    if path == "/wake":
        for resource in resources:
            resource.get()
        return flask.Response(status=204)
    return None


def _readiness(resources: Probes) -> flask.Response:
    """Return the answer to a readiness probe, with what did not open in its body.

    On a laptop requests are let in to hear what only a person can mend. On a cluster such a revision never becomes
    ready, so that the one before it goes on serving, and `deploy` tells why.
    """
    on_a_laptop = _is_on_a_laptop()
    waited_for = [one for one in resources if not (one.settled if on_a_laptop else one.ready)]
    for resource in waited_for:
        resource.start()
    status = 503 if waited_for else 200
    troubles = dict.fromkeys(resource.trouble for resource in resources if resource.trouble)
    return _problem(status, "; ".join(troubles)) if troubles else flask.Response(status=status)


def _work(stage: str, steps: Mapping[str, Step], settings: Settings, request: flask.Request) -> Work[Any]:
    if request.method != "POST":
        raise Rejected("POST a CloudEvent", status=400)
    event = binding.receive(dict(request.headers), body_of(request))
    if event.type not in steps:
        raise Rejected(f"{stage} takes {', '.join(steps)}, not {event.type[:80]}")
    event = believed(event, settings)
    data = decode(event.data or b"{}", TYPES[event.type])
    return Work(stage=stage, event=event, data=data, tenant=event.get("tenant") or DEFAULT_TENANT)


def _respond(reply: Event | None, work: Work[Any], settings: Settings) -> flask.Response:
    if reply is None:
        return flask.Response(status=204)
    headers, body = binding.send(signed(settings.signing_key, reply.extended(tenant=work.tenant)))
    return flask.Response(body, status=200, headers=headers)


def _problem(status: int, detail: str) -> flask.Response:
    return flask.Response(problems.problem(status, detail), status=status, content_type=problems.MEDIA_TYPE)


def _timed(reply: Event | None, stage: str, spent: float) -> Event | None:
    if reply is None:
        return None
    before = reply.get("timings")
    return reply.extended(timings=f"{before},{stage}:{spent}" if before else f"{stage}:{spent}")
