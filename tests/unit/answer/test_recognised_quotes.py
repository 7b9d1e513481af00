"""An answer that rests on what OCR has read says so, in the question's language."""

from events.identity import document_id
from events.questions import Citation, Quote
from functions.answer.recognised_quotes import said_of_pictures
from functions.conversation.answer_view import AnswerView
from functions.gateway.openai.source_list import title

ID = document_id("default", "a.pdf")
ASKED = "When does the contract end?"


def citation(number: int, recognised: float | None = None, *, cited: bool = False) -> Citation:
    places = {"start": 0, "end": 8, "quote_start": 0, "quote_end": 8}
    passage = {"id": ID, "document": ID, "name": "a.pdf", "text": "In May.", "score": 1.0, "page": 3}
    return Citation(number=number, recognised=recognised, cited=cited, **passage, **places)  # type: ignore[arg-type]


def view(*citations: Citation, quoted: int = 0, answered: bool = True) -> AnswerView:
    support = [Quote(number=quoted, text="In May.", start=0, end=8)] if quoted else []
    return AnswerView(answer="In May.", answered=answered, citations=list(citations), support=support)


def test_a_quote_of_a_recognised_passage_is_said_to_be_one() -> None:
    assert said_of_pictures(view(citation(1, 0.9), quoted=1), ASKED).startswith("This was read from a picture by OCR")


def test_an_answer_that_cites_one_says_so() -> None:
    assert said_of_pictures(view(citation(1, 0.9, cited=True)), ASKED)


def test_it_is_said_in_the_language_of_the_question() -> None:
    said = said_of_pictures(view(citation(1, 0.9), quoted=1), "Wann endet der Vertrag mit der Gemeinde?")
    assert said.startswith("Das wurde per OCR aus einem Bild gelesen")


def test_a_passage_that_the_answer_does_not_rest_on_is_not_spoken_of() -> None:
    assert said_of_pictures(view(citation(1), citation(2, 0.9), quoted=1), ASKED) == ""


def test_where_nothing_is_answered_nothing_is_said() -> None:
    assert said_of_pictures(view(citation(1, 0.9), quoted=1, answered=False), ASKED) == ""


def test_the_name_of_a_source_says_that_ocr_has_read_it() -> None:
    assert [title(citation(1)), title(citation(1, 0.9))] == ["a.pdf, page 3", "a.pdf, page 3 (OCR)"]
