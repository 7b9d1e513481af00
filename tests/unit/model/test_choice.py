"""What set-up says of the model that writes the answers."""

import math

import pytest

from model.catalog import find
from model.choice import BETTER, told

DEFAULT = find("SmolLM2-135M-Instruct")
FOUR_GIGABYTES = 4e9


def test_where_there_is_room_a_better_one_is_advised_with_its_download() -> None:
    said = told(DEFAULT, False, 2, FOUR_GIGABYTES)
    assert said.startswith(f"{DEFAULT.name} writes the answers")
    assert f"GENERATOR={BETTER} " in said and f"{find(BETTER).megabytes} MB" in said


@pytest.mark.parametrize(("cores", "free"), [(1, math.inf), (8, FOUR_GIGABYTES - 1)])
def test_where_there_is_none_it_is_not(cores: int, free: float) -> None:
    said = told(DEFAULT, False, cores, free)
    assert said.startswith(f"{DEFAULT.name} writes the answers")
    assert "GENERATOR=" not in said


def test_one_that_is_named_is_not_argued_about() -> None:
    assert told(find(BETTER), True, 1, 0.0) == f"{BETTER} writes the answers, as GENERATOR says"
