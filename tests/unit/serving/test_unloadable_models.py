"""A model whose file is cut off or missing: whoever asks is told which, by the very loading that a function does."""

import logging
from pathlib import Path

import pytest

from events.errors import Damaged
from functions.answer.generate import load_generator
from functions.serving.lazy import LazyResource
from functions.serving.settings import Settings
from model.generation import Generator


@pytest.fixture(params=["cut off", "missing"])
def unloadable(request: pytest.FixtureRequest, tmp_path: Path) -> LazyResource[Generator]:
    """A generator by the path of such a file."""
    path = tmp_path / "my.gguf"
    if request.param == "cut off":
        path.write_bytes(b"GGUF\x03\x00\x00\x00\x01")
    settings = Settings(generator=str(path))
    return LazyResource(lambda: load_generator(settings), is_mended_by_hand=True)


def test_whoever_asks_is_told_why_a_model_cannot_be_loaded(unloadable: LazyResource[Generator]) -> None:
    with pytest.raises(Damaged, match=r"my\.gguf.*: (give it a sound GGUF file|name a \.gguf file that exists)"):
        unloadable.get()


def test_why_a_model_cannot_be_loaded_is_logged(
    unloadable: LazyResource[Generator], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Damaged):
        unloadable.get()
    assert [record.message for record in caplog.records if record.name == "minirag"] == [unloadable.trouble]
    assert {record.levelno for record in caplog.records} == {logging.ERROR}
