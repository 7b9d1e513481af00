"""What the reader of a stream has been shown, which cannot be taken back."""

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
        """Take the whole answer; return what of it has not been shown."""
        self._text = answer
        return self._due()

    def _due(self) -> str:
        if self._shown.startswith(self._text):
            return ""
        told, self._shown = self._shown, self._text
        return self._text[len(told) :] if self._text.startswith(told) else AGAIN + self._text
