"""Files of the formats that a text editor or a few lines of Python write: e-books, mails, tables, code."""

from email.message import EmailMessage

from tests.unit.ingest.bombs import zipped

CSV = 'Town;River;Bridges\nPrague;Vltava;18\nPassau;"Danube; Inn, Ilz";12\n'
JSON = '{"name": "Weather station", "sensors": [{"kind": "rain", "place": {"roof": "south"}}], "limits": {"wind": 120}}'
JSON_LINES = '{"bird": "heron", "seen": ["dawn", "dusk"]}\n\n{"bird": "kestrel", "seen": null}\n'
RTF = (
    rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Times;}}{\info{\title Hidden}}"
    rb"The \b mill\b0  grinds rye.\par Gr\'f6\'dfe: 3 m.\par}"
)
CODE = '''"""Pumps."""

import os


@decorated
class Pump:
    """Moves water."""

    litres = 40

    def start(self) -> None:
        """Begin."""

        self.running = True


def total(pumps):
    return sum(pump.litres for pump in pumps)
'''


def epub_file() -> bytes:
    """Return an e-book of two chapters, the second before the first in the file."""
    package = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Sea Book</dc:title></metadata>
<manifest>
<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
<item id="b" href="text/b%20two.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/>
</manifest><spine><itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""
    container = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
    return zipped(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": container.encode(),
            "OEBPS/book.opf": package.encode(),
            "OEBPS/nav.xhtml": _page("Contents", "One, two"),
            "OEBPS/text/b two.xhtml": _page("Crabs", "Crabs walk sideways."),
            "OEBPS/text/a.xhtml": _page("Whales", "Whales sing at night."),
        }
    )


def _page(title: str, words: str) -> bytes:
    page = f"<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>{title}</h1><p>{words}</p></body></html>"
    return f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>{page}'.encode()


def mail(subject: str = "The boiler", body: str = "The boiler is serviced on Friday.") -> EmailMessage:
    """Return a message without attachments."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Ana Müller <ana@example.org>", "all@example.org", subject
    message["Date"] = "Mon, 02 Mar 2026 09:00:00 +0100"
    message.set_content(body)
    return message


def mail_file() -> bytes:
    """Return a message with its body twice, an attached table, an attached message and an attached picture."""
    message = mail()
    message.add_alternative("<p>The boiler is serviced on <b>Friday</b>.</p>", subtype="html")
    message.add_attachment(CSV.encode(), maintype="text", subtype="csv", filename="towns.csv")
    message.add_attachment(mail("Re: keys", "The keys hang behind the door."))
    message.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="boiler.png")
    return message.as_bytes()
