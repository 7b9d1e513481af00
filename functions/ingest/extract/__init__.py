"""Text out of files of many formats, with the structure that a citation needs."""

from functions.ingest.extract.media import declared_charset, media_type_of
from functions.ingest.extract.reading import extract
from functions.ingest.extract.section import Section

__all__ = ["Section", "declared_charset", "extract", "media_type_of"]
