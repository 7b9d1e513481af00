"""Following pages: what becomes of them, pass by pass."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from events.identity import DocumentKey, IndexKey, document_id
from events.registry import DOCUMENT_DELETED, DOCUMENT_UPLOADED
from functions.documents.ingest import Ingest
from functions.documents.uploads import UploadedFile
from functions.sources.following import Following
from functions.sources.page_states import KEY, load_pages
from functions.sources.web_settings import LIST, WebSettings
from functions.stores.facts import DocumentState
from tests.unit.sources.site import Answer, Site
from tests.unit.world import Outbox, world

PAGE = b"<html><body><main><p>The pump stands in the cellar.</p></main></body></html>"
ROBOTS = "User-agent: *\nDisallow: /private\nDisallow: /*.pdf$\nCrawl-delay: 3\n"


class House:
    """A world that follows pages of a site; every pass finds all of them due."""

    def __init__(self, folder: Path, site: Site, **settings: Any) -> None:
        self.outbox, self.site, self.slept = Outbox(), site, list[float]()
        self.env = world(folder, self.outbox, signing_key="k")
        self.ingest = Ingest(self.env.records, self.env.blobs, self.env.broker, self.env.settings)
        hosts = " ".join(site.allowed.hosts)
        self.settings = WebSettings(**{"hosts": hosts, "http": True, "every": 0, "pause": 0, **settings})

    def follow(self, *lines: str) -> None:
        self.ingest.accept(UploadedFile("default", LIST, "text/plain", "\n".join(lines).encode(), {}))

    def go(self) -> None:
        """Make one pass: each page once, though all are due again at once."""
        due, seen = self._following(self.site.fetcher()), set[str]()
        once: Callable[[], str] = due._next_due

        def next_due() -> str:
            address = once()
            fresh = address not in seen
            seen.add(address)
            return address if fresh else ""

        due._next_due = next_due  # type: ignore[method-assign]
        due.turn(60)

    def _following(self, fetcher: Any) -> Following:
        return Following(self.ingest, self.settings, fetcher, self.slept.append)

    def state(self, path: str, host: str = "site.test") -> DocumentState | None:
        name = self.site.url(path, host).removeprefix("http://")
        index = IndexKey("default", self.env.settings.embedder)
        return self.env.records.get().state(DocumentKey(index, document_id("default", name)))

    def metadata(self, path: str) -> dict[str, str]:
        state = self.state(path)
        return state.upload.metadata if state and state.upload else {}

    def uploads(self) -> int:
        """Return how many pages were put on their way, without the list."""
        own = document_id("default", LIST)
        return sum(event.type == DOCUMENT_UPLOADED and event.get("subject") != own for event in self.outbox.events)

    def failures(self) -> dict[str, str]:
        return {one.name: one.reason for one in self.env.records.get().failures("default")}


@pytest.fixture
def house(tmp_path: Path, site: Site) -> House:
    site.answers["/a"] = Answer(PAGE, etag='"1"')
    made = House(tmp_path, site)
    made.follow(site.url("/a"))
    return made


def test_a_page_of_the_list_becomes_a_document_that_knows_its_address(house: House) -> None:
    house.go()
    state = house.state("/a")
    assert state is not None and state.upload is not None and state.upload.media_type == "text/html; charset=utf-8"
    assert house.metadata("/a") == {"url": house.site.url("/a")}


def test_a_page_that_is_unchanged_is_uploaded_once(house: House) -> None:
    house.go()
    house.go()
    assert house.site.pages() == ["/a", "/a"] and house.uploads() == 1
    assert house.site.headers[-1]["if-none-match"] == '"1"'


def test_a_server_that_does_not_tell_costs_no_second_upload_either(house: House) -> None:
    house.site.answers["/a"].etag = ""
    house.go()
    house.go()
    assert house.site.pages() == ["/a", "/a"] and house.uploads() == 1


def test_a_page_that_changes_is_uploaded_again(house: House) -> None:
    house.go()
    house.site.answers["/a"] = Answer(PAGE + b"<p>And another one.</p>", etag='"2"')
    house.go()
    assert house.uploads() == 2


def test_what_was_known_may_be_lost_and_costs_one_fetch(house: House) -> None:
    house.go()
    house.env.blobs.get().delete(KEY)
    house.go()
    assert house.uploads() == 1 and "if-none-match" not in house.site.headers[-1]


def test_a_page_is_not_asked_for_again_before_its_time(tmp_path: Path, site: Site) -> None:
    site.answers["/a"] = Answer(PAGE)
    house = House(tmp_path, site, every=3600)
    house.follow(site.url("/a"))
    house.go()
    house.go()
    assert site.pages() == ["/a"]


def test_a_page_that_is_gone_is_said_and_stays(house: House) -> None:
    house.go()
    house.site.answers["/a"] = Answer(status=404)
    house.go()
    state = house.state("/a")
    assert state is not None and state.phase != "deleted" and house.metadata("/a").keys() == {"url", "gone_since"}


def test_a_page_that_stays_away_is_deleted_after_some_passes(tmp_path: Path, site: Site) -> None:
    house = House(tmp_path, site, gone=3)
    site.answers["/a"] = Answer(PAGE)
    house.follow(site.url("/a"))
    house.go()
    site.answers["/a"] = Answer(status=410)
    phases = []
    for _ in range(3):
        house.go()
        state = house.state("/a")
        phases.append(state is not None and state.phase == "deleted")
    assert phases == [False, False, True]


def test_a_page_that_comes_back_is_there_as_before(house: House) -> None:
    house.go()
    answer = house.site.answers["/a"]
    house.site.answers["/a"] = Answer(status=404)
    house.go()
    house.site.answers["/a"] = answer
    house.go()
    assert house.metadata("/a").keys() == {"url"}


def test_a_page_that_comes_back_after_its_deletion_is_there_again(tmp_path: Path, site: Site) -> None:
    house = House(tmp_path, site, gone=1)
    site.answers["/a"] = Answer(PAGE, etag='"1"')
    house.follow(site.url("/a"))
    house.go()
    site.answers["/a"], answer = Answer(status=404), site.answers["/a"]
    house.go()
    site.answers["/a"] = answer
    house.go()
    state = house.state("/a")
    assert state is not None and state.phase != "deleted"


def test_a_server_in_trouble_takes_nothing_away(house: House) -> None:
    house.go()
    house.site.answers["/a"] = Answer(status=500)
    house.go()
    assert house.metadata("/a").keys() == {"url"} and house.failures() == {}


def test_an_address_that_never_was_there_is_among_the_failures_once(house: House) -> None:
    house.follow(house.site.url("/no"))
    house.go()
    house.go()
    [reason] = house.failures().values()
    assert "not there" in reason


def test_a_page_that_is_taken_out_of_the_list_is_deleted(house: House) -> None:
    house.site.answers["/b"] = Answer(PAGE)
    house.follow(house.site.url("/a"), house.site.url("/b"))
    house.go()
    house.follow(house.site.url("/a"))
    house.go()
    states = [house.state(path) for path in ("/a", "/b")]
    assert [state is not None and state.phase == "deleted" for state in states] == [False, True]
    assert DOCUMENT_DELETED in [event.type for event in house.outbox.events]


def test_the_last_page_may_be_taken_out_of_the_list(house: House) -> None:
    house.go()
    house.follow("# nothing any more")
    house.go()
    state = house.state("/a")
    assert state is not None and state.phase == "deleted"


def test_without_the_list_nothing_is_deleted_and_nothing_is_asked(house: House) -> None:
    house.go()
    index = IndexKey("default", house.env.settings.embedder)
    listing = house.env.records.get().state(DocumentKey(index, document_id("default", LIST)))
    assert listing is not None
    house.ingest.delete(listing)
    house.go()
    state = house.state("/a")
    assert state is not None and state.phase != "deleted" and house.site.pages() == ["/a"]


def test_without_hosts_nothing_goes_out_and_the_failures_say_so(tmp_path: Path, site: Site) -> None:
    house = House(tmp_path, site, hosts="")
    house.follow(site.url("/a"))
    house.go()
    assert site.asked == [] and "WEB_HOSTS is empty" in house.failures()[LIST]


@pytest.mark.parametrize("line", ["https://other.test/", "http://127.0.0.1/", "not an address", "file:///etc/passwd"])
def test_a_line_that_may_not_be_asked_keeps_no_other_away(house: House, line: str) -> None:
    house.follow(line, house.site.url("/a"))
    house.go()
    assert house.state("/a") and len(house.failures()) == 1


def test_what_robots_may_not_fetch_is_not_fetched(house: House) -> None:
    house.site.answers["/robots.txt"] = Answer(ROBOTS.encode(), "text/plain")
    house.site.answers["/moved"] = Answer(status=302, headers={"location": "/private/x"})
    house.follow(*(house.site.url(path) for path in ("/a", "/private/x", "/b.pdf", "/moved")))
    house.go()
    assert sorted(house.site.pages()) == ["/a", "/moved"] and len(house.failures()) == 3


def test_a_site_is_given_time_between_two_pages(house: House) -> None:
    house.site.answers["/robots.txt"] = Answer(ROBOTS.encode(), "text/plain")
    house.site.answers["/b"] = Answer(PAGE)
    house.follow(house.site.url("/a"), house.site.url("/b"))
    house.go()
    assert len(house.slept) == 2 and 2.5 < house.slept[1] <= 3.0


def test_a_site_whose_robots_txt_does_not_answer_is_left_alone(house: House) -> None:
    house.site.answers["/robots.txt"] = Answer(status=503)
    house.go()
    assert house.site.pages() == []


def test_a_robots_txt_is_asked_for_once_a_pass(house: House) -> None:
    house.site.answers["/b"] = Answer(PAGE)
    house.follow(house.site.url("/a"), house.site.url("/b"))
    house.go()
    assert house.site.asked.count("/robots.txt") == 1


@pytest.mark.parametrize("kind", ["image/png", "application/zip", "text/css", "video/mp4", ""])
def test_what_is_no_page_is_not_taken_in(house: House, kind: str) -> None:
    house.site.answers["/a"] = Answer(b"x", kind)
    house.go()
    assert house.state("/a") is None and len(house.failures()) == 1


def sitemap(house: House, *paths: str, root: str = "urlset", item: str = "url") -> Answer:
    places = "".join(f"<{item}><loc>{house.site.url(path)}</loc></{item}>" for path in paths)
    return Answer(f"<{root}>{places}</{root}>".encode(), "application/xml")


def test_the_pages_of_a_sitemap_are_followed(house: House) -> None:
    house.site.answers |= {"/map.xml": sitemap(house, "/a", "/b"), "/b": Answer(PAGE)}
    house.follow(house.site.url("/map.xml"))
    house.go()
    assert house.state("/a") and house.state("/b") and house.state("/map.xml") is None


def test_the_sitemaps_of_an_index_are_read(house: House) -> None:
    house.site.answers["/index.xml"] = sitemap(house, "/map.xml", root="sitemapindex", item="sitemap")
    house.site.answers["/map.xml"] = sitemap(house, "/a")
    house.follow(house.site.url("/index.xml"))
    house.go()
    assert house.state("/a")


def test_sitemaps_do_not_go_round_in_circles(house: House) -> None:
    house.site.answers["/index.xml"] = sitemap(house, "/other.xml", root="sitemapindex", item="sitemap")
    house.site.answers["/other.xml"] = sitemap(house, "/index.xml", root="sitemapindex", item="sitemap")
    house.follow(house.site.url("/index.xml"))
    house.go()
    assert sorted(house.site.pages()) == ["/index.xml", "/other.xml"] and len(house.failures()) == 1


def test_a_sitemap_that_is_unchanged_is_not_read_again_and_its_pages_stay(house: House) -> None:
    house.site.answers["/map.xml"] = sitemap(house, "/a")
    house.site.answers["/map.xml"].etag = '"m"'
    house.follow(house.site.url("/map.xml"))
    house.go()
    house.go()
    assert sorted(house.site.pages()) == ["/a", "/a", "/map.xml", "/map.xml"] and house.uploads() == 1


def test_a_sitemap_that_is_taken_out_of_the_list_takes_its_pages_along(house: House) -> None:
    house.site.answers |= {"/map.xml": sitemap(house, "/b"), "/b": Answer(PAGE)}
    house.follow(house.site.url("/a"), house.site.url("/map.xml"))
    house.go()
    house.follow(house.site.url("/a"))
    house.go()
    state = house.state("/b")
    assert state is not None and state.phase == "deleted"


def test_no_more_pages_are_followed_than_the_setting_says(tmp_path: Path, site: Site) -> None:
    house = House(tmp_path, site, pages=3)
    site.answers |= {f"/{number}": Answer(PAGE) for number in range(9)}
    site.answers["/map.xml"] = sitemap(house, *(f"/{number}" for number in range(9)))
    house.follow(site.url("/map.xml"))
    house.go()
    assert site.pages() == ["/map.xml", "/0", "/1"] and "WEB_PAGES" in house.failures()[LIST]


def test_the_rest_of_an_unchanged_sitemap_is_followed_once_there_is_room(tmp_path: Path, site: Site) -> None:
    house = House(tmp_path, site, pages=3)
    site.answers |= {f"/{number}": Answer(PAGE) for number in range(5)}
    site.answers["/map.xml"] = sitemap(house, *(f"/{number}" for number in range(5)))
    site.answers["/map.xml"].etag = '"m"'
    house.follow(site.url("/map.xml"))
    house.go()
    house.settings = msgspec.structs.replace(house.settings, pages=9)
    house.go()
    assert all(house.state(f"/{number}") for number in range(5))


def test_a_page_that_is_taken_out_of_the_list_and_is_in_a_sitemap_stays(house: House) -> None:
    house.site.answers["/map.xml"] = sitemap(house, "/a")
    house.site.answers["/map.xml"].etag = '"m"'
    house.follow(house.site.url("/a"), house.site.url("/map.xml"))
    house.go()
    house.follow(house.site.url("/map.xml"))
    house.go()
    state = house.state("/a")
    assert state is not None and state.phase != "deleted"


def test_a_redirect_that_is_no_address_keeps_no_other_page_away(house: House) -> None:
    house.site.answers["/0"] = Answer(status=302, headers={"location": "http://[::1"})
    house.follow(house.site.url("/0"), house.site.url("/a"))
    house.go()
    assert house.state("/a") is not None


def test_a_turn_ends_in_time_and_says_that_there_is_more(house: House) -> None:
    house.site.answers["/b"] = Answer(PAGE)
    house.follow(house.site.url("/a"), house.site.url("/b"))
    assert house._following(house.site.fetcher()).turn(0.0) is True
    assert len(house.site.pages()) == 1 and len(load_pages(house.env.blobs.get()).pages) == 2


def test_its_documents_belong_to_the_collection_that_is_set(tmp_path: Path, site: Site) -> None:
    site.answers["/a"] = Answer(PAGE)
    house = House(tmp_path, site, collection="site")
    house.follow(site.url("/a"))
    house.go()
    assert house.metadata("/a") == {"url": site.url("/a"), "collection": "site"}


def test_what_people_have_written_of_a_page_stays(house: House) -> None:
    house.go()
    state = house.state("/a")
    assert state is not None
    house.ingest.revise(state, {**house.metadata("/a"), "tags": "pump"})
    house.site.answers["/a"] = Answer(PAGE + b"more", etag='"2"')
    house.go()
    assert house.metadata("/a") == {"url": house.site.url("/a"), "tags": "pump"}


def test_a_sitemap_of_strangers_buries_no_other_failure(house: House) -> None:
    places = "".join(f"<url><loc>https://other.test/{number}</loc></url>" for number in range(100))
    house.site.answers["/map.xml"] = Answer(f"<urlset>{places}</urlset>".encode(), "application/xml")
    house.follow(house.site.url("/map.xml"))
    house.go()
    assert 0 < len(house.failures()) <= 20
