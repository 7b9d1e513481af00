"""The names that files, mails and servers give to character sets, and the codecs that read what they mean."""

import codecs
import re

# As browsers read them, by WHATWG's encoding standard: what is named after a standard is written in the wider set of a
# system that grew from it.
_WIDER = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
}
_ALIASES = {  # that Python does not know
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-roman": "mac-roman",
    "windows-874": "cp874",
    "windows-949": "cp949",
    "x-windows-949": "cp949",
    "ks_c_5601-1987": "cp949",
    "cp-850": "cp850",
    "ansi_x3.4-1968": "ascii",
}
_KNOWN = re.compile(
    r"utf-(?:7|8|8-sig|16|16-[bl]e|32|32-[bl]e)|iso8859-\d+|cp(?:125\d|437|720|737|775|85[0-8]|86[0-69]|874|932|949|950)"
    r"|koi8-[rtu]|kz1048|ptcp154|gb18030|hz|big5hkscs|euc_jp|euc_jis_2004|shift_jis_2004|iso2022_(?:jp|kr).{0,5}|johab"
    r"|mac-[a-z]+\d?|hp-roman8"
)  # Python's list holds codecs that are no character sets, such as punycode
_SEVEN_BITS = re.compile(r"utf-(?:7|16|32).*|hz|iso2022.*")


def codec_of(label: str) -> str:
    """Return the codec for a character set's name, or "" for ASCII, which says nothing, and for what is not known."""
    label = label.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_ALIASES.get(label, label)).name if label.isascii() else ""
    except (LookupError, ValueError):
        return ""
    name = _WIDER.get(name, name)
    return name if _KNOWN.fullmatch(name) else ""


def looks_like_utf8(codec: str) -> bool:
    """Tell whether text in this codec may be valid UTF-8 by its bytes, so that its own word has to count first."""
    return _SEVEN_BITS.fullmatch(codec) is not None
