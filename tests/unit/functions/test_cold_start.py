"""What a function does not import, so that it starts in no time."""

import subprocess
import sys

import pytest

from knative.door.address import ROOT

SLOW = {"rich", "pygments", "onnx", "huggingface_hub", "llama_cpp", "weaviate", "pypdfium2"}


@pytest.mark.parametrize(
    "module",
    ["functions.answer.generate", "functions.answer.search", "functions.answer.prompt", "functions.ingest.embed"],
)
def test_a_function_imports_nothing_slow_before_it_is_asked(module: str) -> None:
    code = f"import functions_framework, {module}, sys; print(*(sys.modules.keys() & {SLOW}))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert found.split() == []
