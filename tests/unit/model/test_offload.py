"""A card computes what the setting says, and all where one is there and nothing is said."""

import pytest

from events.errors import Rejected
from model.embedding import Embedder
from model.llama import library
from model.offload import ALL, gpu_layers


@pytest.mark.parametrize(
    ("setting", "offered", "layers"),
    [
        ("", True, ALL),
        ("", False, 0),
        ("auto", True, ALL),
        ("auto", False, 0),
        ("12", True, 12),
        ("0", True, 0),
        ("0", False, 0),
        ("12", False, 0),
    ],
)
def test_the_layers_that_a_card_computes(
    monkeypatch: pytest.MonkeyPatch, setting: str, offered: bool, layers: int
) -> None:
    monkeypatch.setenv("GPU_LAYERS", setting)
    assert gpu_layers(offered, "a model") == layers


def test_a_number_without_a_card_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("GPU_LAYERS", "12")
    gpu_layers(offered=False, name="weights.gguf")
    assert caplog.messages == [
        "GPU_LAYERS is 12, but llama.cpp finds no graphics card here: the CPU computes weights.gguf"
    ]


@pytest.mark.parametrize("setting", ["all", "-1", "1.5"])
def test_a_setting_that_is_no_number_is_rejected(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv("GPU_LAYERS", setting)
    with pytest.raises(Rejected, match="GPU_LAYERS is"):
        gpu_layers(offered=True, name="a model")


@pytest.mark.parametrize("layers", ["auto", "3", "0"])
def test_with_a_card_the_vectors_are_those_of_the_processor(monkeypatch: pytest.MonkeyPatch, layers: str) -> None:
    """Runs where llama.cpp finds a card; GGML_VK_VISIBLE_DEVICES=0 has it take Mesa's software for one."""
    if not library().llama_supports_gpu_offload():
        pytest.skip("llama.cpp finds no graphics card here: MINIRAG_GPU=vulkan builds it for one")
    texts = ["Paris is the capital of France.", "", "Ünïcode 中文", "The Normans gave their name to Normandy. " * 5]
    vectors = []
    for setting in ("0", layers):
        monkeypatch.setenv("GPU_LAYERS", setting)
        embedder = Embedder.load()
        vectors.append(embedder.embed(texts))
        embedder.close()
    assert (vectors[0] * vectors[1]).sum(axis=1).min() > 0.999
