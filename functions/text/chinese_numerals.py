"""Numbers in Chinese characters, as figures."""
# ruff: noqa: RUF001 - the zero of Chinese is meant

import re

_DIGITS = {one: number for number, one in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "億": 100_000_000}
_NUMERAL = re.compile(f"[{''.join(_DIGITS)}{''.join(_SCALES)}]+")


def in_figures(text: str) -> str:
    """Return a text with its numbers in Chinese characters as figures: 八十 as 80, 二〇一一 as 2011."""
    return _NUMERAL.sub(lambda found: str(_value(found[0])), text)


def _value(numeral: str) -> int | str:
    """Return the value of a numeral; of digits alone, such as those of a year, the digits in a row."""
    if not any(one in _SCALES for one in numeral):
        return "".join(str(_DIGITS[one]) for one in numeral)
    total, part, digit = 0, 0, 0
    for one in numeral:
        if one in _DIGITS:
            digit = _DIGITS[one]
        elif _SCALES[one] < 10_000:
            part, digit = part + (digit or 1) * _SCALES[one], 0
        else:
            total, part, digit = total + ((part + digit) or 1) * _SCALES[one], 0, 0
    return total + part + digit
