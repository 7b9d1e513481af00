"""What every call to a gateway brings along, and what is made of an answer that is not a gateway's."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import click
import pytest
from click.testing import CliRunner

from cli.client import gateway_client
from cli.commands.ask import ask
from cli.commands.delete import delete
from cli.commands.documents import documents
from cli.commands.failures import failures
from cli.commands.reindex import reindex
from cli.commands.upload import upload
from tests.unit.cli.fake_gateway import FakeGateway


def test_a_gateway_on_a_cluster_gets_its_name_and_the_key(
    gateway_env: None, gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINIRAG_URL", gateway.url)
    with gateway_client.gateway() as client:
        request = client.transport.http.build_request("GET", "/documents")
    assert (request.headers["host"], request.headers["authorization"]) == ("gateway.example", "Bearer secret")


COMMANDS = {
    "ask": (ask, ["Why?"]),
    "delete": (delete, ["notes.txt"]),
    "documents": (documents, []),
    "failures": (failures, []),
    "reindex": (reindex, []),
    "upload": (upload, [__file__]),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_without_its_name_at_the_ingress_every_command_says_what_to_set(ingress: str, name: str) -> None:
    command, arguments = COMMANDS[name]
    said = CliRunner().invoke(command, arguments)
    assert said.exit_code == 1
    assert f"what answers at {ingress}/ is no MiniRAG" in said.output
    assert "set MINIRAG_HOST" in said.output


def test_a_name_that_the_ingress_does_not_know_is_told(ingress: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIRAG_HOST", "gatewya.example")
    said = CliRunner().invoke(documents, [])
    assert "knows no MiniRAG by the name gatewya.example" in said.output


def test_what_the_gateway_itself_does_not_find_is_its_own_to_tell(gateway: FakeGateway) -> None:
    with pytest.raises(click.ClickException, match=r"^no such document$"), gateway_client.gateway() as client:
        client.document("d-1")


@pytest.mark.parametrize("name", COMMANDS)
def test_where_nothing_runs_every_command_says_so(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("MINIRAG_URL", "http://127.0.0.1:1")
    command, arguments = COMMANDS[name]
    said = CliRunner().invoke(command, arguments)
    assert (said.exit_code, said.stderr.splitlines()[-1]) == (
        *(1, "Error: nothing answers at http://127.0.0.1:1, which MINIRAG_URL names"),
    )


def test_a_key_that_is_missing_is_asked_for(gateway: FakeGateway) -> None:
    gateway.busy, gateway.busy_status = 1, 401
    assert "set MINIRAG_KEY to the key that ./build.sh deploy printed" in CliRunner().invoke(documents, []).stderr


class Ingress(BaseHTTPRequestHandler):
    """Kourier, asked by a name that it does not know: 404, and nothing else."""

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("content-length") or 0))
        self.send_response(404)
        self.send_header("content-length", "0")
        self.end_headers()

    do_POST = do_DELETE = do_GET

    def log_message(self, *_: object) -> None:
        """Be silent."""


@pytest.fixture
def ingress(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name in ("MINIRAG_HOST", "MINIRAG_KEY"):
        monkeypatch.delenv(name, raising=False)
    with ThreadingHTTPServer(("127.0.0.1", 0), Ingress) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}"
        monkeypatch.setenv("MINIRAG_URL", url)
        yield url
        server.shutdown()
        thread.join()


@pytest.fixture
def gateway_env(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIRAG_HOST", "gateway.example")
    monkeypatch.setenv("MINIRAG_KEY", "secret")
