"""The words of pages, and of pictures in office files; a page that cannot be recognised costs the others nothing."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Protocol
from zipfile import BadZipFile, ZipFile

from events.errors import Rejected
from events.scans import RecognisedText, ScannedPage
from functions.documents.media_types import PICTURES, UNKNOWN
from functions.ingest.extract.media import media_type_of

LARGEST = 50 * 2**20  # bytes of a picture within an office file


class Words(Protocol):
    """What the engine finds on a page."""

    @property
    def text(self) -> str: ...
    @property
    def confidence(self) -> float: ...


Recognise = Callable[[bytes, str, Sequence[int], Sequence[str]], Sequence[Words]]


def recognised(
    recognise: Recognise, data: bytes, media_type: str, pages: Sequence[ScannedPage], languages: Sequence[str]
) -> list[RecognisedText]:
    """Return the words of each page, in order, with the reason where one cannot be recognised.

    The pages of a file are recognised together, for what is learnt of one, such as its language, helps with the next.
    """
    if not any(page.picture for page in pages):
        try:
            found = recognise(data, media_type, [page.page for page in pages], languages)
            return [_text(page, words) for page, words in zip(pages, found, strict=True)]
        except Rejected:
            pass  # one of them; which, the next attempt tells
    return list(_each(recognise, data, media_type, pages, languages))


def _each(
    recognise: Recognise, data: bytes, media_type: str, pages: Sequence[ScannedPage], languages: Sequence[str]
) -> Iterator[RecognisedText]:
    for page in pages:
        try:
            content, kind = (_picture(data, page.picture)) if page.picture else (data, media_type)
            [words] = recognise(content, kind, [0 if page.picture else page.page], languages)
            yield _text(page, words)
        except Rejected as error:
            yield RecognisedText(page=page.page, picture=page.picture, fault=error.detail)


def _text(page: ScannedPage, words: Words) -> RecognisedText:
    confidence = round(min(max(words.confidence, 0.0), 1.0), 4)
    return RecognisedText(page=page.page, picture=page.picture, text=words.text.strip(), confidence=confidence)


def _picture(data: bytes, part: str) -> tuple[bytes, str]:
    """Return a picture within an office file, by the name of its part, and its type."""
    try:
        with ZipFile(BytesIO(data)) as archive, archive.open(part) as found:
            content = found.read(LARGEST + 1)
    except (BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Rejected(f"the picture cannot be taken out of the file: {error}") from error
    kind = media_type_of("", UNKNOWN, content)
    if len(content) > LARGEST or kind not in PICTURES:
        raise Rejected("the picture is too large, or none of PNG, JPEG, TIFF and WebP")
    return content, kind
