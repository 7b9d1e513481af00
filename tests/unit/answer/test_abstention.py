"""Whether a question is answered: by identifiers, and by how near the passages come."""

import base64

import pytest

from events.questions import FoundPassage, PassagesFound
from functions.answer.abstention import Verdict, judge
from functions.answer.sentence_selection import Sentence
from model.catalog import find

ID = "019c13ec-9e00-72d7-9642-b726b0440162"
EMBEDDER = find("all-MiniLM-L6-v2", "embed")
FAR, NEAR = 0.1, 0.8  # cosines of what has nothing to do with a question, and of what answers it


def judged(question: str, *texts: str, heading: str = "", cosine: float = FAR) -> Verdict:
    """Return the verdict over passages of one sentence each, all as near."""
    passages = [
        FoundPassage(id=ID, document=ID, name="a.txt", text=text, heading=heading, start=0, end=len(text), score=1.0)
        for text in texts
    ]
    sentences = [Sentence(text, number, 0, cosine, cosine) for number, text in enumerate(texts)]
    vector = base64.b64encode(bytes(4)).decode()
    return judge(PassagesFound(question=question, vector=vector, passages=passages), sentences, EMBEDDER)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How do I fix E-4711?", "E-4711: replace the fuse behind panel two."),
        ("Are we certified?  ISO 9001", "The plant holds ISO 9001:2015."),
        ("Who has 10.0.0.17?", "printer | 10.0.0.17 | hall B"),
        ("What is C7?", "C7 | 12 nF"),
    ],
)
def test_an_identifier_that_a_passage_holds_is_answered_however_far_its_sentence_is(question: str, text: str) -> None:
    assert judged(question, text) == Verdict(answered=True, near=True)


def test_an_identifier_in_a_heading_counts() -> None:
    assert judged("How do I fix E-4711?", "Replace the fuse behind panel two.", heading="Errors > E-4711").answered


def test_an_identifier_of_which_only_neighbours_are_there_is_not_answered_however_near_their_sentences_are() -> None:
    verdict = judged("How do I fix E-4713?", "E-4711: replace the fuse.", "E-4712: clean the filter.", cosine=NEAR)
    assert verdict == Verdict(answered=False, near=True)


def test_a_name_with_one_digit_that_is_not_there_decides_nothing() -> None:
    assert judged("What did we sell in Q3?", "In the third quarter we sold nine boats.", cosine=NEAR).answered


def test_an_identifier_that_is_there_counts_beside_one_that_is_not() -> None:
    assert judged("How do I fix E-4711 on the X-200B?", "E-4711: replace the fuse.").answered


def test_one_identifier_of_two_does_not_do_where_neighbours_of_the_other_are_there() -> None:
    assert not judged("Fix E-4713 on the K-200.", "K-200: E-4711, replace the fuse.", cosine=NEAR).answered


def test_what_comes_near_is_answered_and_what_does_not_is_not() -> None:
    text = "Normandy is a region in France."
    assert judged("In which country is Normandy?", text, cosine=NEAR).answered
    assert judged("Which screw holds the shelf?", text) == Verdict(answered=False)


def test_a_passage_with_most_of_what_is_asked_about_says_something_about_it() -> None:
    verdict = judged("How old is the lighthouse keeper?", "The lighthouse keeper is fond of tea.")
    assert (verdict.answered, verdict.near) == (False, True)


def test_without_a_sentence_nothing_is_answered() -> None:
    assert judged("Where is Normandy?") == Verdict(answered=False)
