"""A stage more, by one folder beside the manifests: the way of a question goes through it, and nothing else changes."""

from collections.abc import Iterator

import pytest

from tests.running import ROOT, Running, running

MANIFESTS = [str(ROOT / "knative" / folder) for folder in ("base", "overlays/components/rerank")]


@pytest.fixture(scope="module")
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    request.getfixturevalue("prepared")
    with running(tmp_path_factory.mktemp("home"), "--manifests", *MANIFESTS) as local:
        local.upload("tower.md", "The Eiffel Tower in Paris was built in 1889.")
        local.wait_for("tower.md")
        yield local


def test_a_question_goes_through_the_stage_that_was_added(house: Running) -> None:
    timings = house.ask("When was the Eiffel Tower built?")["timings"]
    stages = [name for name in timings if name not in ("first_token", "total")]
    assert stages == ["embed", "search", "rerank", "prompt", "generate"]


def test_the_answer_is_found_as_without_it(house: Running) -> None:
    assert house.ask("When was the Eiffel Tower built?")["citations"][0]["name"] == house.name("tower.md")
