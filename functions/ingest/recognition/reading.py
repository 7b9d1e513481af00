"""One page recognised, however it lies and whatever language it is in: what the sandbox's process does."""

from collections.abc import Sequence
from typing import NamedTuple

from PIL import Image

from functions.ingest.recognition.languages import of_script, usable
from functions.ingest.recognition.lines import line_height, text_of
from functions.ingest.recognition.picture import MOST_READ, Picture, count_pages, picture_of
from functions.ingest.recognition.skew import straightened
from functions.ingest.recognition.tesseract import lie_of, turned, words_of
from functions.ingest.sandbox.protocol import PageText, PageWanted
from functions.text.detection import language_of_text

_DOUBTFUL = 0.8  # a page of less may lie on its side, or be in another script
_NOTHING = 0.4  # what is less sure than that is no text, but a picture or dirt
_FEW = 20  # characters: a page turned by 90 degrees may have no more for Tesseract
_SMALL = 24.0  # pixels of a line; Tesseract calls no line smaller than 20
_UNSURE = 0.88  # where small letters are not recognised for sure, they are made larger
_LARGER = 2  # times, and again where that helps and is not enough


class Attempt(NamedTuple):
    """What came of reading a picture by the models of these languages."""

    text: str
    confidence: float
    languages: tuple[str, ...]
    picture: Picture
    height: float  # of its lines in pixels

    @property
    def is_doubtful(self) -> bool:
        """Tell whether another attempt may come to more."""
        return self.confidence < _DOUBTFUL or len(self.text) < _FEW

    @property
    def is_small(self) -> bool:
        """Tell whether larger letters may be surer."""
        return 0 < self.height < _SMALL and self.confidence < _UNSURE


def recognise(data: bytes, media_type: str, wanted: PageWanted) -> PageText:
    """Return the text of the page that is wanted, or the number of pages where none is."""
    if wanted.page < 0:
        return PageText(pages=count_pages(data, media_type))
    best = read(picture_of(data, media_type, wanted.page), wanted.languages, wanted.there, wanted.models)
    if best.confidence < _NOTHING:
        return PageText()
    return PageText(text=best.text, confidence=best.confidence, languages=list(best.languages))


def read(picture: Picture, languages: Sequence[str], there: Sequence[str], models: str) -> Attempt:
    """Return the surest of as many attempts as a page needs: most need one."""

    def attempt(shown: Picture, by: Sequence[str]) -> Attempt:
        words = words_of(shown, by, models)
        return Attempt(*text_of(words), tuple(by), shown, line_height(words))

    best = attempt(straightened(picture), usable(languages, there))
    if best.is_doubtful and (lie := lie_of(picture, models)):
        upright = straightened(turned(picture, lie.turned)) if lie.turned else best.picture
        if lie.turned:
            best = _surer(best, attempt(upright, best.languages))
        by = of_script(lie.script, there)
        if best.is_doubtful and not set(by) & set(best.languages):
            best = _surer(best, attempt(upright, usable(by, there)))
    while best.is_small and (larger := _larger(best.picture)):
        before, best = best, _surer(best, attempt(larger, best.languages))
        if best is before:
            break
    if not languages and (other := _language_beyond(best, there)):
        best = _surer(best, attempt(best.picture, usable((other,), there)))
    return best


def _surer(one: Attempt, other: Attempt) -> Attempt:
    """Return the attempt that recognised more, counted by how sure it is of each character."""
    return max(one, other, key=lambda attempt: attempt.confidence * attempt.confidence * len(attempt.text))


def _larger(picture: Picture) -> Picture | None:
    """Return a picture made larger; None for one that would be too large."""
    width, height = picture.image.size
    if width * height * _LARGER**2 > MOST_READ:
        return None
    larger = picture.image.resize((width * _LARGER, height * _LARGER), Image.Resampling.BICUBIC)
    return Picture(larger, picture.dpi * _LARGER)


def _language_beyond(best: Attempt, there: Sequence[str]) -> str:
    """Return the language that a text turns out to be in, if it was not read by its model and that is there."""
    found = language_of_text(best.text)
    return found if found in there and found not in best.languages else ""
