"""A Broker that loses and doubles events, and one that replays them all, change nothing in the end."""

import random
import shutil
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest

from tests.chaos.disturbances import all_indexed, chunks_of, dump_of, upload_all
from tests.running import ROOT, running
from tests.system import until

Files = dict[str, str]
Recorded = list[tuple[dict[str, str], bytes]]

OBSERVER = """
apiVersion: eventing.knative.dev/v1
kind: Trigger
metadata: {{name: observer, namespace: minirag}}
spec:
  broker: default
  subscriber: {{uri: "{uri}"}}
  delivery: {{retry: 3, backoffPolicy: linear, backoffDelay: PT0.1S, timeout: PT10S}}
"""


@pytest.fixture
def observed(tmp_path: Path) -> Iterator[tuple[Path, Recorded]]:
    """The manifests with one more Trigger, which brings every event to a recorder of the test's own."""
    recorded: Recorded = []

    class Recorder(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            kept = {
                name: value for name, value in self.headers.items() if name.lower().startswith(("ce-", "content-type"))
            }
            recorded.append((kept, body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    Thread(target=server.serve_forever, daemon=True).start()
    manifests = tmp_path / "manifests"
    shutil.copytree(ROOT / "knative" / "base", manifests)
    (manifests / "900-observer.yaml").write_text(OBSERVER.format(uri=f"http://127.0.0.1:{server.server_port}/"))
    yield manifests, recorded
    server.shutdown()
    server.server_close()


def test_with_a_tenth_lost_and_a_fifth_doubled_all_documents_become_indexed(
    tmp_path: Path, files: Files, undisturbed: list[tuple[object, ...]]
) -> None:
    with running(tmp_path, "--lose", "10%", "--double", "20%", "--seed", "7", "--env", "LEASE_SECONDS=3") as system:
        upload_all(system, files)
        all_indexed(system, len(files), ticking=True)
        assert chunks_of(tmp_path) == undisturbed


def test_a_replay_of_every_event_in_random_order_changes_no_byte(
    tmp_path: Path, files: Files, observed: tuple[Path, Recorded]
) -> None:
    manifests, recorded = observed
    with running(tmp_path, "--manifests", str(manifests)) as system:
        upload_all(system, files)
        system.ask("Which number is a fine one to remember?")
        all_indexed(system, len(files))
        before, events = dump_of(tmp_path), list(recorded)
        random.Random(7).shuffle(events)
        for headers, body in events:
            httpx.post(system.broker, headers=headers, content=body, trust_env=False).raise_for_status()
        until(system.idle, "the Broker is empty")
        assert dump_of(tmp_path) == before
