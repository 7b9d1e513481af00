"""The words by which a question leans on what was said before it, and those that part its phrases, by language."""

from dataclasses import dataclass
from functools import cached_property


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, kw_only=True)
class FollowUpWords:
    """The words of a language; all are small letters."""

    openers: tuple[str, ...]  # with which a question goes on from the one before; the longer ones first
    asking: frozenset[str]
    asking_who: frozenset[str]  # the answer names the person that the next question is about,
    asking_which: frozenset[str]  # or the thing
    contracted: frozenset[str]  # prepositions that hold the article, too
    stand_ins: frozenset[str]  # "the red one"
    several: frozenset[str]  # words that stand for several things or persons
    things: frozenset[str]  # words that stand for a thing, or several
    persons: frozenset[str]
    possessive: frozenset[str]
    places: frozenset[str]
    at_the_end: frozenset[str]  # words that point back at the end of a question, elsewhere mostly a part of grammar
    determiners: frozenset[str]
    prepositions: frozenset[str]
    about: frozenset[str]  # the prepositions that say what is asked about: "for the Golf", not "in winter"
    auxiliaries: frozenset[str]
    helpers: frozenset[str]  # those of them that want a verb at the end: "does the bike rust"
    verbs: frozenset[str]  # frequent ones, and predicates, which end a phrase that is written in small letters
    attributes: frozenset[str]  # "the price of the pump": what is spoken of is the pump
    empty: frozenset[str]  # what else tells nothing of the matter
    impersonal: frozenset[str]  # "is it allowed to smoke": the word stands for nothing,
    connectors: frozenset[str]  # where one of these follows; none: whatever follows
    of: str  # how the owner is named behind what is owned; "": before it, by 's
    nouns_are_capitals: bool = False

    @cached_property
    def apart(self) -> frozenset[str]:
        """Words that part a question's phrases."""
        return self.telling_nothing | self.verbs

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that part them also when they have a capital."""
        return self.prepositions | self.asking

    @cached_property
    def pointing(self) -> frozenset[str]:
        """Words that stand for something said before, wherever they are."""
        return self.things | self.persons | self.possessive

    @cached_property
    def telling_nothing(self) -> frozenset[str]:
        """Words that say nothing of what a question is about."""
        grammar = self.determiners | self.prepositions | self.auxiliaries | self.asking | self.empty
        return self.pointing | self.places | self.at_the_end | grammar


ENGLISH = FollowUpWords(
    openers=("what about", "how about", "what else", "why not", "and", "but", "or", "so", "also", "then"),
    asking=_words("what which who whom whose when where why how"),
    asking_who=_words("who whom whose"),
    asking_which=_words("which"),
    contracted=frozenset(),
    stand_ins=_words("one ones"),
    several=_words("they them their theirs these those"),
    things=_words("it they them theirs"),
    persons=_words("he him she her hers"),
    possessive=_words("his her its their"),
    places=_words("there"),
    at_the_end=_words("there then this that these those"),
    determiners=_words("a an the this that these those my your our every each"),
    prepositions=_words(
        "about of in on at by for from to with as into over under after before during until since per near"
    ),
    about=_words("about for of with"),
    auxiliaries=_words(
        "is are was were be been do does did has have had can could will would should may might must shall am"
    ),
    helpers=_words("do does did can could will would should may might must shall"),
    verbs=_words(
        "cost costs weigh last open opens close closes closed mean need take takes start begin end work apply cover "
        "include belong live die happen contain hold run pay get keep use say make come go stand lie leave arrive "
        "reach offer require charge sell buy show give find know want built made kept held sold paid given found "
        "allowed available free included located stored born hire rent change wait stop stay sit sleep eat"
    ),
    attributes=_words(
        "price cost fee weight length height width size age colour color name number capacity power speed range "
        "author owner date time duration mirror rent deposit maximum minimum amount"
    ),
    empty=_words(
        "not no yes and but or so also many much long far often old else more most other another same i you we me us "
        "tell explain please ok okay really exactly any some all too continue further detail details example "
        "examples elaborate summarise summarize summary means give go say said mean one ones"
    ),
    impersonal=_words("allowed possible necessary permitted forbidden required true safe legal cost costs take takes"),
    connectors=_words("to that"),
    of="",
)
GERMAN = FollowUpWords(
    openers=(
        "wie sieht es aus mit",
        "wie steht es mit",
        "wie steht es um",
        "wie sieht es mit",
        "wie ist es mit",
        "wie ist das mit",
        "was ist mit",
        "wie wäre es mit",
        "und was ist mit",
        "warum nicht",
        "was noch",
        "und",
        "aber",
        "oder",
        "also",
        "dann",
        "auch",
    ),
    asking=_words(
        "was wer wen wem wessen wann wo woher wohin warum wieso weshalb wie welche welcher welches welchen welchem "
        "wofür womit wodurch wozu"
    ),
    asking_who=_words("wer wen wem wessen"),
    asking_which=_words("welche welcher welches welchen welchem"),
    contracted=_words("am im beim zum zur vom ans ins"),
    stand_ins=frozenset(),
    several=frozenset(),  # "sie" is she, too
    things=_words("er sie es ihn ihm ihr ihnen davon dafür damit dazu daran darin darauf"),
    persons=_words("er sie ihn ihm ihr"),
    possessive=_words("sein seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres deren dessen"),
    places=_words("dort da dorthin"),
    at_the_end=_words("das dies diese dieser dieses denn dort da"),
    determiners=_words(
        "der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem mein meine unser "
        "unsere jede jeder jedes kein keine keinen"
    ),
    prepositions=_words(
        "für von vom mit in im am an auf aus bei beim zu zum zur nach vor über unter durch bis seit während pro ab um "
        "neben ins ans gegen ohne"
    ),
    about=_words("für von vom mit bei beim zu zum zur"),
    auxiliaries=_words(
        "ist sind war waren wird werden wurde wurden hat haben hatte hatten kann können konnte darf dürfen muss müssen "
        "soll sollen sollte will wollen mag möchte bin bist habe hast"
    ),
    helpers=frozenset(),
    verbs=_words("kostet kosten gibt geben gilt liegt steht heißt beginnt endet dauert öffnet schließt braucht"),
    attributes=_words("preis kosten gewicht länge höhe breite größe alter farbe name nummer anzahl dauer gebühr miete"),
    empty=_words(
        "nicht kein ja nein und aber oder auch viel viele lange weit oft alt noch mehr ich du wir mir uns sie ihr man "
        "bitte genau so denn eigentlich sag sage erkläre beispiel beispiele weiter einzelheiten zusammenfassung"
    ),
    impersonal=_words("gibt erlaubt möglich nötig gestattet verboten wahr sicher"),
    connectors=frozenset(),
    of="von",
    nouns_are_capitals=True,
)
LANGUAGES = {"en": ENGLISH, "de": GERMAN}
POINTING = frozenset[str]().union(*(words.pointing for words in LANGUAGES.values()))
POINTING_AT_THE_END = frozenset[str]().union(*(words.at_the_end for words in LANGUAGES.values()))
TELLING_NOTHING = frozenset[str]().union(*(words.telling_nothing for words in LANGUAGES.values()))
OPENERS = tuple(opener for words in LANGUAGES.values() for opener in words.openers)
# Two phrases of one class can stand in each other's place.
CLASSES = tuple(
    _words(names)
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday weekdays weekend weekends mondays tuesdays "
        "wednesdays thursdays fridays saturdays sundays montag dienstag mittwoch donnerstag freitag samstag "
        "sonnabend sonntag wochenende werktags feiertag feiertagen holidays",
        "january february march april may june july august september october november december januar februar märz mai "
        "juni juli oktober dezember",
        "spring summer autumn fall winter frühling frühjahr sommer herbst",
        "morning afternoon evening night morgen vormittag mittag nachmittag abend nacht",
        "today tomorrow yesterday heute gestern",
    )
)


def language_of(text_words: list[str]) -> FollowUpWords:
    """Return the words of the language that has most of these, English where none has more."""
    return max(LANGUAGES.values(), key=lambda words: sum(word in words.telling_nothing for word in text_words))
