"""PDFs read by this project and by other libraries, for what must and must not come out.

    python -m bench.readers.pdf_readers FOLDER...

A folder holds PDFs and an expect.json: by a file's name, what must come out, one of each list, and what must not;
"@re:" begins a pattern. Runs of white space count as one blank, but for what
must not come out. Libraries that are not installed are left out.
"""

import io
import json
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pypdfium2

from events.errors import Rejected
from functions.ingest.extract.pdf.text import read_pdf

ROUNDS = 3
Read = Callable[[bytes], str]


def ours(data: bytes) -> str:
    """Return the headings and texts of all sections."""
    try:
        sections = read_pdf(data, "a.pdf", 10_000, 100_000_000)
    except Rejected as error:
        return str(error)
    return "\n\n".join(f"{section.heading}\n{section.text}" for section in sections)


def pdfminer(data: bytes) -> str:
    """Return the text by pdfminer.six."""
    return str(import_module("pdfminer.high_level").extract_text(io.BytesIO(data)))


def pypdf(data: bytes) -> str:
    """Return the text by pypdf."""
    return "\n".join(page.extract_text() for page in import_module("pypdf").PdfReader(io.BytesIO(data)).pages)


def pdfplumber(data: bytes) -> str:
    """Return the text in its layout by pdfplumber."""
    with import_module("pdfplumber").open(io.BytesIO(data)) as document:
        return "\n".join(page.extract_text(layout=True) for page in document.pages)


READERS: Mapping[str, Read] = {"ours": ours, "pdfminer": pdfminer, "pypdf": pypdf, "pdfplumber": pdfplumber}


def main(folders: list[str]) -> None:
    """Print for each folder and library the files read as expected, the lines, and milliseconds of the processor."""
    print(f"{'folder':12}{'reader':12}{'files':>10}{'lines':>12}{'ms a page':>11}")
    for folder in map(Path, folders):
        expected = json.loads((folder / "expect.json").read_text())
        cases = {name: lines for name, lines in expected.items() if name.endswith(".pdf")}
        for name, read in READERS.items():
            if name == "ours" or find_spec(name):
                print(f"{folder.name:12}{name:12}{_row(folder, cases, read)}", flush=True)


def _row(folder: Path, cases: Mapping[str, Any], read: Read) -> str:
    right, lines, good, times = 0, 0, 0, []
    for name, expected in cases.items():
        data = (folder / name).read_bytes()
        text, seconds = _timed(read, data)
        kept = list(_kept(text, expected))
        right, lines, good = right + all(kept), lines + len(kept), good + sum(kept)
        times.append(1000 * seconds / _pages(data))
    return f"{right:>6} / {len(cases)}{good:>7} / {lines}{statistics.median(times):>9.1f}"


def _timed(read: Read, data: bytes) -> tuple[str, float]:
    best, text = float("inf"), ""
    for _ in range(ROUNDS):
        began = time.process_time()
        try:
            text = read(data)
        except Exception as error:
            text = f"failed: {error}"
        best = min(best, time.process_time() - began)
    return text, best


def _pages(data: bytes) -> int:
    with pypdfium2.PdfDocument(data) as document:
        return max(len(document), 1)


def _kept(text: str, expected: list[Any]) -> Iterator[bool]:
    """Yield for each line of what is expected whether it is so."""
    in_one_line = " ".join(text.split())
    for must in expected[0]:
        yield any(_found(one, in_one_line) for one in (must if isinstance(must, list) else [must]))
    for must_not in expected[1]:
        yield must_not not in text


def _found(line: str, text: str) -> bool:
    if line.startswith("@re:"):
        return re.search(line[4:], text) is not None
    if line.startswith("@refused:"):
        return line[9:] in text
    return " ".join(line.split()) in text


if __name__ == "__main__":
    main(sys.argv[1:])
