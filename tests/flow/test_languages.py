"""Questions in several languages, through the whole chain: each is answered, or refused, in its own."""

from typing import Any

import pytest

from functions.text.frames import framed
from tests.system import System

LAKES = {
    "de": ("Der Grünsee ist 42 Meter tief. Im Winter ist die Straße gesperrt.", "Wie tief ist der Grünsee?"),
    "fr": ("Le lac Vert a une profondeur de 42 mètres. La route est fermée.", "Quelle est la profondeur du lac Vert ?"),
    "ru": ("Глубина Зелёного озера 42 метра. Зимой дорога закрыта.", "Какова глубина Зелёного озера?"),
    "zh": ("绿湖的深度是42米。冬季道路关闭。", "绿湖的深度是多少\uff1f"),
}
CONTRACT = "Der Vertrag mit Anna Keller endet am 30. November 2027. Die Miete beträgt 900 Euro im Monat."


@pytest.fixture(scope="module", autouse=True)
def documents(system: System) -> None:
    for code, (text, _) in LAKES.items():
        system.upload(f"lakes/{code}.txt", text)
    system.upload("lakes/contract.txt", CONTRACT)
    for name in (*LAKES, "contract"):
        system.wait_for(f"lakes/{name}.txt")


def ask(system: System, question: str, code: str) -> dict[str, Any]:
    return system.ask(question, filters={"documents": [system.id_of(f"lakes/{code}.txt")]})


@pytest.mark.parametrize("code", LAKES)
def test_a_question_is_answered_in_its_language_by_a_quote_of_the_document(system: System, code: str) -> None:
    text, question = LAKES[code]
    answer = ask(system, question, code)
    quote = answer["support"][0]["text"]
    assert "42" in quote
    assert quote in text
    assert framed(code, "quoting", quote=quote) in answer["answer"]
    assert [one["cited"] for one in answer["citations"]] == [True]


def test_a_quote_in_another_language_than_the_question_is_said_to_be_so(system: System) -> None:
    answer = ask(system, "When does the contract with Anna Keller end?", "contract")
    assert "“Der Vertrag mit Anna Keller endet am 30. November 2027.”" in answer["answer"]
    assert answer["answer"].endswith(framed("en", "in language", language="German"))


@pytest.mark.parametrize(
    ("code", "question"),
    [("de", "Wer hat das Grundgesetz geschrieben?"), ("fr", "Combien coûte une orange à Madrid ?")],
)
def test_a_question_is_refused_in_its_language(system: System, code: str, question: str) -> None:
    answer = ask(system, question, code)
    assert answer["answered"] is False
    assert answer["answer"].split("\n\n")[0] in (framed(code, "unanswered"), framed(code, "not said"))


@pytest.mark.parametrize(("code", "hello"), [("fr", "Bonjour !"), ("ru", "Привет!"), ("zh", "你好\uff01")])
def test_a_greeting_is_returned_in_its_language(system: System, code: str, hello: str) -> None:
    beginning, _, _ = framed(code, "greeting", there="\0").partition("\0")
    assert system.ask(hello)["answer"].startswith(beginning)
