"""A variant of the weights that crashes, hangs or errs is left out, and the next one is taken."""

import sys
from pathlib import Path

import numpy as np
import pytest

from model import autotune as fitting
from model import contest, isolated
from model import variants as available
from model.autotune import NO_VARIANT, fit, main
from model.catalog import Entry
from model.isolated import Failed, run_module
from model.trials import TIE, agree
from model.weights import fit_of, prepared_path

# Stands for the interpreter of the processes: `python -m model.rewrite SOURCE TARGET FORMAT` copies, and
# `python -m model.trials KIND NAME FILE UBATCH EXTRA OUTPUT` does what $FATE_OF says of it; bf16 is the fastest.
STUB = """
import json, os, signal, sys, time
import numpy as np
module, words = sys.argv[2], sys.argv[3:]
if module == "model.rewrite":
    open(words[1], "w").write(words[2])
    sys.exit()
variant = next((name for name in ("f16", "bf16") if "." + name + "." in words[2]), "as it is")
fate = json.loads(os.environ["FATE_OF"]).get(variant, json.loads(os.environ["FATE_OF"]).get(variant + words[4], ""))
if fate.startswith("SIG"):
    os.kill(os.getpid(), getattr(signal, fate))
if fate == "hangs":
    time.sleep(3600)
if fate == "raises":
    sys.exit("error: llama.cpp cannot load it")
vectors = np.eye(3, dtype=np.float32)
if fate == "errs":
    vectors = vectors[::-1]
if fate == "nan":
    vectors[1, 1] = np.nan
np.save(words[5], vectors)
print("" if fate == "says nothing" else {"as it is": 3, "f16": 2, "bf16": 1}[variant])
"""


@pytest.fixture
def entry(prepared: dict[str, Entry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Entry:
    """An embedder whose prepared file is a stand-in, as is every process that computes with it."""
    monkeypatch.setenv("MINIRAG_WEIGHTS", str(tmp_path))
    prepared_path(prepared["embed"]).write_text("as it is")
    (tmp_path / "stub.py").write_text(STUB)
    monkeypatch.setattr(isolated, "INTERPRETER", (sys.executable, str(tmp_path / "stub.py")))
    monkeypatch.setattr(fitting, "extra_buffers_matter", lambda: False)
    monkeypatch.setattr(fitting, "ROUNDS", 1)
    monkeypatch.setattr(available, "UBATCHES", (512,))
    return prepared["embed"]


def fates(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("FATE_OF", text)


@pytest.mark.parametrize(
    ("fate", "told"),
    [
        ("SIGILL", "dies of SIGILL (an instruction that this processor does not have)"),
        ("SIGSEGV", "dies of SIGSEGV"),
        ("SIGBUS", "dies of SIGBUS"),
        ("SIGABRT", "dies of SIGABRT"),
        ("raises", "fails: llama.cpp cannot load it"),
        ("errs", "computes something else than the reference"),
        ("nan", "computes something else than the reference"),
        ("says nothing", "ends without a result"),
    ],
)
def test_the_fastest_form_fails_and_the_next_one_is_taken(
    entry: Entry, monkeypatch: pytest.MonkeyPatch, fate: str, told: str
) -> None:
    fates(monkeypatch, f'{{"bf16": "{fate}"}}')
    said: list[str] = []
    fit(entry, said.append)
    assert fit_of(prepared_path(entry)).file.endswith(".f16.gguf")
    assert [line for line in said if told in line] == [line for line in said if "bf16 is left out" in line] != []


def test_a_form_that_hangs_is_left_out_after_a_while(entry: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contest, "SHORTEST", 1.0)
    monkeypatch.setattr(contest, "PATIENCE", 5)
    fates(monkeypatch, '{"bf16": "hangs"}')
    said: list[str] = []
    fit(entry, said.append)
    assert fit_of(prepared_path(entry)).file.endswith(".f16.gguf")
    assert any("bf16 is left out: it does not end within" in line for line in said)


def test_a_form_that_dies_with_extra_buffers_is_taken_without_them(
    entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "extra_buffers_matter", lambda: True)
    fates(monkeypatch, '{"as it isTrue": "SIGILL", "f16True": "SIGILL", "bf16True": "SIGILL"}')
    fit(entry, lambda _: None)
    taken = fit_of(prepared_path(entry))
    assert (taken.file.endswith(".bf16.gguf"), taken.extra_buffers) == (True, False)


def test_the_prepared_file_as_it_is_may_fail_as_well(entry: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    fates(monkeypatch, '{"as it is": "SIGILL"}')
    fit(entry, lambda _: None)
    assert fit_of(prepared_path(entry)).file.endswith(".bf16.gguf")


def test_with_no_form_left_one_sentence_names_each_form_its_signal_and_what_to_do(
    entry: Entry, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fates(monkeypatch, '{"as it is": "SIGILL", "f16": "SIGILL", "bf16": "SIGBUS"}')
    assert main([entry.name]) == NO_VARIANT
    *_, last = capsys.readouterr().err.splitlines()
    assert "computes no variant of all-MiniLM-L6-v2 on this processor (as it is, f16: dies of SIGILL" in last
    assert "bf16: dies of SIGBUS" in last
    assert "build it anew with another compiler" in last


def test_a_library_that_dies_when_it_is_imported_leaves_no_form_and_does_not_take_us_along(
    prepared: dict[str, Entry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = prepared["generate"]
    (tmp_path / "llama_cpp").mkdir()
    (tmp_path / "llama_cpp" / "__init__.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGILL)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("MINIRAG_WEIGHTS", str(tmp_path))
    prepared_path(entry).write_text("never read")
    assert main([entry.name]) == NO_VARIANT
    assert "dies of SIGILL" in capsys.readouterr().err


def test_a_signal_is_named_in_what_a_process_comes_to() -> None:
    with pytest.raises(Failed, match="does not end within 0 s"):
        run_module("model.trials", [], 0.01)


def test_scores_agree_when_each_best_token_is_as_likely_to_the_reference(prepared: dict[str, Entry]) -> None:
    reference = np.array([[5.0, 5.0 - TIE / 2, 0.0]], np.float32)
    tie, error = reference[:, [1, 0, 2]], reference[:, [2, 1, 0]]
    agreed = [agree(prepared["generate"], outputs, reference) for outputs in (reference, tie, error, error * np.nan)]
    assert agreed == [True, True, False, False]


def test_scores_that_are_all_the_same_agree_with_nothing(prepared: dict[str, Entry]) -> None:
    same = np.zeros((2, 3), np.float32)
    assert not agree(prepared["generate"], same, same)
    assert not agree(prepared["embed"], same, same)
