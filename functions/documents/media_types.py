"""The types of files that are known, and which one a name's ending says: the same on every machine."""

from pathlib import PurePosixPath

PLAIN, MARKDOWN, HTML, PDF = "text/plain", "text/markdown", "text/html", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT, ODS, ODP, ODG = (
    f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation", "graphics")
)
DOC, XLS, PPT = "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"
CSV, TSV, JSON, JSON_LINES = "text/csv", "text/tab-separated-values", "application/json", "application/jsonl"
EPUB, RTF, SOURCE, XML = "application/epub+zip", "application/rtf", "text/x-source", "application/xml"
MAIL, MBOX, MSG = "message/rfc822", "application/mbox", "application/vnd.ms-outlook"
CALENDAR, CONTACTS = "text/calendar", "text/vcard"
SUBTITLES, ORG, ASCIIDOC, REST, LATEX = "text/vtt", "text/org", "text/asciidoc", "text/x-rst", "text/x-tex"
PNG, JPEG, TIFF, WEBP = "image/png", "image/jpeg", "image/tiff", "image/webp"
PICTURES = frozenset((PNG, JPEG, TIFF, WEBP))  # documents where OCR is set up
ZIP, TAR, GZIP = "application/zip", "application/x-tar", "application/gzip"
ARCHIVES = frozenset((ZIP, TAR, GZIP, MBOX))  # whose files, or mails, become documents
UNKNOWN = "application/octet-stream"
UNSPECIFIC = frozenset(("", UNKNOWN, "binary/octet-stream", "application/x-www-form-urlencoded"))  # the last by curl

_BY_TYPE = {
    PLAIN: ".txt .text .log",
    MARKDOWN: ".md .markdown .mdown .mkd .qmd .rmd",
    HTML: ".html .htm .xhtml .shtml",
    PDF: ".pdf",
    DOCX: ".docx .docm .dotx .dotm",
    PPTX: ".pptx .pptm .ppsx .ppsm .potx .potm",
    XLSX: ".xlsx .xlsm .xltx .xltm",
    ODT: ".odt .ott .fodt",
    ODS: ".ods .ots .fods",
    ODP: ".odp .otp .fodp",
    ODG: ".odg .otg .fodg",
    DOC: ".doc .dot .wbk",
    XLS: ".xls .xlt",
    PPT: ".ppt .pps .pot",
    RTF: ".rtf",
    EPUB: ".epub",
    CSV: ".csv",
    TSV: ".tsv .tab",
    JSON: ".json .ipynb .geojson .json5 .jsonc .webmanifest",
    JSON_LINES: ".jsonl .ndjson",
    MAIL: ".eml .mht .mhtml",
    MBOX: ".mbox .mbx",
    MSG: ".msg .oft",
    CALENDAR: ".ics .ical .ifb",
    CONTACTS: ".vcf",
    SUBTITLES: ".srt .vtt",
    ORG: ".org",
    ASCIIDOC: ".adoc .asciidoc .asc",
    REST: ".rst .rest",
    LATEX: ".tex .latex .ltx",
    XML: ".xml .xsd .xsl .xslt .rss .atom .dbk .docbook .dita .svg .gpx .kml .opml .plist",
    PNG: ".png",
    JPEG: ".jpg .jpeg .jpe .jfif",
    TIFF: ".tif .tiff",
    WEBP: ".webp",
    ZIP: ".zip",
    TAR: ".tar .tgz .tbz .tbz2 .txz .taz",
    GZIP: ".gz .bz2 .xz",
    SOURCE: (
        ".bash .bat .c .cc .cfg .clj .cmake .cmd .conf .cpp .cs .css .cu .dart .erl .ex .exs .fs .go .gradle .groovy"
        " .h .hpp .hs .ini .java .jl .js .jsx .kt .less .lua .m .mjs .ml .nim .php .pl .pm .proto .properties .ps1 .py"
        " .pyi .r .rb .rs .sass .scala .scss .sh .sql .swift .tf .tfvars .toml .ts .tsx .vb .vue .yaml .yml"
        " .zig .zsh"
    ),
}
_ENDINGS = {ending: kind for kind, endings in _BY_TYPE.items() for ending in endings.split()}
_TARS = (".tar.gz", ".tar.bz2", ".tar.xz", ".tar.z")


def type_by_name(name: str) -> str:
    """Return the media type that the name's ending says, or ""; never the machine's own table, which tells others."""
    lowered = name.lower()
    return TAR if lowered.endswith(_TARS) else _ENDINGS.get(PurePosixPath(lowered).suffix, "")
