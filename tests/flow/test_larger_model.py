"""A few questions through the whole chain with a larger model, fetched by the catalogue's sources where it is missing.

What is looked at is what the smallest model does not do: its own words hold the answer.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import prepared_or_skipped
from tests.running import Running, running
from tests.system import ON_CLUSTER

LARGER = "Qwen2.5-Coder-0.5B-Instruct"
RULES = (
    "House rules of the boat club\n\nDogs are not allowed in the hall, and are tied up at the fence. The monthly fee "
    "is 140 kroner, to be paid by the fifth. Nadia Berg keeps the keys of the boat house. Boats are lent for six "
    "weeks.\n"
)


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A MiniRAG with the larger model and one document."""
    if ON_CLUSTER:
        pytest.skip("a cluster has the model that its images were built with")
    prepared_or_skipped(LARGER)
    with running(tmp_path_factory.mktemp("home"), "--env", f"GENERATOR={LARGER}") as system:
        system.upload("rules.txt", RULES)
        system.wait_for("rules.txt")
        yield system


def words(done: dict[str, Any]) -> str:
    """Return what the model itself wrote."""
    assert done["model"] == LARGER
    return str(done["generated"] or done["answer"])


@pytest.mark.parametrize(
    ("question", "gold"),
    [
        ("How much is the monthly fee?", "140 kroner"),
        ("Where are dogs tied up?", "the fence"),
        ("For how long are boats lent?", "six weeks"),
    ],
)
def test_its_own_words_hold_the_answer_and_what_is_shown_does_too(club: Running, question: str, gold: str) -> None:
    done = club.ask(question)
    assert gold in words(done)
    assert gold in done["answer"] and done["answered"]


def test_a_yes_or_no_is_said_before_the_sentence_that_says_so(club: Running) -> None:
    done = club.ask("Are dogs allowed in the hall?")
    assert words(done).startswith("No")
    assert done["answer"].startswith("No. The documents say: “Dogs are not allowed in the hall")


def test_what_it_makes_up_is_not_shown(club: Running) -> None:
    done = club.ask("What is the telephone number of the boat club?")
    assert not done["answered"]
