"""Durations as Knative's manifests write them."""

import pytest

from knative.local.durations import go_seconds, iso_seconds


@pytest.mark.parametrize(
    ("text", "seconds"), [("PT0.2S", 0.2), ("PT1M30S", 90.0), ("PT1H", 3600.0), ("P1DT1S", 86401.0), ("PT0S", 0.0)]
)
def test_iso_durations(text: str, seconds: float) -> None:
    assert iso_seconds(text) == pytest.approx(seconds)


@pytest.mark.parametrize("text", ["", "P", "PT", "5s", "PT5", "PT-1S", "PT1S "])
def test_what_is_no_iso_duration(text: str) -> None:
    with pytest.raises(ValueError, match="is no ISO-8601 duration"):
        iso_seconds(text)


@pytest.mark.parametrize(("text", "seconds"), [("60s", 60.0), ("1m30s", 90.0), ("0", 0.0), ("0s", 0.0), ("200ms", 0.2)])
def test_go_durations(text: str, seconds: float) -> None:
    assert go_seconds(text) == pytest.approx(seconds)


@pytest.mark.parametrize("text", ["", "60", "PT1S", "-1s", "1s "])
def test_what_is_no_go_duration(text: str) -> None:
    with pytest.raises(ValueError, match="is no duration"):
        go_seconds(text)
