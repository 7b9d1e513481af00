"""The two ways in which Knative's manifests write a duration, both in seconds here."""

import re

_ISO = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")
_GO = re.compile(r"(?<![\d.])(\d++(?:\.\d++)?)(ms|s|m|h)")
_GO_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


def iso_seconds(text: str) -> float:
    """Return the seconds of an ISO-8601 duration such as PT0.2S or PT1M30S; raise `ValueError`."""
    match = _ISO.fullmatch(text)
    if not match or not any(match.groups()):
        raise ValueError(f"{text!r} is no ISO-8601 duration such as PT0.2S or PT1M")
    days, hours, minutes, seconds = (float(group or 0) for group in match.groups())
    return days * 86400 + hours * 3600 + minutes * 60 + seconds


def go_seconds(text: str) -> float:
    """Return the seconds of a Go duration such as 60s, 1m30s or 0s; raise `ValueError`."""
    if text == "0":
        return 0.0
    if not re.fullmatch(rf"(?:{_GO.pattern})+", text):
        raise ValueError(f"{text!r} is no duration such as 60s or 1m30s")
    return sum(float(number) * _GO_SECONDS[unit] for number, unit in _GO.findall(text))
