"""What a container of ours died of, as far as its status or its log tells, and what to do about it."""

import re
from collections.abc import Iterable
from typing import Any

ADVICE = {
    "SIGILL": "its image was compiled for another processor than this node's: build the images without --native "
    "(./build.sh images --push REGISTRY), then deploy again",
    "SIGBUS": "a file that it had mapped, such as the model's weights, could not be read: is the volume or the disk "
    "full or torn? Build the images again, or fill the volume again",
    "SIGSEGV": "a fault in compiled code, most often in the model's library: build the images again; if it dies "
    "again, deploy another model",
}
OUT_OF_MEMORY = "it used more memory than its limit: raise resources.limits.memory in an overlay of yours"
_FIRST_OF_SIGNALS = 128  # an exit code beyond it is a signal's number
_NUMBERS = {4: "SIGILL", 7: "SIGBUS", 11: "SIGSEGV"}  # on Linux, also when the command runs elsewhere
# Gunicorn starts the next worker by itself, so that the container lives on and its log alone tells.
_WORKER = re.compile(r"Worker \(pid:\d+\) was sent (SIG[A-Z]+)!")


def death(container: dict[str, Any]) -> str:
    """Return what a container's status says it died of last, with advice; '' when nothing is known of it."""
    for state in (container.get("state", {}), container.get("lastState", {})):
        if ended := state.get("terminated"):
            return _explained(ended)
    return ""


def deaths_in_log(lines: Iterable[str]) -> list[str]:
    """Return what the workers inside a container died of, one entry for each death that has an explanation."""
    found = (match[1] for line in lines if (match := _WORKER.search(line)))
    return [f"it died of {name}: {ADVICE[name]}" for name in found if name in ADVICE]


def _explained(ended: dict[str, Any]) -> str:
    if ended.get("reason") == "OOMKilled":
        return f"it was killed: {OUT_OF_MEMORY}"
    code = int(ended.get("exitCode", 0))
    name = _NUMBERS.get(int(ended.get("signal") or code - _FIRST_OF_SIGNALS))
    return f"it died of {name} (exit code {code}): {ADVICE[name]}" if name else ""
