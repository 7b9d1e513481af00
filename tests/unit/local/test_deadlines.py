"""A deadline that this machine sets is followed by the timeouts of the local runtime, too."""

import pytest

from events.deadlines import SETTING
from knative.local.deadlines import follow_deadline
from knative.local.manifests import read_manifests
from knative.local.resources import Manifests
from tests.unit.manifests.base_manifests import BASE


def timeouts(found: Manifests) -> list[float | None]:
    delivery = found.triggers["generate-built"].delivery
    assert delivery
    return [delivery.timeout, found.services["generate"].timeout, found.services["gateway"].timeout]


@pytest.fixture
def found() -> Manifests:
    return read_manifests([BASE], 2)


def test_the_timeouts_of_writing_and_showing_an_answer_follow_the_setting(found: Manifests) -> None:
    follow_deadline(found, {SETTING: "20"})
    assert timeouts(found) == [30, 30, 50]


@pytest.mark.parametrize("given", ["", "soon"])
def test_without_a_number_they_stay_as_the_manifests_have_them(found: Manifests, given: str) -> None:
    before = timeouts(found)
    follow_deadline(found, {SETTING: given})
    assert timeouts(found) == before
