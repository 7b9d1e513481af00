"""Weights are kept in the variant that computes fastest here, measured once for each machine."""

import io
import sys
from collections.abc import Sequence
from importlib.metadata import PathDistribution
from pathlib import Path

import msgspec
import numpy as np
import pytest

from model import autotune as fitting
from model import machine as machine_module
from model.autotune import fit, main
from model.catalog import Entry, find
from model.contest import Contest
from model.embedding import Embedder
from model.llama import requantize
from model.machine import machine_key
from model.trials import Outputs, measured
from model.variants import FORMATS, Variant, extra_buffers_matter
from model.weights import Tuning, fit_of, fit_path, prepared_path, ready_path

SPEEDS = {"": 4.0, "f16": 2.0, "bf16": 1.0}  # seconds


class FakeMachine:
    """Stands for the processes: says how long each variant takes, and counts how often it was asked."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self.seconds, self.asked = seconds, 0

    def run(self, variant: Variant) -> tuple[float, Outputs]:
        self.asked += 1
        slower = (variant.ubatch != 256) * 0.1 + variant.extra_buffers * 0.01
        return self.seconds[variant.format_] + slower, np.ones((2, 3), np.float32)

    def write(self, _module: str, arguments: Sequence[str], _seconds: float) -> str:
        _source, target, format_ = arguments
        Path(target).write_text(format_)
        return ""


@pytest.fixture
def entry(prepared: dict[str, Entry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Entry:
    """An embedder whose prepared file is a stand-in."""
    monkeypatch.setenv("MINIRAG_WEIGHTS", str(tmp_path))
    prepared_path(prepared["embed"]).write_text("as it is")
    return prepared["embed"]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> FakeMachine:
    machine = FakeMachine(SPEEDS)
    monkeypatch.setattr(Contest, "_run", lambda _contest, variant: machine.run(variant))
    monkeypatch.setattr(fitting, "run_module", machine.write)
    monkeypatch.setattr(fitting, "extra_buffers_matter", lambda: False)
    return machine


def quiet(line: str) -> None:
    """Say nothing."""


def test_the_fastest_form_is_the_one_that_is_loaded(entry: Entry, machine: FakeMachine) -> None:
    fit(entry, quiet)
    assert ready_path(entry).read_text() == "bf16"
    assert fit_of(prepared_path(entry)).ubatch == 256


@pytest.fixture
def local(entry: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Entry:
    """A model that is only a file somewhere, which llama.cpp loads."""
    monkeypatch.setattr(fitting, "Model", lambda _path: io.BytesIO())  # it can be closed
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "my model.gguf").write_text("as it is")
    return find(str(tmp_path / "elsewhere" / "my model.gguf"), "embed")


def test_a_file_on_this_machine_is_fitted_and_its_folder_stays_as_it_is(local: Entry, machine: FakeMachine) -> None:
    fit(local, quiet)
    assert ready_path(local).read_text() == "bf16"
    assert [path.name for path in prepared_path(local).parent.iterdir()] == ["my model.gguf"]


def test_another_file_in_its_place_is_fitted_anew_and_nothing_stays_of_the_first(
    local: Entry, machine: FakeMachine, tmp_path: Path
) -> None:
    fit(local, quiet)
    prepared_path(local).write_text("another one")
    assert ready_path(local) == prepared_path(local)
    fit(local, quiet)
    assert ready_path(local).read_text() == "bf16"
    assert len(list(tmp_path.glob("local-*"))) == 3  # the link, the note, the variant


def test_a_file_that_cannot_be_loaded_is_no_reason_to_build_llama_cpp_anew(
    prepared: dict[str, Entry], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cut.gguf").write_bytes(prepared_path(prepared["generate"]).read_bytes()[: 10**7])
    assert main([str(tmp_path / "cut.gguf")]) == 1
    assert "error: llama.cpp cannot load cut.gguf" in capsys.readouterr().err


def test_the_other_forms_are_removed_but_for_the_prepared_one(entry: Entry, machine: FakeMachine) -> None:
    fit(entry, quiet)
    left = sorted(path.read_text() for path in prepared_path(entry).parent.glob("*.gguf"))
    assert left == ["as it is", "bf16"]


def test_a_file_that_is_fastest_as_it_is_stays_alone(entry: Entry, machine: FakeMachine) -> None:
    machine.seconds = SPEEDS | {"": 0.5}
    fit(entry, quiet)
    assert ready_path(entry) == prepared_path(entry)
    assert len(list(prepared_path(entry).parent.glob("*.gguf"))) == 1


def test_what_was_measured_on_this_machine_is_not_measured_again(entry: Entry, machine: FakeMachine) -> None:
    fit(entry, quiet)
    asked = machine.asked
    fit(entry, quiet)
    assert machine.asked == asked > 0


def test_on_another_machine_it_is_measured_anew(entry: Entry, machine: FakeMachine) -> None:
    fit(entry, quiet)
    elsewhere = msgspec.structs.replace(fit_of(prepared_path(entry)), machine="another")
    fit_path(prepared_path(entry)).write_bytes(msgspec.json.encode(elsewhere))
    machine.seconds = SPEEDS | {"f16": 0.1}
    fit(entry, quiet)
    assert ready_path(entry).read_text() == "f16"


def test_a_form_that_has_gone_is_replaced_by_the_prepared_one(entry: Entry, machine: FakeMachine) -> None:
    fit(entry, quiet)
    ready_path(entry).unlink()
    assert ready_path(entry) == prepared_path(entry)


def test_a_note_that_cannot_be_read_counts_as_none(entry: Entry) -> None:
    fit_path(prepared_path(entry)).write_text("{")
    assert fit_of(prepared_path(entry)) == Tuning(machine="", file=prepared_path(entry).name)


def test_a_large_file_is_kept_as_it_came(entry: Entry, machine: FakeMachine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "LARGEST", 3)
    fit(entry, quiet)
    assert ready_path(entry) == prepared_path(entry)


def test_of_a_wide_file_no_bf16_is_made(entry: Entry, machine: FakeMachine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "WIDEST", 3)
    fit(entry, quiet)
    assert ready_path(entry).read_text() == "f16"


def test_lean_keeps_nothing_but_the_fastest_form(entry: Entry, machine: FakeMachine) -> None:
    assert main(["--lean", entry.name]) == 0
    assert [path.read_text() for path in prepared_path(entry).parent.glob("*.gguf")] == ["bf16"]
    assert ready_path(entry).read_text() == "bf16"


def test_weights_that_are_not_prepared_are_one_sentence_and_a_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MINIRAG_WEIGHTS", str(tmp_path))
    assert main(["all-MiniLM-L6-v2"]) == 1
    assert "error: the weights of all-MiniLM-L6-v2 are not prepared" in capsys.readouterr().err


def test_where_extra_buffers_matter_both_ways_are_measured_and_the_faster_one_is_loaded(
    entry: Entry, machine: FakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "extra_buffers_matter", lambda: True)
    fit(entry, quiet)
    assert not fit_of(prepared_path(entry)).extra_buffers


def test_a_note_from_before_there_was_a_choice_of_buffers_counts_with_them(entry: Entry) -> None:
    fit_path(prepared_path(entry)).write_text(f'{{"machine": "m", "file": "{prepared_path(entry).name}"}}')
    assert fit_of(prepared_path(entry)).extra_buffers


@pytest.mark.parametrize(("flags", "matter"), [("flags : avx2 amx_tile amx_int8", True), ("flags : avx2", False)])
def test_extra_buffers_matter_where_the_processor_has_matrix_instructions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flags: str, matter: bool
) -> None:
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    (tmp_path / "cpuinfo").write_text(flags)
    assert extra_buffers_matter(tmp_path / "cpuinfo") == matter


def test_another_processor_is_another_machine(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("model name : A\nflags : avx2\n")
    (tmp_path / "two").write_text("model name : A\nflags : avx2 avx512_bf16\n")
    assert machine_key(tmp_path / "one") != machine_key(tmp_path / "two")


def test_another_build_of_the_same_version_is_measured_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def key(record: str) -> str:
        (tmp_path / "RECORD").write_text(record)
        monkeypatch.setattr(machine_module, "distribution", lambda _name: PathDistribution(tmp_path))
        return machine_key()

    (tmp_path / "METADATA").write_text("Metadata-Version: 2.1\nName: llama-cpp-python\nVersion: 0.3.36\n")
    assert key("llama_cpp/lib/libggml-cpu.so,sha256=a,9\n") != key("llama_cpp/lib/libggml-cpu.so,sha256=b,9\n")
    assert key("INSTALLER,sha256=a,4\n") == key("INSTALLER,sha256=b,4\n")


@pytest.mark.parametrize("format_", FORMATS["embed"])
def test_vectors_of_every_form_are_those_of_the_prepared_one(
    prepared: dict[str, Entry], tmp_path: Path, format_: str
) -> None:
    source, texts = prepared_path(prepared["embed"]), ["A river.", "", "The broker. " * 200, "河流", "🎉", "\x00"]
    requantize(source, tmp_path / "variant.gguf", format_, threads=2)
    one, other = (Embedder.load(str(path)) for path in (source, tmp_path / "variant.gguf"))
    cosines = np.sum(one.embed(texts) * other.embed(texts), axis=1)
    assert cosines.min() >= 0.999


@pytest.mark.parametrize("extra", [True, False])
@pytest.mark.parametrize("kind", ["embed", "generate"])
def test_a_trial_takes_time_and_computes_something(prepared: dict[str, Entry], kind: str, extra: bool) -> None:
    seconds, outputs = measured(prepared[kind], ready_path(prepared[kind]), Variant("", extra_buffers=extra))
    assert 0 < seconds < sys.maxsize
    assert np.isfinite(outputs).all() and outputs.any()
