"""What questions without blanks are about."""

import pytest

from functions.text.undivided import things_of


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("护照需要几天\uff1f", ["护照"]),
        ("维修大概要花费多少时间\uff1f", ["维修"]),
        ("护照必须在哪里出示\uff1f", ["护照", "出示"]),
        ("产品的需求是什么\uff1f", ["产品", "需求"]),
    ],
)
def test_words_of_need_and_measure_are_no_part_of_a_thing(question: str, things: list[str]) -> None:
    assert things_of(question) == things
