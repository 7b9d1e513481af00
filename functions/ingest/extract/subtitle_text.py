"""Subtitles (SRT, WebVTT): what is said, without its times, in paragraphs of who says it."""

import html
import re

from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.decoding import decode
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.section import Section

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"[ \t]{{0,20}}{_TIME}[ \t]{{0,20}}-->[ \t]{{0,20}}{_TIME}")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100}+)?[ \t]([^<>]{1,200}+)>")
_TAG = re.compile(r"</?(?:[a-zA-Z]|\d{1,2}:)[^<>]{0,300}+>|</v>|\{\\[^{}]{0,100}+\}")
_UNSPOKEN = ("NOTE", "STYLE", "REGION")  # blocks of WebVTT
_PAUSE = 4.0  # seconds; what comes later is another paragraph
_LONGEST = 600  # characters of a paragraph that a sentence's end may close
_ENDINGS = (".", "!", "?", "\u2026", "\u3002", "\uff01", "\uff1f", '."', ".\u201d", "\u266a")  # of many scripts


def read_subtitles(data: bytes, name: str, charset: str = "") -> list[Section]:
    """Return what is said; who says it stands before it, where the file tells."""
    outline = Outline()
    spoken: list[str] = []
    ended, speaker = 0.0, ""
    for start, end, who, said in _cues(decode(data, name, charset)):
        full = sum(map(len, spoken)) > _LONGEST and spoken[-1].endswith(_ENDINGS)
        if spoken and (start - ended > _PAUSE or full or (who and who != speaker)):
            outline.paragraph(" ".join(spoken))
            spoken = []
        line = f"{who}: {said}" if who and (who != speaker or not spoken) else said
        if line and line != (spoken[-1] if spoken else ""):
            spoken.append(line)
        ended, speaker = end, who or speaker
    outline.paragraph(" ".join(spoken))
    return outline.sections()


def _cues(text: str) -> list[tuple[float, float, str, str]]:
    """Return for each cue its start and end in seconds, who says it, and what."""
    cues = []
    for block in re.split(r"\n[ \t]*\n", clean(text)):
        lines = block.strip("\n").split("\n")
        place = next((number for number, line in enumerate(lines[:3]) if _TIMES.match(line)), None)
        if place is None:
            if not lines[0].startswith(("WEBVTT", *_UNSPOKEN)) and any(line.strip() for line in lines):
                cues.append((0.0, 0.0, "", _said(lines)))
            continue
        times = _TIMES.match(lines[place])
        if times:
            body = "\n".join(lines[place + 1 :])
            voices = _VOICE.findall(body)
            if len(voices) > 1:
                body = _VOICE.sub(r"\1: ", body)
            who = one_line(html.unescape(voices[0])) if len(voices) == 1 else ""
            cues.append((_seconds(times.groups()[:4]), _seconds(times.groups()[4:]), who, _said(body.split("\n"))))
    return cues


def _said(lines: list[str]) -> str:
    return one_line(clean(html.unescape(_TAG.sub("", " ".join(lines)))))


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
