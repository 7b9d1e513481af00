"""Which character set bytes are in that do not say it, by chardet's models of how languages are written."""

import codecs
import re
import unicodedata
from functools import lru_cache

_SAMPLE = 64 * 1024  # bytes that the guess is made from
_CANDIDATES = (
    "cp1252 iso8859-15 cp1250 iso8859-2 cp1251 iso8859-5 koi8-r koi8-u cp866 cp1253 iso8859-7 cp1254 iso8859-9 cp1255 "
    "iso8859-8 cp1256 iso8859-6 cp1257 iso8859-13 iso8859-4 cp874 tis-620 cp1258 cp932 shift_jis_2004 euc_jis_2004 "
    "cp949 euc_kr gb18030 big5hkscs mac-roman mac-cyrillic cp850 cp852 cp437"
)
_UNMARKED = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_ESCAPED = (
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr"),
    (re.compile(rb"\x1b(?:\$[@B]|\$\([DOPQ]|\([IJ])"), "iso2022_jp_ext"),
    (re.compile(rb"~\{(?:[!-w][!-~]){1,1000}+~\}"), "hz"),
)
_WESTERN = re.compile(
    rb"(?:[\x00-\x7f]++"
    rb"|(?<![\x80-\xff])[\x84\x85\x91-\x97](?![\x80-\xff])"
    rb"|(?<![\x80-\xff])[\x80\xa3\xa7\xa9\xae\xb0-\xb3\xb5\xbc-\xbe\xd7](?![A-Za-z\x80-\xff])"
    rb"|(?<![A-Za-z\x80-\xff])[\xb5\xa7\xb0](?=[A-Za-z])"
    rb"|(?<=[A-Za-z])[\xc4\xd6\xdc\xdf\xe4\xe9\xf6\xfc](?![\x80-\xff])"
    rb"|(?<![\x80-\xff])[\xc4\xd6\xdc\xe4\xe9\xf6\xfc](?=[A-Za-z]))*+"
)  # plain letters with a sign now and then, or with an umlaut beside them: too little for a guess, and of cp1252
_NEAR = 0.75  # of the best candidate's confidence
_MOST_LOOKED_AT = 8


def seven_bit_codec(data: bytes) -> str:
    """Return the codec of text that stands in ASCII's bytes by escape sequences, as old mails in Japanese, or ""."""
    for pattern, codec in _ESCAPED:
        if pattern.search(data) and _decodes(data, codec):
            return codec
    return ""


def wide_codec(data: bytes) -> str:
    """Return which UTF-16 or UTF-32 without a mark the bytes are in, or "" for none; they hold NULs then."""
    from chardet import detect  # noqa: PLC0415 - for the rare file that needs it: a cold start pays for it

    sample = data[:_SAMPLE]
    found = detect(sample, include_encodings=_UNMARKED, no_match_encoding="utf-16-le", compat_names=False)
    codec = found["encoding"] or ""
    if codec and (found["confidence"] or 0) > 0.5:
        return codec if _decodes(data[: len(data) // 4 * 4], codec) else ""
    return next((codec for codec in ("utf-16-le", "utf-16-be") if _is_east_asian(sample, codec)), "")


def _is_east_asian(sample: bytes, codec: str) -> bool:
    """Tell whether these are letters of China, Japan or Korea, with their full stops: they have no NULs by which
    chardet would know them.
    """
    text = sample[: len(sample) // 2 * 2].decode(codec, "replace")
    if not any("\u3000" <= character <= "\u3002" for character in text):
        return False
    fitting = sum("\u3000" <= one <= "\u9fff" or "\uac00" <= one <= "\ud7a3" or one < "\x7f" for one in text)
    return fitting * 20 >= len(text) * 19


def guessed_codec(data: bytes) -> str:
    """Return the likeliest codec of text in a set of its own; Western where little speaks for any."""
    if _WESTERN.fullmatch(data):
        return "cp1252"
    from chardet import detect_all  # noqa: PLC0415 - as above

    whole_lines = data.rfind(b"\n", 0, _SAMPLE) if len(data) > _SAMPLE else -1
    sample = data[: whole_lines if whole_lines > 0 else _SAMPLE]
    found = detect_all(sample, True, include_encodings=_CANDIDATES.split(), compat_names=False)
    ranked = [(one["encoding"] or "cp1252", one["confidence"] or 0.0) for one in found[:_MOST_LOOKED_AT]]
    if not any(codec == "cp1252" for codec, _ in ranked):
        ranked.append(("cp1252", 0.0))
    odd = {codec: _oddness(sample, codec) for codec, _ in ranked}
    sane = [one for one in ranked if odd[one[0]] < 0.5] or ranked
    near = [codec for codec, confidence in sane if confidence >= sane[0][1] * _NEAR]
    return min(near, key=lambda codec: odd[codec])


def _oddness(sample: bytes, codec: str) -> float:
    """Return the share of characters beyond ASCII that stand as no language has them: amid letters of another script,
    or a sign amid letters.
    """
    text = sample.decode(codec, "replace")
    beyond = [place for place, character in enumerate(text) if character > "\x7f"]
    return sum(_is_odd(text, place) for place in beyond) / max(1, len(beyond))


def _is_odd(text: str, place: int) -> bool:
    before, here, after = text[place - 1 : place], text[place], text[place + 1 : place + 2]
    kind = _kind(here)
    if kind in ("\ufffd", "control"):
        return True
    if kind == "sign":
        return before.isalpha() and after.isalpha() and here not in "\u2019\u2018\u2013\u2014\u00b7\u00ad\u2026"
    if kind == "mark":
        return False
    return any(side.isalpha() and _kind(side) not in (kind, "mark") for side in (before, after)) or (
        here.isupper() and before.islower()
    )


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    """Return a letter's script, as the first word of its name, or what else it is."""
    category = unicodedata.category(character)
    if character == "\ufffd" or category == "Cc":
        return "control"
    if category.startswith("M"):
        return "mark"
    if category[0] != "L":
        return "sign"
    script = unicodedata.name(character, "").partition(" ")[0]
    return "HAN" if script in ("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA") else script


def _decodes(data: bytes, codec: str) -> bool:
    try:
        codecs.decode(data, codec)
    except UnicodeDecodeError:
        return False
    return True
