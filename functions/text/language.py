"""What languages differ in where texts are compared for what they say; the code that compares is the same for all."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, eq=False)  # each is one of its kind, and can be a key
class Language:
    """The words of a language that decide what a sentence says; in small letters."""

    typical: frozenset[str]  # by which a text is known as one of this language; of no two languages
    grammar: frozenset[str]  # that say nothing when two texts are compared
    negations: frozenset[str]
    narrow: frozenset[str] = frozenset()  # of them, those that deny only the noun behind them: "without"
    prefixes: tuple[str, ...] = ()  # that turn a word into its opposite
    opposites: dict[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # a word, and the one that it denies: forbidden, allowed
    contraries: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()  # one of them is never said by the other
    modals: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()  # contraries in a statement: "must", "may"
    directions: dict[str, str] = field(default_factory=dict)  # before a number: "from", start; "until", end
    ways: dict[str, str] = field(default_factory=dict)  # the same before a place
    parts: frozenset[str] = frozenset()  # "of", as in "three of the five"
    quantifiers: dict[str, str] = field(default_factory=dict)  # a word or phrase, and what it says: "at least", ">="
    bounds: dict[str, str] = field(default_factory=dict)  # before a number, more of these: "within", "<="
    bounds_behind: dict[str, str] = field(default_factory=dict)  # a number: "or more", ">="
    spans: frozenset[str] = frozenset()  # between the two ends of a range: "to"
    permits: frozenset[str] = frozenset()  # in a question whether something is allowed or enough
    refuses: frozenset[str] = frozenset()  # in a sentence about what is not allowed, beside negations and opposites
    presence: frozenset[str] = frozenset()  # in a question whether a place is open
    weekdays: dict[str, int] = field(default_factory=dict)  # from 0, Monday
    day_groups: dict[str, frozenset[int]] = field(default_factory=dict)  # "weekdays"
    clock: frozenset[str] = frozenset()  # behind or before the hour of a clock
    asking: frozenset[str] = frozenset()
    asking_within: frozenset[str] = frozenset()  # that ask for a yes or no where they begin a question
    openings: frozenset[str] = frozenset()  # that such a question begins with, beside auxiliaries
    behind_verbs: frozenset[str] = (
        frozenset()
    )  # second in such a question, whatever verb is first: "Kocht ihr", "geht das"
    asks_by_tone: bool = False  # a question without a word that asks is one for yes or no
    subjects: frozenset[str] = frozenset()  # of them, those that ask for who does it
    persons: frozenset[str] = frozenset()  # "who": no number answers it; none where `answer_types` has a language
    amounts: frozenset[str] = frozenset()  # "how many": only a number answers it
    prepositions: frozenset[str] = frozenset()  # that may stand before the asking word
    answers: dict[str, bool] = field(default_factory=dict)  # yes and no
    frames: frozenset[str] = frozenset()  # whoever answers says them, whatever the answer is
    alternatives: frozenset[str] = frozenset()  # "or"
    joints: frozenset[str] = frozenset()  # that begin a clause
    conditions: frozenset[str] = frozenset()  # of them, those of a clause that belongs to another: "when", "if"
    relatives: frozenset[str] = frozenset()  # that begin a clause about the word before: "who"
    pronouns: frozenset[str] = frozenset()  # that point back to the subject of the sentence before
    agents: frozenset[str] = frozenset()  # before who does it, in the passive
    auxiliaries: frozenset[str] = frozenset()  # behind the subject
    verbs: frozenset[str] = frozenset()  # that their endings do not show
    exceptions: frozenset[str] = frozenset()  # "except"
    relations: frozenset[str] = frozenset()  # between two things that are not to be exchanged
    nouns_are_capital: bool = False
    thousands: str = ","
    numbers: dict[str, int] = field(default_factory=dict)
    months: dict[str, int] = field(default_factory=dict)
    endings: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()  # articles and the like that are written as one with their word
    forms: dict[str, str] = field(default_factory=dict)  # of a word, and its first one: sold, sell
    before_nouns: frozenset[str] = frozenset()  # articles and prepositions; none where nouns are capital
    nouns_come_first: bool = False  # behind these, before their adjectives and verbs
    behind_nouns: frozenset[str] = frozenset()  # postpositions
    before_kinds: tuple[str, ...] = ()  # articles that are written as one with their noun
    has_no_articles: bool = False  # nor anything else by which nouns are known
    quantities: frozenset[str] = frozenset()  # behind "how", before a noun that its verb may follow
    general: frozenset[str] = frozenset()  # nouns and their like that name no certain thing: part, kind, extra
    doers: frozenset[str] = frozenset()  # "who", as the one who does it
    copulas: frozenset[str] = frozenset()  # auxiliaries that tell who somebody is
    counting: frozenset[tuple[str, str]] = frozenset()  # "how", "many"
    classes: frozenset[str] = frozenset()  # before the noun that names what kind is asked for: "which", "kind" (of)
    helpers: frozenset[str] = frozenset()  # auxiliaries behind whose subject the verb stands: "does the tank hold"
    no_nouns: tuple[str, ...] = ()  # endings of words that are none
    no_nouns_begin: tuple[str, ...] = ()  # and beginnings
    kin: tuple[frozenset[str], ...] = ()  # words that may stand for each other where a text is about a thing
    declines: tuple[str, ...] = ()  # by which somebody says that the text does not tell
    orders: tuple[str, ...] = ()  # by which a text tells whoever answers what to say
    of_orders: tuple[str, ...] = ()  # by which a question is about such


def words(text: str) -> frozenset[str]:
    """Return the words of a line."""
    return frozenset(text.split())


def endings(text: str) -> tuple[str, ...]:
    """Return the endings of a line."""
    return tuple(text.split())


def pairs(text: str) -> dict[str, str]:
    """Return the pairs of "a:b c:d"; a word may stand for several: "a,b:c"."""
    pairs = (one.split(":") for one in text.split())
    return {each.replace("_", " "): second for first, second in pairs for each in first.split(",")}


def kin(text: str) -> tuple[frozenset[str], ...]:
    """Return the words of each line as a set."""
    return tuple(frozenset(line.split()) for line in text.strip().splitlines())


def opposites(text: str) -> dict[str, tuple[str, ...]]:
    """Return the words of "forbidden:allowed,free", each with those that it denies."""
    return {word: tuple(denied.split(",")) for word, denied in pairs(text).items()}


def contraries(text: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return the two sides of each "before:after", whose words stand between commas."""
    sides = (one.split(":") for one in text.split())
    return tuple((frozenset(one.split(",")), frozenset(other.split(","))) for one, other in sides)


def months(text: str) -> dict[str, int]:
    """Return the numbers of months; names of one month have a comma between them."""
    return in_order(text, 1)


def in_order(text: str, first: int) -> dict[str, int]:
    """Return the names of a line with their numbers in it; names of one thing have a comma between them."""
    return {name: number for number, names in enumerate(text.split(), first) for name in names.split(",")}
