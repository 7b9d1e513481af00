"""Where the header of a table stands among its first rows, and what it calls the columns."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

WINDOW = (
    14  # rows that a header is looked for in: some ten lines of title and comment, the header, and rows to prove it
)
_FIGURE = re.compile(r"[-+]?[\d.,:/ %€$£-]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_LABEL = 80  # characters; whoever writes more has begun with the data
_PROOF = 3  # rows below a header whose figures prove it

Cell = tuple[int, str]  # a text with its column, from 0
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Header:
    """What the columns are called."""

    above: int  # rows: titles and comments
    rows: int  # that the header takes
    labels: Mapping[int, str]  # by column


def header_of(first: Sequence[Row], least: int, *, sure: bool = False) -> Header | None:
    """Return the header among the first rows of a table, none of them empty, or None where no row is surely one.

    A header has at least `least` columns. `sure`: figures below it have to prove that its words are no data.
    """
    for place, row in enumerate(first[:-1]):
        above, below = first[:place], first[place + 1 :]
        if _spans(row, below):
            return Header(place, 2, _joined(row, below[0]))
        if not _names(row, below, max(least, 2) if place else least):
            continue
        if any(len(title) > 1 for title in above):  # only what surely is a header has more than titles above it
            if len(row) >= 3 and len(row) > max(map(len, above)) and _is_proved(row, below):
                return Header(place, 1, _numbered(row))
        elif (not sure or _is_no_data(row, below)) and not _is_above_another(row, below):
            return Header(place, 1, _numbered(row))
    return None


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text) is not None


def _names(row: Row, below: Sequence[Row], least: int) -> bool:
    """Tell whether a row may name the columns of those below."""
    named, filled = {column for column, _ in row}, _columns(below)
    texts = [text for _, text in row]
    unnamed = len(filled - named)
    width = max(named) - min(named | filled) + 1
    return (
        width >= least
        and _are_words(texts)
        and 2 * len(set(texts)) > len(texts)
        and texts != [text for _, text in below[0]]  # whatever comes again is data
        and not (texts[0].endswith(":") and len(texts) > 1)  # a form, whose names stand before their values
        and bool(named & filled)
        and (unnamed <= max(1, len(named) // 2) or (len(named) == 1 and unnamed <= 2 and _is_proved(row, below)))
        and (len(named) > 1 or len(filled) == 1 or min(named) > min(filled))  # a single text at the left is a title
    )


def _are_words(texts: Sequence[str]) -> bool:
    """Tell whether texts can be names: short, and no figures but for years or a count that rise behind a word."""
    if any(len(text) > _LONGEST_LABEL for text in texts):
        return False
    figures = [text for text in texts if _is_figure(text)]
    return not figures or (not _is_figure(texts[0]) and _rise(figures))


def _rise(figures: Sequence[str]) -> bool:
    """Tell whether figures are names: years in a row, or 1, 2, 3 and so on."""
    if not all(figure.isdecimal() for figure in figures):
        return False
    one_after_another = all(int(after) - int(before) == 1 for before, after in pairwise(figures))
    if all(map(_YEAR.fullmatch, figures)):
        return len(figures) > 1 and all(int(before) != int(after) for before, after in pairwise(figures))
    return len(figures) > 2 and one_after_another and figures[0] in ("0", "1")


def _is_proved(row: Row, below: Sequence[Row]) -> bool:
    """Tell whether a column that the row has a word in holds figures, and nothing else, in the rows below."""
    for column, text in row:
        values = [value for other in below[:_PROOF] for at, value in other if at == column]
        if not _is_figure(text) and values and all(map(_is_figure, values)):
            return True
    return False


def _is_no_data(row: Row, below: Sequence[Row]) -> bool:
    """Tell whether a row can only be a header: figures stand below its words, and a part's number is no name."""
    return _is_proved(row, below) and not any(any(map(str.isdigit, text)) for _, text in row if not _is_figure(text))


def _is_above_another(row: Row, below: Sequence[Row]) -> bool:
    """Tell whether the next row is the header, and this one, which has fewer columns, stands above it."""
    return (
        len(below) > 1
        and len(row) < len(below[0])
        and not _is_proved(row, below)
        and _names(below[0], below[1:], 3)
        and _is_proved(below[0], below[1:])
    )


def _spans(row: Row, below: Sequence[Row]) -> bool:
    """Tell whether a row and the next are a header of two rows: names above, with what they are divided into below."""
    if len(below) < 2 or len(row) < 2:
        return False
    upper, lower = dict(row), dict(below[0])
    texts = [*upper.values(), *lower.values()]
    if not _are_words([*lower.values()]) or not _are_words([*upper.values()]) or any(map(_is_figure, texts)):
        return False
    filled = _columns(below[1:])
    gaps = {column for column in filled if column not in upper and column > min(upper)}
    repeated = {column for column in upper if upper.get(column - 1) == upper[column] != lower.get(column)}
    starts = {column - 1 for column in gaps | repeated}
    return (
        bool(gaps | repeated)
        and gaps | repeated <= lower.keys()
        and all(column in gaps | repeated | starts or lower[column] == upper.get(column) for column in lower)
        and _is_proved(below[0], below[1:])
    )


def _joined(row: Row, below: Row) -> Mapping[int, str]:
    """Return the names of a header of two rows: "Load / Coal"."""
    upper, lower = dict(row), dict(below)
    labels, name = {}, ""
    for column in range(max(upper.keys() | lower.keys()) + 1):
        name = upper.get(column, name if column in lower else "")
        parts = dict.fromkeys(part for part in (name, lower.get(column, "")) if part)
        labels[column] = " / ".join(parts)
    return labels


def _numbered(row: Row) -> Mapping[int, str]:
    """Return the names of a header, those that repeat with a number each."""
    times, seen = Counter(name for _, name in row), Counter[str]()
    return dict(_one_by_one(row, times, seen))


def _one_by_one(row: Row, times: Counter[str], seen: Counter[str]) -> Iterator[Cell]:
    for column, name in row:
        seen[name] += 1
        yield column, f"{name} ({seen[name]})" if times[name] > 1 else name


def _columns(rows: Sequence[Row]) -> set[int]:
    return {column for row in rows for column, _ in row}
