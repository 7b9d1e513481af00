"""How a model reads: the sentences nearest to the question, or whole passages, and how much of them."""

from typing import NamedTuple

from functions.serving.lazy import LazyResource
from functions.serving.settings import Settings
from model.catalog import Entry
from model.embedding import Tokenizer

INSTRUCTIONS = (
    "You answer questions from the given passages only, in a few sentences, and cite the passages as [1]. "
    'If they do not hold the answer, say only: "I do not know."'
)
SHORT_INSTRUCTIONS = "Answer the question from the given text, in one short sentence. Use the words of the text."
SMALL = 2_000_000_000  # parameters: models of fewer answered from whole passages no better, and much later
ANSWERS_SHARE = 0.25  # of the context, at most, for the answer: the rest is for what it is made from


class Reading(NamedTuple):
    """What a model gets to read."""

    sentences: int  # the nearest ones; 0: whole passages
    instructions: str


def reading_of(entry: Entry, settings: Settings, tokenizer: LazyResource[Tokenizer]) -> Reading:
    """Return how a model reads: as the settings say, else as the catalogue does, else by its size.

    Measured on SQuAD: SmolLM2-135M answers 7 of 30 questions from three whole passages, 23 of 60 from the two
    sentences nearest to the question; for models of 0.5 and 1.5 billion parameters whole passages were not better.
    """
    small = settings.generator_reads == "sentences" if settings.generator_reads else entry.small
    if small if small is not None else tokenizer.get().parameters < SMALL:
        return Reading(settings.focus_sentences or entry.focus_sentences, entry.instructions or SHORT_INSTRUCTIONS)
    return Reading(0, INSTRUCTIONS)


def room_for_reading(entry: Entry, settings: Settings, tokenizer: Tokenizer, max_tokens: int) -> int:
    """Return the tokens of a prompt that leave room for the answer in the context that the engine really has."""
    context = min(settings.generator_context or entry.context, tokenizer.trained_context)
    return context - min(max_tokens, int(context * ANSWERS_SHARE))
