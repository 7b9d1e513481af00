"""Small talk and questions about the collection: what is replied, and from what."""

from events.identity import document_id
from events.questions import Filters, Options
from tests.unit.answer.direct.library import Library


def test_a_greeting_is_answered_with_how_many_documents_can_be_asked_about(library: Library) -> None:
    library.add("rules.md", "The house is open daily.")
    assert library.answer("Hello!") == "Hello! Ask me something about your documents: there is one."


def test_a_german_greeting_is_answered_in_german(library: Library) -> None:
    library.add("rules.md", "The house is open daily.")
    assert library.answer("Hallo") == "Hallo! Frag mich etwas zu deinen Dokumenten: es ist eines da."


def test_small_talk_cites_nothing(library: Library) -> None:
    library.add("rules.md", "Hello says the house.")
    assert library.found("hello").passages == []


def test_which_documents_there_are_is_answered_by_their_names_newest_first(library: Library) -> None:
    library.add("rules.md", "The house is open daily.")
    library.add("boats.csv", "Boat,Seats\nHeron,6\n")
    assert library.answer("What documents do you have?") == "There are 2 documents: “boats.csv”, “rules.md”."


def test_of_many_documents_twenty_are_named_and_all_are_counted(library: Library) -> None:
    for number in range(23):
        library.add(f"note-{number}.txt", "A note.")
    direct = library.direct("How many documents are there?")
    assert direct and direct.read == 23
    assert direct.answer.startswith("There are 23 documents; the 20 uploaded last are “note-22.txt”")
    assert "note-2.txt" not in direct.answer


def test_an_empty_collection_says_what_to_do(library: Library) -> None:
    assert library.answer("What documents do you have?") == "There is no document yet: upload one first."


def test_filters_hold_for_the_list_of_documents(library: Library) -> None:
    library.add("a.txt", "A note.", collection="minutes", tags="board, 2026", date="2026-02-01", author="Ann")
    library.add("b.txt", "A note.", collection="letters")
    expected = "There is one document that your filters let through: “a.txt”."
    for filters in (
        Filters(collections=["minutes"]),
        Filters(tags=["board"]),
        Filters(date_from="2026", date_to="2026-02"),
        Filters(metadata={"author": "Ann"}),
        Filters(documents=[document_id("default", "a.txt")]),
    ):
        assert library.answer("What documents do you have?", filters=filters) == expected


def test_an_empty_list_lets_no_document_through(library: Library) -> None:
    library.add("a.txt", "A note.")
    for filters in (Filters(documents=[]), Filters(collections=[])):
        assert library.answer("What documents do you have?", filters=filters).startswith("There is no document")


def test_another_tenants_documents_are_neither_named_nor_counted(library: Library) -> None:
    library.add("mine.txt", "A note.")
    library.add("theirs.txt", "A note.", tenant="other")
    assert library.answer("What documents do you have?") == "There is one document: “mine.txt”."


def test_the_newest_document_is_told_by_the_dates_if_all_have_one(library: Library) -> None:
    library.add("new.txt", "A note.", date="2026-02-01")
    library.add("old.txt", "A note.", date="2025-02-01")
    assert library.answer("What is the latest document?") == "The newest document is “new.txt”, dated 2026-02-01."


def test_without_dates_the_newest_document_is_the_one_uploaded_last(library: Library) -> None:
    library.add("first.txt", "A note.", date="2026-02-01")
    library.add("second.txt", "A note.")
    assert "“second.txt”, uploaded on 20" in library.answer("What is the latest document?")


def test_what_cannot_be_done_is_said_with_what_can(library: Library) -> None:
    direct = library.direct("Translate the document to French")
    assert direct and not direct.answered
    assert "cannot" in direct.answer and "summarise" in direct.answer


def test_who_asks_for_json_gets_it_from_the_model(library: Library) -> None:
    library.add("rules.md", "The house is open daily.")
    assert library.direct("hello", options=Options(json_schema={"type": "object"})) is None
