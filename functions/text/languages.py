"""The languages of texts, and which one a text is of."""

from functools import cache

from functions.text.english import ENGLISH
from functions.text.german import GERMAN
from functions.text.language import Language, words
from functions.text.words import compared_words

__all__ = ["ENGLISH", "GERMAN", "LANGUAGES", "UNKNOWN", "Language", "language_of"]


def _minor(typical: str, grammar: str, negations: str) -> Language:
    return Language(typical=words(typical), grammar=words(grammar + " " + typical), negations=words(negations))


_OTHERS = (
    _minor(
        "le les des est et une du dans pour qui pas aux sont cette",
        "la de un en à au l d il elle que",
        "ne n pas jamais rien sans aucun aucune non ni",
    ),
    _minor(
        "el los las y una del por para está son",
        "la de un en que es con a se lo al",
        "no nunca nada sin ningún ninguna ni nadie",
    ),
    _minor(
        "il gli è della di che sono una nel alla",
        "la le un in con per a e del si",
        "non mai niente senza nessuno nessuna né",
    ),
    _minor(
        "het een van niet voor zijn wordt naar", "de en in is op te met dat", "niet geen nooit niets zonder niemand"
    ),
    _minor(
        "os uma não são dos ao pelo", "o a de um em que é com para do da e se", "não nunca nada sem nenhum nenhuma nem"
    ),
    _minor("och att är inte som på det av", "en ett i den för med", "inte ingen inget aldrig utan"),
)
UNKNOWN = Language(
    typical=frozenset(),
    grammar=frozenset(),
    negations=frozenset().union(*(one.negations for one in (ENGLISH, GERMAN, *_OTHERS))) - {"n", "no", "ne"} | {"no"},
    answers=ENGLISH.answers | GERMAN.answers,
    numbers={},
)
LANGUAGES = (ENGLISH, GERMAN, *_OTHERS)


@cache
def kin_of(stem: str) -> frozenset[str]:
    """Return the words that may stand for one, all as `compared_words` has them."""
    groups = (frozenset(compared_words(" ".join(group))) for language in LANGUAGES for group in language.kin)
    return frozenset().union(*(group for group in groups if stem in group))


@cache
def _typical() -> dict[str, Language]:
    return {word: language for language in LANGUAGES for word in language.typical}


def language_of(found_words: list[str]) -> Language | None:
    """Return the language that most of these words, in small letters, are typical of; None for a tie, or none."""
    table, counts = _typical(), dict[int, int]()
    for word in found_words:
        if found := table.get(word):
            counts[LANGUAGES.index(found)] = counts.get(LANGUAGES.index(found), 0) + 1
    best = sorted(counts, key=lambda one: -counts[one])[:2]
    if not best or (len(best) > 1 and counts[best[0]] == counts[best[1]]):
        return None
    return LANGUAGES[best[0]]
