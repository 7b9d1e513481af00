"""Files that take the square of their size, or worse, from a reader that is not made for them.

Each is made from a number of characters, about, before it is packed.
"""

from collections.abc import Callable

from tests.unit.ingest.bombs import with_member, zipped
from tests.unit.ingest.office_files import docx_file, ods_file, odt_file, pptx_file, xlsx_file
from tests.unit.ingest.written_files import epub_file

Make = Callable[[int], bytes]
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SLIDE = 'xmlns:p="urn:p" xmlns:a="urn:a"'
_OPEN = 'xmlns:o="urn:office" xmlns:t="urn:table" xmlns:x="urn:text"'
_HTML_TYPE = 'media-type="text/html"'


def _times(unit: str, before: str = "", behind: str = "") -> Make:
    return lambda n: (before + unit * (n // len(unit)) + behind).encode()


def _numbered(unit: str, before: str = "", behind: str = "") -> Make:
    """Return what writes a unit again and again, each with a number of its own in the place of {}."""
    return lambda n: (before + "".join(unit.format(i) for i in range(n // (len(unit) + 3))) + behind).encode()


def _rising(unit: Callable[[int], str], before: str = "", behind: str = "") -> Make:
    """Return what writes units that grow, so many that they have n characters together."""
    return lambda n: (before + "".join(map(unit, range(int((2 * n) ** 0.5)))) + behind).encode()


def _half(long: Callable[[str], str], short: str) -> Make:
    """Return what writes one thing of half the size, and then small ones that may each cost as much as that."""
    return lambda n: (long("k" * (n // 2)) + short * (n // 2 // len(short))).encode()


def _text_files() -> dict[str, Make]:
    """Return the files that are texts, by a name that ends as theirs does."""
    return {
        "blanks in a table.md": _times(" ", "a|b\n", "x|y\n"),
        "blanks below a head.md": _times(" ", "a|b\n-", "x|\n"),
        "bars and blanks below a head.md": _times("|- ", "a|b\n", "x\n"),
        "many marks on a letter.txt": _times("\u0301\u0316", "a"),
        "marks that begin others.txt": _times("\u0308", "a"),
        "vowels of two marks.txt": _times("\u0f73", "a"),
        "attributes.html": _numbered("a{} ", "<p ", ">x</p>"),
        "attributes with brackets.html": _numbered('a{}=">" ', "<p ", ">x</p>"),
        "attributes after a quote in a comment.html": _numbered("a{} ", '<!-- <b c=" --><p ', ">x</p>"),
        "attributes of a table.html": _numbered("a{} ", "<table ", "><tr><td>x</table>"),
        "quotes.eml": _times('"a ', "Subject: a\nFrom: ", "\n\nb"),
        "backslashes.eml": _times("\\", "Subject: a\nFrom: ", "\n\nb"),
        "comments.eml": _times("(a) ", "Subject: a\nTo: ", "\n\nb"),
        "points.eml": _times(".", "Subject: a\nCc: a", "\n\nb"),
        "encoded words.eml": _times("=?utf-8?q?a?= ", "Subject: ", "\n\nb"),
        "encoded words that do not end.eml": _times("=?x?q?a ", "Subject: ", "\n\nb"),
        "parameters.eml": _times('; a="', "Subject: a\nContent-Type: text/plain", "\n\nb"),
        "a mail with a long header, attached.eml": _times(
            "a ", "Subject: a\nContent-Type: message/rfc822\n\nSubject: b\nX: ", "\n\nb"
        ),
        "parts within parts.eml": lambda n: (
            "Subject: a\n"
            + "".join(f"Content-Type: multipart/mixed; boundary={i}\n\n--{i}\n" for i in range(n // 200))
            + "x\n" * (n // 4)
        ).encode(),
        "mails within mails by name.eml": _numbered(
            "Subject: a\nContent-Type: multipart/mixed; boundary=b{0}\n\n--b{0}\n"
            "Content-Disposition: attachment; filename=a.eml\nContent-Type: a/b\n\n"
        ),
        "a subject above many parts.eml": lambda n: (
            "Subject: "
            + "k" * (n // 2)
            + "\nContent-Type: multipart/mixed; boundary=b\n\n"
            + "--b\nContent-Disposition: attachment; filename=a.txt\n\nx\n" * min(n // 120, 900)
        ).encode(),
        "a character set that is none.eml": _times("a9", "Subject: a\nContent-Type: text/plain; charset=punycode\n\n-"),
        "links.rtf": _times('HYPERLINK "a" ', r"{\rtf1 {\field{\*\fldinst{"),
        "links that do not end.rtf": _times(r'{\field{\*\fldinst{HYPERLINK "a"}}{ ', r"{\rtf1 "),
        "fonts.rtf": _times(r"\f1", r"{\rtf1 {\fonttbl{"),
        "fonts that do not end.rtf": _times(r"\f1\fcharset1 ", r"{\rtf1 {\fonttbl{", "}}x}"),
        "a long key.json": _half(lambda text: f'{{"a":{{"a":{{"a":{{"a":{{"{text}":[', "[1],"),
        "nested keys.json": lambda n: (
            '{"kkkk":' * min(n // 80, 300) + "[" + ",".join(["[1]"] * (n // 10)) + "]" + "}" * min(n // 80, 300)
        ).encode(),
        "brackets of definitions.py": _rising(lambda i: " " * i + "class a:\n\n"),
    }


def _json_closed(make: Make) -> Make:
    return lambda n: make(n) + b"1]}}}}}"


def _office(write: Callable[[], bytes], parts: dict[str, Make]) -> Make:
    """Return what puts parts of a size into an office file."""

    def make(n: int) -> bytes:
        archive = write()
        for name, part in parts.items():
            archive = with_member(archive, name, part(n))
        return archive

    return make


def _docx(document: Make, **others: Make) -> Make:
    return _office(docx_file, {"word/document.xml": document} | {f"word/{k}.xml": part for k, part in others.items()})


def _xlsx(sheet: Make, **others: Make) -> Make:
    parts = {"xl/worksheets/sheet1.xml": sheet} | {f"xl/{name}.xml": part for name, part in others.items()}
    return _office(xlsx_file, parts)


def _opened(write: Callable[[], bytes], content: Make) -> Make:
    return _office(write, {"content.xml": content})


def _slides(slide: str) -> Make:
    return _office(pptx_file, {"ppt/slides/slide1.xml": _times(slide, f"<p:sld {_SLIDE}>", "</p:sld>")})


def _zipped_files() -> dict[str, Make]:
    body, end = f"<w:document {_WORD}><w:body>", "</w:body></w:document>"
    rows, shut = f"<worksheet {_SHEET}><sheetData>", "</sheetData></worksheet>"
    return {
        "styles one on another.docx": _docx(
            _times("<w:p/>", body, "<w:p><w:r><w:t>x</w:t></w:r></w:p>" + end),
            styles=lambda n: (
                f"<w:styles {_WORD}>"
                + "".join(
                    f'<w:style w:type="paragraph" w:styleId="s{i}"><w:basedOn w:val="s{i - 1}"/></w:style>'
                    for i in range(n // 70)
                )
                + "</w:styles>"
            ).encode(),
        ),
        "headings of every level.docx": _docx(
            _numbered(
                '<w:p><w:pPr><w:pStyle w:val="s{}"/></w:pPr><w:r><w:t>Title</w:t></w:r></w:p>'
                "<w:p><w:r><w:t>x</w:t></w:r></w:p>",
                body,
                end,
            ),
            styles=lambda n: (
                f"<w:styles {_WORD}>"
                + "".join(f'<w:style w:styleId="s{i}"><w:name w:val="heading {i}"/></w:style>' for i in range(n // 120))
                + "</w:styles>"
            ).encode(),
        ),
        "one note, many references.docx": _docx(
            _times('<w:p><w:r><w:footnoteReference w:id="7"/></w:r></w:p>', body, end),
            footnotes=_times(
                "k",
                f'<w:footnotes {_WORD}><w:footnote w:id="7"><w:p><w:r><w:t>',
                "</w:t></w:r></w:p></w:footnote></w:footnotes>",
            ),
        ),
        "one text, many cells.xlsx": _xlsx(
            _times('<row><c t="s"><v>0</v></c></row>', rows, shut),
            sharedStrings=_times("k", f"<sst {_SHEET}><si><t>", "</t></si></sst>"),
        ),
        "cells at the edge.xlsx": _xlsx(_times('<row><c r="XFD1"><v>1</v></c></row>', rows, shut)),
        "many styles of one format.xlsx": _xlsx(
            _times("<row/>", rows, '<row><c s="1"><v>1</v></c></row>' + shut),
            styles=lambda n: (
                f'<styleSheet {_SHEET}><numFmts><numFmt numFmtId="200" formatCode="{"[" * n}"/></numFmts><cellXfs>'
                + '<xf numFmtId="200"/>' * (n // 20)
                + "</cellXfs></styleSheet>"
            ).encode(),
        ),
        "headings of every level.odt": _opened(
            odt_file,
            lambda n: (
                f"<o:document {_OPEN}><o:body><o:text>"
                + "".join(f'<x:h x:outline-level="{i}">T</x:h><x:p>x</x:p>' for i in range(n // 45))
                + "</o:text></o:body></o:document>"
            ).encode(),
        ),
        "a cell that is repeated.ods": _opened(
            ods_file,
            lambda n: (
                f"<o:document {_OPEN}><o:body><o:spreadsheet><t:table>"
                + f'<t:table-row><t:table-cell t:number-columns-repeated="999"><x:p>{"k" * 30}</x:p></t:table-cell>'
                "</t:table-row>" * (n // 120) + "</t:table></o:spreadsheet></o:body></o:document>"
            ).encode(),
        ),
        "shapes within shapes.pptx": _office(
            pptx_file,
            {
                "ppt/slides/slide1.xml": lambda n: (
                    f"<p:sld {_SLIDE}>"
                    + "<p:sp>" * 200
                    + "<a:p><a:t>x</a:t></a:p>" * (n // 24)
                    + "</p:sp>" * 200
                    + "</p:sld>"
                ).encode()
            },
        ),
        "one slide again and again.pptx": _again_and_again,
        "one page again and again.epub": _page_again,
    }


def _page_again(n: int) -> bytes:
    items = "".join(f'<item id="i{i}" href="text/a.xhtml" {_HTML_TYPE}/>' for i in range(n // 100))
    spine = "".join(f'<itemref idref="i{i}"/>' for i in range(n // 100))
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{spine}</spine></package>'
    )
    book = with_member(epub_file(), "OEBPS/book.opf", package.encode())
    return with_member(book, "OEBPS/text/a.xhtml", b"<p>x</p>" * (n // 8))


def _again_and_again(n: int) -> bytes:
    rid = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ids = "".join(f'<p:sldId id="{i}" r:id="r"/>' for i in range(n // 30))
    show = f"<p:presentation {_SLIDE} {rid}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide"
    relations = f'<Relationships><Relationship Id="r" Type="{kind}" Target="slides/slide1.xml"/></Relationships>'
    return zipped(
        {
            "ppt/presentation.xml": show.encode(),
            "ppt/_rels/presentation.xml.rels": relations.encode(),
            "ppt/slides/slide1.xml": _times("<p:sp><a:p><a:t>x</a:t></a:p></p:sp>", f"<p:sld {_SLIDE}>", "</p:sld>")(n),
        }
    )


HOSTILE: dict[str, Make] = _text_files() | _zipped_files()
HOSTILE["a long key.json"] = _json_closed(HOSTILE["a long key.json"])
RUNS = (  # of which a text is made by repeating one of them
    *"x .!?\n\t,;:|-_*+#>`~'\"()[]{}<>&=@\\/%$^0\u00a0\u3002\u4e2d\u0301\u0308\u200b\u0f73\u2022",
    *(
        "a b ",
        "a\n\n",
        "A. ",
        "a. ",
        '." ',
        "1) ",
        "\n- ",
        "\n  ",
        " | ",
        "|-",
        "\n|",
        "[1]",
        ".[1]",
        "](",
        "[a](",
        "[a](b ",
    ),
    *(
        "![",
        "`a",
        "```\n",
        "~~~\n",
        "# a\n",
        "a\n=\n",
        "a|b\n",
        "<!--",
        "-->",
        "<a ",
        "</",
        "<a b='",
        "&a",
        "&#1;",
        "<p>",
        "<td>",
    ),
    *(
        '"a",',
        '"a\n',
        "a,",
        '{"a":',
        '"a":1,',
        "[1],",
        "\\u1 ",
        "\\'e9",
        "{\\f0 ",
        "\\par ",
        "--a\n",
        "a: b\n",
        "From a\n",
    ),
    *(
        "def a():\n",
        "  class a:\n",
        "# a\n",
        "@a\n",
        "public ",
        "\x1b[0;",
        "\ud55c\u1100",
        "\u0915\u094d",
        "\U0001f468\u200d",
    ),
)
