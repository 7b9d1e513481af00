"""The caller's instructions beside our own."""

from functions.answer.callers_instructions import MOST, instructed

OWN = "Answer from the text."


def words(text: str) -> int:
    return len(text.split())


def test_a_callers_instructions_stand_before_our_own_which_have_the_last_word() -> None:
    said = instructed(OWN, "Be kind.\nAnswer in French.", words)
    assert said.endswith(f"Be kind. Answer in French.\n{OWN}")


def test_of_long_ones_the_first_whole_sentences_are_kept() -> None:
    said = instructed(OWN, "Be kind to me. " * MOST, words)
    assert words(said.removesuffix(OWN)) <= MOST + 10
    assert said.removesuffix(f"\n{OWN}").endswith("Be kind to me.")


def test_one_sentence_that_is_too_long_is_left_out() -> None:
    assert instructed(OWN, "be kind " * MOST, words) == OWN


def test_without_any_our_own_stand_alone() -> None:
    assert instructed(OWN, " ", words) == OWN
