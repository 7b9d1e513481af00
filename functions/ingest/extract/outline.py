"""Paragraphs gathered under the headings that they stand beneath."""

from functions.ingest.extract.section import Section

LONGEST_HEADING = 200  # characters; a "heading" beyond this is a paragraph in large type
_DEEPEST = 20  # headings over one another; those beneath are paragraphs, for each section repeats all above it


class Outline:
    """Builds sections from headings and paragraphs as they come in a document.

    A heading with nothing beneath it, no text and no lesser heading, becomes a section of its own words: none is lost.
    """

    def __init__(self) -> None:
        self._path: list[tuple[int, str]] = []  # (level, title), levels rising
        self._paragraphs: list[str] = []
        self._bare = False  # the last heading has nothing beneath it so far
        self._sections: list[Section] = []
        self._page: int | None = None

    def heading(self, level: int, title: str) -> None:
        """Begin a section; `level` is 1 for the highest heading, `title` one line."""
        if len(title) > LONGEST_HEADING or self._above(level) >= _DEEPEST:
            return self.paragraph(title)
        if title:
            self._close(next_level=level)
            while self._path and self._path[-1][0] >= level:
                self._path.pop()
            self._path.append((level, title))
            self._bare = True
        return None

    def paragraph(self, text: str) -> None:
        """Add a paragraph, free of blank lines, to the section at hand."""
        if text.strip():
            self._paragraphs.append(text)

    def turn_to(self, page: int) -> None:
        """Begin a page, from 1, of a document that has some; the headings go on."""
        if page != self._page and self._paragraphs:
            self._close(next_level=0)
        self._page = page

    @property
    def title(self) -> str:
        """The heading that what comes now stands beneath, "" at the beginning."""
        return self._path[-1][1] if self._path else ""

    def sections(self) -> list[Section]:
        """Return all that was gathered, in order."""
        self._close(next_level=0)
        return self._sections

    def _above(self, level: int) -> int:
        return sum(above < level for above, _ in self._path)

    def _close(self, next_level: int) -> None:
        if self._bare and not self._paragraphs and next_level <= self._path[-1][0]:
            self._paragraphs.append(self._path[-1][1])
        if self._paragraphs:
            heading = " > ".join(title for _, title in self._path)
            self._sections.append(Section(text="\n\n".join(self._paragraphs), page=self._page, heading=heading))
        self._paragraphs = []
        self._bare = False
