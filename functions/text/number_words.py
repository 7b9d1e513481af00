"""Numbers as words, by language."""

_ENGLISH = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ENGLISH_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_GERMAN = (
    "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn"
)
_GERMAN_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
_GERMAN_ORDINALS = "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft"
_GERMAN_ENDINGS = ("e", "en", "er", "es", "em")
SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "millionen": 10**6,
    "milliarde": 10**9,
    "milliarden": 10**9,
    "tausend": 1000,
    "hundert": 100,
    "trillion": 10**12,
}  # behind another number


def _english() -> dict[str, int]:
    small = {word: number for number, word in enumerate(_ENGLISH.split(), 1)}
    tens = {word: 10 * number for number, word in enumerate(_ENGLISH_TENS.split(), 2)}
    both = {f"{ten}-{one}": tens[ten] + small[one] for ten in tens for one in list(small)[:9]}
    ordinals = {word: number for number, word in enumerate(_ENGLISH_ORDINALS.split(), 1)}
    return small | tens | both | ordinals


def _german() -> dict[str, int]:
    small = {word: number for number, word in enumerate(_GERMAN.split(), 1)}
    tens = {word: 10 * number for number, word in enumerate(_GERMAN_TENS.split(), 2)}
    ones = {("ein" if word == "eins" else word): number for word, number in list(small.items())[:9]}
    both = {f"{one}und{ten}": ones[one] + tens[ten] for one in ones for ten in tens}
    hundreds = {f"{one}hundert": 100 * ones[one] for one in ones} | {f"{one}tausend": 1000 * ones[one] for one in ones}
    ordinals = {
        stem + ending: number
        for number, stem in enumerate(_GERMAN_ORDINALS.split(), 1)
        for ending in _GERMAN_ENDINGS
        if stem != "acht" or ending != "e"
    }
    return small | tens | both | hundreds | ordinals


ENGLISH_NUMBERS = _english()
GERMAN_NUMBERS = _german()
