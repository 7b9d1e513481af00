"""The paragraphs, headings, lists and tables of OpenDocument's XML under their headings."""

from collections.abc import Iterator

from lxml import etree

from functions.ingest.extract.cleaning import clean, one_line, paragraphs_of
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.opendocument_styles import Counter, number_of
from functions.ingest.extract.opendocument_tables import Context, lines_of
from functions.ingest.extract.opendocument_words import Aside, comment, words
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.safe_xml import attribute, local
from functions.ingest.extract.section import Section

__all__ = ["Blocks", "Context"]

_UNREAD = frozenset(
    (
        *("tracked-changes", "alphabetical-index", "settings", "notes", "title", "desc"),
        *("image", "object", "object-ole", "plugin"),
    )
)
_CONTENTS = frozenset(("table-of-content", "illustration-index", "table-index", "object-index", "user-index"))


class Blocks:
    """Writes the blocks of one part of a document into an outline."""

    def __init__(self, context: Context, place: str = "") -> None:
        self._context, self._fixed_place = context, place
        self._outline = Outline()
        self._headings = Counter()
        self._counters: dict[str, Counter] = {}  # of the lists, by their ids

    def sections(self) -> list[Section]:
        return self._outline.sections()

    def write(self, parent: etree._Element) -> None:
        """Write the blocks in an element; the parser bounds how deep this goes."""
        for block in parent:
            self.block(block)

    def block(self, block: etree._Element) -> None:
        """Write one block, or those in it."""
        kind = local(block)
        if kind in ("h", "p"):
            self._paragraph(block)
        elif kind == "list":
            self._list(block)
        elif kind == "table":
            comments: list[str] = []
            lines = lines_of(block, self._context, comments, place=self._place(), least=3)
            self._paragraphs(["\n".join(lines), *comments])
        elif kind == "annotation":
            self._paragraphs([comment(block, self._context.styles)])
        elif kind == "forms":
            warn("form(s), whose fields are not read", self._place(), sum(1 for _ in block.iter("{*}form")))
        elif kind == "frame":
            self.write(block)
            self._paragraphs([self._context.objects.text(block, self._place())])
        elif kind not in _UNREAD and kind not in _CONTENTS:
            self.write(block)

    def _place(self) -> str:
        title = self._outline.title
        return self._fixed_place or (f'"{title}"' if title else "")

    def _paragraphs(self, texts: list[str]) -> None:
        for text in texts:
            self._outline.paragraph(text)

    def _paragraph(self, block: etree._Element) -> None:
        styles, aside = self._context.styles, Aside(comments=[], frames=[])
        style = attribute(block, "style-name")
        text = clean(words(block, styles, aside))
        if style in styles.hidden and text.strip():
            warn("stretch(es) of hidden text", self._place())
        elif local(block) == "h":
            level = max(1, number_of(block, "outline-level", 1))
            label = self._headings.label(styles, styles.list_of(style), level - 1) if text.strip() else ""
            self._outline.heading(level, one_line(f"{label} {text}"))
        elif style == "Title":
            self._outline.heading(0, one_line(text))
        else:
            self._outline.paragraph("\n".join(paragraphs_of(text)))
        self._hanging(aside)

    def _hanging(self, aside: Aside) -> None:
        shown = [self._context.objects.text(frame, self._place()) for frame in aside.frames]
        self._paragraphs([*shown, *aside.comments])

    def _list(self, block: etree._Element) -> None:
        aside = Aside(comments=[], frames=[])
        followed = attribute(block, "continue-list")
        key = next((one for name, one in block.items() if name.endswith("}id")), "")
        style = attribute(block, "style-name")
        goes_on = attribute(block, "continue-numbering") == "true"
        counter = self._counters.get(followed or (f"style {style}" if goes_on else "")) or Counter()
        self._counters[key] = self._counters[f"style {style}"] = counter
        self._outline.paragraph("\n".join(self._items(block, 0, style, counter, aside)))
        self._hanging(aside)

    def _items(self, items: etree._Element, depth: int, style: str, counter: Counter, aside: Aside) -> Iterator[str]:
        for item in items.iterchildren("{*}list-item", "{*}list-header"):
            start = number_of(item, "start-value", -1)
            labelled = local(item) == "list-header"
            for block in item:
                if local(block) == "list":
                    yield from self._items(block, depth + 1, attribute(block, "style-name") or style, counter, aside)
                elif text := one_line(clean(words(block, self._context.styles, aside))):
                    label = (
                        ""
                        if labelled
                        else counter.label(self._context.styles, style, depth, start if start >= 0 else None)
                    )
                    labelled = True
                    yield f"{'  ' * depth}{label or '-'} {text}"
