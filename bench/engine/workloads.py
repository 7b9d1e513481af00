"""The prompts of the benchmark: passages first, as RAG has them, and the question last."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from events.errors import Rejected

SYSTEM = (
    "You answer questions from the given passages only, in a few sentences, and cite the passages as [1]. "
    "If they do not hold the answer, say that you do not know."
)
PROMPT_TOKENS = 430  # of the whole prompt, system and markup included
MARKUP_TOKENS = 40  # of it: the chat template's, the numbers in front of the passages, some room for the question
PASSAGES = 3
QUESTIONS = (
    "What are the passages about? Describe it in a few sentences.",
    "Which facts do the passages give? List them one after the other.",
    "Explain the first passage in simple words.",
    "Explain the last passage in simple words.",
    "What is the most important sentence, and why?",
    "What would a reader have to know before reading this?",
    "Write a short summary of all the passages.",
    "Which names and numbers occur in the passages?",
    "What do the passages have in common?",
    "What follows from the second passage?",
)
Count = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Prompt:
    """What one request asks."""

    system: str
    user: str


@dataclass(frozen=True, slots=True)
class Texts:
    """Passages of equal length in tokens, and for some of them (by index) questions that they answer."""

    passages: Sequence[str]
    questions: Mapping[int, Sequence[str]]


def cut_passages(texts: Sequence[str], tokens: int, count: Count) -> list[tuple[int, str]]:
    """Return (index of the text, passage) for every passage of about `tokens` tokens; shorter rests are dropped."""
    return [(index, passage) for index, text in enumerate(texts) for passage in _cut(text.split(), tokens, count)]


def _cut(words: list[str], tokens: int, count: Count) -> Iterator[str]:
    """Yield passages of as many words as fit, found by halving: a word has at least one token."""
    while words:
        low, high = 1, min(len(words), tokens)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if count(" ".join(words[:middle])) <= tokens else (low, middle - 1)
        if low == len(words):
            return
        yield " ".join(words[:low])
        words = words[low:]


def passage_tokens(count: Count) -> int:
    """Return the tokens that each of a prompt's passages may have."""
    return (PROMPT_TOKENS - MARKUP_TOKENS - count(SYSTEM)) // PASSAGES


def distinct(texts: Texts, number: int, seed: int) -> list[Prompt]:
    """Return prompts that have nothing but the system prompt in common at the start: each begins with another passage.

    Raises `Rejected` when there are fewer passages than prompts.
    """
    chance = random.Random(seed)  # noqa: S311 - the same prompts for every contender, not a secret
    order = _shuffled(texts, number, chance)
    step = len(order) // PASSAGES
    sets = [[order[(index + step * place) % len(order)] for place in range(PASSAGES)] for index in range(number)]
    return [_prompt(texts, chosen, chance.choice(QUESTIONS)) for chosen in sets]


def shared(texts: Texts, sets: int, each: int, seed: int) -> list[Prompt]:
    """Return `each` prompts, with other questions, about each of `sets` sets of passages, in random order.

    The prompts of a set are equal up to the question. Raises `Rejected` for fewer passages than sets, or more prompts
    on one set than there are questions.
    """
    if each > len(QUESTIONS):
        raise Rejected(f"there are {len(QUESTIONS)} questions about a set of passages: ask no more than that")
    chance = random.Random(seed)  # noqa: S311
    order = _shuffled(texts, sets * PASSAGES, chance)
    prompts = []
    for index in range(sets):
        chosen = order[index * PASSAGES : (index + 1) * PASSAGES]
        prompts += [_prompt(texts, chosen, question) for question in chance.sample(QUESTIONS, each)]
    chance.shuffle(prompts)
    return prompts


def single(texts: Texts, number: int, seed: int) -> list[Prompt]:
    """Return prompts whose answers copy from the passages: a question that one of them answers, where there is any."""
    chance = random.Random(seed)  # noqa: S311
    order = _shuffled(texts, number, chance)
    asked = [index for index in order if texts.questions.get(index)] or order
    prompts = []
    for turn in range(number):
        main = asked[turn % len(asked)]
        chosen = [main, *chance.sample([index for index in order if index != main], PASSAGES - 1)]
        chance.shuffle(chosen)
        question = chance.choice(texts.questions.get(main) or ["Which sentence of the passages says the most?"])
        prompts.append(_prompt(texts, chosen, f"{question} Answer with the sentence that says so."))
    return prompts


def _shuffled(texts: Texts, number: int, chance: random.Random) -> list[int]:
    if len(texts.passages) < max(number, PASSAGES):
        raise Rejected(f"there are {len(texts.passages)} passages for {number}: give --data more text")
    return chance.sample(range(len(texts.passages)), len(texts.passages))


def _prompt(texts: Texts, chosen: Sequence[int], question: str) -> Prompt:
    passages = "\n\n".join(f"[{place}]\n{texts.passages[index]}" for place, index in enumerate(chosen, start=1))
    return Prompt(SYSTEM, f"Passages:\n{passages}\n\nQuestion: {question}")
