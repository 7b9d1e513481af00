"""What an extractor finds."""

import msgspec


class Section(msgspec.Struct, frozen=True):
    """One stretch of clean text under one heading, on one page; a blank line stands between its paragraphs."""

    text: str
    page: int | None  # from 1, of a PDF, or a slide's number
    heading: str  # the path of headings, "A > B", or ""
    recognised: float | None = None  # the confidence of OCR, where it was a picture
