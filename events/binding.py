"""CloudEvents over HTTP: binary and structured mode in, binary mode out, by the `cloudevents` package."""

import re
from collections.abc import Mapping

import msgspec
from cloudevents.conversion import from_http, to_binary
from cloudevents.exceptions import GenericException
from cloudevents.http import CloudEvent

from events.errors import Rejected
from events.event import Event

STRUCTURED = "application/cloudevents+json"
REQUIRED = ("id", "source", "type")
_NAME = re.compile(r"[a-z0-9]{1,64}")
_PRINTABLE = re.compile(r"[\x20-\x7e]*")


def receive(headers: Mapping[str, str], body: bytes) -> Event:
    """Return the event in an HTTP request or response; raise `Rejected` (400) with all its faults when it is none."""
    lowered = {name.lower(): value for name, value in headers.items()}
    structured = media_type(lowered.get("content-type", "")) == STRUCTURED
    if not structured and "ce-specversion" not in lowered:
        raise Rejected(f"not a CloudEvent: send ce-* headers, or the content type {STRUCTURED}", status=400)
    try:
        parsed = from_http(CloudEvent, {"content-type": STRUCTURED} if structured else lowered, body, _undecoded)
    except (GenericException, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise Rejected(f"not a valid CloudEvent: {error}", status=400) from error
    attributes = {name: _as_text(value) for name, value in parsed.get_attributes().items() if value is not None}
    if not _has_time(lowered, body, structured):
        attributes.pop("time", None)  # the package invents one; two deliveries of one event must look the same
    _check(attributes)
    return Event(attributes, _as_bytes(parsed.get_data()))


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


def _has_time(headers: Mapping[str, str], body: bytes, structured: bool) -> bool:
    return bool(msgspec.json.decode(body).get("time")) if structured else "ce-time" in headers


def _undecoded(data: object) -> object:
    return data


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _as_bytes(data: object) -> bytes:
    if data is None:
        return b""
    if isinstance(data, bytes | bytearray):
        return bytes(data)
    return data.encode() if isinstance(data, str) else msgspec.json.encode(data)


def _check(attributes: dict[str, str]) -> None:
    faults = [f"{name} is missing or empty" for name in REQUIRED if not attributes.get(name)]
    if attributes.get("specversion") != "1.0":
        faults.append("specversion must be 1.0")
    faults += [f"{name!r} is not an attribute name (a-z, 0-9)" for name in attributes if not _NAME.fullmatch(name)]
    faults += [f"{n} must be printable ASCII" for n, value in attributes.items() if not _PRINTABLE.fullmatch(value)]
    if faults:
        raise Rejected("not a valid CloudEvent: " + "; ".join(faults), status=400)
