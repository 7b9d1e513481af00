"""Errors in OpenAI's shape, for everything under /v1."""

from http import HTTPStatus

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from events.errors import Rejected
from functions.gateway.http.responses import Problem, problem, problem_data
from functions.serving.problems import MEDIA_TYPE

CODES = {401: "invalid_api_key", 413: "request_too_large", 429: "rate_limit_exceeded"}
CONTEXT = "context_length_exceeded"
TOO_LONG = "This model's maximum context length is exceeded"
TYPES = {403: "permission_error", 429: "rate_limit_error"}


class Unfit(Rejected):
    """A request that cannot be served as it is; `param` names the field that has to change."""

    status = 400

    def __init__(self, detail: str, param: str, *, code: str = "", status: int | None = None) -> None:
        super().__init__(detail, status=status)
        self.param, self.code = param, code


def too_long(numbers: str) -> Unfit:
    """Return the error, in OpenAI's words, that clients shorten a chat by; `numbers` say how long it is and may be."""
    return Unfit(f"{TOO_LONG}: {numbers}: shorten the messages", "messages", code=CONTEXT)


def on_unfit(_: Request, error: Exception) -> Response:
    """Return the problem for an unfit request; `OpenAIErrors` gives it its shape."""
    if not isinstance(error, Unfit):
        raise error
    return problem(problem_data(error.status, error.detail, param=error.param, code=error.code))


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong, with which field, and its short name if it has one."""

    message: str
    type: str
    param: str | None = None
    code: str | None = None


class OpenAIError(msgspec.Struct, frozen=True, kw_only=True):
    """An error as OpenAI's clients read it."""

    error: Fault


def openai_error(problem: Problem) -> OpenAIError:
    """Return a problem in OpenAI's shape."""
    status, code = problem.status, problem.code  # a stage that failed tells a status as its code
    if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        detail = f"{TOO_LONG}: {problem.reason or problem.detail}"
        return OpenAIError(error=Fault(message=detail, type="invalid_request_error", param="messages", code=CONTEXT))
    fault = Fault(
        message=problem.detail,
        type=TYPES.get(status, "invalid_request_error" if status < 500 else "server_error"),
        param=problem.param or None,
        code=code if isinstance(code, str) and code else CODES.get(status),
    )
    return OpenAIError(error=fault)


class OpenAIErrors:
    """Gives every problem under /v1 OpenAI's shape, also those that come from before the routes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        of_openai = scope["type"] == "http" and scope["path"].startswith("/v1/")
        await self._app(scope, receive, _Reshaping(send) if of_openai else send)


class _Reshaping:
    """Hands a response on as it is, or reshaped when it is a problem."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None  # of a problem, whose body is not complete yet
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_problem(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_reshaped(self._start)

    async def _send_reshaped(self, start: Message) -> None:
        error = openai_error(msgspec.json.decode(self._body, type=Problem))
        body = msgspec.json.encode(error)
        kept = [pair for pair in start["headers"] if pair[0] not in (b"content-type", b"content-length")]
        new = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        is_400 = start["status"] == HTTPStatus.UNPROCESSABLE_ENTITY or error.error.code == CONTEXT
        status = HTTPStatus.BAD_REQUEST if is_400 else start["status"]  # OpenAI's clients know no 422
        await self._send({**start, "status": status, "headers": [*kept, *new]})
        await self._send({"type": "http.response.body", "body": body})


def _is_problem(start: Message) -> bool:
    return (b"content-type", MEDIA_TYPE.encode()) in start["headers"]
