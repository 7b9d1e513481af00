"""How a text says why something is so, and how a question asks for it: English and German."""

import re

from functions.text.records import CELLS

ASKS_WHY = re.compile(
    r"\b(?:why|how come|what (?:is|was|are|were) (?:the )?(?:reasons?|causes?)|(?:for )?(?:what|which) reasons?"
    r"|warum|weshalb|wieso|weswegen|aus welch\w+ grund|aus welchen gründen|was (?:ist|war) der grund)\b",
    re.IGNORECASE,
)


def _any(*forms: str) -> re.Pattern[str]:
    return re.compile("|".join(forms), re.IGNORECASE)


_CAUSE = _any(  # the reason stands in the sentence itself
    r"\b(?:because|due to|owing to|on account of|as a result of|thanks to|so that|so as to|in order to|in order that"
    r"|otherwise|or else|reasons?|caus(?:es?|ed|ing)|lest|purpose|out of (?:fear|concern|respect|caution)"
    r"|(?:leads?|led) to|results? in|resulted in|given that|seeing that|in case|to the fact that)\b",
    r"(?:^|, )(?:as|for) (?!(?:of|for|soon|long|well|far|many|much|early|late|example|instance|now|most|all|\d))",
    r"\bsince (?!\d|then\b|last\b|the (?:\d|beginning|start)|january|february|march|april|may\b|june|july|august"
    r"|september|october|november|december|yesterday)",
    r"\bto (?:avoid|prevent|protect|reduce|save|keep|ensure|make sure|allow|enable|help|stop|limit|improve|meet|comply"
    r"|minimi[sz]e|guarantee|preserve|leave|free|spare|make room|give)\b",
    r"\bfor (?:its|their|his|her|fear|lack|want|safety|hygiene|(?:\w+ ){0,2}(?:reasons|protection))\b",
    r"\b(?:weil|damit|wegen|aufgrund|auf grund|zwecks|infolge|mangels|sonst|andernfalls|ursache|hintergrund|dank"
    r"|nämlich|gr[uü]nd\w{0,3}|(?:dies|das)e?[rnms]?halb|verursacht|dadurch,|dient|dienen|zum schutz|zur vermeidung)\b",
    r"(?:^|, )(?:da|denn) ",
    r"\bum\b[^.;]{1,100}(?:\bzu\b|\w{2}zu\w{3,20}en\b)",
)
_MARKS = re.compile(r": [^\W\d_]|;| [\u2013\u2014] ")  # "Oil must not be used: it collects dust"
_LABELS = _any(r"\b(?:meaning|remarks?|comments?|notes?|bedeutung|bemerkung\w*|anmerkung\w*|kommentar|hinweis)\b")
_CONSEQUENCE = _any(  # it stands in the sentence before
    r"\b(?:therefore|that is why|that's why|for (?:this|that) reason|hence|thus|consequently|accordingly"
    r"|as a result)\b",
    r"\b(?:deshalb|daher|darum|deswegen|folglich|somit|aus diesem grund)\b",
)
_EXPLAINS = _any(  # a sentence that gives the reason of the one before it
    r"\A\W*(?:this|that|it|the reason|reason|cause|background) (?:is|was) (?:because|due|that)\b",
    r"\A\W*(?:because|due to|owing to|otherwise|or else|the (?:reason|cause)|(?:this|that|it) (?:will |would )?"
    r"(?:prevent|avoid|keep|protect|ensure|allow|save|reduce|stop|help|could|might|may))",
    r"\A\W*(?:denn|weil|grund|der grund|die ursache|ursache|hintergrund|sonst|andernfalls|dadurch|damit|so "
    r"|(?:das|dies) (?:verhindert|vermeidet|schützt|soll|spart|dient))\b",
    r"\b(?:have|has) (?!to\b|been (?:possible|allowed)|a\b|an\b|the\b|\d)(?:\w+ed|been|burst|broken|fallen|gone|run"
    r"|lost|worn|left|come|become)\b",
    r"\b(?:is|are) (?:\w+ )?being \w+|\b(?:is|are|was|were) (?:\w+ )?(?:broken|ill|sick|damaged|faulty|defective"
    r"|missing|flooded|on strike)\b",
    r"\b(?:wird|werden|wurden?)\b[^.]{0,200}\b(?:\w{0,20}ge\w{2,20}(?:t|en)|(?:ver|er|be|zer|ent)\w{2,20}(?:t|en)|\w{1,20}iert)\.",
    r"\b(?:ist|sind|war|waren)\b[^.]{0,200}\b(?:krank|erkrankt|defekt|kaputt|gebrochen|geplatzt|ausgefallen|beschädigt"
    r"|undicht|überflutet|gestohlen|verstopft)\b",
)
_APART = re.compile(r",|\b(?:and|und|so)\b", re.IGNORECASE)


def gives_reason(text: str) -> bool:
    """Tell whether a sentence or row says why something is so; the marks between the cells of a row do not."""
    if CELLS in text:
        return _CAUSE.search(text) is not None or _LABELS.search(text) is not None
    return any(form.search(text) for form in (_CAUSE, _MARKS)) or _consequence(text) == "own"


def follows_from_before(text: str) -> bool:
    """Tell whether a sentence says what follows from the one before it: "Therefore the hall is closed"."""
    return _consequence(text) == "before"


def explains(text: str) -> bool:
    """Tell whether a sentence is likely the reason of the one before it: "This is because", "A pipe has burst"."""
    return _EXPLAINS.search(text) is not None


def _consequence(text: str) -> str:
    found = _CONSEQUENCE.search(text)
    if not found:
        return ""
    return "own" if _APART.search(text[: found.start()]) else "before"
