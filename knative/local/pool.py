"""The instances of one Service: started, watched, started again after a crash, and ended."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress

from knative.local.autoscale import idle_too_long
from knative.local.child import Children
from knative.local.deaths import Death
from knative.local.event_log import EventLog
from knative.local.instance import Instance, StartFailed
from knative.local.resources import ServiceSpec

DRAIN_SECONDS = 30.0
START_SECONDS = 600.0  # Knative's progress deadline
_TRIES = 3  # starts that fail in a row before requests are refused
_BACKOFF = 0.5  # seconds after the first failed start, doubled for each further one
_MAX_BACKOFF = 30.0
_YOUNG = 10.0  # seconds; a crash within them after the start counts as a failed start


class Pool:
    """Keeps the instances; calls `changed` when one becomes ready, ends, or may be started again."""

    def __init__(
        self,
        spec: ServiceSpec,
        environment: Mapping[str, str],
        children: Children,
        event_log: EventLog,
        changed: Callable[[], None],
    ) -> None:
        self.instances: list[Instance] = []
        self.cold_starts = 0
        self.crashes = 0
        self.deaths: Counter[str] = Counter()  # by signal
        self.last_death: Death | None = None
        self.last_error: list[str] = []
        self._spec = spec
        self._environment = environment
        self._children = children
        self._event_log = event_log
        self._changed = changed
        self._made = 0
        self._failures = 0
        self._retry_at = 0.0
        self._tasks: set[asyncio.Task[None]] = set()
        self._keeper: asyncio.Task[None] | None = None

    @property
    def broken(self) -> bool:
        """Whether starts failed repeatedly and the next try is not due yet."""
        return self._failures >= _TRIES and time.monotonic() < self._retry_at

    def free_instance(self) -> Instance | None:
        """Return the first instance below its target, so that later ones fall idle; else the least busy."""
        scaling = self._spec.scaling
        ready = [instance for instance in self.instances if instance.state == "ready"]
        for instance in ready:
            if instance.in_flight < min(scaling.target * scaling.utilization, scaling.concurrency or scaling.target):
                return instance
        least = min(ready, key=lambda instance: instance.in_flight, default=None)
        return least if least and (not scaling.concurrency or least.in_flight < scaling.concurrency) else None

    def grow(self, wanted: int) -> None:
        """Start instances until there are `wanted`, unless a failed start asks to wait."""
        if time.monotonic() < self._retry_at:
            return
        for _ in range(wanted - sum(instance.state != "draining" for instance in self.instances)):
            self._made += 1
            instance = Instance(self._spec, self._made, self._children, self._event_log)
            instance.on_death = self._note_death
            self.instances.append(instance)
            self._run(self._live(instance))
        if self.instances and not self._keeper:
            self._keeper = asyncio.create_task(self._keep())

    async def close(self, grace: float) -> None:
        """End every instance, with at most `grace` seconds for its requests."""
        if self._keeper:
            self._keeper.cancel()
        self._retry_at = float("inf")
        await asyncio.gather(*(instance.stop(grace) for instance in self.instances))
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _run(self, life: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(life)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _live(self, instance: Instance) -> None:
        began = time.monotonic()
        try:
            async with asyncio.timeout(START_SECONDS):
                await instance.start(self._environment)
        except (StartFailed, OSError, TimeoutError) as error:
            failed = instance.state == "starting"
            instance.last_lines.append(str(error))
        else:
            self.cold_starts += 1
            seconds = time.monotonic() - began
            self._say(instance, f"ready after {seconds:.2f} s, pid {instance.pid}, port {instance.port}")
            self._changed()
            failed = await self._died_young(instance)
        await self._remove(instance)
        if failed:
            self._back_off(instance)
        self._changed()

    async def _died_young(self, instance: Instance) -> bool:
        """Wait for the end of a ready instance; tell whether it crashed so soon that the next one may, too."""
        with suppress(TimeoutError):
            await asyncio.wait_for(instance.ended.wait(), _YOUNG)
        young = instance.ended.is_set()
        if not young:
            self._failures = 0
            await instance.ended.wait()
        if instance.state != "ready":  # it was told to end
            self._failures = 0
            return False
        self.crashes += 1
        self.last_error = list(instance.last_lines)
        self._say(instance, "CRASHED")
        return young

    def _back_off(self, instance: Instance) -> None:
        self._failures += 1
        delay = min(_MAX_BACKOFF, _BACKOFF * 2.0 ** (self._failures - 1))
        self._retry_at = time.monotonic() + delay
        self.last_error = list(instance.last_lines)
        self._say(instance, f"failed {self._failures} times in a row; next start not before {delay:g} s from now")
        asyncio.get_running_loop().call_later(delay, self._changed)

    def _note_death(self, instance: Instance, death: Death) -> None:
        self.deaths[death.signal] += 1
        self.last_death = death
        self._say(instance, f"was {death.reason}")

    async def _remove(self, instance: Instance) -> None:
        await instance.kill()
        self.instances.remove(instance)
        self._say(instance, "ended")

    async def _keep(self) -> None:
        """End what idles too long, until nothing runs."""
        scaling = self._spec.scaling
        step = max(0.05, min(1.0, scaling.window / 10))
        while self.instances:
            await asyncio.sleep(step)
            now = time.monotonic()
            living = [instance for instance in self.instances if instance.state != "draining"]
            idle = [None if one.in_flight or one.state != "ready" else now - one.idle_since for one in living]
            for index in idle_too_long(scaling, idle):
                self._run(living[index].stop(DRAIN_SECONDS))
            self._changed()
        self._keeper = None

    def _say(self, instance: Instance, text: str) -> None:
        self._event_log.service(self._spec.name, instance.name, text)
