"""What a question asks for: a sentence of English or German each, and those that stay questions for a fact."""

import pytest

from functions.text.question_kind import asked_for, is_this_document, language_of

KINDS = {
    "greeting": ["hello", "Hi there!", "Good morning", "Hallo", "Guten Tag!"],
    "thanks": [
        "Thanks a lot!",
        "Thanks, that helped!",
        "thank you",
        "ok, thanks",
        "Vielen Dank",
        "Danke schön!",
        "bye",
    ],
    "help": ["What can you do?", "help", "Who are you?", "Was kannst du?", "Hilfe"],
    "collection": [
        "What documents do you have?",
        "which files are there",
        "List all documents",
        "Please show me my files",
        "Welche Dokumente hast du?",
        "Zeige mir alle Dateien",
    ],
    "collection count": [
        "How many documents are there?",
        "How many files do you have?",
        "Wie viele Dokumente gibt es?",
    ],
    "newest document": ["What is the latest document?", "Which file is the newest?", "Was ist das neueste Dokument?"],
    "summary": [
        "Summarize the document",
        "Can you summarise rules.md, please?",
        "Give me a short overview of the handbook",
        "Fasse das Dokument zusammen",
        "Gib mir eine Zusammenfassung von regeln.md",
        "What is agreed in the lease? Give a summary.",
        "Was regelt der Mietvertrag? Gib mir einen kurzen Überblick.",
        "Can you sum up the letter on the school trip?",
        "What's the gist of the house rules?",
        "The contract, key points please",
        "What does the contract say, in a nutshell?",
        "Fass mir die Mail kurz zusammen.",
        "Kurzfassung der Hausordnung bitte",
    ],
    "summary of a document": ["What is rules.md about?", "rules.md", "Worum geht es in regeln.md?"],
    "list": [
        "List all error codes",
        "What are the opening hours?",
        "Which machines were built after 2018?",
        "Who has no phone number?",
        "Welche Geräte wurden nach 2018 gebaut?",
        "Which boats are there?",
        "Name all parts in hall A",
        "Which garden tools of the club weigh 4 kg or more?",
        "Which rooms does the lease cover?",
        "Welche Räume umfasst der Mietvertrag?",
        "Nenne alle Fehlercodes",
        "Welche Boote gibt es?",
    ],
    "count": ["How many boats are in the table?", "What is the number of steps?", "Wie viele Boote gibt es?"],
    "average": [
        "What is the average price of the boats?",
        "How many seats do the boats have on average?",
        "Wie hoch ist der durchschnittliche Preis der Boote?",
        "Was ist das Durchschnittsgewicht der Geräte?",
    ],
    "sum": [
        "What do the boats cost together?",
        "Was kosten alle Boote zusammen am Tag?",
        "What is the total of the prices?",
        "How many seats do the boats have in total?",
        "Was ist die Summe der Preise?",
        "Wie viele Plätze haben die Boote insgesamt?",
    ],
    "extreme": [
        "Which is the cheapest boat?",
        "What is the most expensive part?",
        "Who is the oldest?",
        "Was ist das teuerste Boot?",
        "List the three newest parts",
    ],
    "compare": [
        "What is the difference between the Alder and the Birch?",
        "Which is faster, the Alder or the Birch?",
        "Compare the Alder with the Birch",
        "Alder vs. Birch",
        "Which boat was built first, the Alder or the Birch?",
        "Is the Alder cheaper than the Birch?",
        "Ist Alder schwerer als Birch?",
        "What has changed between the rules of 2022 and 2025?",
        "Which is larger: the greatest number of oars, or the number of boats?",
        "How do the Alder and the Birch differ in weight?",
        "Was ist der Unterschied zwischen Alder und Birch?",
    ],
    "impossible": ["Translate the document to French", "Write me a poem", "Delete all files"],
    "fact": [
        "In what country is Normandy located?",
        "How do I fix E-4711?",
        "How do I install and run it?",
        "What happens to an event that fails?",
        "Is smoking allowed in the hall?",
        "What does the summary say about fees?",
        "Hello world is printed by which command?",
        "Wann öffnet die Bibliothek?",
        "Who wrote the list of boats?",
        "备用机",
    ],
}


@pytest.mark.parametrize(("kind", "question"), [(kind, one) for kind, those in KINDS.items() for one in those])
def test_the_kind_of_a_question_is_told_by_its_form(kind: str, question: str) -> None:
    assert asked_for(question).kind == kind


def test_a_long_text_asks_for_a_fact_whatever_it_begins_with() -> None:
    assert asked_for("List " + "all that I have told you about the boats " * 10).kind == "fact"


def test_the_subject_keeps_the_questions_words() -> None:
    assert asked_for("Please list the parts in hall A!").subject == "the parts in hall A"


def test_what_is_compared_comes_without_its_article() -> None:
    asked = asked_for("Which is faster, the Alder or the Birch?")
    assert asked.compared == ("Alder", "Birch")
    assert asked.subject == "Which is faster"


@pytest.mark.parametrize("subject", ["the document", "it", "this file", "das Dokument", "dem Dokument", ""])
def test_a_document_can_be_meant_without_its_name(subject: str) -> None:
    assert is_this_document(subject)


@pytest.mark.parametrize("subject", ["the handbook of boats", "rules.md", "Normandy"])
def test_a_name_is_no_word_for_any_document(subject: str) -> None:
    assert not is_this_document(subject)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wie viele Boote gibt es?", "de"),
        ("How many boats are there?", "en"),
        ("Hallo", "de"),
        ("42?", "en"),
        ("Kündigungsfrist?", "de"),
        ("Wieviel kostet M4?", "de"),
        ("Young apple?", "en"),
    ],
)
def test_a_reply_is_in_the_questions_language_or_else_in_english(question: str, language: str) -> None:
    assert language_of(question) == language


def test_a_comparison_by_yes_or_no_keeps_the_order_of_the_two() -> None:
    asked = asked_for("Is the Alder heavier than the Birch?")
    assert asked.is_yes_no and asked.compared == ("Alder", "Birch")


def test_a_comparison_with_a_number_is_none_of_two() -> None:
    assert asked_for("Is the Alder heavier than 10 kg?").kind == "fact"
