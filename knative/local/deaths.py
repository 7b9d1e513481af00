"""How a function's process was ended: by which signal, what that means, and what to do about it."""

import re
import signal
from dataclasses import dataclass

_AGAIN = "stop MiniRAG, remove {} under its home (.minirag, or $MINIRAG_HOME), and set up again by ./build.sh up"
_REBUILD = _AGAIN.format("venv, wheels and weights/.done")
_MEANINGS = {
    "SIGILL": ("illegal instruction", f"what was built does not fit this processor: {_REBUILD}"),
    "SIGBUS": (
        "bus error",
        f"a file that it reads was cut short, or a disk is full or broken: {_AGAIN.format('weights')}",
    ),
    "SIGSEGV": ("segmentation fault", f"compiled code has a fault: try again; when it comes back, {_REBUILD}"),
    "SIGFPE": ("arithmetic error", f"compiled code has a fault: try again; when it comes back, {_REBUILD}"),
    "SIGABRT": ("abort", "compiled code gave up, and its log says why"),
    "SIGSYS": ("bad system call", "this system forbids what it needs: look at the sandbox it runs in"),
    "SIGKILL": ("killed", "perhaps memory ran out: free some, or take a smaller model"),
}
# What gunicorn's master writes about a worker; it starts another one, so the end of its own process tells nothing.
_GUNICORN = re.compile(r"Worker \(pid:\d+\) was sent (SIG[A-Z0-9]+|signal \d+)!")


@dataclass(frozen=True)
class Death:
    """The end of a process by a signal, such as SIGILL."""

    signal: str

    @property
    def reason(self) -> str:
        """What a person is told: `ended by SIGILL (illegal instruction): ...` with what to do."""
        meaning, advice = _MEANINGS.get(self.signal, ("", "its log may say why"))
        return f"ended by {self.signal}{f' ({meaning})' if meaning else ''}: {advice}"


def death_in(line: str) -> Death | None:
    """Return the death of a worker that a line of gunicorn's tells of, if it does."""
    match = _GUNICORN.search(line)
    return Death(match.group(1)) if match else None


def death_by(status: int) -> Death | None:
    """Return the death of a process with this exit status, negative for a signal, if it was none of its own accord."""
    if status >= 0:
        return None
    try:
        return Death(signal.Signals(-status).name)
    except ValueError:
        return Death(f"signal {-status}")
