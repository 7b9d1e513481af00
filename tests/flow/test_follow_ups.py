"""Questions that lean on earlier ones: they are searched for with what they lean on."""

import pytest

from tests.system import System

SHIPS = {"Gudrun": ("Visby", "Turku"), "Brunhild": ("Kalmar", "Rostock"), "Sigrid": ("Gdansk", "Emden")}


@pytest.fixture(scope="module", autouse=True)
def documents(system: System) -> None:
    for ship, (port, yard) in SHIPS.items():
        system.upload(f"{ship}.md", f"The ferry {ship} sails to {port} every morning. The shipyard was in {yard}.")
    for ship in SHIPS:
        system.wait_for(f"{ship}.md")


@pytest.mark.parametrize("ship", SHIPS)
def test_a_question_about_it_is_answered_from_what_the_conversation_was_about(system: System, ship: str) -> None:
    first = system.ask(f"Where does the ferry {ship} sail to?")
    then = system.ask("Where was its shipyard?", conversation=first["conversation"])
    assert then["citations"][0]["name"] == system.name(f"{ship}.md")


@pytest.mark.parametrize("ship", SHIPS)
def test_a_history_that_the_question_brings_serves_as_the_conversation(system: System, ship: str) -> None:
    history = [{"question": f"Where does the ferry {ship} sail to?", "answer": f"To {SHIPS[ship][0]}."}]
    then = system.ask("Where was its shipyard?", history=history)
    assert then["citations"][0]["name"] == system.name(f"{ship}.md")


def test_what_an_earlier_answer_cited_is_cited_again(system: System) -> None:
    first = system.ask("Where does the ferry Sigrid sail to?")
    then = system.ask("Why?", conversation=first["conversation"])
    assert first["citations"][0]["id"] in {citation["id"] for citation in then["citations"]}


def test_another_question_in_the_same_conversation_is_searched_for_alone(system: System) -> None:
    first = system.ask("Where does the ferry Gudrun sail to?")
    then = system.ask("Where does the ferry Brunhild sail to?", conversation=first["conversation"])
    assert then["citations"][0]["name"] == system.name("Brunhild.md")
