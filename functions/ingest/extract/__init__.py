"""Text out of files: plain text, Markdown, HTML, PDF."""

from functions.ingest.extract.media import media_type_of
from functions.ingest.extract.reading import extract
from functions.ingest.extract.section import Section

__all__ = ["Section", "extract", "media_type_of"]
