"""What a function does not import, so that it starts in no time."""

import os
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest

from cli.client.address import ROOT
from cli.commands.lock import lock_file, named

pytestmark = pytest.mark.slow

SLOW = {"rich", "pygments", "onnx", "huggingface_hub", "llama_cpp", "weaviate", "grpc", "pydantic", "pypdfium2", "lxml"}
SLOW |= {"PIL", "tesserocr"}  # of OCR
OF_AGENTS = {"mcp", "mcp_types", "pydantic", "jsonschema", "opentelemetry", "httpx2", "cryptography", "sse_starlette"}
OF_FEW_REQUESTS = {
    "functions.documents.extracted_text",
    "functions.gateway.http.openapi",
    "functions.gateway.mcp.own_routes",
    "functions.gateway.page.description",
}
LIGHT = (
    "answer.search",
    "answer.remember",
    "care.fail",
    "care.reconcile",
    "gateway.gateway",
    "ingest.store",
    "sources.bucket",
    "sources.web",
)


@pytest.mark.parametrize(
    "module",
    [
        "functions.answer.generate",
        "functions.answer.search",
        "functions.answer.prompt",
        "functions.embed",
        "functions.ingest.store",
        "functions.ingest.ocr",
    ],
)
def test_a_function_imports_nothing_slow_before_it_is_asked(module: str) -> None:
    code = f"import functions_framework, {module}, sys; print(*(sys.modules.keys() & {SLOW}))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert found.split() == []


@pytest.mark.parametrize("modules", [OF_AGENTS, OF_FEW_REQUESTS], ids=["agents", "few requests"])
def test_the_gateway_imports_nothing_that_few_requests_need_before_one_comes(modules: set[str]) -> None:
    code = f"import functions_framework, functions.gateway.gateway, sys; print(*(sys.modules.keys() & {modules}))"
    environment = os.environ | {"HOST": "127.0.0.1"}  # no machine's own name has to be known
    line = [sys.executable, "-c", code]
    found = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    assert found.split() == []


@pytest.mark.parametrize(
    "module",
    [
        "answer.remember",
        "care.display",
        "care.fail",
        "care.reconcile",
        "gateway.gateway",
        "sources.bucket",
        "sources.web",
    ],
)
def test_a_function_without_vectors_does_not_import_numpy(module: str) -> None:
    code = f"import functions_framework, functions.{module}, sys; print('numpy' in sys.modules)"
    environment = os.environ | {"HOST": "127.0.0.1"}  # no machine's own name has to be known
    line = [sys.executable, "-c", code]
    found = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    assert found.strip() == "False"


@pytest.mark.parametrize(
    ("image", "module"),
    [*(("light", module) for module in LIGHT), ("ocr", "ingest.ocr"), ("ocr", "ingest.sandbox.fork_server")],
)
def test_a_function_needs_no_package_but_those_of_its_images_lock(image: str, module: str) -> None:
    in_image = {line.partition("==")[0] for line in named(lock_file(image))}
    absent = {
        name
        for name, owners in packages_distributions().items()
        if not in_image & {owner.lower().replace("_", "-") for owner in owners}
    }
    code = f"import sys; sys.modules.update(dict.fromkeys({sorted(absent)})); import functions.{module}"
    environment = os.environ | {"HOST": "127.0.0.1"}  # no machine's own name has to be known
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
