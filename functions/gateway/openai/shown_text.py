"""What the reader of a stream has been shown, which cannot be taken back."""

from functions.text.markers import without_markers

CHECKED = "\n\n(Checked with the documents:)\n\n"
AGAIN = "\n\n(The answer starts over.)\n\n"


class Shown:
    """Tells what is to be shown next, also when a redelivered question makes `generate` start over."""

    def __init__(self) -> None:
        self._shown = ""
        self._text = ""  # of the attempt that counts

    def add(self, text: str) -> str:
        """Take a piece of the answer; return what is to be shown now, "" while it only repeats what was shown."""
        self._text = (self._text + text).lstrip()
        return self._due()

    def restart(self) -> None:
        """Forget the attempt so far: the next piece is the first one of another."""
        self._text = ""

    def finish(self, answer: str) -> str:
        """Take the whole answer as it is shown in the end; return what of it has not been shown.

        Where nothing but markers is missing in the middle of it, it is not said all over again.
        """
        told, note = self._shown.rstrip(), CHECKED if self._text == self._shown else AGAIN
        if answer.startswith(told):
            return answer[len(told) :]
        return "" if without_markers(answer) == without_markers(told) else note + answer

    def _due(self) -> str:
        if self._shown.startswith(self._text):
            return ""
        told, self._shown = self._shown, self._text
        return self._text[len(told) :] if self._text.startswith(told) else AGAIN + self._text
