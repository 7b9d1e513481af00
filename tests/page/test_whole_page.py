"""The page before the whole system, with its real functions and models: a document in, an answer out."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.page.conftest import opened_page
from tests.running import Running, running
from tests.system import PATIENCE

NORMANDY = b"""# Normandy

Normandy is a region in the north of France. Its name goes back to the Normans, who settled there in the 10th century.

Apples grow well in its mild and rainy climate. Camembert, a soft cheese, was first made there at the end of the 18th
century.
"""


@pytest.fixture
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("home")) as system:
        yield system


def test_a_document_is_uploaded_and_answers_with_its_own_sentence(browser: Any, system: Running) -> None:
    with opened_page(browser, system.url) as page:
        page.set_default_timeout(PATIENCE * 1000)
        page.set_input_files("#files", [{"name": "normandy.md", "mimeType": "text/markdown", "buffer": NORMANDY}])
        page.locator("#documents .state", has_text="indexed").wait_for()
        page.fill("#question", "In what country is Normandy located?")
        page.press("#question", "Enter")
        turn = page.locator(".turn")
        turn.locator(".sources").wait_for()
        turn.locator(".source").first.click()
        assert "France" in turn.inner_text()
        assert "France" in page.get_by_role("dialog", name="normandy.md").locator("mark").inner_text()
