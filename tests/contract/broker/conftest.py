"""The Broker under contract: the local runtime's, or that of a cluster when MINIRAG_E2E is set."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.contract.broker.on_cluster import NAMESPACE, brokers_on_cluster, own_address
from tests.contract.broker.recording import Answer, Recorder, serve
from tests.system import ON_CLUSTER
from tests.unit.local.running import runtime

MANIFESTS = Path(__file__).with_name("manifests.yaml")


@dataclass(frozen=True)
class Broker:
    """An ingress, and the way to post an event to one of its Brokers."""

    ingress: str
    namespace: str = "default"

    def url(self, name: str = "contract") -> str:
        return f"{self.ingress}/{self.namespace}/{name}"

    def post(self, type_: str, id_: str, name: str = "contract", **extensions: str) -> httpx.Response:
        """Post a small event in binary mode."""
        attributes = {"specversion": "1.0", "type": type_, "source": "/contract", "id": id_, **extensions}
        headers = {f"ce-{key}": value for key, value in attributes.items()}
        return httpx.post(self.url(name), headers={**headers, "content-type": "application/json"}, content=b'{"a": 1}')


@pytest.fixture(scope="session")
def served() -> Iterator[tuple[Recorder, str]]:
    recorder = Recorder()
    with serve(recorder, own_address() if ON_CLUSTER else "127.0.0.1") as url:
        yield recorder, url


@pytest.fixture(scope="session")
def recorder(served: tuple[Recorder, str]) -> Recorder:
    return served[0]


@pytest.fixture(scope="session")
def broker(served: tuple[Recorder, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    text = MANIFESTS.read_text(encoding="utf-8").replace("SUBSCRIBER", served[1])
    if ON_CLUSTER:
        with brokers_on_cluster(text) as ingress:
            yield Broker(ingress, NAMESPACE)
        return
    folder = tmp_path_factory.mktemp("contract")
    manifests = folder / "manifests"
    manifests.mkdir()
    (manifests / "contract.yaml").write_text(text, encoding="utf-8")
    with runtime(manifests, folder / "home") as running:
        yield Broker(running.sink)


@pytest.fixture
def event_id() -> str:
    return uuid.uuid4().hex


@pytest.fixture
def fence(broker: Broker, recorder: Recorder) -> Callable[[], None]:
    """Return only when a retry of anything posted before would have come: a later event was retried and given up."""

    def wait() -> None:
        later = uuid.uuid4().hex
        recorder.script("/answer", later, Answer(500))
        broker.post("contract.answer", later)
        recorder.wait("/dead/answer", later)

    return wait
