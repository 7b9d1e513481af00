"""The page in Chromium, before a real gateway; behind it a fake of the other functions, which need no models."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.page.fake_chain import FakeChain
from tests.page.gateway import gateway

playwright = pytest.importorskip("playwright.sync_api", reason="the page's tests need the package playwright")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "color_scheme": "dark"}
KEY = "open sesame"
PATIENCE = 15_000  # milliseconds


@pytest.fixture(scope="module")  # its event loop would run on under the tests that come after
def browser() -> Iterator[Any]:
    if not CHROMIUM:
        pytest.skip("the page's tests need Chromium: install the package chromium")
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FakeChain]:
    with FakeChain(str(tmp_path_factory.mktemp("home"))) as chain:
        threading.Thread(target=chain.serve_forever, args=(0.02,), daemon=True).start()
        yield chain
        chain.shutdown()


@pytest.fixture(scope="session")
def base_url(chain: FakeChain) -> Iterator[str]:
    """The address of a gateway that runs as its image runs it."""
    with gateway(chain) as url:
        yield url


@pytest.fixture(scope="session")
def locked_url(chain: FakeChain) -> Iterator[str]:
    """The address of a gateway that wants KEY, as on a cluster."""
    with gateway(chain, API_KEY=KEY) as url:
        yield url


@pytest.fixture
def page(browser: Any, base_url: str) -> Iterator[Any]:
    """The page as it opens for a newcomer at a desk."""
    with opened_page(browser, base_url) as page:
        yield page


@pytest.fixture(params=["desk", "phone"])
def screen(request: pytest.FixtureRequest, browser: Any, base_url: str) -> Iterator[Any]:
    """The page at a desk, in light, and on a phone, in dark."""
    with opened_page(browser, base_url, **(PHONE if request.param == "phone" else {})) as page:
        yield page


@contextmanager
def opened_page(browser: Any, base_url: str, **device: Any) -> Iterator[Any]:
    """Give the page in a browser that remembers nothing; no script may fail on it, and nothing break its policy."""
    context = browser.new_context(base_url=base_url, **device)
    context.set_default_timeout(PATIENCE)
    page, wrong = context.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if "Content Security Policy" in line.text else None)
    page.goto("/")
    yield page
    context.close()
    assert wrong == []
