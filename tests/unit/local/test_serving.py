"""A Service's instances: started by requests, limited, restarted, ended."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.unit.local.conftest import MANIFESTS
from tests.unit.local.running import Runtime, runtime, until

pytestmark = pytest.mark.slow


def _get(running: Runtime, path: str, host: str = "localhost") -> httpx.Response:
    return running.client.get(running.front + path, headers={"host": host})


def _who(running: Runtime, **query: str) -> Any:
    return running.client.get(running.front + "/who", params=query).json()


def _service(running: Runtime, name: str = "echo") -> Any:
    return running.status()["services"][name]


def test_the_first_request_starts_an_instance_and_waits_until_it_is_ready(running: Runtime) -> None:
    assert _service(running)["instances"] == []
    assert _get(running, "/who").status_code == 200
    assert [one["state"] for one in _service(running)["instances"]] == ["ready"]


def test_an_idle_service_goes_to_zero_and_comes_back(running: Runtime) -> None:
    first = _who(running)["pid"]
    until(lambda: not _service(running)["instances"], "zero instances")
    assert _who(running)["pid"] != first


def test_a_name_under_localhost_is_that_service(running: Runtime) -> None:
    _get(running, "/who", host=f"narrow.localhost:{running.port}")
    assert _service(running, "narrow")["requests"] > 0


def test_an_unknown_name_under_localhost_is_answered_404(running: Runtime) -> None:
    assert _get(running, "/who", host="nobody.localhost").status_code == 404


def test_the_broker_has_a_name_under_localhost(running: Runtime) -> None:
    assert _get(running, "/default/default", host="broker-ingress.localhost").status_code == 405


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8080", "localhost.evil.example", "[::2]:80"])
@pytest.mark.parametrize("path", ["/", "/-/status", "/-/services/echo/who", "/default/default"])
def test_a_foreign_host_name_reaches_nothing_on_either_port(running: Runtime, host: str, path: str) -> None:
    answers = [running.client.get(base + path, headers={"host": host}) for base in (running.front, running.sink)]
    assert [(answer.status_code, "ALLOWED_HOSTS" in answer.text) for answer in answers] == [(421, True)] * 2


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:80", "LOCALHOST.", "[::1]:8080"])
def test_a_loopback_name_with_any_port_is_the_public_service(running: Runtime, host: str) -> None:
    assert _get(running, "/who", host=host).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"origin": "http://evil.example"}, {"origin": "null"}, {"origin": "http://["}, {"sec-fetch-site": "same-site"}],
)
def test_a_page_of_another_site_reaches_neither_the_broker_nor_a_function(
    running: Runtime, headers: dict[str, str]
) -> None:
    urls = (f"{running.sink}/default/default", f"{running.sink}/-/services/echo/who")
    answers = [running.client.post(url, headers=headers, content=b"text").status_code for url in urls]
    named = running.client.post(running.front + "/who", headers={**headers, "host": "narrow.localhost"}).status_code
    assert [*answers, named] == [403, 403, 403]


def test_a_setting_allows_more_hosts(tmp_path: Path) -> None:
    with runtime(MANIFESTS, tmp_path, "--env", "ALLOWED_HOSTS=rag.example") as one:
        assert _get(one, "/who", host="rag.example:80").status_code == 200


def test_an_instance_never_has_more_requests_than_its_concurrency(running: Runtime) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert {answer.status_code for answer in pool.map(lambda _: _get(running, "/busy/0.1"), range(8))} == {204}
    assert _who(running)["counts"]["peak"] == 2


def test_requests_over_ten_times_the_concurrency_are_answered_503(running: Runtime) -> None:
    _get(running, "/who", host="narrow.localhost")
    statuses = asyncio.run(_statuses_at_once(running, "/busy/0.2", "narrow.localhost", 15))
    assert sorted(statuses) == [204] * 11 + [503] * 4


async def _statuses_at_once(running: Runtime, path: str, host: str, count: int) -> list[int]:
    async with httpx.AsyncClient(timeout=20, trust_env=False) as client:
        calls = (client.get(running.front + path, headers={"host": host}) for _ in range(count))
        return [answer.status_code for answer in await asyncio.gather(*calls)]


def test_an_answer_that_takes_longer_than_timeout_seconds_is_504(running: Runtime) -> None:
    assert _get(running, "/busy/8", host="narrow.localhost").status_code == 504


def test_a_stream_arrives_piece_by_piece(running: Runtime) -> None:
    with running.client.stream("GET", running.front + "/stream/3") as response:
        assert list(response.iter_raw()) == [b"data: 0\n\n", b"data: 1\n\n", b"data: 2\n\n"]


def test_a_client_that_leaves_is_noticed_by_the_function(running: Runtime) -> None:
    closed = _who(running)["counts"]["closed"]
    with running.client.stream("GET", running.front + "/stream/1000") as response:
        next(response.iter_raw())
    until(lambda: _who(running)["counts"]["closed"] > closed, "the end of the stream in the function")


def test_a_body_sent_in_pieces_arrives_whole(running: Runtime) -> None:
    pieces = (b"x" * 100_000 for _ in range(20))
    answer = running.client.post(running.front + "/length?a=%20b", content=pieces).json()
    assert answer == {"length": 2_000_000, "query": "a=%20b"}


def test_a_crash_in_a_request_is_answered_502_and_the_next_request_works(running: Runtime) -> None:
    crashes = _service(running)["crashes"]
    answer = _get(running, "/crash")
    assert (answer.status_code, "echo was ended by SIGKILL (killed)" in answer.text) == (502, True)
    assert _get(running, "/who").status_code == 200
    assert _service(running)["crashes"] == crashes + 1


def test_nothing_is_left_of_an_instance_whose_master_was_killed(running: Runtime) -> None:
    _get(running, "/who")
    left = running.pids("echo")
    port = _service(running)["instances"][0]["port"]
    _get(running, "/crash")
    until(lambda: not set(left) & set(running.pids("echo")), "the end of the old worker")
    with socket.socket() as sock:
        assert sock.connect_ex(("127.0.0.1", port)) != 0


def test_a_service_that_does_not_start_is_answered_503_and_its_last_lines_are_kept(running: Runtime) -> None:
    answer = _get(running, "/", host="broken.localhost")
    assert answer.status_code == 503
    assert "there is no model" in _service(running, "broken")["last_error"]


def test_the_manifests_environment_reaches_the_function(running: Runtime) -> None:
    names = ["FRAME", "COLOUR", "K_SINK", "K_SERVICE", "KEY"]
    env = running.client.get(running.front + "/who", params={"env": names}).json()["env"]
    key = (running.home / "secrets" / "signing" / "key").read_text(encoding="utf-8")
    assert env == {
        "FRAME": "round-red",
        "COLOUR": "red",
        "K_SINK": f"{running.sink}/default/default",
        "K_SERVICE": "echo",
        "KEY": key,
    }


def test_what_a_function_prints_is_in_its_log(running: Runtime) -> None:
    _get(running, "/", host="broken.localhost")
    assert "| there is no model" in (running.home / "logs" / "broken.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["SIGILL", "SIGBUS", "SIGSEGV"])
def test_a_worker_that_dies_of_a_signal_says_which_in_the_answer_the_log_and_the_status(
    running: Runtime, name: str
) -> None:
    before = _service(running)["deaths"].get(name, 0)
    answer = _get(running, f"/signal/{name}")
    assert (answer.status_code, f"echo was ended by {name} (" in answer.text) == (502, True)
    assert f"was ended by {name} (" in (running.home / "logs" / "echo.log").read_text(encoding="utf-8")
    state = _service(running)
    assert state["deaths"][name] == before + 1
    assert state["last_death"].startswith(f"ended by {name} (")


def test_a_service_that_dies_of_a_signal_at_its_start_says_which(running: Runtime) -> None:
    answer = _get(running, "/", host="doomed.localhost")
    assert answer.status_code == 503
    assert "doomed does not start: it was ended by SIGILL (illegal instruction)" in answer.text
