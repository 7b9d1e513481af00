"""What of an answer is certain while the rest is still written: clients that cannot take words back get only that."""

import re

from msgspec.structs import replace

from events.questions import PromptBuilt
from functions.answer.fabrication import code_is_open
from functions.answer.showing import certain, shown_answer
from functions.conversation.answer_view import AnswerView
from functions.text.markers import end_of_markers
from functions.text.sentences import split_sentences
from functions.text.words import FIRST_OF_CHINESE

# What tells whether a sentence has ended: the whole next word.
_NEXT_WORD = re.compile(rf"[\W_]{{0,60}}+(?:\w{{1,40}}\W|[{FIRST_OF_CHINESE}-\uffff]\w)")


class Release:
    """Takes the model's words piece by piece, checks each sentence once it is finished, and releases what passes.

    What it has released is always the beginning of the answer in the end: should the whole text be shown in another
    way than its sentences one by one, what was released is the answer.
    """

    def __init__(self, data: PromptBuilt) -> None:
        self._data = data
        self._text = ""
        self._finished = 0  # characters of whole sentences
        self._released: AnswerView | None = None

    def add(self, piece: str) -> str:
        """Take a piece; return what the answer is certain to go on with, "" for nothing yet."""
        self._text += piece
        if self._data.is_unchecked:
            return self._go_on(AnswerView(answer=self._text.strip(), citations=self._data.citations))
        end = self._finished + _whole_sentences(self._text[self._finished :])
        if end == self._finished or code_is_open(self._text[:end]):
            return ""
        self._finished = end
        view = certain(self._data, self._text[:end].strip())
        return self._go_on(view) if view else ""

    def finish(self) -> AnswerView:
        """Return what is shown in the end."""
        said = self._text.strip()
        shown = shown_answer(self._data, said)
        if self._released is None or shown.answer.startswith(self._released.answer):
            return shown
        return replace(self._released, generated=said)

    def _go_on(self, view: AnswerView) -> str:
        """Return what this view has more; one of other words waits for the end."""
        before = self._released.answer if self._released else ""
        if not view.answer.startswith(before):
            return ""
        self._released = view
        return view.answer[len(before) :]


def _whole_sentences(text: str) -> int:
    """Return where the last sentence begins, once a word of it tells that the one before is finished; else 0."""
    spans = split_sentences(text)
    if len(spans) < 2:
        return 0
    end = end_of_markers(text, spans[-2][1])
    return end if _NEXT_WORD.match(text, end) else 0
