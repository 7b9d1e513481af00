"""What answers a why: a reason, in one sentence or two side by side; the fact that is asked about is none."""

import pytest

from tests.unit.answer.test_leading import shown

CANTEEN = "The canteen is closed this week. A water pipe has burst under the floor. Soup is served in hall B."
HALL = "Die Halle bleibt am Samstag geschlossen. Der Boden wird neu versiegelt."
RULES = "Parking on the roof is not allowed. Badges are checked twice a day. The old lift was taken out in May."


@pytest.mark.parametrize(
    ("question", "text", "quoted"),
    [
        ("Why is the canteen closed?", CANTEEN, "closed this week. A water pipe has burst under the floor.”"),
        ("Warum bleibt die Halle geschlossen?", HALL, HALL),
        ("Why is the yard closed?", "A crane fell. Therefore the yard is closed.", "A crane fell. Therefore the yard"),
        ("Why is the yard closed?", "The yard is closed. This is because a crane fell.", "closed. This"),
        ("Weshalb ist der Hof zu?", "Ein Kran fiel um. Der Hof ist deshalb zu.", "um. Der Hof ist"),
    ],
)
def test_a_fact_is_quoted_with_the_sentence_beside_it_that_says_why(question: str, text: str, quoted: str) -> None:
    nearest = 1 if "fell." in text[:20] or "fiel" in text else 0
    assert quoted in shown(question, text, nearest).answer


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why are the stairs locked?", "The stairs are locked because the railing is loose."),
        ("Why do deliveries go to gate B?", "Deliveries go to gate B, so that the yard stays free."),
        ("For what reason is the room kept cool?", "The room is kept cool to prevent the disks from overheating."),
        ("How come the chain must not be oiled?", "The chain must not be oiled: it collects dust."),
        ("Warum sind Schuhe verboten?", "Schuhe sind verboten, da sie den Boden zerkratzen."),
        ("Wieso endet der Betrieb um 21 Uhr?", "Wegen der Beschwerden endet der Betrieb um 21 Uhr."),
        ("Aus welchem Grund wird gelüftet?", "Es wird gelüftet, um Schimmel zu vermeiden."),
    ],
)
def test_a_sentence_that_says_the_reason_answers_a_why(question: str, text: str) -> None:
    assert text in shown(question, text).answer


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why is parking on the roof not allowed?", RULES),
        ("Why are badges checked twice a day?", RULES.partition(". ")[2]),
        ("Why has the shop sold bread since 2019?", "The shop has sold bread since 2019."),
        ("Warum stehen die Matten im Gang?", "Die Matten stehen im Gang. Der Schlüssel liegt im Büro."),
        ("Why is the lift renewed?", "Work: lift renewed | Cost: 148,000 euros"),
    ],
)
def test_a_sentence_that_repeats_the_fact_answers_no_why(question: str, text: str) -> None:
    assert not shown(question, text).answered


def test_words_that_repeat_the_fact_answer_no_why() -> None:
    assert not shown(
        "Why is parking on the roof not allowed?", RULES, said="Parking on the roof is not allowed."
    ).answered
