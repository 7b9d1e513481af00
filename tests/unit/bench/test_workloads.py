"""The prompts: how long they are, and what they share."""

from collections import Counter
from itertools import pairwise

import pytest

from bench.engine.workloads import (
    PROMPT_TOKENS,
    SYSTEM,
    Prompt,
    Texts,
    cut_passages,
    distinct,
    passage_tokens,
    shared,
    single,
)
from events.errors import Rejected


def words(text: str) -> int:
    return len(text.split())


TEXTS = Texts(
    [" ".join(f"p{place}w{word}" for word in range(passage_tokens(words))) for place in range(48)],
    {7: ["Who is seven?"], 9: ["Who is nine?"]},
)


def passages_of(prompt: Prompt) -> list[str]:
    """The passages that a prompt holds, by the name of their first word."""
    return [word for word in prompt.user.split() if word.endswith("w0")]


@pytest.mark.parametrize("prompts", [distinct(TEXTS, 24, 0), shared(TEXTS, 12, 4, 0), single(TEXTS, 12, 0)])
def test_every_prompt_has_about_the_tokens_it_is_meant_to_have(prompts: list[Prompt]) -> None:
    lengths = [words(prompt.system) + words(prompt.user) for prompt in prompts]
    assert min(lengths) > PROMPT_TOKENS * 0.9
    assert max(lengths) <= PROMPT_TOKENS


def test_distinct_prompts_share_the_system_prompt_and_nothing_behind_it() -> None:
    prompts = distinct(TEXTS, 24, 0)
    assert {prompt.system for prompt in prompts} == {SYSTEM}
    beginnings = {prompt.user[: len("Passages:\n[1]\np10w0")] for prompt in prompts}
    assert len(beginnings) == 24


def test_distinct_prompts_hold_three_passages_each() -> None:
    assert {len(set(passages_of(prompt))) for prompt in distinct(TEXTS, 24, 0)} == {3}


def test_another_round_has_other_prompts_and_the_same_round_the_same() -> None:
    first, again, second = (distinct(TEXTS, 24, seed) for seed in (0, 0, 1))
    assert first == again
    assert not {prompt.user for prompt in first} & {prompt.user for prompt in second}


def test_shared_prompts_ask_several_questions_about_each_set_of_passages() -> None:
    prompts = shared(TEXTS, 12, 4, 0)
    sets = Counter(prompt.user.partition("Question:")[0] for prompt in prompts)
    assert list(sets.values()) == [4] * 12
    assert len({prompt.user for prompt in prompts}) == 48


def test_sets_of_passages_do_not_overlap() -> None:
    sets = {tuple(passages_of(prompt)) for prompt in shared(TEXTS, 12, 4, 0)}
    assert len({passage for each in sets for passage in each}) == 36


def test_questions_about_one_set_do_not_come_one_after_the_other() -> None:
    heads = [passages_of(prompt)[0] for prompt in shared(TEXTS, 12, 4, 0)]
    neighbours = sum(one == other for one, other in pairwise(heads))
    assert neighbours < len(heads) / 4


def test_a_single_client_asks_what_one_of_its_passages_answers() -> None:
    for prompt in single(TEXTS, 12, 0):
        assert ("Who is seven?" in prompt.user) == ("p7w0" in passages_of(prompt) and "seven" in prompt.user)
        assert "Who is seven?" in prompt.user or "Who is nine?" in prompt.user


def test_without_questions_a_single_client_asks_for_a_sentence() -> None:
    (prompt,) = single(Texts(TEXTS.passages, {}), 1, 0)
    assert prompt.user.endswith("Answer with the sentence that says so.")


def test_too_few_passages_are_rejected() -> None:
    with pytest.raises(Rejected, match="48 passages for 49"):
        distinct(TEXTS, 49, 0)


def test_more_questions_than_there_are_are_rejected() -> None:
    with pytest.raises(Rejected, match="10 questions"):
        shared(TEXTS, 2, 11, 0)


def test_texts_are_cut_into_passages_of_equal_length_and_rests_are_dropped() -> None:
    cut = cut_passages(["a b c d e f g", "h i", "j k l m"], 3, words)
    assert cut == [(0, "a b c"), (0, "d e f"), (2, "j k l")]


def test_a_passage_never_has_more_tokens_than_wanted() -> None:
    cut = cut_passages(["aaaa bb cccccc d eeee ff g hhhh"], 6, lambda text: len(text.replace(" ", "")))
    assert [passage for _, passage in cut] == ["aaaa bb", "cccccc", "d eeee", "ff g"]
