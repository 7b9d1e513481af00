"""What stands before every route, the probes, and the page's files."""

from pathlib import Path

import pytest

from events.stages import TO_ANSWER
from functions.gateway.page.routes import FOLDER, STAGES, TYPES
from tests.unit.gateway.serving import Serving, serving


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.test"},
        {"origin": "null"},
    ],
)
def test_what_a_page_of_another_site_sends_is_refused(gateway: Serving, headers: dict[str, str]) -> None:
    assert gateway.http.post("/documents?name=a.txt", content=b"text", headers=headers).status_code == 403
    assert gateway.state("a.txt") is None


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {}])
def test_what_our_own_page_or_no_browser_sends_is_taken(gateway: Serving, headers: dict[str, str]) -> None:
    assert gateway.http.post("/documents?name=a.txt", content=b"text", headers=headers).status_code == 202


def test_the_origin_of_our_own_page_is_taken(gateway: Serving) -> None:
    response = gateway.http.post("/documents?name=a.txt", content=b"text", headers={"origin": gateway.url})
    assert response.status_code == 202


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing", 404), ("PUT", "/documents", 405), ("GET", "/ask", 405), ("GET", "/page/../gateway.py", 404)],
)
def test_an_unknown_address_or_method_is_a_problem(gateway: Serving, method: str, path: str, status: int) -> None:
    response = gateway.http.request(method, path)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert response.json()["detail"]


def test_a_fault_of_ours_is_a_problem_that_tells_no_secrets(gateway: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("a secret")

    monkeypatch.setattr(gateway.records, "states", broken)
    response = gateway.http.get("/documents")
    assert (response.status_code, response.headers["content-type"]) == (500, "application/problem+json")
    assert "a secret" not in response.text


def test_the_gateway_becomes_ready(gateway: Serving) -> None:
    assert gateway.http.get("/wake").status_code == 204
    assert gateway.http.get("/readyz").status_code == 200
    assert gateway.http.get("/healthz").status_code == 200


def test_the_gateway_is_ready_for_a_question_before_its_stores_are_open(gateway: Serving) -> None:
    assert gateway.http.get("/readyz").status_code == 200
    assert not gateway.services.records.ready


def test_without_a_signing_key_the_gateway_is_not_ready_and_says_why(tmp_path: Path) -> None:
    with serving(tmp_path, signing_key="") as gateway:
        response = gateway.http.get("/readyz")
    assert (response.status_code, "SIGNING_KEY" in response.json()["detail"]) == (503, True)


def test_the_counters_count(gateway: Serving) -> None:
    gateway.upload("a.txt", b"text")
    lines = gateway.http.get("/metrics").text.splitlines()
    assert "minirag_documents_accepted_total 1" in lines
    assert "minirag_questions_waiting 0" in lines


def test_the_page_allows_nothing_from_elsewhere(gateway: Serving) -> None:
    response = gateway.http.get("/")
    policy = response.headers["content-security-policy"]
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", [STAGES, *sorted(path.name for path in FOLDER.iterdir() if path.suffix in TYPES)])
def test_every_file_of_the_page_is_served_and_kept_by_the_browser(gateway: Serving, name: str) -> None:
    response = gateway.http.get(f"/page/{name}")
    again = gateway.http.get(f"/page/{name}", headers={"if-none-match": response.headers["etag"]})
    assert (response.status_code, again.status_code, again.content) == (200, 304, b"")


def test_the_page_gets_the_stages_in_their_order_and_what_to_say_meanwhile(gateway: Serving) -> None:
    response = gateway.http.get(f"/page/{STAGES}")
    told = response.json()
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    assert list(told) == ["asked", *(stage.name for stage in TO_ANSWER)]
    assert told["generate"] == {"title": "Writing", "waiting": "Waking the model"}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.*")), ids=lambda path: path.name)
def test_no_file_of_the_page_names_an_outside_asset_or_writes_html(path: Path) -> None:
    text = path.read_text().replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not [word for word in ("http://", "https://", "innerHTML", "insertAdjacentHTML", "style=") if word in text]
