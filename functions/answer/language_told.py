"""Which language passages and a question over them are in, where few words tell languages that are near each other."""

from functions.answer.evidence import language_of_text
from functions.text.detection import language_of_text as code_of
from functions.text.languages import CODES, ENGLISH, GERMAN, UNKNOWN, Language
from functions.text.reply_language import reply_language

_BY_CODE = {code: language for language, code in CODES.items()}
_SURE = (ENGLISH, GERMAN)  # told by their words alone, of which every text has many


def language_told(text: str, question: str) -> Language:
    """Return the language of the passages of a question: where its own words do not tell it, by letters and endings;
    else that of the question."""
    own, asked = language_of_text(text), language_of_text(question)
    if own in _SURE or (own is UNKNOWN and asked in _SURE):
        return asked if own is UNKNOWN else own
    found = _BY_CODE.get(code_of(text), UNKNOWN)
    return found if found not in (*_SURE, UNKNOWN) else asked if own is UNKNOWN else own


def language_asked(question: str, told: Language) -> Language:
    """Return the language of a question, in doubt that of its passages."""
    own = language_of_text(question, told)
    is_doubtful = own is not told and told not in (*_SURE, UNKNOWN)
    return told if is_doubtful and CODES[told] == reply_language(question) else own
