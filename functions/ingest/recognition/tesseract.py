"""Tesseract on one picture: its words in the order of reading, and how the page lies."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import tesserocr
from PIL import Image

from functions.ingest.recognition.languages import MODELS, ORIENTATION
from functions.ingest.recognition.lines import Place, Word
from functions.ingest.recognition.picture import Picture

_LEAST_SURE = 2.0  # of what Tesseract says of a page's orientation; below that it is guessing
_PER_CENT = 100.0
_VARIABLES = {
    "thresholding_method": "2",  # what is ink: Sauvola and Pietikäinen 2000, for a photo is darker somewhere
    "debug_file": "/dev/null",  # remarks on each page, which say nothing to whoever reads the log
}


class Lie(NamedTuple):
    """How a page lies."""

    turned: int  # degrees by which to turn the picture against the clock, for it to stand upright
    script: str  # as Tesseract names it


def words_of(picture: Picture, languages: Sequence[str], models: str) -> list[Word]:
    """Return the words of a page that is upright, or nearly: columns one after the other, pictures left out."""
    names = "+".join(MODELS[language] for language in languages)
    with tesserocr.PyTessBaseAPI(path=models, lang=names, psm=tesserocr.PSM.AUTO, variables=_VARIABLES) as api:
        _show(api, picture)
        api.Recognize()
        found = api.GetIterator()
        return list(_words(found)) if found else []


def lie_of(picture: Picture, models: str) -> Lie | None:
    """Return how a page lies and its script; None where that cannot be told."""
    if not (Path(models) / f"{ORIENTATION}.traineddata").is_file():
        return None
    with tesserocr.PyTessBaseAPI(
        path=models, lang=ORIENTATION, psm=tesserocr.PSM.OSD_ONLY, variables=_VARIABLES
    ) as api:
        _show(api, picture)
        found = api.DetectOrientationScript()
    if not found or found["orient_conf"] < _LEAST_SURE:
        return None
    return Lie(found["orient_deg"], found["script_name"])


def turned(picture: Picture, degrees: int) -> Picture:
    """Return a picture turned against the clock by a multiple of 90 degrees."""
    turns = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
    return picture._replace(image=picture.image.transpose(turns[degrees])) if degrees in turns else picture


def _show(api: tesserocr.PyTessBaseAPI, picture: Picture) -> None:
    width, height = picture.image.size
    api.SetImageBytes(picture.image.tobytes(), width, height, 1, width)  # never a file: its decoders are Pillow's
    api.SetSourceResolution(picture.dpi)


def _words(found: tesserocr.PyResultIterator) -> Iterator[Word]:
    level, place = tesserocr.RIL, Place(0, 0, 0, 0.0)
    for one in tesserocr.iterate_level(found, level.WORD):
        if one.Empty(level.WORD):
            continue
        begins_line = one.IsAtBeginningOf(level.TEXTLINE)
        place = _place(one) if begins_line else place
        text, confidence = one.GetUTF8Text(level.WORD).strip(), one.Confidence(level.WORD) / _PER_CENT
        yield Word(text, confidence, place, begins_line, one.IsAtBeginningOf(level.BLOCK))


def _place(line: tesserocr.PyResultIterator) -> Place:
    """Return where a line stands: by its baseline, which says so of a page that lies askew, too."""
    (left, base), (right, _) = line.Baseline(tesserocr.RIL.TEXTLINE) or ((0, 0), (0, 0))
    return Place(left, right, base, line.RowAttributes()["row_height"])
