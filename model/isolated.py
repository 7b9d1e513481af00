"""One of our modules run in a process of its own, whose death is a sentence and not ours."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
INTERPRETER = (sys.executable,)
MEANINGS = {  # of the signals that code for another processor, or wrong code, dies of
    signal.SIGILL: "an instruction that this processor does not have",
    signal.SIGBUS: "an access to memory that is not there",
    signal.SIGSEGV: "an access to memory that is not its own",
    signal.SIGABRT: "llama.cpp gave up",
    signal.SIGFPE: "an impossible calculation",
    signal.SIGKILL: "killed, perhaps for want of memory",
}


class Failed(Exception):
    """The process came to no good end; its text goes on after "it": "dies of SIGILL (...)"."""


def run_module(module: str, arguments: Sequence[str], seconds: float) -> str:
    """Return what `python -m module` prints; raise `Failed` when a signal or an error ends it, or after `seconds`."""
    command = [*INTERPRETER, "-m", module, *arguments]
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    # Without the second, llama.cpp starts a debugger when it gives up.
    environment = os.environ | {"PYTHONPATH": path, "GGML_NO_BACKTRACE": "1"}
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired as error:
        raise Failed(f"does not end within {seconds:.0f} s") from error
    if done.returncode < 0:
        raise Failed(f"dies of {named(-done.returncode)}")
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"status {done.returncode}"])[-1]
        raise Failed(f"fails: {last.removeprefix('error: ')}")
    return done.stdout


def named(number: int) -> str:
    """Return a signal's name, with what it means where that is known."""
    try:
        found = signal.Signals(number)
    except ValueError:
        return f"signal {number}"
    return f"{found.name} ({MEANINGS[found]})" if found in MEANINGS else found.name
