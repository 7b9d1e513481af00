"""Where sentences begin and end."""
# ruff: noqa: RUF001, SIM905 - typographic marks are meant; words read better in a line

import re

from functions.text.scripts import LAO, THAI

_CLOSING = "\"'”’»)\\]」』】）》"
# Of Chinese, Japanese, Arabic, Urdu, the languages of India, Burmese, Khmer, Tibetan, Amharic and Armenian: they end a
# sentence wherever they stand, and not all of these put a blank behind it.
_ALWAYS = "。！？｡؟۔।॥။៕។།።፧։"
_THAI_AND_LAO = THAI + LAO  # without such a mark
_PHRASE = 40  # characters: in Thai and Lao a blank behind fewer of them ends no sentence
_END = re.compile(
    rf"(?<![.!?…])[.!?…]++[{_CLOSING}]*+(?:\[\d{{1,4}}\])*+(?=\s)"  # and Wikipedia's notes: "text.[12]"
    rf"|[{_ALWAYS}]++[{_CLOSING}]*+(?:\[\d{{1,4}}\])*+"
    rf"|(?<=[{_THAI_AND_LAO}])[ \t\u200b]++(?=[{_THAI_AND_LAO}(\"“‘])"  # a blank stands between sentences, and phrases
    r"|\n(?:[ \t]*\n)+"  # a blank line
    r"|\n(?=[ \t]*(?:[-*+•‣▪●◦–—|]|\(?\d{1,3}[.)])[ \t])"  # a list item or a table's row
    r"|\n(?=[ \t]*\|)"  # a table's row with an outer rule
    r"|\n(?=[^\n|]{0,500} \| )"  # a row without one
)
_WORD = re.compile(r"[\w.&-]{1,20}\Z")
_NEXT = re.compile(r"[\s(\[{\"'“‘«„¿¡*_`]*(\w*)")
_ITEM_NUMBER = re.compile(r"(?:^|\n)[ \t]*\(?\w{1,3}\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")  # an initial or an acronym: J, U.S, e.g
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev fr hon st gen col capt lt sgt maj cmdr adm gov sen rep pres supt messrs mme mlle jr sr "
    "vs viz cf al ca approx est resp incl excl ed eds trans dept univ assn bros mt ft ave blvd rd "
    "bzw ca z.b d.h u.a usw vgl bspw ggf evtl sog nr str hr fr sra".split()
)  # a word follows them, whatever its case
_BEFORE_NUMBERS = frozenset(
    "no nos nr p pp vol vols ch chap sec sect fig figs eq eqs art para par v vv c ca "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)  # abbreviations only before a number
_GERMAN_MONTHS = frozenset(
    "januar jänner februar feber märz april mai juni juli august september oktober november dezember".split()
)
_BEFORE_ORDINALS = frozenset(
    "ab am bis beim der des dem den die das dieser diesem diesen dieses im jeder jedem jeden jedes ins seit vom zum "
    "zur".split()
)  # German words that a number in order follows: "im 3. Stock"
_CODE = re.compile(r"\s{0,9}[A-Z]{1,8}[-/.]?\d")  # "No. SC-2024-077"
_ORDINAL = re.compile(r"(?:(?<=\s)|\A)([^\W\d_]{2,7}+\s{1,3})?\d{1,2}\Z")
_STARTERS = frozenset(
    "The A An This That These Those It He She They We You I In On At By For From As After Before During When While If "
    "But And However Its His Her Their There Since Although Other Some Many Most".split()
)  # after an initial or an acronym, words that begin a sentence and not a name


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences, in order; every character but white space is in one of them, none is empty.

    By rules, not by a model: a mark that ends a sentence counts unless it follows an abbreviation, an initial or a list
    item's number, or a small letter comes next. Blank lines, list items and table rows also part sentences.
    """
    spans = []
    start = 0
    for match in _END.finditer(text):
        if _ends_here(text, match, start):
            spans.append(_trimmed(text, start, match.end()))
            start = match.end()
    spans.append(_trimmed(text, start, len(text)))
    return [span for span in spans if span[0] < span[1]]


def _ends_here(text: str, match: re.Match[str], start: int) -> bool:
    """Tell whether the mark found ends the sentence that began at `start`."""
    mark = match[0]
    if "\n" in mark or mark[0] in _ALWAYS:
        return True
    if mark[0] in " \t\u200b":
        return match.start() - start >= _PHRASE
    following = _NEXT.match(text, match.end(), match.end() + 60)
    word = following[1] if following else ""
    if word[:1].islower():
        return False
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    is_number = word[:1].isdigit() or _CODE.match(text, match.end(), match.end() + 60) is not None
    return not _is_abbreviation(text, match.start(), word, is_number=is_number)


def _is_abbreviation(text: str, dot: int, following: str, *, is_number: bool) -> bool:
    """Tell whether the full stop at `dot` belongs to the word before it, and the sentence goes on with `following`."""
    found = _WORD.search(text, max(0, dot - 21), dot)
    word = found[0] if found else ""
    bare = word.lower()
    if bare in _ABBREVIATIONS or (bare in _BEFORE_NUMBERS and is_number):
        return True
    if word and _ITEM_NUMBER.search(text, max(0, dot - 10), dot):
        return True
    return _is_ordinal(text, dot, following) or (
        _DOTTED.match(word) is not None and word != "I" and following not in _STARTERS
    )


def _is_ordinal(text: str, dot: int, following: str) -> bool:
    """Tell whether the full stop makes a number one in order, as German has it: "am 1. März", "im 3. Stock"."""
    found = _ORDINAL.search(text, max(0, dot - 14), dot)
    if not found:
        return False
    before = (found[1] or "").strip().lower()
    return following.lower() in _GERMAN_MONTHS or (before in _BEFORE_ORDINALS and following not in _STARTERS)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the white space at its ends."""
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())
