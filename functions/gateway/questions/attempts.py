"""One attempt at an answer is followed at a time: the newest one that was heard of."""


class Attempts:
    """Tells which tokens count. A redelivered question makes `generate` start over under a new attempt."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._current = ""
        self._next = 0  # number of the next token of the current attempt
        self._pieces: list[str] = []

    @property
    def text(self) -> str:
        """The text of the current attempt so far."""
        return "".join(self._pieces)

    def begin(self, attempt: str) -> bool:
        """Follow the attempt if it is a new one; tell whether tokens that were shown are void from now on."""
        if attempt in self._seen:
            return False
        self._seen.add(attempt)
        void = bool(self._pieces)
        self._current, self._next, self._pieces = attempt, 0, []
        return void

    def follows(self, attempt: str) -> bool:
        """Tell whether this is the attempt that counts."""
        return attempt == self._current

    def token(self, number: int, text: str) -> bool:
        """Take a token of the current attempt; tell whether it is new. A gap is no reason to hold back the rest."""
        if number < self._next:
            return False
        self._next = number + 1
        self._pieces.append(text)
        return True
