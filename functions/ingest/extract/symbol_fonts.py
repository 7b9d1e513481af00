"""What the signs of symbol fonts are in Unicode: documents name them by their place in the font."""
# ruff: noqa: RUF001 - signs that look like letters are what this is about

_SYMBOL = {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0xA1: "ϒ", 0xA2: "′",
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″",
    0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…",
    0xC4: "⊗", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xCC: "⊂", 0xCE: "∈", 0xCF: "∉", 0xD0: "∠", 0xD1: "∇",
    0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_GREEK = dict(enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", ord("A"))) | dict(
    enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ", ord("a"))
)
_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x71: "❑", 0x73: "⬧", 0x75: "◆",
    0x76: "❖", 0x9F: "•", 0xA0: "▪", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"}
_FONTS = {"symbol": _SYMBOL | _GREEK, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_PLAIN = "!#%&()+,./0123456789:;<=>?[]_{|}"  # what a font of signs and one of letters have at the same place
_LAST, _SURROGATES = 0x10FFFF, range(0xD800, 0xE000)
_PRIVATE = range(0xF000, 0xF100)  # where the places of such a font lie in Unicode


def is_symbol_font(font: str) -> bool:
    """Tell whether what is written in this font stands for signs that are known."""
    return font.lower() in _FONTS


def sign_of(code: int, font: str) -> str:
    """Return the sign at a place of a font, "" where it is not known; in a font of letters it is what it is."""
    place = code - _PRIVATE.start if code in _PRIVATE else code
    signs = _FONTS.get(font.lower())
    if signs is not None:
        return signs.get(place) or (chr(place) if signs is _FONTS["symbol"] and chr(place) in _PLAIN else "")
    return "" if code in _PRIVATE or not 0 < code <= _LAST or code in _SURROGATES else chr(code)


def in_unicode(text: str, font: str) -> str:
    """Return text that is set in a symbol font with its signs; what is not known of it is left out."""
    return "".join(sign_of(ord(sign), font) if not sign.isspace() else sign for sign in text)
