"""What sites let robots fetch, by RFC 9309: robots.txt is read once a pass for each host, and kept."""

from typing import Any

from events.errors import Rejected, Unavailable
from functions.sources.fetching import AGENT, Fetcher
from functions.sources.page_urls import host_of

MAX_BYTES = 500 * 1024  # of a robots.txt; the RFC has all be read up to here
MAX_PAUSE = 10.0  # seconds: a site that wants more gets this


class Robots:
    """The rules of the hosts that were asked in one pass."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._rules: dict[str, Any] = {}  # protego's

    def check(self, url: str) -> None:
        """Raise `Rejected` for what the site wants no robot to fetch; `Unavailable` where it cannot say so."""
        if not self._of(url).can_fetch(url, AGENT):
            raise Rejected(f"{url[:80]}: the site's robots.txt wants no robot to fetch it")

    def pause(self, url: str) -> float:
        """Return how many seconds the site wants between two pages, 0 where it does not say."""
        return min(float(self._of(url).crawl_delay(AGENT) or 0.0), MAX_PAUSE)

    def _of(self, url: str) -> Any:  # noqa: ANN401 - protego's
        host = host_of(url)
        if host not in self._rules:
            self._rules[host] = self._read(host)
        rules = self._rules[host]
        if isinstance(rules, Unavailable):
            raise rules
        return rules

    def _read(self, host: str) -> Any:  # noqa: ANN401 - protego's
        """Return the rules; by the RFC none where there is no robots.txt, and all is shut where there is no answer."""
        from protego import Protego  # noqa: PLC0415 - not before a page is fetched

        try:
            text = self._fetcher.get(f"{host}/robots.txt", limit=MAX_BYTES).content.decode("utf-8", "replace")
        except Unavailable as error:
            return error
        except Rejected:
            text = ""
        return Protego.parse(text)
