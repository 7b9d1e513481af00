"""Following pages of the web: each that is due is asked for, and what is new there becomes an upload."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256

from events.errors import MiniRAGError, Rejected, Unavailable
from events.identity import derived_id, now_ms
from functions.documents.ingest import Ingest
from functions.documents.media_types import HTML, MARKDOWN, PDF, PLAIN
from functions.documents.uploads import UploadedFile
from functions.serving.signing import DEFAULT_TENANT
from functions.sources.documents import delete, send_on, state_of
from functions.sources.fetching import GONE, OK, Fetched, Fetcher, Validators, kind_of
from functions.sources.page_states import Page, Pages, load_pages, save_pages
from functions.sources.page_urls import listed, name_of
from functions.sources.robots import Robots
from functions.sources.sitemaps import Sitemap, is_sitemap
from functions.sources.web_settings import LIST, WebSettings
from functions.stores.dead_letters import Failure
from functions.stores.facts import DocumentState

KINDS = frozenset((HTML, "application/xhtml+xml", PLAIN, MARKDOWN, PDF))
MAX_MAPS = 50  # sitemaps in an index
MOST_NOTES = 20  # of a turn among the failures; the log has all
SAVED_AFTER = 20  # pages, which a kill has fetched once more
log = logging.getLogger("minirag")


class Following:
    """One turn at the pages that are followed; several turns make a pass over all that are due."""

    def __init__(
        self, ingest: Ingest, settings: WebSettings, fetcher: Fetcher, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._ingest, self._settings, self._fetcher, self._sleep = ingest, settings, fetcher, sleep
        self._robots = Robots(fetcher)
        self._asked_at, self._notes = 0.0, 0
        self._known = Pages()

    def turn(self, seconds: float) -> bool:
        """Look at the pages that are due for about so many seconds; tell whether more are due.

        Raises `Unavailable` when a store does not answer; what a page's own server does is noted, and no error.
        """
        lines, until = self._lines(), time.monotonic() + seconds
        if lines is None or not self._may_go_out():
            return False
        self._known = load_pages(self._ingest.blobs.get())
        self._forget_all_but(lines)
        looked, more = 0, False
        while address := self._next_due():
            if more := looked > 0 and time.monotonic() > until:
                break
            self._look(address, self._known.pages[address])
            looked += 1
            if looked % SAVED_AFTER == 0:
                self._save()
        self._save()
        return more

    def _lines(self) -> list[str] | None:
        """Return the addresses of the list, which is a document as any other; None where there is no list."""
        state = state_of(self._ingest, LIST)
        if state is None or state.upload is None or not state.upload.dataref:
            return None
        return listed(self._ingest.blobs.get().get(state.upload.dataref).decode("utf-8", "replace"))

    def _may_go_out(self) -> bool:
        if self._settings.allowed.hosts:
            return True
        self._say(LIST, "WEB_HOSTS is empty, so no page is fetched: set it to the hosts that may be asked")
        return False

    def _forget_all_but(self, lines: list[str]) -> None:
        """Note what is new in the list, and delete what came by a line that is not in it any more.

        What was deleted may be in a sitemap, too, so these are read again, also where they are unchanged.
        """
        out = [address for address, page in self._known.pages.items() if page.origin not in lines]
        for address in out:
            self._delete(address)
            del self._known.pages[address]
        for page in self._known.pages.values():
            if out and page.lists:
                page.checked, page.url = 0, ""
        for line in lines:
            self._add(line, Page(origin=line))

    def _add(self, address: str, page: Page) -> bool:
        """Follow an address from now on; tell whether there was room for it."""
        with suppress(Rejected):  # which is noted when its turn comes
            address = self._settings.allowed.checked(address)
        if there := self._known.pages.get(address):
            there.depth = min(there.depth, page.depth)
            return True
        if len(self._known.pages) >= self._settings.pages:
            self._say(LIST, f"there are more than {self._settings.pages} pages: raise WEB_PAGES to have all followed")
            return False
        self._known.pages[address] = page
        return True

    def _next_due(self) -> str:
        """Return the address that was not looked at for the longest time, if that is long enough; else ""."""
        last = now_ms() - int(self._settings.every * 1000)
        due = ((page.checked, address) for address, page in self._known.pages.items() if page.checked <= last)
        return min(due, default=(0, ""))[1]

    def _look(self, address: str, page: Page) -> None:
        page.checked = now_ms()
        try:
            url = self._settings.allowed.checked(address)
            fetched = self._fetcher.get(url, page.validators, check=self._admitted)
        except (Rejected, Unavailable) as error:
            self._note(address, page, error)
            return
        try:
            self._take(url, page, fetched)
            page.trouble = ""
        except Rejected as error:
            self._note(address, page, error)

    def _admitted(self, url: str) -> None:
        """Keep to the site's rules: raise `Rejected` for what no robot may fetch, and wait between two pages."""
        self._robots.check(url)
        pause = max(self._settings.pause, self._robots.pause(url))
        self._sleep(max(0.0, self._asked_at + pause - time.monotonic()))
        self._asked_at = time.monotonic()

    def _take(self, url: str, page: Page, fetched: Fetched) -> None:
        if fetched.status in GONE:
            self._miss(url, page)
            return
        if page.gone:
            page.gone, page.gone_since = 0, ""
            self._mark(url, "")
        if fetched.status != OK:
            return  # as it was
        digest, found = sha256(fetched.content).hexdigest(), fetched.validators
        if digest != page.digest or page.lists:
            page.lists = is_sitemap(fetched.content)
            if not page.lists:
                self._upload(url, fetched)
            elif not self._list(page, Sitemap(fetched.content, self._settings.pages)):
                found = Validators()  # there may be room for the rest the next time
        page.digest, page.url, page.etag, page.modified = digest, found.url, found.etag, found.modified

    def _upload(self, url: str, fetched: Fetched) -> None:
        kind = kind_of(fetched)
        if kind not in KINDS:
            raise Rejected(
                f"{url[:80]} comes as {kind[:40] or 'nothing in particular'}: only pages, texts and PDF are read"
            )
        said = fetched.content_type if fetched.content_type.isascii() else kind  # with its character set
        name = name_of(url)
        metadata = self._metadata(url, state_of(self._ingest, name))
        self._ingest.accept(UploadedFile(DEFAULT_TENANT, name, said, fetched.content, metadata))

    def _list(self, page: Page, found: Sitemap) -> bool:
        """Note what a sitemap lists; tell whether that was all of it."""
        if page.depth > 1 or (page.depth and found.is_index):
            raise Rejected("a sitemap lists it as a page, or an index of sitemaps as a sitemap: it is not followed")
        most = MAX_MAPS if found.is_index else self._settings.pages
        depth = 1 if found.is_index else 2
        added = [self._add(address, Page(origin=page.origin, depth=depth)) for address in found.addresses[:most]]
        return all(added) and not found.cut

    def _miss(self, url: str, page: Page) -> None:
        """Say that a page is gone, and after a number of times delete its document."""
        if not page.digest:
            raise Rejected(f"{url[:80]} is not there: the site answers that it has no such page")
        page.gone += 1
        if page.gone >= self._settings.gone:
            self._delete(url)
            page.digest = page.etag = page.modified = ""  # should it come back, it is a new page
        elif page.gone == 1:
            page.gone_since = datetime.now(UTC).date().isoformat()
            self._mark(url, page.gone_since)
            log.warning("%s is gone; its document stays for %d more looks", url, self._settings.gone - 1)

    def _mark(self, url: str, gone_since: str) -> None:
        """Write into a document's metadata since when its page is gone, or that it is there again."""
        state = state_of(self._ingest, _named(url))
        if state is None or state.phase == "deleted":
            return
        try:
            self._ingest.revise(state, self._metadata(url, state, gone_since))
        except Rejected as error:
            log.warning("%s: %s", url, error.detail)

    def _metadata(self, url: str, state: DocumentState | None, gone_since: str = "") -> dict[str, str]:
        """Return a page's metadata: ours, and what people have written beside them."""
        before = state.upload.metadata if state and state.upload else {}
        ours = {"url": url, "collection": self._settings.collection or before.get("collection", "")}
        return {name: value for name, value in {**before, **ours, "gone_since": gone_since}.items() if value}

    def _delete(self, address: str) -> None:
        name = _named(address)
        state = state_of(self._ingest, name) if name else None
        if state is not None and state.phase != "deleted":
            delete(self._ingest, state)

    def _note(self, address: str, page: Page, error: MiniRAGError) -> None:
        """Keep what went wrong; among the failures, once, where there is no page of before."""
        if error.detail != page.trouble and (isinstance(error, Rejected) or not page.digest):
            self._notes += 1
            self._say(_named(address) or address[:500], error.detail)
        page.trouble = error.detail

    def _say(self, name: str, reason: str) -> None:
        log.warning("%s: %s", name, reason)
        if self._notes > MOST_NOTES:
            return  # a sitemap of strangers must not bury all other failures
        failure = Failure(
            id=derived_id("failure", DEFAULT_TENANT, "web", name, reason),
            tenant=DEFAULT_TENANT,
            at=now_ms(),
            stage="web",
            reason=reason,
            type="minirag.web.due",
            attributes={},
            data="",
            name=name,
        )
        self._ingest.records.get().add_failure(failure)

    def _save(self) -> None:
        save_pages(self._ingest.blobs.get(), self._known)
        send_on(self._ingest)


def _named(address: str) -> str:
    """Return the name of an address's document, "" where it can have none."""
    try:
        return name_of(address)
    except Rejected:
        return ""
