"""That a question is to be kept nowhere is known at every stage of its way."""

import pytest

from events.carried import carried
from events.questions import AnswerGenerated, PassagesFound, PromptBuilt, QuestionAsked, QuestionEmbedded

ASKED = QuestionAsked(question="Why?", store=False)
EMBEDDED = carried(ASKED, QuestionEmbedded, vector="")
FOUND = carried(EMBEDDED, PassagesFound, passages=[])
BUILT = carried(FOUND, PromptBuilt, messages=[], citations=[])
ANSWERED = carried(BUILT, AnswerGenerated, answer="So.", model="m")


@pytest.mark.parametrize("event", [ASKED, EMBEDDED, FOUND, BUILT, ANSWERED], ids=lambda one: type(one).__name__)
def test_what_is_to_be_kept_nowhere_says_so(event: QuestionAsked | PromptBuilt | AnswerGenerated) -> None:
    assert event.store is False
