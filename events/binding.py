"""CloudEvents over HTTP: binary and structured mode in, binary mode out.

The `cloudevents` package writes them. It does not read them: it takes NaN, lists as ids and any text as base64, and of
an event without an id it says that there is no specversion.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any

import msgspec
from cloudevents.conversion import to_binary
from cloudevents.http import CloudEvent

from events.errors import Rejected
from events.event import JSON, Event
from events.strict_json import load

STRUCTURED = "application/cloudevents+json"
REQUIRED = ("id", "source", "type")
TEXTS = ("specversion", *REQUIRED)  # what may be nothing else in JSON
# They travel as headers: the functions' server takes a hundred of 8190 bytes each, the Broker's own among them.
MAX_ATTRIBUTES = 64
MAX_VALUE = 4096  # characters of an attribute
MAX_FAULTS = 10  # that are told
_NAME = re.compile(r"[a-z0-9]{1,64}")
_PRINTABLE = re.compile(r"[\x20-\x7e]*")


def receive(headers: Mapping[str, str], body: bytes) -> Event:
    """Return the event in an HTTP request or response; raise `Rejected` (400) with all its faults when it is none."""
    lowered = {name.lower(): value for name, value in headers.items()}
    if media_type(lowered.get("content-type", "")) == STRUCTURED:
        event, faults = _structured(body)
    elif media_type(lowered.get("content-type", "")).startswith("application/cloudevents"):
        raise Rejected(f"only one event in JSON is taken: send it as {STRUCTURED}", status=400)
    elif any(name.startswith("ce-") for name in lowered):
        event, faults = _binary(lowered, body), []
    else:
        raise Rejected(f"not a CloudEvent: send ce-* headers, or the content type {STRUCTURED}", status=400)
    if faults := [*faults, *_faults(event.attributes)][:MAX_FAULTS]:
        raise Rejected("not a valid CloudEvent: " + "; ".join(faults), status=400)
    return event


def send(event: Event) -> tuple[dict[str, str], bytes]:
    """Return the headers and the body that carry the event in binary mode."""
    headers, body = to_binary(CloudEvent(dict(event.attributes), event.data), _undecoded)
    lowered = {name.lower(): value for name, value in headers.items()}
    if not event.get("time"):
        lowered.pop("ce-time", None)
    return lowered, body or b""


def is_event(headers: Mapping[str, str]) -> bool:
    """Tell whether these headers announce a CloudEvent."""
    lowered = {name.lower(): value for name, value in headers.items()}
    return "ce-specversion" in lowered or media_type(lowered.get("content-type", "")) == STRUCTURED


def media_type(content_type: str) -> str:
    """Return the media type of a Content-Type header in lower case, without its parameters."""
    return content_type.partition(";")[0].strip().lower()


def _binary(headers: Mapping[str, str], body: bytes) -> Event:
    attributes = {name.removeprefix("ce-"): value for name, value in headers.items() if name.startswith("ce-")}
    attributes.pop("datacontenttype", None)
    if kind := headers.get("content-type"):
        attributes["datacontenttype"] = kind
    return Event(attributes, body)


def _structured(body: bytes) -> tuple[Event, list[str]]:
    """Return the event that a JSON text holds, and the faults that its attributes do not show any more."""
    given = load(body, "the event")
    if not isinstance(given, dict):
        raise Rejected("not a valid CloudEvent: it must be one JSON object", status=400)
    attributes = {n: value for n, value in given.items() if n not in ("data", "data_base64") and value is not None}
    faults = [
        f"{name[:64]!r} must be a text" + ("" if name in TEXTS else ", a whole number or a boolean")
        for name, value in attributes.items()
        if not isinstance(value, str if name in TEXTS else str | int)
    ]
    texts = {name: _as_text(value) for name, value in attributes.items()}
    try:
        data = _data(given, media_type(texts.get("datacontenttype", JSON)))
    except (TypeError, ValueError) as error:
        return Event(texts), [*faults, str(error)]
    return Event(texts, data), faults


def _data(given: Mapping[str, Any], kind: str) -> bytes:
    """Return the event's data; raise `ValueError` where it is given twice, or is no base64."""
    data, encoded = given.get("data"), given.get("data_base64")
    if data is None and encoded is None:
        return b""
    if encoded is None:
        is_text = isinstance(data, str) and not kind.endswith("json")
        return str(data).encode() if is_text else msgspec.json.encode(data)
    if data is not None:
        raise ValueError("it has data and data_base64: send one of them")
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, TypeError, ValueError) as error:
        raise ValueError(f"data_base64 is not base64: {error}") from error


def _undecoded(data: object) -> object:
    return data


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _faults(attributes: Mapping[str, str]) -> list[str]:
    """Return what is wrong with an event's attributes."""
    faults = [f"{name} is missing or empty" for name in REQUIRED if not attributes.get(name)]
    if attributes.get("specversion") != "1.0":
        faults.append("specversion must be 1.0")
    if len(attributes) > MAX_ATTRIBUTES:
        faults.append(f"it has {len(attributes)} attributes: {MAX_ATTRIBUTES} are the most")
    faults += [f"{n[:64]!r} is not an attribute name (a-z, 0-9)" for n in attributes if not _NAME.fullmatch(n)]
    faults += [f"{n[:64]} must be printable ASCII" for n, v in attributes.items() if not _PRINTABLE.fullmatch(v)]
    long = [name[:64] for name, value in attributes.items() if len(value) > MAX_VALUE]
    return faults + [f"{name} has more than {MAX_VALUE} characters: put text into the data" for name in long]
