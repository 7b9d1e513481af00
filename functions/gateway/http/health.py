"""Probes and counters."""

import logging

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from functions.gateway.http.operations import Content, Reply, operation, unlisted
from functions.gateway.http.responses import problem, problem_data
from functions.gateway.services import in_thread, services
from functions.serving.signing import NO_KEY

log = logging.getLogger("minirag")


ALIVE = {200: Reply("it is so")}
COUNTERS = {200: Reply("counters", (Content("minirag_questions_waiting 0\n", {"type": "string"}, "text/plain"),))}


@operation("Probes", ALIVE)
async def healthz(_: Request) -> Response:
    """Tell that the process lives."""
    return Response(status_code=200)


@operation("Probes", ALIVE, 503)
async def readyz(request: Request) -> Response:
    """Tell whether requests can be served; flags only, no work.

    The stores are opened by the first request that needs one; when they are away, it is told so.
    """
    if not services(request).settings.signing_key:
        log.error("not ready: %s", NO_KEY)
        return problem(problem_data(503, NO_KEY))
    return Response(status_code=200)


@unlisted
async def wake(request: Request) -> Response:
    """Answer once everything is open."""
    for resource in services(request).resources:
        await in_thread(resource.get)
    return Response(status_code=204)


@operation("Probes", COUNTERS)
async def metrics(request: Request) -> Response:
    """Give the counters of this process."""
    shared = services(request)
    waiting = {"questions": shared.waiting.count(searches=False), "searches": shared.waiting.count(searches=True)}
    return PlainTextResponse(shared.counters.text(**waiting), media_type="text/plain; version=0.0.4")
