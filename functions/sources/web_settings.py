"""The settings of the pages that are followed."""

import os
from collections.abc import Mapping
from typing import Annotated

import msgspec

from functions.sources.page_urls import Allowed

LIST = "web-pages.txt"  # the document that says which pages are followed, one address a line
_Seconds = Annotated[float, msgspec.Meta(ge=0, le=10.0**6)]
_Number = Annotated[int, msgspec.Meta(ge=1, le=10**5)]


class WebSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What a deployment may choose."""

    hosts: str = ""  # that may be asked; empty: none, and nothing goes out
    http: bool = False  # whether without TLS, too
    every: _Seconds = 72_000  # seconds before a page is looked at again
    pause: _Seconds = 1.0  # seconds between two pages
    pages: _Number = 1_000  # that are followed at most
    gone: _Number = 7  # how often in a row a page has to be gone before its document is deleted
    collection: str = ""  # that the documents belong to

    @property
    def allowed(self) -> Allowed:
        """The hosts that may be asked."""
        return Allowed.of(self.hosts, plain=self.http)


def web_settings(environ: Mapping[str, str] = os.environ) -> WebSettings:
    """Read the settings; raise `ValueError` for a value that does not fit."""
    given = {
        "hosts": environ.get("WEB_HOSTS"),
        "http": environ.get("WEB_HTTP"),
        "every": environ.get("WEB_EVERY_SECONDS"),
        "pause": environ.get("WEB_PAUSE_SECONDS"),
        "pages": environ.get("WEB_PAGES"),
        "gone": environ.get("WEB_GONE_PASSES"),
        "collection": environ.get("WEB_COLLECTION"),
    }
    try:
        return msgspec.convert({name: value for name, value in given.items() if value}, WebSettings, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(f"a setting WEB_* does not fit: {error}") from error
