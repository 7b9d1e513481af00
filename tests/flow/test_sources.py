"""Documents from elsewhere, in a whole MiniRAG: what the list of pages sets off, and where a page's citations lead."""

from collections.abc import Iterator
from typing import Any

import pytest

from events.identity import document_id
from functions.documents.ingest import Ingest
from functions.serving.broker_client import BrokerClient
from functions.sources.following import Following
from functions.sources.web_settings import LIST, WebSettings
from tests.running import ROOT, Running, running
from tests.system import until
from tests.unit.sources.site import Answer, Site, running_site
from tests.unit.world import world

FOLDERS = ("base", "overlays/components/web", "overlays/components/bucket")
MANIFESTS = [str(ROOT / "knative" / folder) for folder in FOLDERS]
PAGE = """<html><head><title>Towers</title></head><body>
<nav><a href="/">Home</a> <a href="/towers">Towers of the world</a></nav>
<main><h1>The Eiffel Tower</h1><p>The Eiffel Tower in Paris was built in 1889.</p></main>
<footer>Imprint, privacy</footer></body></html>"""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with running_site() as running_here:
        running_here.answers["/tower"] = Answer(PAGE.encode(), etag='"1"')
        yield running_here


@pytest.fixture(scope="module")
def house(request: pytest.FixtureRequest, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A MiniRAG whose list has a page of a site on this machine, which it may be asked for, and must not be called."""
    request.getfixturevalue("prepared")
    settings = {"WEB_HOSTS": f"localhost:{site.port}", "WEB_HTTP": "true", "BUCKET_TOKEN": "made-up"}
    with running(tmp_path_factory.mktemp("home"), "--manifests", *MANIFESTS, **settings) as local:
        local.http.post("/documents", params={"name": LIST}, content=f"http://localhost:{site.port}/tower\n")
        yield local


def failures(house: Running) -> list[str]:
    return [one["reason"] for one in house.http.get("/failures").json()["failures"]]


def test_the_function_hears_of_the_list_and_calls_no_address_inside(house: Running, site: Site) -> None:
    until(lambda: any("not of the public internet" in reason for reason in failures(house)), "the page is refused")
    assert site.asked == []


def test_an_answer_from_a_page_leads_to_the_page_and_knows_nothing_of_its_menu(house: Running, site: Site) -> None:
    follow(house, site)
    name = site.url("/tower").removeprefix("http://")
    until(lambda: shown(house, name).get("state") == "indexed", "the page is indexed")
    answer = house.ask("When was the Eiffel Tower built?")
    first = answer["citations"][0]
    assert (first["name"], first.get("url")) == (name, site.url("/tower")), answer["citations"]
    assert "1889" in answer["answer"] and "Imprint" not in first["text"]


def test_a_page_that_is_unchanged_is_no_second_upload(house: Running, site: Site) -> None:
    name = site.url("/tower").removeprefix("http://")
    before = shown(house, name)
    follow(house, site)
    assert site.pages() == ["/tower", "/tower"] and shown(house, name) == before


def test_a_notification_without_the_token_is_refused(house: Running) -> None:
    assert house.call("bucket", json={"Records": []}).status_code == 403
    known = {"authorization": "Bearer made-up"}
    assert house.call("bucket", json={"Records": []}, headers=known).json() == []


def shown(house: Running, name: str) -> dict[str, Any]:
    return dict(house.http.get(f"/documents/{document_id('default', name)}").json())


def follow(house: Running, site: Site) -> None:
    """Make a pass as the function does, with a check that takes this machine: no setting of the function's does."""
    key = house.signing_key()
    env = world(house.home, BrokerClient(house.broker, key), signing_key=key)
    ingest = Ingest(env.records, env.blobs, env.broker, env.settings)
    hosts = " ".join(site.allowed.hosts)
    house.http.post("/documents", params={"name": LIST}, content=site.url("/tower"))
    Following(ingest, WebSettings(hosts=hosts, http=True, every=0, pause=0), site.fetcher()).turn(0)
