"""The files in a PDF: those that are attached to it, and those that are attached to a place on a page."""

import ctypes
from functools import partial
from hashlib import sha256

import msgspec
import pypdfium2
from pypdfium2 import raw

from functions.ingest.extract.attachments import Attachments
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.pdf.strings import wide_line
from functions.ingest.extract.section import Section

_LARGEST = 50 * 2**20  # bytes


class AttachedFiles:
    """Gathers the files while the PDF is open, each once, and reads them when it is closed."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._files: dict[bytes, tuple[str, str, bytes]] = {}  # name, media type and content, by its digest
        for number in range(raw.FPDFDoc_GetAttachmentCount(document)):
            self.add(raw.FPDFDoc_GetAttachment(document, number))

    def add(self, attachment: raw.FPDF_ATTACHMENT) -> None:
        """Take a file by pdfium's handle of it."""
        if not attachment:
            return
        title = wide_line(lambda buffer, size: raw.FPDFAttachment_GetName(attachment, buffer, size))
        title = title or f"attachment {len(self._files) + 1}"
        data = _content(attachment)
        if data is None:
            warn("attached file(s) that cannot be taken out of the PDF", title)
        else:
            kind = wide_line(lambda buffer, size: raw.FPDFAttachment_GetSubtype(attachment, buffer, size))
            self._files.setdefault(sha256(data).digest(), (title, kind, data))

    def sections(self, name: str) -> list[Section]:
        """Return the sections of all files, each under its name; `name` is that of the PDF."""
        attachments = Attachments(name)
        sections: list[Section] = []
        for title, kind, data in self._files.values():
            attachments.count()
            sections += attachments.read(title, partial(attachments.file, data, title, kind))
        return [msgspec.structs.replace(section, page=None) for section in sections]  # pages are the PDF's own


def _content(attachment: raw.FPDF_ATTACHMENT) -> bytes | None:
    size = ctypes.c_ulong()
    if not raw.FPDFAttachment_GetFile(attachment, None, 0, size) or not 0 < size.value <= _LARGEST:
        return None
    buffer = (ctypes.c_char * size.value)()
    return bytes(buffer) if raw.FPDFAttachment_GetFile(attachment, buffer, size.value, size) else None
