"""By how much a page lies askew: Tesseract loses lines that slope, and does not say so."""

import math

import numpy as np
from PIL import Image

from functions.ingest.recognition.picture import Picture

_WIDTH = 1000  # pixels that are looked at
_MOST = 6.0  # degrees; what lies further askew has mostly been laid so
_STEPS = (0.5, 0.1)  # degrees, of a first and a closer look
_EDGE = 0.3  # of the strongest: where paper turns to ink, in whatever light
_LEAST = 0.3  # degrees: what slopes less is read as well
_SURE = 1.1  # times as sharp as the page as it is
_DOTS = 150_000  # are enough
_WHITE = 255


def straightened(picture: Picture) -> Picture:
    """Return a page turned by a few degrees, so that its lines are level; the same one where they are."""
    angle = skew_of(picture.image)
    if not angle:
        return picture
    level = picture.image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=_paper(picture.image))
    return picture._replace(image=level)


def skew_of(image: Image.Image) -> float:
    """Return the degrees by which to turn a picture against the clock for its lines to be level; 0 if they are.

    The angle under which the rows of ink are the sharpest (Postl 1986: the projection profile), by the upper edges of
    letters.
    """
    rows, columns = _upper_edges(image)
    if not len(rows):
        return 0.0
    best, sharpest = 0.0, _sharpness(rows, columns, 0.0)
    least = _SURE * sharpest
    reach = _MOST
    for step in _STEPS:
        middle = best
        for angle in np.arange(middle - reach, middle + reach + step / 2, step):
            if (sharp := _sharpness(rows, columns, float(angle))) > sharpest:
                best, sharpest = float(angle), sharp
        reach = step
    return round(best, 2) if sharpest > least and abs(best) >= _LEAST else 0.0


def _upper_edges(image: Image.Image) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows and columns of the dots where ink begins below paper."""
    times = max(1, round(image.width / _WIDTH))
    small = np.asarray(image.reduce(times), np.int16)
    edges = small[:-1] - small[1:]
    rows, columns = np.nonzero(edges > max(_EDGE * edges.max(initial=0), 1))
    return rows[:: 1 + len(rows) // _DOTS], columns[:: 1 + len(rows) // _DOTS]


def _sharpness(rows: np.ndarray, columns: np.ndarray, angle: float) -> float:
    """Return how much of the ink shares few rows, of a page that is turned so."""
    turned = np.rint(rows * math.cos(math.radians(angle)) - columns * math.sin(math.radians(angle))).astype(np.int64)
    counts = np.bincount(turned - turned.min())
    return float((counts.astype(np.float64) ** 2).sum())


def _paper(image: Image.Image) -> int:
    """Return the shade that most of the page has."""
    return int(np.argmax(image.reduce(8).histogram())) if min(image.size) > 8 else _WHITE
