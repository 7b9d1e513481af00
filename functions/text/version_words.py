"""How texts say that they hold from a day on or that something newer takes their place, and how questions ask for it.

English and German.
"""
# ruff: noqa: SIM905 - words read better in a line

import re

NEWEST = re.compile(
    r"\b(?:now(?:adays)?|at present|presently|at the moment|current(?:ly)?|today|latest|newest|most recent"
    r"|up[- ]to[- ]date|(?:in|presently|currently) (?:force|valid|effect)|valid"
    r"|heute|heutige\w{0,2}|zurzeit|zur zeit|derzeit\w{0,4}|aktuelle?\w{0,2}|momentan|gegenwärtig\w{0,2}|jetzt\w{0,4}"
    r"|neueste\w{0,2}|gültige?\w{0,2}|geltende\w{0,2}|mittlerweile|inzwischen)\b",
    re.IGNORECASE,
)
ALL = re.compile(  # asks for several versions, or for an older one
    r"\b(?:versions|both|old(?:er)?|differ\w*|changed?|agree\w*|previous\w*|former\w*|originally|used to"
    r"|fassungen|beide\w?|alte[nrs]?|geändert|unterschied\w*|früher\w{0,2}|bisher\w{0,2}|ursprünglich\w{0,2})\b",
    re.IGNORECASE,
)
VALID_FROM = re.compile(
    r"\b(?:valid|effective|applies|applicable|in force|in effect|as) (?:as )?(?:from|of|since)\b|\bas of\b|\bvalid:"
    r"|\b(?:gültig|gilt|geltend|wirksam) (?:ab|seit|vom)\b|\b(?:stand|in kraft (?:ab|seit|getreten am))\b[:\s]"
    r"|\b(?:date|datum|version|revision|updated|last updated|dated|aktualisiert|fassung)\b(?: vom| of| on| am)?[:\s]",
    re.IGNORECASE,
)
VALIDITY = re.compile(
    r"\b(?:valid|effective|since|as of|in force|gültig|gilt|seit|ab|stand)\b", re.IGNORECASE
)  # a label
REPLACES = re.compile(
    r"\b(?:replac(?:es|ing)|supersed(?:es|ing)|takes the place of|instead of the|ersetzt|löst\b[^.\n]{1,80}\bab\b"
    r"|tritt an die stelle|anstelle der|statt der)\b[^.\n]{0,80}(?:\.(?=\d)[^.\n]{0,80}){0,3}",
    re.IGNORECASE,
)
AMENDS = re.compile(
    r"\b(?:amendment|addendum|amended|is (?:hereby )?(?:replaced|changed)|shall (?:be replaced|read)|(?:now|then) reads"
    r"|reads now|nachtrag|änderungsvereinbarung|vertragsänderung|wird\b[^.:\n]{1,60}\b(?:ersetzt|geändert)"
    r"|lautet (?:nun|jetzt|künftig|neu)|nunmehr)\b",
    re.IGNORECASE,
)
FORMER = re.compile(
    r"\b(?:previously|formerly|until now|used to|no longer|früher|bisher|zuvor|vormals|ehemals|nicht mehr)\b",
    re.IGNORECASE,
)
ATTRIBUTION = re.compile(r"\b(?:wrote|schrieb)\b", re.IGNORECASE)  # in the line before a mail that is quoted
REFERENCE = re.compile(
    r"(?:§+|\b(?:section|clause|article|paragraph|annex|item|ziffer|absatz|artikel|punkt|amendment|nachtrag))"
    r" ?\d{1,4}[a-z]?\b",
    re.IGNORECASE,
)
WORDS = frozenset(
    "v version old new final draft copy rev revision update updated alt alte neu neue entwurf kopie fassung stand "
    "valid from gultig ab jan feb mar apr may jun jul aug sep oct nov dec january february march april june july "
    "august september october november december januar februar marz mai juni juli oktober dezember".split()
)  # of a name or heading, which say no more than a version of it, as `words_of` has them
