"""Whatever is killed, every accepted document becomes indexed, and the chunks are those of an undisturbed run."""

import os
import signal
import socket
from pathlib import Path

from tests.chaos.disturbances import all_indexed, chunks_of, kill_everything, upload_all
from tests.running import Running, running
from tests.system import until

Files = dict[str, str]


def some_but_not_all_indexed(system: Running, files: Files) -> bool:
    return 0 < int(system.http.get("/documents").json()["counts"].get("indexed", 0)) < len(files)


def test_after_a_kill_of_everything_all_documents_become_indexed_by_themselves(
    tmp_path: Path, files: Files, undisturbed: list[tuple[object, ...]]
) -> None:
    with running(tmp_path) as system:
        upload_all(system, files)
        until(lambda: some_but_not_all_indexed(system, files), "some documents are indexed")
        kill_everything(system)
        system.start()
        all_indexed(system, len(files))
        assert chunks_of(tmp_path) == undisturbed


def test_after_a_kill_of_the_runtime_no_orphan_holds_a_port(tmp_path: Path, files: Files) -> None:
    with running(tmp_path) as system:
        upload_all(system, files)
        ports = [
            instance["port"] for service in system.status()["services"].values() for instance in service["instances"]
        ]
        system.kill()
        until(lambda: not any(map(in_use, [*ports, system.port, system.port + 1])), "every port is free")
        system.start()
        all_indexed(system, len(files))


def process_of(system: Running, service: str) -> int:
    """Return the process of the service's first instance, once it is started."""
    return int(until(lambda: [one["pid"] for one in system.instances(service) if one["pid"]], f"{service} runs")[0])


def in_use(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_service_killed_during_its_work_loses_nothing(tmp_path: Path, files: Files) -> None:
    with running(tmp_path) as system:
        upload_all(system, files)
        for service in ("split", "embed-documents", "store"):
            os.kill(process_of(system, service), signal.SIGKILL)
        all_indexed(system, len(files))
