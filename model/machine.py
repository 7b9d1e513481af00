"""What decides how fast llama.cpp computes here: the processor, the threads, and its own version and build."""

import hashlib
import platform
from importlib.metadata import Distribution, distribution
from pathlib import Path

from model.threads import compute_threads

TELLING = ("model name", "flags", "Features", "CPU part")  # lines of /proc/cpuinfo, on x86 and on ARM


def machine_key(cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    """Return a short text that changes when measurements of speed have to be made anew."""
    try:
        lines = cpuinfo.read_text().splitlines()
    except OSError:
        lines = [platform.processor()]
    found = sorted({line for line in lines if line.startswith(TELLING)})
    parts = [platform.machine(), *found, str(compute_threads()), *_build(distribution("llama-cpp-python"))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _build(installed: Distribution) -> list[str]:
    """Return the version, and each library with its hash: another compiler, or other settings, make another build."""
    record = (installed.read_text("RECORD") or "").splitlines()
    return [installed.version, *sorted(line for line in record if line.startswith("llama_cpp/lib/"))]
