"""Documents that say different things about one question: side by side, or the newest, or that of a year."""

import pytest

from events.questions import Filters
from tests.unit.answer.direct.library import Library

ALDER = "# The Alder\n\nA new chain for the Alder costs 45 francs.\n"
BIRCH = "# The Birch\n\nA new chain for the Birch costs 62 francs.\n"
CONTRACT = "# Contract\n\n## Notice\n\nThe notice period is {months} months. The rent is {rent} euros a month.\n"


def test_versions_of_a_price_list_are_shown_side_by_side_with_their_dates_newest_first(library: Library) -> None:
    library.add("prices-2023.csv", "Part,Francs\nDrum,310\nRope,25\n", date="2023-01-01")
    library.add("prices-2024.csv", "Part,Francs\nDrum,330\nRope,25\n", date="2024-01-01")
    assert library.answer("What does the drum cost?") == (
        "Your documents say different things about this:\n"
        "- “prices-2024.csv” (2024-01-01): “Part: Drum | Francs: 330” [1]\n"
        "- “prices-2023.csv” (2023-01-01): “Part: Drum | Francs: 310” [2]"
    )


def test_versions_that_agree_go_the_usual_way(library: Library) -> None:
    library.add("prices-2023.csv", "Part,Francs\nDrum,310\nRope,25\n")
    library.add("prices-2024.csv", "Part,Francs\nDrum,330\nRope,25\n")
    assert library.direct("What does the rope cost?") is None


@pytest.mark.parametrize(("year", "price"), [(2023, 310), (2024, 330)])
def test_a_question_that_names_a_year_is_answered_from_its_version(library: Library, year: int, price: int) -> None:
    library.add("prices-2023.csv", "Part,Francs\nDrum,310\n")
    library.add("prices-2024.csv", "Part,Francs\nDrum,330\n")
    assert library.answer(f"What did the drum cost in {year}?") == (
        f"“prices-{year}.csv” ({year}): “Part: Drum | Francs: {price}” [1]"
    )


@pytest.mark.parametrize("question", ["What is the rent?", "What is the notice period?"])
def test_versions_of_a_contract_contradict_each_other_by_numbers_or_words(library: Library, question: str) -> None:
    library.add("contract-v1.md", CONTRACT.format(months="three", rent=400))
    library.add("contract-v2.md", CONTRACT.format(months="six", rent=450))
    answer = library.answer(question)
    assert answer.index("contract-v2.md") < answer.index("contract-v1.md")


def test_documents_about_two_things_do_not_contradict_each_other(library: Library) -> None:
    library.add("alder.md", ALDER)
    library.add("birch.md", BIRCH)
    assert library.direct("What does a new chain for the Alder cost?") is None


def test_a_side_that_filters_keep_out_is_no_contradiction(library: Library) -> None:
    library.add("prices-2023.csv", "Part,Francs\nDrum,310\n", author="Ann")
    library.add("prices-2024.csv", "Part,Francs\nDrum,330\n")
    assert library.direct("What does the drum cost?", filters=Filters(metadata={"author": "Ann"})) is None


@pytest.mark.parametrize(
    "question", ["Are dogs allowed in the hall?", "Where must bicycles be kept?", "Who is the contact person?"]
)
def test_versions_of_a_rule_are_shown_by_the_year_of_their_name_newest_first(versions: Library, question: str) -> None:
    answer = versions.answer(question)
    assert answer.index("rules-2025.md") < answer.index("rules-2022.md")


@pytest.mark.parametrize(
    "question", ["What is the telephone number of the contact person?", "Are dogs allowed in the hall of Zurich?"]
)
def test_versions_that_do_not_say_what_is_asked_are_not_shown(versions: Library, question: str) -> None:
    assert versions.direct(question) is None


LEAVE = "# Leave\n\nValid from {day}\n\nEmployees have {days} days of leave. Requests go to the {who}.\n"


@pytest.fixture
def leave(library: Library) -> Library:
    library.add("leave.md", LEAVE.format(day="1 March 2025", days=28, who="team lead"))
    library.add("leave-old.md", LEAVE.format(day="1 January 2023", days=26, who="office manager"))
    return library


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many days of leave do employees have now?", "have 28 days"),
        ("How many days of leave do employees currently have?", "have 28 days"),
        ("To whom do requests go at present?", "to the team lead"),
    ],
)
def test_a_question_for_what_holds_now_is_answered_from_the_newest(leave: Library, question: str, said: str) -> None:
    first, second = leave.answer(question).split("\n")
    assert said in first and first.startswith("The newest is “leave.md” (2025-03-01): ")
    assert second == "An older version says something else: “leave-old.md” (2023-01-01) [2]."


@pytest.mark.parametrize(("when", "days"), [("2023", 26), ("2024", 26), ("2025", 28), ("on 1 February 2025", 26)])
def test_what_holds_from_a_day_on_holds_until_the_next_version(leave: Library, when: str, days: int) -> None:
    assert f"have {days} days" in leave.answer(f"How many days of leave did employees have in {when}?")


def test_before_the_first_version_nothing_is_said_to_hold(leave: Library) -> None:
    assert leave.direct("How many days of leave did employees have in 2019?") is None


def test_the_day_of_an_upload_is_not_newer_than_one_that_a_document_says(library: Library) -> None:
    library.add("contract-2024.md", CONTRACT.format(months=3, rent=900))
    library.add("contract.md", CONTRACT.format(months=6, rent=900))
    answer = library.answer("What is the notice period now?")
    assert answer.startswith("Your documents say different things about this:")


def test_the_newest_of_two_uploads_of_one_day_is_not_known(library: Library) -> None:
    library.add("tariff.md", LEAVE.format(day="", days=28, who="team lead"))
    library.add("tariff-copy.md", LEAVE.format(day="", days=26, who="team lead"))
    assert library.answer("How many days of leave do employees have now?").startswith("Your documents say different")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Was kostet der Jahresausweis zurzeit?", "24 Euro"),
        ("Wie lang ist die Leihfrist heute?", "drei Wochen"),
        ("Was kostet der aktuelle Jahresausweis?", "24 Euro"),
    ],
)
def test_a_german_question_for_what_holds_now_is_answered_from_the_newest(
    library: Library, question: str, said: str
) -> None:
    text = "Gebühren\n\n{}\n\nDer Jahresausweis kostet {} Euro. Die Leihfrist beträgt {} Wochen.\n"
    library.add("gebuehren-neu.txt", text.format("Stand: 15.03.2026", 24, "drei"))
    library.add("gebuehren.txt", text.format("Gültig ab 01.02.2021", 18, "vier"))
    answer = library.answer(question)
    assert answer.startswith("Am neuesten ist „gebuehren-neu.txt“ (2026-03-15)") and said in answer
    assert "Eine ältere Fassung sagt etwas anderes: „gebuehren.txt“ (2021-02-01)" in answer


CONTACTS = "# Contacts of the yard\n\n{}\n\nThe night watch is {}.\n"


def test_a_document_that_replaces_another_one_leads(library: Library) -> None:
    replacing = "This list replaces the list of 3 February 2024. As of 9 June 2026."
    library.add("phone-list.md", CONTACTS.format(replacing, "Eva Stahl"))
    library.add("emergencies.md", CONTACTS.format("List of 3 February 2024.", "Rolf Meyer"))
    answer = library.answer("Who is the night watch?")
    assert answer.startswith("The newest is “phone-list.md” (2026-06-09): “The night watch is Eva Stahl.”")
    assert "Rolf" not in answer


MAIL = """The crane parts arrive on Friday, 20 March. Ida

On Mon, 2 Mar 2026 at 14:05, Sam Reed <sam@yard.example> wrote:
> Hi Ida,
> The crane parts arrive on Tuesday, 10 March. The guard opens
> gate 4.
"""


def test_a_mail_leads_what_it_quotes(library: Library) -> None:
    library.add("mail.txt", MAIL)
    first, second = library.answer("When do the crane parts arrive?").split("\n")
    assert "Friday, 20 March" in first
    assert second == "An older version says something else: “mail.txt” (2026-03-02) [1]."


LEASE = """# Lease of Unit 7

## § 2 Rent

The rent is 1,850 euros a month.

## § 3 Deposit

The deposit is three months' rent.

# Amendment of 14 October 2025

§ 2 is replaced by: The rent is 1,990 euros a month.
"""


def test_what_a_contract_amends_is_quoted_with_both_places(library: Library) -> None:
    library.add("lease.md", LEASE)
    assert library.answer("What is the rent of Unit 7?").split("\n")[1:] == [
        "- “lease.md”, Amendment of 14 October 2025 (2025-10-14): "
        "“§ 2 is replaced by: The rent is 1,990 euros a month.” [1]",
        "- “lease.md”, § 2 Rent: “The rent is 1,850 euros a month.” [2]",
    ]


def test_the_amendment_answers_what_holds_now(library: Library) -> None:
    library.add("lease.md", LEASE)
    answer = library.answer("What is the current rent of Unit 7?")
    assert answer.startswith("The newest is “lease.md”, Amendment") and "1,850" not in answer


STUDIO = """# Dance studio

The cleaning fee is 30 euros. The reservation fee is 15 euros. The late cleaning of stairs costs 12 euros.

Service | Fee
--- | ---
Cleaning fee | 35 euros
Key deposit | 50 euros
"""


def test_a_row_and_a_sentence_with_two_amounts_are_both_quoted(library: Library) -> None:
    library.add("studio.md", STUDIO)
    answer = library.answer("What is the cleaning fee of the studio?")
    assert "35 euros" in answer and "30 euros" in answer and "12" not in answer


SURCHARGE = "Route,Valid from,Surcharge\nNorth,2024-01-01,4.5 %\nNorth,2025-07-01,6.2 %\nSouth,2024-01-01,3.0 %\n"


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("What is the surcharge on the North route now?", "6.2", "4.5"),
        ("What was the surcharge on the North route in 2024?", "4.5", "6.2"),
    ],
)
def test_the_rows_of_one_thing_hold_from_their_days_on(library: Library, question: str, said: str, unsaid: str) -> None:
    library.add("surcharge.csv", SURCHARGE)
    answer = library.answer(question)
    assert said in answer and unsaid not in answer


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("What is the reservation fee?", [STUDIO]),  # two fees
        (
            "What is the fee of the advanced course?",
            ["Basic: the fee is 12. Advanced course: the fee is 16."],
        ),
        ("When does the hall open in winter?", ["The hall opens at 8 in summer.\n\nThe hall opens at 9 in winter.\n"]),
        ("How many does the room in House B seat?", ["The room in House A seats 12.", "The room in House B seats 20."]),
        ("How long does the foam wash take?", ["Foam wash takes 15 minutes.", "Foam wash takes 15 minutes."]),
        (
            "Which precision has real?",
            ["float(24) has the precision of real.\n\nName | Precision\n--- | ---\nreal | 6\n"],
        ),
        ("When is yoga?", ["Course | Day\n--- | ---\nYoga | Monday 18:00\nYoga | Thursday 19:00\n"]),
        ("What does material cost in 2025?", ["Material costs 18 in 2025.\n\nMaterial costs 21 in 2026.\n"]),
    ],
)
def test_two_things_two_periods_and_two_like_values_contradict_nothing(
    library: Library, question: str, texts: list[str]
) -> None:
    for number, text in enumerate(texts):
        library.add(f"notes-{number}.md", f"# Notes\n\n{text}\n")
    direct = library.direct(question)
    assert direct is None or not direct.answer.startswith(("Your documents say", "The newest"))
