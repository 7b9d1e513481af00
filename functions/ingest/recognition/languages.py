"""The languages that can be recognised: their models, and the scripts they are written in."""

from collections.abc import Collection, Sequence

MODELS = {  # by ISO 639-1: the name of Tesseract's model
    "am": "amh", "ar": "ara", "bg": "bul", "bn": "ben", "ca": "cat", "cs": "ces", "da": "dan", "de": "deu",
    "el": "ell", "en": "eng", "es": "spa", "fa": "fas", "fi": "fin", "fr": "fra", "gu": "guj", "he": "heb",
    "hi": "hin", "hu": "hun", "hy": "hye", "id": "ind", "it": "ita", "ja": "jpn", "ka": "kat", "km": "khm",
    "kn": "kan", "ko": "kor", "lo": "lao", "ml": "mal", "mr": "mar", "my": "mya", "ne": "nep", "nl": "nld",
    "no": "nor", "pa": "pan", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "si": "sin", "sr": "srp",
    "sv": "swe", "ta": "tam", "te": "tel", "th": "tha", "tr": "tur", "uk": "ukr", "ur": "urd", "vi": "vie",
    "zh": "chi_sim",
}  # fmt: skip
ORIENTATION = "osd"  # the model that tells how a page lies and in which script
USUAL_LANGUAGES = (
    "ar",
    "de",
    "en",
    "es",
    "fr",
    "hi",
    "it",
    "ja",
    "nl",
    "pl",
    "pt",
    "ru",
    "sv",
    "zh",
)  # that are set up
OF_SCRIPTS = {  # as Tesseract names them: the languages to read one by, the likeliest first
    "Latin": ("en",),
    "Cyrillic": ("ru", "uk", "bg", "sr"),
    "Han": ("zh", "ja"),
    "Japanese": ("ja",),
    "Hangul": ("ko",),
    "Arabic": ("ar", "fa", "ur"),
    "Devanagari": ("hi", "mr", "ne"),
    "Greek": ("el",),
    "Hebrew": ("he",),
    "Thai": ("th",),
    "Bengali": ("bn",),
    "Tamil": ("ta",),
    "Telugu": ("te",),
    "Georgian": ("ka",),
    "Armenian": ("hy",),
}
USUAL = "en"
ALONE = ("zh", "ja", "ko")  # whose models know Latin letters; beside another one they see letters in their characters
_MOST = 3  # models read one line after the other where the first is in doubt: each takes its time


def usable(languages: Sequence[str], there: Collection[str]) -> tuple[str, ...]:
    """Return those of the languages whose models are there, English last: its words and names stand in any text."""
    known = list(dict.fromkeys(one for one in languages if one in there))
    if known and known[0] in ALONE:
        return (known[0],)
    usual = [USUAL] if USUAL in there and USUAL not in known else []
    return (*known[:_MOST], *usual) or tuple(sorted(there)[:1])


def of_script(script: str, there: Collection[str]) -> tuple[str, ...]:
    """Return the first language of a script whose model is there; none where there is no such."""
    return tuple(one for one in OF_SCRIPTS.get(script, ()) if one in there)[:1]
