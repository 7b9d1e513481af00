"""One instance of a Service: a child process on its own loopback port, from start to end."""

import asyncio
import socket
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress

import httpx

from knative.local.child import Child, Children
from knative.local.deaths import Death, death_by, death_in
from knative.local.environment import expand
from knative.local.event_log import EventLog
from knative.local.problems import problem_detail
from knative.local.resources import ServiceSpec

HOST = "127.0.0.1"
NOTICE_SECONDS = 1.0  # from the end of a connection to what gunicorn says of its worker's death
PROBE_SECONDS = 1.0  # Knative gives a try 0.1 s; a busy laptop deserves more
# gunicorn ends an idle connection after 2 s: one that is younger is safe to use again.
_LIMITS = httpx.Limits(max_connections=None, max_keepalive_connections=100, keepalive_expiry=1.0)


class StartFailed(Exception):
    """The process ended before it was ready."""


class BrokenOff(Exception):
    """The connection to an instance ended before its answer was complete; the text says why, as far as is known."""


class Instance:
    """A child process; `in_flight` counts its requests, `idle_since` (monotonic) when the last one ended.

    `death` is how a signal last ended it or its worker, `died_at` (monotonic) when; `on_death` is called then.
    """

    def __init__(self, spec: ServiceSpec, number: int, children: Children, event_log: EventLog) -> None:
        self.spec = spec
        self.name = f"{spec.name}-{number}"
        self.state = "starting"
        self.trouble = ""  # what its readiness probe said was missing when it was made last
        self.port = free_port()
        self.pid = 0
        self.in_flight = 0
        self.idle_since = time.monotonic()
        self.last_lines: deque[str] = deque(maxlen=20)
        self.transport = httpx.AsyncHTTPTransport(limits=_LIMITS, trust_env=False)
        self.ended = asyncio.Event()
        self.death: Death | None = None
        self.died_at = float("-inf")
        self.on_death: Callable[[Instance, Death], None] = lambda *_: None
        self._children = children
        self._event_log = event_log
        self._told_to_end = False
        self._child: Child | None = None
        self._watching: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    async def start(self, environment: Mapping[str, str]) -> None:
        """Start the process and return when its readiness probe passes; raise `StartFailed` when it ends before."""
        env = {**environment, "PORT": str(self.port), "HOST": HOST}
        command = [expand(part, env) for part in self.spec.command]
        if command[0] in ("python", "python3"):
            command[0] = sys.executable
        self._child = await self._children.spawn(command, env, self._log_line)
        self.pid = self._child.pid
        self._watching = asyncio.create_task(self._watch(self._child))
        await asyncio.sleep(self.spec.probe.initial_delay)
        while not await self._is_ready():
            with suppress(TimeoutError):
                await asyncio.wait_for(self.ended.wait(), self.spec.probe.period)
            if self.death:  # gunicorn would start worker after worker
                raise StartFailed(f"{self.name} was {self.death.reason}")
            if self.ended.is_set():
                raise StartFailed(f"{self.name} ended before it was ready")
        self.state, self.idle_since = "ready", time.monotonic()

    async def death_since(self, moment: float) -> Death | None:
        """Return the signal that ended it or its worker after the `moment` (monotonic), if one did; it may take a while
        until that is known."""
        deadline = time.monotonic() + NOTICE_SECONDS
        while self.died_at < moment and time.monotonic() < deadline:
            await asyncio.sleep(0.02)
        return self.death if self.died_at >= moment else None

    async def stop(self, grace: float) -> None:
        """Let its requests end, then SIGTERM, and after `grace` seconds in all SIGKILL."""
        self.state, self._told_to_end = "draining", True
        deadline = time.monotonic() + grace
        while self.in_flight and time.monotonic() < deadline and not self.ended.is_set():
            await asyncio.sleep(0.05)
        if self._child and not self.ended.is_set():
            self._child.terminate()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.ended.wait(), max(deadline - time.monotonic(), 1.0))
        await self.kill()

    async def kill(self) -> None:
        """Kill the process with all that it forked, and wait for its end."""
        if self._child:
            self._told_to_end = True
            self._children.kill(self._child)
            await self.ended.wait()
        await self.transport.aclose()
        self.state = "ended"

    async def _is_ready(self) -> bool:
        probe = self.spec.probe
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                if not probe.path:
                    _, writer = await asyncio.open_connection(HOST, self.port)
                    writer.close()
                    return True
                request = httpx.Request("GET", self.address + probe.path)
                response = await self.transport.handle_async_request(request)
                self.trouble = problem_detail(response.headers.get("content-type", ""), await response.aread())
                return 200 <= response.status_code < 400
        except (OSError, httpx.HTTPError, TimeoutError):
            return False

    async def _watch(self, child: Child) -> None:
        await child.exited.wait()
        self._note(death_by(child.status))
        self._children.kill(child)  # what it forked may still run
        with suppress(TimeoutError):
            await asyncio.wait_for(child.silent.wait(), 1.0)
        self.ended.set()

    def _log_line(self, line: str) -> None:
        self.last_lines.append(line)
        self._event_log.output(self.spec.name, self.name, line)
        self._note(death_in(line))

    def _note(self, death: Death | None) -> None:
        again = self.state == "starting" and self.death  # gunicorn is quicker than the end of a start that has failed
        if death and not again and not self._told_to_end:
            self.death, self.died_at = death, time.monotonic()
            self.on_death(self, death)


async def broken_off(instance: Instance, began: float, error: Exception) -> BrokenOff:
    """Return why a request that `began` then (monotonic) got no whole answer: a signal's death, or the `error`."""
    death = await instance.death_since(began)
    how = f"was {death.reason}" if death else f"broke off: {error!r}"
    return BrokenOff(f"{instance.spec.name} {how}")


def free_port() -> int:
    """Return a loopback port that is free at the moment."""
    with socket.socket() as sock:
        sock.bind((HOST, 0))
        return int(sock.getsockname()[1])
