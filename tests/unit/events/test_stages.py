"""The table of stages: what the manifests, the events' page and the functions say is what it says."""

import pytest

from events.registry import TYPES
from events.stages import AFTERWARDS, ASKED, BY_TYPE, OF_DOCUMENTS, OF_SCANS, TO_ANSWER, Stage, waited_for
from tests.unit.manifests.base_manifests import event_type, subscriber, with_ocr

ALL = (*TO_ANSWER, *AFTERWARDS, *OF_DOCUMENTS, *OF_SCANS)
OBSERVING = {"minirag.document.indexed", "minirag.document.failed", "minirag.pipeline.wake"}  # what no stage works on


@pytest.mark.parametrize("stage", ALL, ids=lambda stage: f"{stage.service}-{stage.takes}")
def test_a_trigger_brings_a_stage_its_event(stage: Stage) -> None:
    triggers = [(event_type(one), subscriber(one)) for one in with_ocr("Trigger")]
    assert (stage.takes, stage.service) in triggers


def test_every_event_that_is_worked_on_has_one_stage() -> None:
    assert TYPES.keys() - BY_TYPE.keys() == OBSERVING and len(BY_TYPE) == len(ALL)


@pytest.mark.parametrize(
    "chain",
    [(ASKED, *TO_ANSWER, *AFTERWARDS), OF_DOCUMENTS[:3], (*OF_SCANS, OF_DOCUMENTS[1])],
    ids=["question", "document", "scan"],
)
def test_each_stage_takes_what_the_one_before_it_makes(chain: tuple[Stage, ...]) -> None:
    assert [stage.makes for stage in chain[:-1]] == [stage.takes for stage in chain[1:]]


@pytest.mark.parametrize("stage", [ASKED, *TO_ANSWER], ids=lambda stage: stage.name)
def test_people_are_told_of_every_stage_that_they_wait_for(stage: Stage) -> None:
    assert stage.title and stage.waiting


@pytest.mark.parametrize(
    ("heard", "next_"),
    [
        ([], "embed"),
        (["asked"], "embed"),
        (["asked", "search", "embed"], "prompt"),
        (["asked", "embed", "search", "rerank"], "prompt"),
        (["prompt"], "generate"),
        (["generate"], "generate"),
    ],
)
def test_the_stage_after_the_furthest_one_is_waited_for(heard: list[str], next_: str) -> None:
    assert waited_for(heard) == next_
