"""Which quote may be the answer to a question, and when a yes or no may stand before it."""

import msgspec
import pytest

from events.questions import Citation, Quote
from functions.answer.evidence_units import evidence_units
from functions.answer.grounding import ground
from functions.answer.own_sentences import NOT_SAID
from functions.answer.sub_items import with_sub_items
from functions.conversation.answer_view import AnswerView
from functions.text.frames import framed
from tests.unit.answer.test_grounding import citation

CARS = "The Tesla takes 30 minutes to charge.\nIt was built in 2019.\nIts owner is Mary Berg of Hamburg."
CLASSES = (
    "Class: Class 1 | Response: 2 hours | Repair: 8 hours\n"
    "Class: Class 2 | Response: 4 hours | Repair: 24 hours\n"
    "Class: Class 3 | Response: 2 days | Repair: 10 days"
)
TYPES = "Name: smallint | Size: 2 bytes\nName: bigint | Size: 8 bytes"
ROOM = "Food and drinks are not allowed in the reading room. Visitors may take photographs without flash."
GARBAGE = "Unrelated words that nothing supports."


def quotes_of(source: Citation) -> list[Quote]:
    """Return each line or sentence of a passage as a quote."""
    units = [(one.start, one.text) for one in evidence_units([source])]
    return [
        Quote(number=1, text=text, start=source.start + start, end=source.start + start + len(text))
        for start, text in units
    ]


def shown(question: str, text: str, nearest: int = 0, said: str = GARBAGE) -> AnswerView:
    """Return what is shown over a text whose piece of this number is nearest to the question."""
    source = citation(1, text)
    quotes = quotes_of(source)
    best = quotes.pop(nearest)
    return ground(said, question, [source], [best, *quotes], words_lead=False)


@pytest.mark.parametrize(
    ("question", "text", "nearest"),
    [
        ("How long does the Golf take to charge?", CARS, 0),  # another car
        ("What happened to the Tesla in 2021?", CARS, 1),  # another year
        ("What percentage of the Tesla is paid?", CARS, 0),  # no share
        ("Who?", CARS, 2),  # nothing is asked
        ("Why?", CARS, 0),
        ("x", CARS, 0),
        ("When was the Tesla sold?", "The Tesla was sold to a cousin.", 0),  # no time
        ("What is the telephone number of the owner?", CARS, 2),  # no telephone number
        ("Which company insures the Tesla?", "The Tesla is well insured.", 0),  # no name
        ("Which version of Linux does the Tesla run?", "The Tesla runs Linux.", 0),  # no number
        ("What is the size of tinyint?", TYPES, 0),  # another row
        ("What is the size of smallserial?", TYPES, 0),  # that begins alike
        ("Within what time is a fault of class 4 repaired?", CLASSES, 1),  # another class
        ("How is the south side watered?", "The north side is watered by a well.", 0),  # the other side
        ("How long does the tour last?", "The tour starts at 20:30.", 0),  # a time of day
        ("What does MAX_WORKER_THREADS set?", "MAX_THREADS sets how many threads a worker has at most.", 0),
    ],
)
def test_a_quote_that_lacks_what_the_question_names_or_asks_for_is_no_answer(
    question: str, text: str, nearest: int
) -> None:
    view = shown(question, text, nearest)
    assert (view.answered, view.answer) == (False, framed("en", NOT_SAID))


def test_what_comes_nearest_stands_beside_a_refusal() -> None:
    assert [one.text for one in shown("How long does the Golf take to charge?", CARS).support][:1] == [
        "The Tesla takes 30 minutes to charge."
    ]


def test_a_name_that_the_document_opens_with_needs_not_stand_in_the_sentence_that_answers() -> None:
    opening = citation(2, "Letter between Fenn & Acker, advisers, and Larkspur Bakeries, the client.")
    row = citation(1, "Service: VAT return | Fee: £310 | Charged: per quarter", start=500)
    pair = [msgspec.structs.replace(one, document=row.document) for one in (row, opening)]
    question = "How much does Larkspur Bakeries pay for a VAT return?"
    assert ground(GARBAGE, question, pair, quotes_of(row), words_lead=False).answered
    assert not ground(GARBAGE, question, pair[:1], quotes_of(row), words_lead=False).answered


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "The light shows E10. What should I do?",
            "When E10 is shown, let the motor cool.",
        ),  # no name, but a beginning
        ("Wann fängt die 4. Stunde an?", "Stunde: 4. Stunde | Beginn: 10:35\nStunde: 5. Stunde | Beginn: 11:25"),
    ],
)
def test_the_first_word_of_a_sentence_is_no_name_and_an_ordinal_is_a_number(question: str, text: str) -> None:
    assert shown(question, text).answered


ENGINE = "Fastener: Drain plug | Torque: 25 Nm\nFastener: Filter cover | Torque: 10 Nm"
LEASE = "The monthly rent of the flat is 900 euros. It weighs on nobody. The keeper has a spare key (number 555 014)."
WASHER = "Die Maschine wiegt 68 kg. Der Zulaufschlauch ist 2 m lang. Die Miete der Wohnung beträgt 900 Euro."


@pytest.mark.parametrize(
    ("question", "text", "nearest"),
    [
        ("What is the torque of the cylinder head bolts?", ENGINE, 0),
        ("What is the torque of the clutch cover?", ENGINE, 1),  # of another cover
        ("What is the rent for the garage?", LEASE, 0),
        ("Who is the keeper's deputy?", LEASE, 2),
        ("Wie lang ist der Ablaufschlauch?", WASHER, 1),
        ("Wie hoch ist die Garagenmiete?", WASHER, 2),  # a Miete, of no garage
        ("Wer ist der Hersteller der Maschine?", WASHER, 0),
    ],
)
def test_nothing_answers_a_question_about_a_thing_that_the_passages_never_name(
    question: str, text: str, nearest: int
) -> None:
    assert not shown(question, text, nearest).answered


@pytest.mark.parametrize(
    ("question", "text", "nearest"),
    [
        ("What does a spare key cost?", LEASE, 2),
        ("What salary does the keeper receive?", LEASE.replace("number 555", "balance 555"), 2),
        ("How heavy is the spare key?", LEASE, 2),
        ("Wie breit ist die Maschine?", WASHER, 0),
        ("Was kostet der Zulaufschlauch?", WASHER, 1),
    ],
)
def test_a_number_of_another_measure_is_no_answer(question: str, text: str, nearest: int) -> None:
    assert not shown(question, text, nearest).answered


CLUB = "The old pump failed in February. Every member has 27 days. A shelter for twelve bicycles is wanted."
VEREIN = "Der Verein besitzt elf Boote. Das Bootshaus wird von Ali Yildiz verwaltet."


@pytest.mark.parametrize(
    ("question", "text", "nearest"),
    [
        ("Who built the old pump?", CLUB, 0),
        ("Who approved the shelter?", CLUB, 2),
        ("How many members does the club have?", CLUB, 1),
        ("How many pumps are there?", CLUB, 2),
        ("Which company delivers the pump?", CLUB, 0),  # February is none
        ("How much notice must the landlord give?", "A landlord lets it. The tenant gives notice of 3 months.", 1),
        ("Wer hat die Boote gespendet?", VEREIN, 0),
        ("Wie viele Häuser hat der Verein?", VEREIN, 0),
    ],
)
def test_a_sentence_in_which_nobody_does_it_or_nothing_is_counted_is_no_answer(
    question: str, text: str, nearest: int
) -> None:
    assert not shown(question, text, nearest).answered


@pytest.mark.parametrize(
    ("question", "text", "nearest", "answer"),
    [
        ("Who takes care of the pump?", "The pump is looked after by the keeper.", 0, "the keeper"),
        ("Who checked the pump?", "Carla was asked to look at the pump.", 0, "Carla"),
        ("Who is to be asked about the pump?", "The pump is the keeper's task.", 0, "keeper"),
        ("How many bikes fit into the shelter?", CLUB, 2, "twelve"),
        ("How many days does a member have?", CLUB, 1, "27"),
        ("Wer kümmert sich um das Bootshaus?", VEREIN, 1, "Ali Yildiz"),
        ("Wie viele Boote hat der Verein?", VEREIN, 0, "elf"),
    ],
)
def test_a_sentence_that_says_who_or_how_many_is_the_answer(
    question: str, text: str, nearest: int, answer: str
) -> None:
    assert answer in shown(question, text, nearest).answer


@pytest.mark.parametrize(
    ("question", "text", "nearest", "answer"),
    [
        ("How much does the apartment cost a month?", LEASE, 0, "900"),  # another word for the flat
        ("Which sum is the monthly rent of the flat?", LEASE, 0, "900"),  # a word for the answer itself
        ("Wie schwer ist die Maschine?", WASHER, 0, "68 kg"),
        ("Welche Länge hat der Schlauch?", WASHER, 1, "2 m"),  # a part of a compound
        ("Wie lange ist der Zulaufschluach?", WASHER, 1, "2 m"),  # misspelt
        ("What is the torque of fastener 1?", "Nr: 1 | Torque: 25 Nm", 0, "25 Nm"),  # a row of that number
    ],
)
def test_a_thing_may_be_named_otherwise(question: str, text: str, nearest: int, answer: str) -> None:
    assert answer in shown(question, text, nearest).answer


@pytest.mark.parametrize(
    ("question", "text", "nearest", "answer"),
    [
        ("How long does the Tesla take to charge?", CARS, 0, "The Tesla takes 30 minutes"),
        ("How much notice must he give?", "He may give notice of six months.", 0, "of six months"),
        ("Who is paid in EUR?", "The owner is paid in cash.", 0, "The owner is paid in cash."),  # EUR is no name
        ("When was the Tesla built?", CARS, 1, "built in 2019"),  # named in the sentence before
        ("Who owns the Tesla of Mrs Beerg?", CARS.replace("Its", "Mrs Berg is its"), 2, "Mary Berg"),  # misspelled
        ("When will it be sold?", "The car will be sold within six weeks.", 0, "six weeks"),
        ("Wann wird das Auto verkauft?", "The car is sold within six weeks.", 0, "six weeks"),
        ("When is a Tesla charged?", "A Tesla is charged as soon as its battery is low.", 0, "battery is low"),
        ("How often is the Tesla washed?", "The Tesla is washed weekly.", 0, "weekly"),
        ("What is the size of bigint?", TYPES, 1, "8 bytes"),
        ("Within what time is a fault of class 2 repaired?", CLASSES, 1, "24 hours"),
        ("Within what time is a fault of class 2 repaired?", CLASSES, 2, "24 hours"),  # and not the nearest, class 3
        ("Is the Golf allowed in the reading room?", ROOM.replace("Food", "A Golf"), 0, "not allowed"),
        ("Wann ist das Museum offen?", "Das Museum ist täglich offen.", 0, "täglich"),
    ],
)
def test_a_quote_that_holds_them_is_the_answer(question: str, text: str, nearest: int, answer: str) -> None:
    view = shown(question, text, nearest)
    assert view.quoted
    assert answer in view.answer


def test_words_are_not_supported_by_a_row_of_something_else() -> None:
    view = shown("What is the size of smallserial?", TYPES, said="The size of smallserial is 2 bytes.")
    assert not view.answered


@pytest.mark.parametrize(
    ("question", "said", "first"),
    [
        ("Can I eat in the reading room?", "Yes, you can eat in the reading room.", "The documents say"),
        ("Is food allowed in the reading room?", "Yes, food is allowed in the reading room.", "The documents say"),
        ("Is food allowed in the reading room?", "No, food is not allowed in the reading room.", "No."),
        ("May visitors take photographs?", "Yes, visitors may take photographs.", "Yes."),
        ("May visitors sell photographs?", "Yes, visitors may take photographs.", "The documents say"),
    ],
)
def test_a_yes_or_no_stands_before_a_sentence_that_says_so_of_the_same_deed(
    question: str, said: str, first: str
) -> None:
    assert shown(question, ROOM, said=said).answer.startswith(first)


def test_a_question_that_only_its_letters_show_to_be_german_is_answered_in_german() -> None:
    view = shown("Was zahlt man, wenn man Sperrmüll rausstellt?", "Wer Sperrmüll abstellt, zahlt 40 Euro.")
    assert view.answer.startswith("In den Dokumenten steht:")


def test_what_stands_with_the_code_that_is_asked_about_needs_not_name_the_rest() -> None:
    code = msgspec.structs.replace(citation(1, "Clean the inlet filter, then wait."), heading="Error codes > E-4712")
    asked = "What is to be done when the display shows E-4712?"
    assert ground(GARBAGE, asked, [code], quotes_of(code), words_lead=False).answered


CLOCK = (
    "The clock of the town hall\n\nNumber: UM-0417\nMaker: Thwaites & Reed\nOrigin: Clerkenwell\n"
    "Year of construction: 1786\nOwner: Edith Palmer"
)
MUEHLE = "Die Mühle im Rauental\n\nBaujahr: 1743\nErbauer: Veit Larcher\nEigentümer: Gemeinde Rauental"


@pytest.mark.parametrize(
    ("question", "text", "nearest", "answer"),
    [
        ("Who made the clock?", CLOCK, 2, "Thwaites"),
        ("Where does the clock come from?", CLOCK, 3, "Clerkenwell"),
        ("When was the clock built?", CLOCK, 4, "1786"),
        ("Who owns the clock?", CLOCK, 5, "Palmer"),
        ("Wer hat die Mühle gebaut?", MUEHLE, 2, "Larcher"),
        ("Wem gehört die Mühle?", MUEHLE, 3, "Gemeinde"),
        ("Wann wurde die Mühle gebaut?", MUEHLE, 1, "1743"),
    ],
)
def test_a_line_leads_whose_label_is_what_the_verb_asks_for(
    question: str, text: str, nearest: int, answer: str
) -> None:
    assert answer in shown(question, text, nearest).answer


@pytest.mark.parametrize(
    ("question", "text", "nearest"),
    [
        ("Who restored the clock?", CLOCK, 2),  # another label
        ("Who made the organ?", CLOCK, 2),  # another thing
        ("Wer hat die Mühle bemalt?", MUEHLE, 2),
        ("Wem gehört die Brücke?", MUEHLE, 3),
    ],
)
def test_a_line_does_not_lead_whose_label_or_subject_is_another(question: str, text: str, nearest: int) -> None:
    assert not shown(question, text, nearest).answered


def test_an_identifier_alone_is_answered_by_all_the_lines_about_it() -> None:
    assert "Maker: Thwaites & Reed\nOrigin: Clerkenwell" in shown("UM-0417", CLOCK, 1).answer


def test_what_an_admission_costs_needs_no_count() -> None:
    assert "4 Euro" in shown("Wie viel kostet der Eintritt?", "Der Eintritt beträgt 4 Euro.").answer


def test_a_row_leads_whose_cell_says_in_another_word_what_is_asked_for() -> None:
    rows = "Role: Managing director | Name: Greta Lindqvist\nRole: Personnel | Name: Omar Haddad"
    assert "Lindqvist" in shown("Who is the head of the company?", rows).answer


DUTIES = "1. Winter\n  - Oil the winch.\n  - Check the ropes.\n2. Summer\n  - Mow the lawn.\n3. Always\n\nLock up."


@pytest.mark.parametrize(
    ("question", "nearest", "shown_whole"),
    [
        ("What has to be done in winter?", "1. Winter", "1. Winter\n  - Oil the winch.\n  - Check the ropes."),
        ("What has to be done in summer?", "2. Summer", "2. Summer\n  - Mow the lawn."),
        ("What is done with the ropes?", "- Check the ropes.", "- Check the ropes."),
        ("What is done always?", "3. Always", "3. Always"),
    ],
)
def test_an_item_of_a_list_is_shown_with_the_items_below_it(question: str, nearest: str, shown_whole: str) -> None:
    source = citation(1, DUTIES, start=100)
    start = source.start + DUTIES.index(nearest)
    found = with_sub_items(Quote(number=1, text=nearest, start=start, end=start + len(nearest)), source)
    assert (found.text, found.end - found.start) == (shown_whole, len(shown_whole)), question
