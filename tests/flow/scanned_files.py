"""Files whose words are pictures, drawn from known text: a scan, one with pages of text, a photo, a Word document."""

import io

import pypdfium2
from PIL import Image

from tests.unit.ingest.made_parts import docx, paragraph
from tests.unit.ingest.pdf_writer import pdf
from tests.unit.recognition.drawn_pages import page, saved

SHOWN = "<w:drawing><wp:docPr id='1'/><pic:pic><a:blip r:embed='rP'/></pic:pic></w:drawing>"


def about(number: int, topic: str = "breakwater") -> Image.Image:
    """Return a page that says what one pier cost."""
    return page(
        f"The report of the harbour for the year.\nThe {topic} of pier {number} cost {4000 + number} euros\n"
        "and was built in March. The committee\nagreed to it after a long debate."
    )


def scan(*pages: Image.Image) -> bytes:
    """Return a PDF whose pages are these pictures."""
    file = io.BytesIO()
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], resolution=110)
    return file.getvalue()


def mixed(text: list[str], *pages: Image.Image) -> bytes:
    """Return a PDF with a page of text before those that are pictures."""
    whole = pypdfium2.PdfDocument.new()
    for part in (pdf([text]), scan(*pages)):
        whole.import_pages(pypdfium2.PdfDocument(part))
    file = io.BytesIO()
    whole.save(file)
    return file.getvalue()


def photo(picture: Image.Image) -> bytes:
    """Return a JPEG, as a camera saves it."""
    return saved(picture.convert("RGB"), "JPEG", quality=80)


def letter(text: str, picture: Image.Image) -> bytes:
    """Return a Word document with a paragraph and a picture."""
    parts = {"word/media/sign.png": saved(picture)}
    return docx(paragraph(text, more=SHOWN), parts, rP="image media/sign.png")
