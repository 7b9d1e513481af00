"""display: writes every event that comes to it as one line; for watching a cluster, where the overlay observe adds it.

It never answers with an event: that would come back to it for ever.
"""

import flask
import functions_framework
import msgspec

from events import binding
from events.event import Event
from events.signature import SIGNATURE
from functions.serving.handler import Function, body_of, http

LONGEST = 1000  # bytes of data that are shown
SECRET = ("replyto", SIGNATURE)  # who reads the log must not be able to pose as one of us


def show(request: flask.Request) -> flask.Response:
    """Print the event of a request; answer 204."""
    print(line(binding.receive(dict(request.headers), body_of(request))), flush=True)
    return flask.Response(status=204)


def line(event: Event) -> str:
    """Return an event as one line of JSON: type and id first, then its other attributes, its size and its data."""
    rest = dict(sorted(event.without("type", "id", *SECRET).attributes.items()))
    text = event.data[:LONGEST].decode("utf-8", "replace") + ("..." if len(event.data) > LONGEST else "")
    return msgspec.json.encode(
        {"type": event.type, "id": event.id, **rest, "bytes": len(event.data), "data": text}
    ).decode()


def build() -> Function:
    """Return the function; it reaches nothing outside of itself."""
    return http(show, ())


display = functions_framework.http(build())
