"""The words that OCR has found, in their places among what a reader has read of the same file."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from events.scans import RecognisedText
from functions.ingest.extract.cleaning import clean
from functions.ingest.extract.left_out import gathered, warn
from functions.ingest.extract.section import Section
from functions.ingest.sandbox.protocol import ReadResult

LOW = 0.7  # confidence, below which a page is to be compared with its picture


def with_words(read: ReadResult, found: Sequence[RecognisedText], *, paged: bool) -> ReadResult:
    """Return what was read with the words of its pictures, and what there is to say of them.

    In a file that has pages, words stand behind what else is on theirs, and pictures within an office file under their
    names; else they stand at the end.
    """
    waiting = [_section(one, paged=paged) for one in sorted(found, key=lambda one: one.page) if clean(one.text)]
    sections: list[Section] = []
    for section in read.sections:
        while waiting and (waiting[0].page or section.page or 0) < (section.page or 0):
            sections.append(waiting.pop(0))
        sections.append(section)
    return replace(read, sections=[*sections, *waiting], scans=[], warnings=[*_said(found, read.pages), *read.warnings])


def _section(one: RecognisedText, *, paged: bool) -> Section:
    heading = one.picture.rpartition("/")[2]
    return Section(clean(one.text), one.page + 1 if paged else None, heading, max(one.confidence, 0.0))


def _said(found: Sequence[RecognisedText], pages: int) -> Iterator[str]:
    """Yield how much was recognised, how surely, and what was not."""
    read = [one for one in found if one.text]
    if read:
        confidence = sum(one.confidence for one in read) / len(read)
        of_pages = sum(not one.picture for one in read)
        what = [f"{of_pages} of {pages} pages"] if of_pages else []
        pictures = len(read) - of_pages
        what += [f"{pictures} picture{'s' if pictures > 1 else ''} in it"] if pictures else []
        were = "was" if len(read) == 1 and not of_pages else "were"
        yield f"{' and '.join(what)} {were} read by OCR (confidence {confidence:.2f})"
    with gathered() as warnings:
        for one in found:
            _warn_of(one)
    yield from warnings.texts()


def _warn_of(one: RecognisedText) -> None:
    place = one.picture.rpartition("/")[2] or f"page {one.page + 1}"
    if one.fault:
        warn(f"not read by OCR: {one.fault}", place)
    elif not one.text:
        warn("page(s) or picture(s) in which OCR found no words", place)
    elif one.confidence < LOW:
        warn(f"page(s) or picture(s) read by OCR with a confidence below {LOW}: compare with the original", place)
