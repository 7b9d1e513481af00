"""Calendars (iCalendar, RFC 5545): each event with its time, its place and what is said of it."""

import re
from collections.abc import Iterator

from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.decoding import decode
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.section import Section

_LINE = re.compile(
    r"([A-Za-z-]{1,60})((?:;[^\":;\n]{0,300}+(?:\"[^\"\n]{0,300}+\")?[^\":;\n]{0,300}+){0,20}+):([^\n]*+)"
)
_FOLD = re.compile(r"\n[ \t]")
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?")
_ZONE = re.compile(r";TZID=\"?([^\";:\n]{1,80})", re.IGNORECASE)
_NAME = re.compile(r";CN=\"?([^\";:\n]{1,200})", re.IGNORECASE)
_MAILTO = re.compile(r"^mailto:", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([nN,;\\])")
_SHOWN = {
    "DTSTART": "From",
    "DTEND": "To",
    "DUE": "Due",
    "DURATION": "Duration",
    "RRULE": "Repeats",
    "LOCATION": "Place",
    "ORGANIZER": "Organizer",
    "ATTENDEE": "Attendee",
    "STATUS": "Status",
    "CATEGORIES": "Categories",
    "URL": "Address",
    "DESCRIPTION": "",
    "COMMENT": "",
}
_ENTRIES = ("VEVENT", "VTODO", "VJOURNAL")


def read_calendar(data: bytes, name: str, charset: str = "") -> list[Section]:
    """Return a section for each entry under its summary, with the entry's facts as lines."""
    outline = Outline()
    write_calendar(decode(data, name, charset), outline)
    return outline.sections()


def write_calendar(text: str, outline: Outline) -> None:
    """Write a calendar's entries into an outline."""
    title, lines, within = "", list[str](), list[str]()
    for key, parameters, value in _properties(text):
        if key == "BEGIN":
            within.append(value.upper())
            if value.upper() in _ENTRIES:
                title, lines = "", []
        elif key == "END" and within:
            if within.pop() in _ENTRIES:
                outline.heading(1, title)
                outline.paragraph("\n".join(filter(None, [f"Event: {title}" if title else "", *lines])))
        elif within and within[-1] in _ENTRIES:
            title = one_line(value) if key == "SUMMARY" else title
            lines += _said(key, parameters, value)


def _properties(text: str) -> Iterator[tuple[str, str, str]]:
    for line in _FOLD.sub("", clean(text)).split("\n"):
        found = _LINE.match(line)
        if found:
            yield found[1].upper(), found[2], _ESCAPE.sub(lambda one: "\n" if one[1] in "nN" else one[1], found[3])


def _said(key: str, parameters: str, value: str) -> list[str]:
    """Return the lines for a property that people read."""
    if key not in _SHOWN or not value.strip():
        return []
    if key.startswith("DT") or key == "DUE":
        value = _time(value, parameters)
    elif key in ("ORGANIZER", "ATTENDEE"):
        address, name = _MAILTO.sub("", value), _NAME.search(parameters)
        value = f"{name[1]} <{address}>" if name else address
    label = _SHOWN[key]
    said = "\n".join(line for line in map(one_line, value.split("\n")) if line)
    return [f"{label}: {said}" if label else said]


def _time(value: str, parameters: str) -> str:
    found, zone = _TIME.match(value.strip()), _ZONE.search(parameters)
    if not found:
        return value
    day = f"{found[1]}-{found[2]}-{found[3]}"
    hour = f" {found[4]}:{found[5]}" if found[4] else ""
    return day + hour + (" UTC" if found[7] else f" ({zone[1]})" if zone and hour else "")
