"""Which number formats of a spreadsheet show dates or times."""

import re
from collections.abc import Mapping

_BUILT_IN = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))  # by ECMA-376
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]{0,255}+\]', re.IGNORECASE)
_LONGEST = 255  # characters of a format, Excel's own bound
_PARTS_OF_DATES = re.compile(r"[ymdhs]", re.IGNORECASE)


def is_date(format_id: str, own: Mapping[str, str]) -> bool:
    """Tell whether the format with this number, built in or one of the workbook's `own`, is one of dates or times."""
    code = own.get(format_id)
    if code is None:
        return format_id in _BUILT_IN
    return _PARTS_OF_DATES.search(_LITERAL.sub("", code[:_LONGEST].partition(";")[0])) is not None
