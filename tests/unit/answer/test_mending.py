"""Misspelt words of a question, as the passages have them. Of the embedder only its vocabulary is wanted."""

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import pytest

from events.questions import FoundPassage, PassagesFound
from functions.answer.mending import mended
from model.embedding import Embedder

TEXT = (
    "The storage size of integer is 4 bytes. A call-out costs 85 pounds per hour. Miller signed the agreement. "
    "Die Gewährleistung für den Verdichter beträgt zwei Jahre."
)
KNOWN = frozenset(("what", "is", "the", "of", "a", "does", "cost", "per", "who", "storm", "which", "house"))


class Vocabulary:
    """Takes a known word for one token, and any other for two."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [1 if text.lower() in KNOWN else 2 for text in texts]

    def embed_queries(self, texts: Sequence[str]) -> Any:
        return np.ones((len(texts), 2), dtype=np.float32)


def meant(question: str, rewritten: str = "") -> PassagesFound:
    passage = FoundPassage(id="1", document="1", name="a.txt", text=TEXT, start=0, end=len(TEXT), score=1.0)
    data = PassagesFound(question=question, rewritten=rewritten, vector="", passages=[passage])
    return mended(data, cast("Embedder", Vocabulary()))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is the storge size of the type intger?", "What is the storage size of the type integer?"),
        ("What does a cal-out cost per huor?", "What does a call-out cost per hour?"),
        ("wie lange gilt die gewährleistnug?", "wie lange gilt die gewährleistung?"),
        ("Wie lange ist die Gewärleistung?", "Wie lange ist die gewährleistung?"),
    ],
)
def test_a_misspelt_word_is_read_as_the_near_one_of_the_passages(question: str, expected: str) -> None:
    assert meant(question).rewritten == expected


@pytest.mark.parametrize(
    "question",
    [
        "Who is Milner?",
        "Milner signed the what?",
        "Was hat Milller unterschrieben?",
        "What does hause cost?",
        "What is the storm size?",
        "What is intger_size?",
        "What is intger.c?",
        "What is INTGER?",
        "What is the integers' size?",
    ],
    ids=[
        "a name",
        "a name first",
        "a German name",
        "another word",
        "a known word",
        "identifier",
        "a file",
        "capitals",
        "a form of one",
    ],
)
def test_other_words_stay(question: str) -> None:
    assert meant(question).rewritten == ""


def test_the_vector_is_that_of_the_mended_question_and_what_was_searched_for_is_mended_too() -> None:
    found = meant("And its storge?", "storge integer")
    assert found.vector and found.rewritten == "storage integer"
