"""Where a passage is from, in one line."""

from cli.terminal.visible_text import visible


def place(name: str, page: int | None, heading: str, recognised: float | None) -> str:
    """Return the document's name, the page, the heading, and how surely OCR has read it, as far as there are any."""
    by_ocr = "" if recognised is None else f"read by OCR with a confidence of {recognised:.2f}"
    return visible(", ".join(filter(None, [name, f"page {page}" if page else "", heading, by_ocr])))
