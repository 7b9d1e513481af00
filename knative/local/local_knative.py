"""Everything that the manifests declare, put together: Services, eventing and the two ports."""

import asyncio
import json
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from events.hosts import OwnHosts
from knative.local.addresses import Addresses
from knative.local.callers import OwnSite, own_names, refusal
from knative.local.child import Children
from knative.local.deadlines import follow_deadline
from knative.local.environment import service_environment
from knative.local.event_log import EventLog
from knative.local.eventing import Eventing
from knative.local.flags import ROOT, Settings
from knative.local.front import Front, Sink
from knative.local.ingress import Ingress
from knative.local.manifests import read_manifests
from knative.local.resources import Manifests, ServiceSpec
from knative.local.servers import bind_port, make_server
from knative.local.serving import Service
from knative.local.snapshot import broker_state, lane_state, service_state
from knative.local.start_checks import refuse_bad_settings, refuse_damaged_store
from knative.local.yaml_section import Refused

GRACE = 3.0  # seconds for each stage of a graceful stop
STALL = "20"  # seconds, where the public Service has no setting


class LocalKnative:
    """One runtime over one home folder; raises `Refused` for what cannot be started."""

    def __init__(self, settings: Settings, children: Children, event_log: EventLog) -> None:
        self._began = time.monotonic()
        self._settings, self._event_log = settings, event_log
        self._found = read_manifests(settings.manifests, _cores())
        follow_deadline(self._found, {**os.environ, **settings.env})
        self._addresses = Addresses(self._found, settings.port)
        self._sockets = [bind_port(port) for port in (self._addresses.front, self._addresses.sink)]
        environments = {name: self._environment(spec) for name, spec in self._found.services.items()}
        refuse_bad_settings(self._found.services.values(), environments, ROOT)
        if not any(environment.get("STORE_URL") for environment in environments.values()):
            refuse_damaged_store(settings.home / "store.sqlite")
        self._taken = _settings(self._found, environments.values())
        self.services = {
            name: Service(self._windowed(spec), environments[name], children, event_log)
            for name, spec in self._found.services.items()
        }
        file = settings.home / "broker.sqlite"
        self._eventing = Eventing(self._found, self.services, file, event_log, settings.faults, self._addresses)
        ingress = Ingress(self._eventing.brokers)
        public, names = _public(self.services), own_names(environments.values())
        stall = _seconds(environments[public.spec.name] if public else settings.env)
        front, sink = Front(self.services, public, ingress), Sink(self.services, ingress, self.status)
        self._front = make_server(OwnHosts(front, names, refusal), GRACE, stall)
        self._sink = make_server(OwnHosts(OwnSite(sink), names, refusal), GRACE, stall)

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set, then end in order; the file runtime.json is there while both ports answer."""
        front, sink = (
            asyncio.create_task(server.serve([sock]))
            for server, sock in zip((self._front, self._sink), self._sockets, strict=True)
        )
        self._eventing.open()
        for service in self.services.values():
            service.open()
        while not (self._front.started and self._sink.started):
            await asyncio.sleep(0.01)
        self._announce()
        await stop.wait()
        self._event_log.say("stopping; events that are not delivered yet are kept")
        self._file.unlink(missing_ok=True)
        self._front.should_exit = True
        await self._eventing.stop(GRACE)
        await front
        await asyncio.gather(*(service.close(GRACE) for service in self.services.values()))
        self._sink.should_exit = True  # last, so that functions can emit until they end
        await sink
        await self._eventing.close()

    def status(self) -> Mapping[str, Any]:
        """Return the state as JSON-able values: services, triggers, broker, uptime in seconds."""
        queue = self._eventing.queue
        return {
            "uptime": round(time.monotonic() - self._began, 1),
            "services": {name: service_state(service) for name, service in self.services.items()},
            "triggers": {name: lane_state(lane, queue) for name, lane in self._eventing.lanes.items()},
            "broker": broker_state(self._eventing.brokers.values(), queue),
        }

    @property
    def _file(self) -> Path:
        return self._settings.home / "runtime.json"

    def _announce(self) -> None:
        state: dict[str, Any] = {"pid": os.getpid(), "port": self._addresses.front, "sink_port": self._addresses.sink}
        state["settings"] = self._taken
        temporary = self._file.with_suffix(".new")
        temporary.write_text(json.dumps(state) + "\n", encoding="utf-8")
        temporary.replace(self._file)
        self._event_log.say(
            f"ready: http://localhost:{self._addresses.front}, Broker and status on {self._addresses.sink}, "
            f"{len(self.services)} services, {len(self._eventing.lanes)} lanes"
        )

    def _windowed(self, spec: ServiceSpec) -> ServiceSpec:
        if self._settings.window is None:
            return spec
        return replace(spec, scaling=replace(spec.scaling, window=self._settings.window, retention=0.0))

    def _environment(self, spec: ServiceSpec) -> dict[str, str]:
        bound: dict[str, str] = {}
        for binding in self._found.bindings.values():
            if binding.subject == spec.name:
                bound["K_SINK"] = self._addresses.of(binding.sink)
                if binding.extensions:
                    bound["K_CE_OVERRIDES"] = json.dumps({"extensions": dict(binding.extensions)})
        environment = service_environment(spec, self._found, self._settings.home, {**bound, **self._settings.env})
        return {name: self._addresses.here(value) for name, value in environment.items()}


def _seconds(environment: Mapping[str, str]) -> float:
    given = environment.get("STALL_SECONDS") or STALL
    try:
        seconds = float(given)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise Refused(f"STALL_SECONDS must be a number of seconds above 0, not {given[:40]!r}")
    return seconds


def _settings(found: Manifests, environments: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return what every setting of the ConfigMaps is here, for those who think that they have changed one."""
    names = {name for values in found.config_maps.values() for name in values}
    return {name: one[name] for one in environments for name in sorted(names & set(one))}


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _public(services: Mapping[str, Service]) -> Service | None:
    public = [service for service in services.values() if service.spec.public]
    if len(public) > 1:
        names = ", ".join(service.spec.name for service in public)
        raise Refused(f"only one Service can be public, not {names}: label the others cluster-local")
    return public[0] if public else None
