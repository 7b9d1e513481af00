"""Numbers as lists write them."""

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LARGEST_ROMAN = 4000
_ALPHABET = 26
_MOST_LETTERS = 20
_TEENS = range(11, 14)


def roman(number: int) -> str:
    """Return a Roman numeral in capitals; the digits for what has none."""
    if not 0 < number < _LARGEST_ROMAN:
        return str(number)
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def small_roman(number: int) -> str:
    """Return a Roman numeral in small letters."""
    return roman(number).lower()


def capital_letters(number: int) -> str:
    """Return A, B, ... Z, AA, BB, ..."""
    return letters(number).upper()


def letters(number: int) -> str:
    """Return a, b, ... z, aa, bb, ...; the digits for what has none."""
    if not 0 < number <= _ALPHABET * _MOST_LETTERS:
        return str(number)
    times, letter = divmod(number - 1, _ALPHABET)
    return chr(ord("a") + letter) * (times + 1)


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, ..."""
    ending = "th" if number % 100 in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
