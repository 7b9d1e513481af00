"""The models that can be chosen besides the defaults, run for real where their sources can be reached."""

import json
from pathlib import Path

import msgspec
import numpy as np
import pytest

from events.questions import Message
from model.catalog import Entry, catalog
from model.embedding import Embedder
from model.generation import Generator, Options
from model.llama import Model
from model.threads import compute_threads
from model.weights import ready_path
from tests.conftest import prepared_or_skipped

pytestmark = pytest.mark.slow

# Computed once by onnxruntime 1.32.0 and tokenizers 0.23.3 from the ONNX files in the jars, cut at 512 tokens, with the
# prefix of the model card before each text, its pooling, and scaled to unit length.
# Those of multilingual-e5-small are the vectors that the package's own program computes from its packed file; none is
# of a text that ends in a blank, which that program makes a token and the published model's tokenizer does not.
FILES = ("onnx_reference_vectors.json", "packed_reference_vectors.json")
REFERENCE = {
    name: cases
    for file in FILES
    for name, cases in json.loads(Path(__file__).with_name(file).read_text("utf-8")).items()
}
CASES = [(name, case) for name, cases in REFERENCE.items() for case in cases]
EMBEDDERS = [entry for entry in catalog().values() if entry.kind == "embed"]


@pytest.fixture(scope="module")
def loaded() -> dict[str, Embedder]:
    return {}


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_vector_is_that_of_the_published_model(loaded: dict[str, Embedder], name: str, case: str) -> None:
    embedder = loaded.get(name) or loaded.setdefault(name, Embedder.load(prepared_or_skipped(name)))
    expected = REFERENCE[name][case]
    embed = {"query": embedder.embed_queries, "passage": embedder.embed_passages}[expected["as"]]
    assert float(embed([expected["text"]])[0] @ np.array(expected["vector"])) >= 0.999


@pytest.mark.parametrize("entry", EMBEDDERS, ids=lambda entry: entry.name)
def test_the_prefixes_of_an_entry_stand_before_questions_and_passages(prepared: dict[str, Entry], entry: Entry) -> None:
    """On the default's weights, whose vectors show what text they got."""
    facts = {name: getattr(entry, name) for name in ("query_prefix", "passage_prefix")}
    default = prepared["embed"]
    embedder = Embedder(msgspec.structs.replace(default, **facts), Model(ready_path(default)), compute_threads())
    found = np.concatenate([embedder.embed_queries(["a river"]), embedder.embed_passages(["a river"])])
    wanted = [embedder.embed([f"{prefix}a river"]) for prefix in (entry.query_prefix, entry.passage_prefix)]
    assert np.array_equal(found, np.concatenate(wanted))


@pytest.mark.parametrize("pooling", ["cls", "last"])
def test_another_pooling_gives_another_vector(prepared: dict[str, Entry], embedder: Embedder, pooling: str) -> None:
    entry = msgspec.structs.replace(prepared["embed"], pooling=pooling)
    other = Embedder(entry, Model(ready_path(prepared["embed"])), compute_threads())
    assert float(other.embed(["a river"])[0] @ embedder.embed(["a river"])[0]) < 0.99


@pytest.fixture(scope="module")
def gemma() -> Generator:
    return Generator.load(prepared_or_skipped("gemma-3-270m"), slots=1)


def test_gemma_answers_in_one_line_and_stops(gemma: Generator) -> None:
    question = (
        "The Eiffel Tower was completed in 1889. It is 330 metres tall.\n\nQuestion: How tall is the Eiffel Tower?"
    )
    with gemma.generate([Message(role="user", content=question)], Options(max_tokens=40)) as answer:
        text = "".join(answer)
    assert "330" in text
    assert "\n" not in text
    assert answer.finish_reason == "stop"
