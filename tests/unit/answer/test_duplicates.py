"""What says nothing new is not given twice."""

from functions.answer.diversification import without_duplicates
from tests.unit.answer.hits import hit, texts

LONG = "The river Seine rises in Burgundy and flows through Paris and Rouen to the sea at Le Havre."


def test_of_two_equal_texts_the_better_ranked_stays() -> None:
    found = without_duplicates([hit(LONG, name="b.txt"), hit(LONG, name="a.txt")])
    assert [one.passage.name for one in found] == ["b.txt"]


def test_case_and_punctuation_make_no_difference() -> None:
    assert len(without_duplicates([hit(LONG), hit(LONG.upper().replace(".", "!"), name="b.txt")])) == 1


def test_one_changed_word_is_still_the_same_text() -> None:
    assert len(without_duplicates([hit(LONG), hit(LONG.replace("Havre", "Port"), name="b.txt")])) == 1


def test_a_passage_that_overlaps_by_some_sentences_stays() -> None:
    other = "The sea at Le Havre is cold in winter, and ships of all nations lie in its harbour."
    assert len(without_duplicates([hit(LONG), hit(LONG[40:] + other, name="b.txt")])) == 2


def test_a_longer_passage_that_holds_a_better_one_has_more_to_say() -> None:
    longer = LONG + " Its name is older than the Romans, who called it Sequana after a goddess of the Gauls."
    assert texts(without_duplicates([hit(LONG), hit(longer, name="b.txt")])) == [LONG, longer]


def test_texts_of_fewer_words_than_a_shingle_are_compared_whole() -> None:
    found = [hit("Seine"), hit("Loire", name="b.txt"), hit("seine.", name="c.txt")]
    assert texts(without_duplicates(found)) == ["Seine", "Loire"]
