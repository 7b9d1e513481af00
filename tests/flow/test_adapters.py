"""The retrievers in examples/ work with the real LangChain and LlamaIndex, and with nothing of ours but the client."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.running import ROOT, Running

PYTHON = Path(os.environ.get("MINIRAG_HOME", ROOT / ".minirag")) / "adapters" / "bin" / "python"
TEXT = "The ferry across the Alder carries at most forty bicycles."
QUESTION = "How many bicycles may be on the ferry?"
LANGCHAIN = f"""
import asyncio, json
from examples.langchain_retriever import MiniRAGRetriever

retriever = MiniRAGRetriever(search={{"limit": 2, "filters": {{"collections": ["ferries"]}}}})
found, awaited = retriever.invoke({QUESTION!r}), asyncio.run(retriever.ainvoke({QUESTION!r}))
assert [one.id for one in found] == [one.id for one in awaited]
print(json.dumps([{{"text": one.page_content, **one.metadata}} for one in found]))
"""
LLAMAINDEX = f"""
import asyncio, json
from examples.llamaindex_retriever import MiniRAGRetriever

retriever = MiniRAGRetriever(limit=2, filters={{"collections": ["ferries"]}})
found, awaited = retriever.retrieve({QUESTION!r}), asyncio.run(retriever.aretrieve({QUESTION!r}))
assert [one.node.node_id for one in found] == [one.node.node_id for one in awaited]
print(json.dumps([{{"text": one.node.text, "score": one.score, **one.node.metadata}} for one in found]))
"""


@pytest.fixture(scope="module")
def ferry(laptop: Running) -> str:
    """The name of a document in a collection of its own."""
    metadata = json.dumps({"collection": "ferries"})
    laptop.http.post("/documents", params={"name": "ferry.txt", "metadata": metadata}, content=TEXT)
    laptop.wait_for("ferry.txt")
    return "ferry.txt"


@pytest.mark.parametrize("program", [LANGCHAIN, LLAMAINDEX], ids=["langchain", "llamaindex"])
def test_a_retriever_finds_the_passages_that_fit(laptop: Running, ferry: str, program: str) -> None:
    if not PYTHON.exists():
        pytest.skip("LangChain and LlamaIndex are not set up: ./build.sh test does that, with a network")
    environment = {"MINIRAG_URL": laptop.url, "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [PYTHON, "-c", program], env=environment, cwd=laptop.home, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    assert [(one["text"], one["name"], one["start"], one["score"] > 0) for one in found] == [(TEXT, ferry, 0, True)]
