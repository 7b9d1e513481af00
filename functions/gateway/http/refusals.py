"""The errors that a route answers with: what each status means, an example, and which ones every route has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from functions.gateway.http.operations import JSON, Operation
from functions.gateway.http.responses import problem_data
from functions.gateway.openai.errors import OpenAIError, openai_error
from functions.serving.problems import MEDIA_TYPE

RETRY = {"retry-after": "seconds after which to try again"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a status means, the detail of an example, and the headers that come with it."""

    meaning: str
    detail: str
    headers: dict[str, str] = field(default_factory=dict)


MEANINGS = {
    400: Refusal("what was sent cannot be read", "the data is not JSON: send JSON in UTF-8"),
    401: Refusal(
        "the key is missing or wrong",
        "this MiniRAG wants its key: send `Authorization: Bearer KEY`",
        {"www-authenticate": "Bearer"},
    ),
    403: Refusal("a browser sent it from the page of another site", "use this gateway's own page, or no browser"),
    404: Refusal("there is no such thing", "there is no such document: it is unknown or was deleted"),
    408: Refusal("the body stalled", "4 KiB of the body took more than 20 s: send it faster"),
    409: Refusal("something else happened at the same time, or must happen before", "it was changed: look at it again"),
    413: Refusal("the body is too large", "the body is larger than 48 KiB, the limit here: send less"),
    421: Refusal(
        "this gateway does not bear the name in `Host`", "set ALLOWED_HOSTS to the names that it is called by"
    ),
    422: Refusal("what was sent does not fit", "the data does not fit Ask: question: missing"),
    429: Refusal("too many questions wait", "64 questions wait for their answers already: ask again in 9 s", RETRY),
    500: Refusal("a fault of the gateway", "a fault of the gateway, see its log: KeyError"),
    502: Refusal("a stage gave the question up", "the question failed at generate: the model ran out of memory"),
    503: Refusal("something is not there for the moment", "the store does not answer: try again", RETRY),
    504: Refusal("no answer in time", "no answer within 120 seconds; the last stage heard of was search: ask again"),
}


def statuses(method: str, path: str, operation: Operation, *, locked: bool) -> list[int]:
    """Return every status of an error that an operation can answer with; `locked`: it wants a key."""
    of_all = {400, 421, 500} | ({401} if locked else set()) | ({403} if method != "GET" else set())
    of_bodies = {408, 413} if operation.bodies else set[int]()
    own = {400 if status == 422 and is_openai(path) else status for status in operation.refuses}
    return sorted(of_all | of_bodies | own)


def is_openai(path: str) -> bool:
    """Tell whether errors have OpenAI's shape here."""
    return path.startswith("/v1/")


def response(status: int, *, openai: bool) -> dict[str, Any]:
    """Return the description of an error's response, with references to the schemas of both shapes."""
    refusal, data = MEANINGS[status], problem_data(status, MEANINGS[status].detail)
    example, name, kind = (openai_error(data), OpenAIError.__name__, JSON) if openai else (data, "Problem", MEDIA_TYPE)
    return {
        "description": refusal.meaning,
        "headers": headers(refusal.headers),
        "content": {kind: {"schema": {"$ref": f"#/components/schemas/{name}"}, "example": example}},
    }


def headers(meanings: Mapping[str, str]) -> dict[str, Any]:
    """Return the description of a response's headers."""
    return {name: {"description": meaning, "schema": {"type": "string"}} for name, meaning in meanings.items()}
