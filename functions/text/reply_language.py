"""Which language a question is answered in: its own, where there are sentences in it; where nothing tells, English."""

import re
from functools import lru_cache

from functions.text.detection import language_of_text
from functions.text.frames import FRAMED
from functions.text.function_words import FUNCTION_WORDS
from functions.text.question_kind import common_words, language_of

_RUN = re.compile(r"[!-~]++")
_OF_CODE = frozenset("0123456789()[]{}<>=+*/^_")  # in formulas, paths and identifiers, which are of no language
_OPENING, _CLOSING = '"\u201c\u201e\u00ab\u300c', '"\u201c\u201d\u00bb\u300d'
_QUOTED = re.compile(f"[{_OPENING}][^{_OPENING}{_CLOSING}]*+[{_CLOSING}]")
_WORD = re.compile(r"[^\W\d_]+")
_LINES = {  # that short questions may have alone, beside the words that every text has; each of one language only
    "fr": "bonjour bonsoir salut merci combien peut puis-je durée délai coûte faut",
    "es": "hola gracias buenos días precio cuesta cuanto cuanta cuantos cuantas quien cuando plazo puedo",
    "it": "ciao buongiorno grazie prezzo biglietto durata",
    "pt": "olá oi obrigado obrigada preço custa bilhete prazo duração pode posso abre garantia horário",
    "nl": "dank bedankt goedendag prijs kaartje duurt hoelang",
    "pl": "cześć dzień dobry dziękuję kosztuje bilet biletu trwa gwarancja wolno",
}
_ASKED = {code: frozenset(line.split()) for code, line in _LINES.items()}


@lru_cache(256)
def reply_language(question: str) -> str:
    """Return the ISO 639-1 code of the language that a reply to the question is in, one of `FRAMED`."""
    bare = _RUN.sub(_without_code, _QUOTED.sub(" ", question))
    words = _WORD.findall(bare.lower())
    counts = {code: sum(word in asked for word in words) for code, asked in _ASKED.items()}
    best = max(counts, key=lambda code: counts[code])
    if counts[best] > max(common_words(question, FUNCTION_WORDS[best])):
        return best
    found = language_of_text(bare)
    return found if found in FRAMED and found != "en" else language_of(question)


def _without_code(run: re.Match[str]) -> str:
    return run[0] if _OF_CODE.isdisjoint(run[0]) else " "
