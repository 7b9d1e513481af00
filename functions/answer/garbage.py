"""What is no answer though a model writes it: loops, a dialogue with itself, markers alone; it is stopped at once."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from functions.text.sentences import split_sentences

# Who speaks in a dialogue, by language, as a line of it begins. "Answer:" is none of them: models begin answers so.
SPEAKERS = {
    "en": "question user human assistant instruction input",
    "de": "frage benutzer nutzer mensch assistent anweisung eingabe",
}
_NAMES = "|".join(name for names in SPEAKERS.values() for name in names.split())
_BEGINS = re.compile(rf"(?:\A|\n)[ \t>*#_-]{{0,8}}((?:{_NAMES})[ \t]?\d{{0,3}}\*{{0,2}}:)", re.IGNORECASE)
_GOES_ON = re.compile(rf"[.!?][ \t]{{1,4}}((?:{_NAMES.title()}):)")  # in the same line
_TEMPLATE = re.compile(
    r"<\|[\w/]{1,20}\|?>|\[/?INST\]|</?s>|<<SYS>>|###[ \t]{0,2}(?:[Ii]nstruction|[Rr]esponse|[Qq]uestion)\b"
)
_MARKERS_ONLY = re.compile(r"\s*(?:\[\s?\d{1,4}\s?\][\s,;.]{0,3}){4,}\Z")
_WORD = re.compile(r"\[\s?\d[\d\s,;]{0,40}\]|([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+)")  # markers are none
TAIL = 1500  # characters that are looked at for a loop
UNIT, COPIES = 8, 40  # characters that are a loop when they stand there so often without a word between them
LONGEST = 40  # words of what is said again and again
SENTENCE = 4  # words of a sentence that is not said three times
SPLIT = 4000  # characters of an answer that are looked at for a sentence that comes again


def until_garbage(pieces: Iterable[str], sources: str) -> Iterator[str]:
    """Yield an answer's pieces up to where garbage begins for certain; `sources` is what the answer may quote."""
    text = ""
    for piece in pieces:
        text += piece
        yield piece
        if _MARKERS_ONLY.match(text) or start_of_garbage(text, sources) is not None:
            return


def without_garbage(text: str, sources: str) -> str:
    """Return the text up to its garbage: of what is repeated the first time stays."""
    return text[: start_of_garbage(text, sources)].rstrip()


def start_of_garbage(text: str, sources: str) -> int | None:
    """Return where garbage begins in a text that ends with it, or None."""
    starts = (_turn(text, sources), _loop(text), _said_again(text))
    return min((start for start in starts if start is not None), default=None)


def _turn(text: str, sources: str) -> int | None:
    """Return where the model goes on as another speaker, unless the sources have such lines themselves."""
    turns = [*_BEGINS.finditer(text), *_GOES_ON.finditer(text)]
    starts = [found.start(1) for found in turns if found[1].replace("*", "") not in sources]
    starts += [found.start() for found in _TEMPLATE.finditer(text) if found[0] not in sources]
    return min(starts, default=None)


def _loop(text: str) -> int | None:
    """Return where the first repetition begins of words, or characters, that the text ends with again and again."""
    offset = max(0, len(text) - TAIL)
    tail = text[offset:]
    for size in range(1, UNIT + 1):
        unit = tail[-size:]
        if unit.strip() and tail.endswith(unit * COPIES):
            return len(text) - size * (COPIES - 1)
    found = [word for word in _WORD.finditer(tail) if word[1]]
    words = [word[0].lower() for word in found]
    for period in range(1, min(LONGEST, len(words) // 3) + 1):
        times = _times(period)
        if len(words) < period * times or words[-period:] != words[-2 * period : -period]:
            continue
        repeated = period
        while repeated < len(words) and words[-repeated - 1] == words[-repeated - 1 + period]:
            repeated += 1
        if repeated >= period * times:
            return offset + found[len(words) - repeated + period].start()
    return None


def _times(period: int) -> int:
    """Return how often so many words stand behind each other in a loop: never so often in what people write."""
    return {1: 8, 2: 5}.get(period, 4 if period < 6 else 3)


def _said_again(text: str) -> int | None:
    """Return where a sentence stands for the second time that is there three times."""
    if len(text) > SPLIT or not text or text[-1] not in " \n.!?\u3002":
        return None
    spans = split_sentences(text)
    bare = [" ".join(filter(None, _WORD.findall(text[start:end].lower()))) for start, end in spans]
    often = {one for one, times in Counter(bare).items() if times >= 3 and one.count(" ") >= SENTENCE - 1}
    again = [index for index, one in enumerate(bare) if one in often and one in bare[:index]]
    return spans[again[0]][0] if again else None
