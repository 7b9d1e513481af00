"""How a model reads: as the settings say, as the catalogue does, or by its size."""

from typing import NamedTuple

import pytest

from functions.answer.reading import INSTRUCTIONS, SHORT_INSTRUCTIONS, Reading, reading_of, room_for_reading
from functions.serving.settings import Settings
from model.catalog import find
from tests.unit.world import opened


class FakeTokenizer(NamedTuple):
    """The vocabulary of a model of this size."""

    parameters: int = 0
    trained_context: int = 32_768


def reading(name: str, parameters: int = 0, **settings: object) -> Reading:
    given = Settings(generator=name, **settings)  # type: ignore[arg-type]
    return reading_of(find(name, "generate"), given, opened(FakeTokenizer(parameters)))


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [(494_000_000, Reading(6, SHORT_INSTRUCTIONS)), (7_000_000_000, Reading(0, INSTRUCTIONS))],
)
def test_a_model_that_is_only_a_path_reads_as_its_size_says(parameters: int, expected: Reading) -> None:
    assert reading("some/model.gguf", parameters) == expected


def test_a_model_of_the_catalogue_reads_as_that_says_in_its_own_words() -> None:
    entry = find("SmolLM2-135M-Instruct")
    assert reading(entry.name, 10**12) == Reading(entry.focus_sentences, entry.instructions)


def test_the_settings_go_before_catalogue_and_size() -> None:
    assert reading("SmolLM2-135M-Instruct", generator_reads="passages").sentences == 0
    assert reading("some/model.gguf", 10**12, generator_reads="sentences", focus_sentences=4).sentences == 4


@pytest.mark.parametrize(("max_tokens", "room"), [(128, 4096 - 128), (4096, 3072), (10**6, 3072)])
def test_an_answer_takes_a_quarter_of_the_context_at_most(max_tokens: int, room: int) -> None:
    tokenizer = FakeTokenizer()
    assert room_for_reading(find("some/model.gguf"), Settings(), tokenizer, max_tokens) == room  # type: ignore[arg-type]


@pytest.mark.parametrize(("trained", "setting", "room"), [(2048, 0, 1920), (8192, 1024, 896), (512, 1024, 384)])
def test_the_context_is_the_engines_real_one(trained: int, setting: int, room: int) -> None:
    settings, tokenizer = Settings(generator_context=setting), FakeTokenizer(trained_context=trained)
    assert room_for_reading(find("some/model.gguf"), settings, tokenizer, 128) == room  # type: ignore[arg-type]
