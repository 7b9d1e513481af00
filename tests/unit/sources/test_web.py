"""The function that follows pages: what makes it look, and that its manifests keep it within bounds."""

import ipaddress
from pathlib import Path
from typing import Any

import flask
import pytest
import yaml

from events import binding
from events.event import Event, make
from events.identity import document_id
from events.registry import DOCUMENT_INDEXED
from functions.documents.ingest import Ingest
from functions.documents.uploads import UploadedFile
from functions.serving.handler import http
from functions.serving.signing import signed
from functions.sources.public_addresses import is_public
from functions.sources.web import DUE, TICK, Web
from functions.sources.web_settings import LIST, WebSettings, web_settings
from tests.unit.manifests.base_manifests import ROOT
from tests.unit.sources.site import Answer, Site
from tests.unit.world import Outbox, world

KEY, LISTED = "k", document_id("default", LIST)
INDEXED = {"document": LISTED, "generation": "019c13ec-9e00-72d7-9642-b726b0440162", "name": LIST, "chunks": 1}


class House:
    """The function in a world whose list has some pages of a site."""

    def __init__(self, folder: Path, site: Site, pages: int = 1, **settings: Any) -> None:
        self.outbox = Outbox()
        env = world(folder, self.outbox, signing_key=KEY)
        site.answers |= {f"/{number}": Answer(b"<p>x</p>") for number in range(pages)}
        lines = "\n".join(site.url(f"/{number}") for number in range(pages)).encode()
        ingest = Ingest(env.records, env.blobs, env.broker, env.settings)
        ingest.accept(UploadedFile("default", LIST, "text/plain", lines, {}))
        given = WebSettings(**{"hosts": " ".join(site.allowed.hosts), "http": True, "pause": 0.0, **settings})
        self.function = http(Web(env, given, site.fetcher).take, ())

    def post(self, event: Event) -> int:
        headers, body = binding.send(event)
        with flask.Flask("test").test_request_context("/", method="POST", headers=headers, data=body):
            return flask.make_response(self.function(flask.request)).status_code


def indexed(subject: str) -> Event:
    return signed(
        KEY, make(DOCUMENT_INDEXED, "/minirag/store", "i", INDEXED, {"subject": subject, "tenant": "default"})
    )


def tick() -> Event:
    return make(TICK, "/apis/v1/namespaces/minirag/pingsources/web", "1", {})


def test_it_looks_at_the_pages_at_a_tick(tmp_path: Path, site: Site) -> None:
    assert House(tmp_path, site).post(tick()) == 204 and site.pages() == ["/0"]


def test_it_looks_when_the_list_has_changed(tmp_path: Path, site: Site) -> None:
    assert House(tmp_path, site).post(indexed(LISTED)) == 204 and site.pages() == ["/0"]


def test_it_does_not_look_when_another_document_has(tmp_path: Path, site: Site) -> None:
    assert House(tmp_path, site).post(indexed(document_id("default", "a.txt"))) == 204 and site.asked == []


@pytest.mark.parametrize(
    "event", [indexed(LISTED).without("signature"), make(DUE, "/x", "1", {}), make("x", "/x", "1", {})]
)
def test_it_hears_nobody_else(tmp_path: Path, site: Site, event: Event) -> None:
    assert House(tmp_path, site).post(event) in (403, 422) and site.asked == []


def test_many_ticks_ask_a_site_no_more_often(tmp_path: Path, site: Site) -> None:
    house = House(tmp_path, site)
    for _ in range(5):
        house.post(tick())
    assert site.pages() == ["/0"]


def test_what_is_due_still_goes_on_in_the_next_turn(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("functions.sources.web.TURN", 0.0)
    house = House(tmp_path, site, pages=3)
    event, turns = tick(), 0
    while turns < 10:
        house.post(event)
        turns += 1
        due = [one for one in house.outbox.events if one.type == DUE]
        if len(due) < turns:
            break
        event = signed(KEY, due[-1])
    assert site.pages() == ["/0", "/1", "/2"] and turns == 3


def test_a_setting_that_does_not_fit_is_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="WEB_"):
        web_settings({"WEB_PAGES": "many"})


def test_production_has_no_setting_by_which_an_address_inside_could_be_called() -> None:
    given = web_settings({"WEB_HOSTS": "localhost", "WEB_HTTP": "true"})
    assert set(WebSettings.__struct_fields__) == {"hosts", "http", "every", "pause", "pages", "gone", "collection"}
    assert given.allowed.hosts == ("localhost",)  # which may be named, and leads to an address that is not called


def test_the_trigger_of_the_list_names_the_lists_document() -> None:
    file = ROOT / "knative/overlays/components/web/web.yaml"
    filters = [
        one["spec"]["filter"]["attributes"] for one in yaml.safe_load_all(file.read_text()) if one["kind"] == "Trigger"
    ]
    assert filters == [{"type": DOCUMENT_INDEXED, "subject": LISTED}, {"type": DUE}]


def test_what_the_network_shuts_the_function_refuses_too() -> None:
    file = ROOT / "knative/overlays/components/web/network.yaml"
    (rule,) = yaml.safe_load(file.read_text())["spec"]["egress"]
    shut = [ipaddress.ip_network(block) for peer in rule["to"] for block in peer["ipBlock"]["except"]]
    assert shut and not [block for block in shut if is_public(str(block[1]))]
    assert {one["port"] for one in rule["ports"]} == {443, 80}
