"""Starts child processes that cannot outlive the runtime."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import cast

from knative.local import supervisor

# The child becomes the real command once the supervisor knows it; if the runtime dies before, `read` fails and it ends.
_GATE = 'read -r go && exec "$@"'


_MAX_LINE = 4096  # bytes


class Child(asyncio.SubprocessProtocol):
    """One child process; `exited` is set when it ends, even while something that it forked holds its output open."""

    def __init__(self, on_line: Callable[[str], None]) -> None:
        self.pid = 0
        self.exited = asyncio.Event()
        self.silent = asyncio.Event()  # its output is closed
        self._on_line = on_line
        self._rest = b""
        self._transport: asyncio.SubprocessTransport | None = None

    @property
    def status(self) -> int:
        """The exit status of a child that has exited, negative for a signal."""
        return (self._transport and self._transport.get_returncode()) or 0

    def open_gate(self) -> None:
        """Let the command begin."""
        gate = cast(asyncio.WriteTransport, self._transport and self._transport.get_pipe_transport(0))
        gate.write(b"go\n")
        gate.close()

    def terminate(self) -> None:
        """Send SIGTERM."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.SubprocessTransport, transport)
        self.pid = self._transport.get_pid()

    def pipe_data_received(self, _: int, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > _MAX_LINE:
            lines, self._rest = [*lines, self._rest], b""
        for line in lines:
            self._on_line(line[:_MAX_LINE].decode(errors="replace").rstrip())

    def pipe_connection_lost(self, fd: int, _: Exception | None) -> None:
        if fd == 1:
            self.silent.set()

    def process_exited(self) -> None:
        self.exited.set()


class Children:
    """The process groups of this runtime; `lock` is the file descriptor of the home folder's lock, -1 without one."""

    def __init__(self, root: Path, lock: int = -1) -> None:
        self.root = root
        self._lock = lock
        self._groups: set[int] = set()
        self._supervisor = self._start_supervisor()

    async def spawn(self, command: Sequence[str], env: Mapping[str, str], on_line: Callable[[str], None]) -> Child:
        """Start the command in the checkout's root, in its own session; `on_line` gets each line that it prints."""
        self._revive_supervisor()
        _, child = await asyncio.get_running_loop().subprocess_exec(
            lambda: Child(on_line),
            *("/bin/sh", "-c", _GATE, "sh", *command),
            stderr=subprocess.STDOUT,
            env=dict(env),
            cwd=self.root,
            start_new_session=True,
        )
        self._groups.add(child.pid)
        self._tell(f"+{child.pid}\n")
        child.open_gate()
        return child

    def kill(self, child: Child) -> None:
        """Kill the child with all that it forked, and forget it."""
        if child.pid in self._groups:
            supervisor.kill_group(child.pid)
            self._groups.discard(child.pid)
            self._tell(f"-{child.pid}\n")

    def kill_all(self) -> None:
        for group in self._groups:
            supervisor.kill_group(group)

    def close(self) -> None:
        """End the supervisor, which kills what is left."""
        if self._supervisor.stdin:
            self._supervisor.stdin.close()
        self._supervisor.wait(5)

    def _start_supervisor(self) -> "subprocess.Popen[bytes]":
        # Not a child of the terminal's group: it must survive a kill of the runtime's whole group.
        command = [sys.executable, "-I", "-S", str(Path(supervisor.__file__))]
        kept = (self._lock,) if self._lock >= 0 else ()
        return subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=kept, start_new_session=True, bufsize=0)

    def _revive_supervisor(self) -> None:
        if self._supervisor.poll() is None:
            return
        self._supervisor = self._start_supervisor()
        for group in self._groups:
            self._tell(f"+{group}\n")

    def _tell(self, order: str) -> None:
        if self._supervisor.stdin:
            try:
                os.write(self._supervisor.stdin.fileno(), order.encode())
            except BrokenPipeError:
                return  # it was killed; the next spawn starts another one, which is told everything
