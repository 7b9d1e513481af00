"""Numbers as a spreadsheet shows them: 15%, 00042, 30:30 hours, 1234.50 €; dates and times in ISO's form.

Thousands are not parted: by which mark is the reader's country, which no file says, and 1,000 is 1 in some of them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

import msgspec

from functions.ingest.extract.xlsx_formats import is_date

_BUILT_IN = {
    "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "5": "#,##0", "6": "#,##0", "7": "#,##0.00", "8": "#,##0.00",
    "9": "0%", "10": "0.00%", "12": "# ?/?", "13": "# ??/??", "37": "#,##0;(#,##0)", "38": "#,##0;(#,##0)",
    "39": "#,##0.00;(#,##0.00)", "40": "#,##0.00;(#,##0.00)", "41": "#,##0", "42": "#,##0", "43": "#,##0.00",
    "44": "#,##0.00", "46": "[h]:mm:ss",
}  # fmt: skip  # by ECMA-376
_LONGEST = 255  # characters of a format, Excel's own bound
_QUOTED_OR_END = re.compile(r'"[^"]*+"?|;')  # letters in quotation marks, or the end of a section
_CURRENCY = re.compile(r"\[\$([^\[\]-]*+)(?:-[^\[\]]*+)?\]")
_CONDITION = re.compile(r"\[([<>=]{1,2})(-?\d{1,15}(?:\.\d{1,15})?)\]")
_IN_BRACKETS = re.compile(r"\[[^\]]{0,255}+\]")
_LITERAL = re.compile(r'"([^"]*+)"|\\(.)|_.|\*.', re.DOTALL)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_DIGITS = re.compile(r"[0#?][0#?,.]*+|\.[0#?]++")
_FRACTION = re.compile(r"(?<![#?0 ])([#?0]++ ++)?([#?0]++)/([#?0]+|\d{1,4})")
_EXACT = 1e15  # from here on a number has more digits than it knows
_MOST_DECIMALS = 15
_KEPT = 0xE000  # private characters stand for the letters of a format, so that none is taken for a digit
_MARK = "\0"  # stands for the number among the letters around it
_COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "=": lambda a, b: a == b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "<>": lambda a, b: a != b,
}


class Form(msgspec.Struct, frozen=True):
    """How one section of a format shows a number: the letters around it, and its digits."""

    around: str  # with a mark in the number's place
    whole: int = 0  # digits before the point at least
    decimals: int = 0
    fewest: int = 0  # of the decimals, those that are shown even if they are 0
    scale: float = 1.0
    denominator: int = 0  # of a fraction: the largest, or below 0 the only one
    has_whole: bool = True  # of a fraction
    condition: tuple[str, float] | None = None
    pattern: str = ""  # of digits in several groups, such as those of a telephone number

    def shows(self, number: float) -> bool:
        """Tell whether this section is for a number."""
        if self.condition is None:
            return True
        compared = _COMPARED.get(self.condition[0])
        return compared is not None and compared(number, self.condition[1])


def shown(number: float, format_id: str, own: Mapping[str, str], epoch: datetime) -> str:
    """Return a number in the format with this id, built in or one of the workbook's `own`.

    Raises `ValueError` or `OverflowError` for a date that there is none of.
    """
    if is_date(format_id, own):
        code = own.get(format_id) or _BUILT_IN.get(format_id, "")
        elapsed = _ELAPSED.search(code[:_LONGEST])
        return _duration(number, code) if elapsed else moment(epoch + timedelta(days=number), number)
    return in_format(number, own.get(format_id) or _BUILT_IN.get(format_id, ""))


def in_format(number: float, code: str) -> str:
    """Return a number in a format that shows no date; where it is not understood, with all digits."""
    forms = _forms(code[:_LONGEST])
    if not forms or abs(number) >= _EXACT:
        return plain(number)
    form = _chosen(forms, number)
    sign = "-" if number < 0 and (form is forms[0] or form.condition) else ""
    if _MARK not in form.around:
        return form.around.strip() or plain(number)
    return (sign + form.around.replace(_MARK, _digits(abs(number) * form.scale, form), 1)).strip()


def _chosen(forms: Sequence[Form], number: float) -> Form:
    """Return the section for a number: by its condition, or for above 0, below 0 and 0."""
    if any(form.condition for form in forms):
        return next((form for form in forms if form.shows(number)), forms[-1])
    place = 0 if number > 0 else 1 if number < 0 else 2
    return forms[place] if place < len(forms) else forms[0]


def plain(number: float) -> str:
    """Return a number with its digits; 0.1 + 0.2 is kept as 0.30000000000000004."""
    return f"{number:.15g}" if abs(number) < _EXACT else f"{number:.0f}" if abs(number) < _EXACT * 1e6 else repr(number)


def moment(moment: datetime, days: float) -> str:
    """Return a date, a time, or both; `days` since the first day tell which of them is meant."""
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    if 0 <= days < 1:
        return moment.time().isoformat()
    return moment.date().isoformat() if days == int(days) else moment.isoformat(sep=" ")


def _duration(days: float, code: str) -> str:
    """Return hours, minutes and seconds as far as the format names them, "30:30"; the first may be any number."""
    seconds = round(abs(days) * 86_400)
    parts = re.findall(r"h+|m+|s+", _LITERAL.sub("", code.partition(";")[0]).lower())
    sizes = {"h": 3600, "m": 60, "s": 1}
    shown_: list[str] = []
    for part in parts:
        count, seconds = divmod(seconds, sizes[part[0]])
        shown_.append(f"{count:02d}" if shown_ else f"{count:0{len(part)}d}")
    return ("-" if days < 0 else "") + ":".join(shown_)


@lru_cache(maxsize=1_000)
def _forms(code: str) -> tuple[Form, ...]:
    """Return the sections of a format, for positive and negative numbers and for 0; none for a general one."""
    if not code or code == "@" or "general" in code.lower() or "E+" in code or "E-" in code:
        return ()
    return tuple(map(_form, _sections(code)[:3]))


def _sections(code: str) -> list[str]:
    ends = [found.start() for found in _QUOTED_OR_END.finditer(code) if found[0] == ";"]
    return [code[start + 1 : end] for start, end in pairwise([-1, *ends, len(code)])]


def _form(section: str) -> Form:
    condition = _CONDITION.search(section)
    compared = (condition[1], float(condition[2])) if condition else None
    letters: list[str] = []

    def kept(found: re.Match[str]) -> str:
        letters.append(found[1] if found[1] is not None else found[2] or (" " if found[0][0] == "_" else ""))
        return chr(_KEPT + len(letters) - 1)

    code = _LITERAL.sub(kept, _IN_BRACKETS.sub("", _CURRENCY.sub(lambda found: f'"{found[1]}"', section)))
    fraction, digits = _FRACTION.search(code), _DIGITS.search(code)
    found = fraction or digits
    groups = [group[0] for group in _DIGITS.finditer(code)]
    if not fraction and len(groups) > 1 and all(group.strip("0#?") == "" for group in groups):
        return Form(_MARK, pattern=code.translate(_table(letters)), condition=compared)
    around = code if found is None else code[: found.start()] + _MARK + code[found.end() :]
    around = around.translate(_table(letters))
    scale = 100.0 ** code.count("%")
    if fraction:
        lower = fraction[3]
        largest = -int(lower) if lower.isdecimal() and lower.strip("0") else 10 ** len(lower) - 1
        return Form(around, denominator=largest or -1, has_whole=fraction[1] is not None, condition=compared)
    return _numeric(around, digits[0] if digits else "", scale, compared)


def _table(letters: Sequence[str]) -> dict[int, str]:
    return {_KEPT + number: text for number, text in enumerate(letters)}


def _numeric(around: str, digits: str, scale: float, condition: tuple[str, float] | None) -> Form:
    kept = digits.rstrip(",")
    whole, _, decimals = kept.partition(".")
    return Form(
        around,
        whole=whole.count("0"),
        decimals=min(sum(map(decimals.count, "0#?")), _MOST_DECIMALS),
        fewest=min(decimals.count("0"), _MOST_DECIMALS),
        scale=scale / 1000.0 ** (len(digits) - len(kept)),
        condition=condition,
    )


def _digits(number: float, form: Form) -> str:
    if form.denominator:
        return _fraction(number, form)
    if form.pattern:
        return _filled(f"{number:.0f}", form.pattern)
    whole, _, decimals = f"{number:.{form.decimals}f}".partition(".")
    shorter = decimals.rstrip("0").ljust(form.fewest, "0")
    whole = whole.lstrip("0").rjust(form.whole, "0")
    return f"{whole or '0' if not shorter else whole}.{shorter}" if shorter else whole or "0"


def _filled(digits: str, pattern: str) -> str:
    """Return the digits in the places of a pattern, from the right; those that are left over stand first."""
    filled: list[str] = []
    places = sum(map(pattern.count, "0#?"))
    for letter in reversed(pattern):
        if letter not in "0#?":
            filled.append(letter)
            continue
        places -= 1
        taken = digits if not places else digits[-1:]
        filled.append(taken or ("0" if letter == "0" else ""))
        digits = digits[: len(digits) - len(taken)]
    return "".join(reversed(filled))


def _fraction(number: float, form: Form) -> str:
    value, largest = Fraction(number), abs(form.denominator)
    value = Fraction(round(value * largest), largest) if form.denominator < 0 else value.limit_denominator(largest)
    whole, rest = divmod(value, 1) if form.has_whole else (0, value)
    parts = [str(whole)] if whole or not rest else []
    return " ".join(parts + ([f"{rest.numerator}/{rest.denominator}"] if rest else []))
