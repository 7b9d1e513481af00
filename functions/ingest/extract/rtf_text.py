"""RTF: the paragraphs; it has no headings that programs agree on."""

from striprtf.striprtf import rtf_to_text

from events.errors import Rejected
from functions.ingest.extract.cleaning import clean
from functions.ingest.extract.rtf_markup import tamed
from functions.ingest.extract.section import Section


def read_rtf(data: bytes, name: str) -> list[Section]:
    """Return the text as one section; each line of it is a paragraph in RTF."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise Rejected(f"{name} cannot be read as RTF, it is something else: save it again")
    text = clean(rtf_to_text(tamed(data.decode("latin-1")), errors="replace"))  # type: ignore[no-untyped-call]
    paragraphs = [line.strip(" |") for line in text.split("\n") if line.strip(" |")]
    return [Section(text="\n\n".join(paragraphs), page=None, heading="")] if paragraphs else []
