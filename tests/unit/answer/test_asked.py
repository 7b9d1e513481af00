"""What a question asks for: whether something is so, or a fact."""

import pytest

from functions.answer.asked import Asked
from functions.text.languages import ENGLISH, GERMAN

WHETHER = [
    "Does the house cook vegetarian?",
    "A boy woke up with 38.2 °C. Do his parents have to fetch him?",
    "If it rains, is the pool open?",
    "OK to hand it over?",
    "Dogs allowed?",
]
OB = [
    "Geht das noch?",
    "Der Manometer zeigt 1,5 bar, ist das in Ordnung?",
    "Kocht ihr vegetarisch?",
    "Kann der Bruder (13) die Kleine holen?",
]
FACTS = [
    "What's the secretary's e-mail?",
    "Serial number of the steriliser?",
    "carols what to wear",
    "Somebody brought it back late, what do we bill?",
    "Who is the tenant's guarantor?",
    "How much is 3.5 kg?",
]
TATSACHEN = ["Alkoholgehalt vom Maibock?", "Schließtage bis Silvester, wie viele insgesamt?", "Und in der Krippe?"]


@pytest.mark.parametrize("question", WHETHER + OB)
def test_a_question_whose_last_sentence_or_clause_begins_with_a_verb_asks_whether_something_is_so(
    question: str,
) -> None:
    assert Asked(question, GERMAN if question in OB else ENGLISH).is_yes_or_no


@pytest.mark.parametrize("question", FACTS + TATSACHEN)
def test_what_asks_by_a_word_or_by_a_noun_alone_asks_for_a_fact(question: str) -> None:
    assert Asked(question, GERMAN if question in TATSACHEN else ENGLISH).wants_fact
