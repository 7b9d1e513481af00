"""Jupyter notebooks: the written cells as Markdown, the code and what it printed as it is."""

from collections.abc import Iterator
from typing import Any

from functions.ingest.extract.cleaning import clean, paragraphs_of
from functions.ingest.extract.html_text import write_html_text
from functions.ingest.extract.markdown_text import write_markdown
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.section import Section


def is_notebook(value: object) -> bool:
    """Tell whether this JSON is a notebook, of format 4 or of format 3, which had worksheets."""
    return isinstance(value, dict) and "nbformat" in value and ("cells" in value or "worksheets" in value)


def notebook_sections(notebook: Any) -> list[Section]:  # noqa: ANN401 - JSON is anything
    """Return the sections; the headings of written cells are those of the code beneath them, too."""
    outline = Outline()
    for cell in _cells(notebook):
        source = _joined(cell.get("source", cell.get("input")))
        kind = cell.get("cell_type")
        if kind == "markdown":
            write_markdown(source, outline)
        elif kind == "heading":
            level = str(cell.get("level", "1"))
            outline.heading(int(level) if level in "123456" else 6, " ".join(source.split()))
        else:
            _preformatted(source, outline)
            for output in cell.get("outputs") or []:
                _write_output(output, outline)
    return outline.sections()


def _cells(notebook: dict[str, Any]) -> Iterator[dict[str, Any]]:
    sheets = notebook.get("worksheets") or [notebook]
    for sheet in sheets if isinstance(sheets, list) else []:
        cells = sheet.get("cells") if isinstance(sheet, dict) else None
        yield from (cell for cell in cells or [] if isinstance(cell, dict))


def _write_output(output: Any, outline: Outline) -> None:  # noqa: ANN401
    """Write what a cell printed or showed: of several forms the table or the Markdown, else the text."""
    if not isinstance(output, dict):
        return
    data = output.get("data")
    shown = data if isinstance(data, dict) else output
    if shown.get("text/markdown"):
        write_markdown(_joined(shown["text/markdown"]), outline)
    elif "<table" in _joined(shown.get("text/html")):
        write_html_text(_joined(shown["text/html"]), "the notebook", outline)
    else:
        traceback = output.get("ename") and f"{output['ename']}: {output.get('evalue', '')}"
        _preformatted(_joined(shown.get("text/plain") or output.get("text") or traceback), outline)


def _preformatted(text: str, outline: Outline) -> None:
    """Write lines as they are; blank ones, which would part the paragraph, go."""
    outline.paragraph("\n".join(paragraphs_of(clean(text))))


def _joined(source: Any) -> str:  # noqa: ANN401
    """Return a text that a notebook may keep as a list of lines."""
    if isinstance(source, list):
        return "".join(map(str, source))
    return source if isinstance(source, str) else ""
