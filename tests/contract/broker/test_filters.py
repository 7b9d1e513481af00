"""Which Triggers an event passes."""

from collections.abc import Callable

import pytest

from tests.contract.broker.conftest import Broker
from tests.contract.broker.recording import Recorder

TRIGGERS = ("everything", "legacy", "exact", "prefix", "suffix", "not", "any", "all", "overridden")

CASES = [
    ({}, {"everything", "not", "overridden"}),
    ({"colour": "red"}, {"everything", "overridden", "exact", "prefix", "suffix"}),
    ({"colour": "reds"}, {"everything", "overridden", "prefix", "not"}),
    ({"colour": "blue", "shape": "round"}, {"everything", "overridden", "legacy", "not", "any", "all"}),
    ({"shape": "round"}, {"everything", "overridden", "not", "any"}),
]


@pytest.mark.parametrize(("extensions", "wanted"), CASES)
def test_an_event_reaches_the_triggers_whose_filters_it_passes(
    broker: Broker,
    recorder: Recorder,
    event_id: str,
    fence: Callable[[], None],
    extensions: dict[str, str],
    wanted: set[str],
) -> None:
    broker.post("contract.filter", event_id, **extensions)
    for name in wanted:
        recorder.wait(f"/filter/{name}", event_id)
    fence()
    assert {name for name in TRIGGERS if recorder.came(f"/filter/{name}", event_id)} == wanted
