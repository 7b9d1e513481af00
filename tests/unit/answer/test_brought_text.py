"""Passages of a text that comes with a question. A real embedder."""

import base64

from events.questions import FoundPassage
from functions.answer.brought_text import KEPT, MOST, beside, brought_passages
from model.embedding import Embedder

ID = "019c13ec-9e00-72d7-9642-b726b0440162"
FILLER = "The meadow was green and the cattle stood in it all day long. "


def found(text: str, question: str, embedder: Embedder) -> list[FoundPassage]:
    vector = base64.b64encode(embedder.embed_queries([question])[0].tobytes()).decode()
    return brought_passages(text, question, vector, ID, embedder)


def test_the_passage_that_fits_comes_first_and_stands_at_its_span(embedder: Embedder) -> None:
    text = FILLER * 60 + "The rent of the mill is 900 euros a month. " + FILLER * 60
    first, *_ = found(text, "What is the rent of the mill?", embedder)
    assert "900 euros" in first.text == text[first.start : first.end]
    assert (first.name, first.document, first.score) == ("your message", ID, 1.0)


def test_a_passage_is_found_by_its_meaning_too(embedder: Embedder) -> None:
    text = FILLER * 20 + "Its owner pays 900 euros each month to the landlord. " + FILLER * 20
    assert "900 euros" in found(text, "How expensive is the lease?", embedder)[0].text


def test_of_a_long_text_a_few_passages_are_kept(embedder: Embedder) -> None:
    assert len(found(FILLER * 2000, "What is green?", embedder)) == KEPT


def test_a_text_of_blanks_has_none(embedder: Embedder) -> None:
    assert found(" \n ", "What is green?", embedder) == []


def test_a_sentence_without_an_end_is_cut(embedder: Embedder) -> None:
    assert max(len(one.text) for one in found("word " * 20_000, "Which word?", embedder)) <= 900


def test_the_last_of_the_documents_passages_give_way() -> None:
    passage = FoundPassage(id=ID, document=ID, name="a.txt", text="x" * 20_000, start=0, end=20_000, score=1.0)
    kept = beside([passage], [passage] * 4)
    assert sum(len(one.text) for one in kept) <= MOST
    assert len(kept) == 2
