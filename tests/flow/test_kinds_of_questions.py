"""Questions that no single sentence answers, through the whole chain: what is read out of the documents is shown."""

from typing import Any

import pytest

from tests.system import System

CODES = "# Error codes\n\n## E-4711\n\nReplace the fuse behind panel two.\n\n## E-4712\n\nClean the inlet filter.\n"
PARTS = "Part,Hall,Weight\n" + "\n".join(f"P-{n},{'A' if n % 3 == 0 else 'B'},{n % 7 + 1} kg" for n in range(1, 301))
PRICES = "Rope,Francs\nHemp rope,{price}\nSteel rope,90\n"
FILES = {
    "kinds/codes.md": CODES,
    "kinds/parts.csv": PARTS,
    "kinds/rope-prices-2023.csv": PRICES.format(price=25),
    "kinds/rope-prices-2024.csv": PRICES.format(price=31),
}


@pytest.fixture(scope="module", autouse=True)
def documents(system: System) -> None:
    for name, text in FILES.items():
        system.upload(name, text)
    for name in FILES:
        system.wait_for(name)


def ask_about(system: System, question: str, *names: str) -> dict[str, Any]:
    return system.ask(question, filters={"documents": [system.id_of(name) for name in names]})


def test_a_list_is_of_all_headings_and_cites_each(system: System) -> None:
    answer = ask_about(system, "List all error codes", "kinds/codes.md")
    assert "- E-4711 [1]\n- E-4712 [2]" in answer["answer"]
    assert [one["cited"] for one in answer["citations"]] == [True, True]
    assert answer["answered"]


def test_a_count_is_over_all_chunks_of_a_table(system: System) -> None:
    assert system.document("kinds/parts.csv")["chunks"] > 10
    answer = ask_about(system, "How many parts are in hall A?", "kinds/parts.csv")
    assert answer["answer"].startswith("100 of the 300 rows")
    assert answer["usage"] == {}, "no model is asked"


def test_a_sum_is_over_all_chunks_of_a_table(system: System) -> None:
    expected = sum(n % 7 + 1 for n in range(1, 301))
    answer = ask_about(system, "What is the total weight of all parts?", "kinds/parts.csv")
    assert answer["answer"].startswith(f"{expected} kg: the sum of “Weight” in 300 of the 300 rows")


def test_a_summary_quotes_each_section(system: System) -> None:
    answer = ask_about(system, "Summarize the document", "kinds/codes.md")
    assert "E-4711: “Replace the fuse behind panel two.” [1]" in answer["answer"]


def test_a_greeting_is_returned_without_a_passage(system: System) -> None:
    answer = system.ask("Hello!")
    assert answer["answer"].startswith("Hello!")
    assert answer["citations"] == []


def test_which_documents_there_are_is_told_by_their_names(system: System) -> None:
    names = list(FILES)[:2]
    answer = ask_about(system, "What documents do you have?", *names)
    assert answer["answer"].startswith("There are 2 documents")
    assert all(system.name(name) in answer["answer"] for name in names)


def test_two_versions_of_a_price_are_shown_side_by_side(system: System) -> None:
    names = "kinds/rope-prices-2023.csv", "kinds/rope-prices-2024.csv"
    answer = ask_about(system, "What does the hemp rope cost?", *names)
    assert "Francs: 25" in answer["answer"] and "Francs: 31" in answer["answer"]
    assert all(system.name(name) in answer["answer"] for name in names)


def test_a_streamed_answer_is_what_is_kept(system: System) -> None:
    filters = {"documents": [system.id_of("kinds/codes.md")]}
    body = {"question": "List all error codes", "stream": True, "filters": filters}
    with system.http.stream("POST", "/ask", json=body) as response:
        text = "".join(response.iter_text())
    assert "E-4712 [2]" in text


def test_who_wants_json_is_answered_by_the_model(system: System) -> None:
    schema = {"type": "object", "properties": {"codes": {"type": "string", "maxLength": 20}}, "required": ["codes"]}
    answer = system.ask("List all error codes", options={"json_schema": schema})
    assert "sections of" not in answer["answer"]
