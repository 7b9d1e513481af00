"""Whether JSON rests on the passages it was written from."""

import pytest

from functions.answer.json_support import rests_on

PASSAGE = "The boathouse was renewed in 2019 by Harms & Sons of Emden. It has 14 berths."


@pytest.mark.parametrize(
    "said", ["{}", "[]", '{"name": ""}', '{"name": null, "berths": []}', '{"name": "unknown"}', '{"berths": 99}']
)
def test_a_shell_or_what_no_passage_says_rests_on_nothing(said: str) -> None:
    assert not rests_on(said, PASSAGE)


@pytest.mark.parametrize(
    "said",
    [
        '{"berths": 14}',
        '{"builder": {"name": "Harms & Sons", "fax": ""}}',
        '["renewed in 2019", "somewhere else"]',
        '{"is_renewed": true}',
        '{"builder": "Harms &',
    ],
)
def test_a_value_of_a_passage_a_yes_or_no_and_what_is_cut_short_are_answers(said: str) -> None:
    assert rests_on(said, PASSAGE)
