"""What is known of the pages that are followed, kept as one object in the blob store."""

import msgspec

from events.errors import Rejected
from functions.serving.signing import DEFAULT_TENANT
from functions.sources.fetching import Validators
from functions.stores.blobs import Blobs

KEY = f"{DEFAULT_TENANT}/web/pages.json"


class Page(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One page, or one sitemap, by its address."""

    origin: str  # the line of the list that it comes from
    checked: int = 0  # milliseconds since 1970; 0: never
    url: str = ""  # where the redirects led
    etag: str = ""
    modified: str = ""
    digest: str = ""  # of the content that was taken in
    depth: int = 0  # 0: in the list; 1: in an index of sitemaps; 2: in a sitemap
    lists: bool = False  # whether it is a sitemap
    gone: int = 0  # how often in a row it was not there any more
    gone_since: str = ""  # the day
    trouble: str = ""  # what kept it from being fetched the last time

    @property
    def validators(self) -> Validators:
        """What to ask the server by."""
        return Validators(self.url, self.etag, self.modified)


class Pages(msgspec.Struct, omit_defaults=True):
    """All of them, by address."""

    pages: dict[str, Page] = {}


def load_pages(blobs: Blobs) -> Pages:
    """Return what is known; nothing, where it is lost: then all is fetched again, and found to be unchanged."""
    try:
        return msgspec.json.decode(blobs.get(KEY), type=Pages)
    except (Rejected, msgspec.MsgspecError):
        return Pages()


def save_pages(blobs: Blobs, pages: Pages) -> None:
    """Keep what is known."""
    blobs.put(KEY, msgspec.json.encode(pages))
