"""What the columns of tables, and the labels of lines, are called, and by which words one asks for them.

"How heavy is it?" asks for the weight, "Was kostet es am Tag?" for a "Tagespreis", "the cheapest" for a price. One
table of each language; a column is called by the same words, whoever looks for it.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from functions.text.deeds import DEEDS, TATEN

SHARED = 4  # letters that two forms of a word have in common at least: "gewartet", "Wartung"
_LONGER = 3  # letters that a compound has more than a part of it


class _Kind(NamedTuple):
    """A kind of thing, how one asks for it (a pattern), and what its column is called."""

    name: str
    asks: re.Pattern[str]
    labels: frozenset[str]


def _kinds(*lines: tuple[str, str, str]) -> tuple[_Kind, ...]:
    return tuple(_Kind(name, re.compile(rf"\b(?:{asks})\b"), frozenset(labels.split())) for name, asks, labels in lines)


_OLD, _WIE_ALT = r"how old|age", r"wie alt|alter|aus welchem jahr"
_WHEN = r"when|what (?:time|day|date|year)|which (?:day|date|year|month)|until when|date|deadline|due"
_WANN = r"wann|wie spät|wie viel uhr|uhrzeit|(?:welche[mnrs]?) (?:tag\w*|datum|jahr|monat)|bis wann|datum|termin"
_HOW_MANY, _WIE_VIELE = r"how many|number of|quantity|fit", r"wie ?viele?|anzahl|menge"
_ENGLISH = _kinds(
    *(("deed", asks, labels) for asks, labels in DEEDS),
    (
        "price",
        r"how much|costs?|prices?|priced|pay|paid|expensive|cheap|charged?|fees?",
        "price cost costs fee fees rate charge charges fare tariff rent amount premium postage eur usd gbp chf",
    ),
    ("weight", r"heavy|weighs?|weight", "weight mass weighs kg"),
    ("length", r"how (?:long|far)|length", "length distance"),
    (
        "duration",
        r"how long|how much time|last|lasts|take|takes|duration",
        "duration time period term length lasts validity warranty guarantee notice stay",
    ),
    ("height", r"how (?:tall|high)|height|altitude", "height altitude elevation"),
    ("width", r"how (?:wide|broad|deep|thick)|width|depth", "width breadth depth diameter thickness"),
    (
        "size",
        r"how (?:large|big)|size|area|capacity|hold|holds",
        "size area capacity volume space footage dimensions",
    ),
    ("speed", r"how (?:fast|quick)|speed", "speed velocity"),
    ("power", r"how (?:strong|powerful)|power", "power output wattage"),
    ("temperature", r"how (?:hot|warm|cold)|temperature", "temperature"),
    ("age", _OLD, "age"),
    ("origin", _OLD, "born built founded planted established manufactured year"),
    ("value", r"worth|valuable|value", "value worth"),
    ("date", _WHEN, "date day year since updated created published built founded born"),
    (
        "time",
        _WHEN,
        "days time times when until from due deadline start starts begin begins end ends month planted opened opening "
        "hours departure arrival departs arrives leaves term closing",
    ),
    ("departure", r"leaves?|departs?|departure|set off", "departure departs leaves"),
    ("arrival", r"arrives?|arrival|get (?:to|there)|reach", "arrival arrives"),
    (
        "place",
        r"where|what place|which (?:room|place|building|shelf|floor|city|town)|sit|sits|stored|kept|located|storey",
        "place location room site address city town hall shelf building stand venue floor office quarter plot bay "
        "warehouse seat region country desk storage position",
    ),
    (
        "person",
        r"who|whom|whose|responsible|in charge|runs|leads|looks after",
        "name person owner responsible contact manager chair author teacher leader head director who held assigned "
        "secretary treasurer organiser instructor trainer tutor caretaker",
    ),
    (
        "phone",
        r"phone|telephone|call|ring|dial|reach|phone number|extension",
        "phone telephone tel extension mobile cell hotline number call fax",
    ),
    ("mail", r"e-?mail|mail|write to", "e-mail email mail"),
    ("quantity", _HOW_MANY, "number count quantity qty stock units pieces copies"),
    ("seats", f"{_HOW_MANY}|people|persons|guests", "seats places beds persons people pupils capacity"),
    ("interval", r"how often|frequency|every", "interval frequency every cycle schedule"),
    (
        "absent",
        r"absent|miss(?:ed|ing)|(?:not|n't) (?:attend|come|there)|excused",
        "absent apologies excused absentees",
    ),
    (
        "present",
        r"present|attend(?:ed)?|took part|participated|was there|came",
        "present attendees participants attendance",
    ),
    (
        "maker",
        r"(?:made|built|produced|manufactured|supplied) by|who (?:made|built|makes|supplies)",
        "manufacturer maker brand",
    ),
    ("material", r"(?:made|consist) of|material", "material materials fabric"),
)
_GERMAN = _kinds(
    *(("deed", asks, labels) for asks, labels in TATEN),
    (
        "price",
        r"kostet?|kosten|gekostet|teuer|billig|preise?|zahlen|zahlt|bezahlen|bezahlt|gebühr|verlangt",
        "preis kosten gebühr gebühren betrag tarif miete entgelt porto satz beitrag pauschale aufpreis",
    ),
    ("weight", r"schwer|wiegt|wiegen|gewicht", "gewicht masse wiegt"),
    ("length", r"wie (?:lang|weit)|länge|entfernt", "länge strecke entfernung distanz"),
    (
        "duration",
        r"wie lange?|dauert|dauern|dauer|braucht|brauchen|unterwegs",
        "dauer dauert laufzeit frist zeit zeitraum garantie gewährleistung länge",
    ),
    ("height", r"(?:wie )?(?:hoch|groß)|höhe", "höhe größe"),
    ("width", r"wie (?:breit|tief|dick)|breite|tiefe|dicke|durchmesser", "breite tiefe dicke durchmesser stärke"),
    (
        "size",
        r"wie (?:groß|viel (?:passt|fasst))|größe|fläche|fasst",
        "größe fläche kapazität volumen inhalt rauminhalt abmessungen",
    ),
    ("speed", r"wie schnell|geschwindigkeit|tempo", "geschwindigkeit tempo"),
    ("power", r"wie (?:stark|kräftig)|leistung", "leistung stärke"),
    ("temperature", r"wie (?:heiß|warm|kalt)|temperatur", "temperatur"),
    ("age", _WIE_ALT, "alter"),
    ("origin", _WIE_ALT, "baujahr jahr geboren gebaut gegründet gepflanzt"),
    ("value", r"wert|wertvoll", "wert"),
    ("date", _WANN, "datum tag jahr seit stand gebaut baujahr geboren termin"),
    (
        "time",
        _WANN,
        "tage uhrzeit zeit zeiten frist fällig bis ab beginn start ende monat abfahrt ankunft öffnungszeiten "
        "sprechstunde sprechzeiten schluss",
    ),
    ("departure", r"losfahren|fährt|abfahren|los|ab", "abfahrt"),
    ("arrival", r"ankommen|kommt|ankunft|an", "ankunft"),
    (
        "place",
        r"wo|woher|wohin|(?:welche[mnrs]?) (?:raum|ort|halle|gebäude|zimmer|stadt|platz|stock|gleis)|steht|liegt",
        "ort standort raum adresse anschrift halle lager platz zimmer gebäude stadt regal stelle stock etage gleis "
        "bahnsteig ziel büro land region sitz",
    ),
    (
        "person",
        r"wer|wem|wen|wessen|zuständig|verantwortlich|leitet|führt",
        "name ansprechpartner ansprechpartnerin verantwortlich verantwortlicher verantwortliche zuständig leiter "
        "leiterin leitung kontakt besitzer autor lehrer lehrerin trainer vorsitz inhaber inhaberin halter wer "
        "betreuer beauftragter beauftragte",
    ),
    (
        "phone",
        r"telefon\w*|anrufen|rufe?n?|erreiche?n?|erreichbar|nummer|durchwahl|handy\w*",
        "telefon telefonnummer tel rufnummer durchwahl nummer handy mobil fax erreichbar notruf hotline",
    ),
    ("mail", r"e-?mail|mail|schreiben", "e-mail email mail"),
    ("quantity", _WIE_VIELE, "anzahl menge bestand lagerbestand stück zahl stückzahl"),
    ("seats", f"{_WIE_VIELE}|personen|leute|gäste", "plätze sitze betten personen teilnehmer kapazität"),
    ("interval", r"wie oft|häufig|turnus|alle wie viel", "intervall häufigkeit turnus rhythmus zyklus"),
    (
        "absent",
        r"fehlte?n?|gefehlt|abwesend|entschuldigt|nicht (?:da|anwesend|dabei|gekommen)",
        "abwesend entschuldigt fehlend fehlt",
    ),
    (
        "present",
        r"anwesend|teilgenommen|dabei|teilnahm(?:en)?|erschienen",
        "anwesend anwesende teilnehmer teilnehmende teilnehmerinnen",
    ),
    (
        "maker",
        r"(?:wer|welche firma) .*(?:gebaut|hergestellt|geliefert)|hersteller|marke",
        "hersteller marke lieferant",
    ),
    ("material", r"woraus|material|besteht aus", "material werkstoff stoff"),
)
_LANGUAGES = ((_ENGLISH, False), (_GERMAN, True))  # and whether words are written together
_PERIODS = {
    "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annual": "year", "annually": "year",
    "annum": "year", "hourly": "hour", "nightly": "night", "täglich": "tag", "wöchentlich": "woche",
    "monatlich": "monat", "jährlich": "jahr", "stündlich": "stunde",
}  # fmt: skip
ASKED_BY_A_WORD = ("price", "weight", "duration", "value", "seats")  # kinds that one word asks for: "weighs", "people"
_LINKS = ("es", "s", "en", "n", "er", "e", "")  # between the parts of a compound


def labels_of(*kinds: str) -> tuple[str, ...]:
    """Return what the columns of some kinds are called, in every language."""
    found = (label for every, _ in _LANGUAGES for kind in every if kind.name in kinds for label in sorted(kind.labels))
    return tuple(dict.fromkeys(found))


@lru_cache(2048)
def kind_asked(word: str) -> str:
    """Return the kind of column that a word asks for by itself, of those that one word can; "" for none."""
    kinds = (kind for every, _ in _LANGUAGES for kind in every if kind.name in ASKED_BY_A_WORD)
    return next((kind.name for kind in kinds if kind.asks.fullmatch(word)), "")


class Asked:
    """A question, as far as it asks for columns; its words in small letters."""

    def __init__(self, question: str) -> None:
        text = question.lower()
        self.kinds = [(kind, is_joined) for kinds, is_joined in _LANGUAGES for kind in kinds if kind.asks.search(text)]

    def wants(self, label: str) -> bool:
        """Tell whether a label (a word in small letters) names a column that is asked for."""
        return any(_is_called(label, kind, is_joined) for kind, is_joined in self.kinds)

    def means(self, word: str, label: str) -> bool:
        """Tell whether a word of the question says what a word of a label says, in another form or another word."""
        if self.names(word, label):
            return True
        return any(kind.asks.fullmatch(word) and _is_called(label, kind, joined) for kind, joined in self.kinds)

    def names(self, word: str, label: str) -> bool:
        """Tell the same, but for a compound only of what tells it from others: of "Tagespreis" the day."""
        if _period(word) == _period(label) or is_part_of(_period(word), label):
            return True
        return any(kind.asks.fullmatch(word) and label in kind.labels for kind, _ in self.kinds)


def _is_called(label: str, kind: _Kind, is_joined: bool) -> bool:
    return label in kind.labels or (is_joined and label.endswith(_compound_heads(kind.labels)))


@lru_cache(64)
def _compound_heads(labels: frozenset[str]) -> tuple[str, ...]:
    return tuple(one for one in labels if len(one) > _LONGER)


def _period(word: str) -> str:
    return _PERIODS.get(word, word)


@lru_cache(8192)
def is_part_of(word: str, compound: str) -> bool:
    """Tell whether a word, in some form, is the beginning or the end of a compound: "Tag" of "Tagespreis"."""
    if len(compound) < len(word) + _LONGER and not first_parts(compound):
        return False
    bare = word.removeprefix("ge") if len(word) > SHARED + 2 else word
    if len(word) >= SHARED and (compound.startswith(word) or compound.endswith(word)):
        return len(compound) >= len(word) + _LONGER
    return any(_are_forms(one, part) for part in first_parts(compound) for one in (word, bare))


@lru_cache(2048)
def first_parts(compound: str) -> tuple[str, ...]:
    """Return what a compound's first part may be, by the names of columns that it ends with: of "Tagespreis", "tag"."""
    ends = {head for kind in _GERMAN for head in _compound_heads(kind.labels) if compound.endswith(head)}
    return tuple(
        first.removesuffix(link)
        for head in ends
        if len(first := compound.removesuffix(head)) >= _LONGER
        for link in _LINKS
        if first.endswith(link) and len(first) - len(link) >= _LONGER
    )


def _are_forms(word: str, part: str) -> bool:
    """Tell whether a word is a form of a part: "wochen" and "woche", "gewartet" and "wartung", but not "tagung"."""
    shared = next((n for n, (a, b) in enumerate(zip(word, part, strict=False)) if a != b), min(len(word), len(part)))
    if shared >= SHARED:
        return True
    return shared == len(part) and len(word) - shared <= 2
