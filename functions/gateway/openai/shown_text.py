"""What the reader of a stream has been shown, which cannot be taken back."""

AGAIN = "\n\n(The answer starts over.)\n\n"


class Shown:
    """Keeps what was shown: sentences that had passed their check, with which the answer begins.

    Only the answer of a redelivered question may be another one: `generate` has started over then.
    """

    def __init__(self) -> None:
        self._shown = ""

    @property
    def length(self) -> int:
        """The number of characters so far."""
        return len(self._shown)

    def add(self, text: str) -> str:
        """Take what the answer goes on with; return it."""
        self._shown += text
        return text

    def finish(self, answer: str) -> str:
        """Take the whole answer; return what of it has not been shown."""
        return self.add(answer[len(self._shown) :] if answer.startswith(self._shown) else AGAIN + answer)
