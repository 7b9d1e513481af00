"""Files that ask their reader for far more than they are worth, and files that break it."""

import io
import zipfile

NESTED_FORMS = 12  # each draws the next ten times
LAUGHS = 12  # each entity is ten of the one before


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def with_member(archive: bytes, name: str, data: bytes) -> bytes:
    """Return a zip file with one member put in another's place, or added."""
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        members = {member: old.read(member) for member in old.namelist()}
    return zipped({**members, name: data})


def lying_about_size(archive: bytes, claimed: int) -> bytes:
    """Return the zip file with every size that its directory and its members claim set to `claimed`."""
    changed = bytearray(archive)
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset : at + offset + 4] = claimed.to_bytes(4, "little")
            at = changed.find(mark, at + 4)
    return bytes(changed)


def laughing_xml(root: str = "r") -> bytes:
    """Return XML whose one entity is a billion others and more."""
    entities = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, LAUGHS))
    return (
        f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY e0 "ha">{entities}]><{root}>&e{LAUGHS - 1};</{root}>'.encode()
    )


def endless_pdf() -> bytes:
    """Return a PDF of one page that draws a form, which draws another ten times, and so on: a word 10^12 times."""
    first_form = 5
    forms = []
    for number in range(first_form, first_form + NESTED_FORMS):
        draws = b"/F Do " * 10
        resources = b"/Resources << /XObject << /F %d 0 R >> >>" % (number + 1)
        forms.append(_form(resources, draws))
    forms.append(_form(b"/Resources << /Font << /F1 4 0 R >> >>", b"BT /F1 12 Tf 72 700 Td (more) Tj ET"))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R" % (first_form + len(forms))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page + b" /Resources << /XObject << /F %d 0 R >> >> >>" % first_form,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *forms,
        b"<< /Length 5 >> stream\n/F Do\nendstream",
    ]
    body = b"".join(b"%d 0 obj %s endobj\n" % (number, text) for number, text in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def _form(resources: bytes, content: bytes) -> bytes:
    head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] %s /Length %d >>" % (resources, len(content))
    return head + b" stream\n" + content + b"\nendstream"
