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


def judged(
    question: str, *texts: str, heading: str = "", cosine: float = FAR, tokens: int = 5, rewritten: str = ""
) -> Verdict:
    """Return the verdict over passages of one sentence each, all as near."""
    passages = [
        FoundPassage(id=ID, document=ID, name="a.txt", text=text, heading=heading, start=0, end=len(text), score=1.0)
        for text in texts
    ]
    sentences = [Sentence(text, number, 0, cosine, cosine) for number, text in enumerate(texts)]
    vector = base64.b64encode(bytes(4)).decode()
    return judge(
        PassagesFound(question=question, vector=vector, passages=passages, rewritten=rewritten),
        sentences,
        EMBEDDER,
        tokens,
    )


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


def test_a_word_that_no_passage_has_is_held_by_another_for_the_same_thing() -> None:
    text = "Item: Seat height | Value: 795 mm"
    assert not judged("How high is the saddle?", text, cosine=0.5).low_confidence


def test_the_very_row_that_is_asked_for_is_answered_however_far_it_is() -> None:
    row = "Object: Signal lamp | Maker: Meteorite Ltd | Year: 1938"
    passage = FoundPassage(id=ID, document=ID, name="a.txt", text=row, heading="", start=0, end=len(row), score=1.0)
    data = PassagesFound(question="Who made the signal lamp?", vector="AAAA", passages=[passage])
    sentence = Sentence(row, 0, 0, FAR, FAR, is_asked_row=True)
    assert judge(data, [sentence], EMBEDDER, 5) == Verdict(answered=True, near=True)


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


def test_between_refusing_and_answering_lies_what_the_nearest_sentence_alone_does_not_answer() -> None:
    text = "Normandy is a region in France."
    assert judged("Where do painters like to live?", text, cosine=0.51) == Verdict(True, low_confidence=True, near=True)


def test_a_sentence_that_holds_the_words_asked_for_may_be_farther_away() -> None:
    text = "The lighthouse keeper is fond of tea."
    assert judged("What is the lighthouse keeper fond of?", text, cosine=0.4).answered
    assert not judged("Which drinks does he prefer?", text, cosine=0.4).answered


def test_in_a_language_that_the_embedder_does_not_know_the_words_count_for_more() -> None:
    text = "Der Leuchtturm ist seit 1910 in Betrieb."
    assert not judged("Wie hoch ist der Zuschlag?", text, cosine=0.45, tokens=10).answered
    assert judged("Seit wann ist der Leuchtturm in Betrieb?", text, cosine=0.3, tokens=16).answered


def test_a_follow_up_is_refused_only_where_nothing_comes_near() -> None:
    text = "Normandy is a region in France."
    for cosine, answered in ((0.4, True), (FAR, False)):
        verdict = judged("Why?", text, cosine=cosine, rewritten="Why? Which screw holds the shelf?")
        assert verdict.answered is answered


def test_an_embedder_without_weights_goes_by_its_threshold() -> None:
    other = find("bge-small-en-v1.5", "embed")
    for cosine, answered in ((0.6, True), (0.5, False)):
        sentence = Sentence("Normandy is a region in France.", 0, 0, cosine, cosine)
        passage = FoundPassage(id=ID, document=ID, name="a", text=sentence.text, start=0, end=31, score=1.0)
        data = PassagesFound(question="Where is Rouen?", vector="AAAAAA==", passages=[passage])
        assert judge(data, [sentence], other, 5).answered is answered


def test_in_letters_that_the_embedder_does_not_know_the_words_alone_decide() -> None:
    text = "Маяк на острове Кижма построен в 1910 году."
    assert judged("Когда построен маяк на острове Кижма?", text, cosine=FAR).answered
    assert not judged("Сколько стоит билет в музей кораблей?", text, cosine=NEAR).answered


def test_an_embedder_that_knows_all_letters_goes_by_its_cosines_in_each_of_them() -> None:
    other, text = find("multilingual-e5-small", "embed"), "Маяк на острове Кижма построен в 1910 году."
    passage = FoundPassage(id=ID, document=ID, name="a", text=text, start=0, end=len(text), score=1.0)
    data = PassagesFound(question="Когда появился маяк?", vector="AAAAAA==", passages=[passage])
    for cosine, answered in ((0.82, True), (0.74, False)):
        assert judge(data, [Sentence(text, 0, 0, cosine, cosine)], other, 5).answered is answered


def test_nothing_answers_a_question_without_a_letter() -> None:
    assert judged("???", "The pump needs oil.", cosine=NEAR) == Verdict(answered=False)
