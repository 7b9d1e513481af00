"""`./build.sh bench ocr`: how many characters are read wrongly, and what a page takes, by engine and kind of page."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

import click

from bench.ocr.drawing import PAGES, drawn
from bench.ocr.error_rate import error_rate
from bench.ocr.fonts import font_for
from bench.ocr.known_texts import LANGUAGES, paragraphs
from cli.client.address import ROOT
from cli.terminal.tables import print_table

NEEDS = {"tesseract": "tesserocr", "rapidocr": "rapidocr"}
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


class Drawn(NamedTuple):
    """A page in a file, and what it says."""

    language: str
    dpi: int
    kind: str
    file: Path
    truth: str


@click.command(name="ocr")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--dpi", "resolutions", multiple=True, type=click.IntRange(50, 600), default=(300, 150), show_default=True
)
@click.option("--language", "languages", multiple=True, type=click.Choice(LANGUAGES), default=LANGUAGES)
@click.option("--engine", "engines", multiple=True, type=click.Choice([*NEEDS]), default=[*NEEDS])
@click.option("--page", "kinds", multiple=True, type=click.Choice([*PAGES]), default=[*PAGES], help="One kind of page.")
@click.option("--fonts", multiple=True, type=FOLDER, help="Another folder of fonts, for what this machine lacks.")
@click.option("--half", type=click.Choice(["dev", "test"]), default="test", show_default=True, help="Of the texts.")
@click.option("--unknown", is_flag=True, help="Do not tell the engine the language.")
def bench(as_json: bool, unknown: bool, engines: Sequence[str], **chosen: Any) -> None:  # noqa: ANN401
    """Draw pages from known text, let each engine read them, and compare.

    \b
    wrong    characters to insert, delete and change, per cent of the true ones, by language
    CPU-s    seconds of the processor a page; start: before the first one
    MiB      the most memory of the process that reads all pages of a resolution; 0 where the system does not tell

    An engine that is not installed is left out, and so is a language that no font here has letters of.
    """
    with tempfile.TemporaryDirectory(prefix="minirag-bench-") as folder:
        pages = list(_draw(Path(folder), **chosen))
        found = [
            row
            for engine in engines
            if find_spec(NEEDS[engine])
            for dpi in chosen["resolutions"]
            for row in _read(engine, [page for page in pages if page.dpi == dpi], unknown)
        ]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    languages = [language for language in chosen["languages"] if any(language in row["wrong"] for row in found)]
    head = ("engine", "dpi", "page", *(f"wrong {language}" for language in languages), "CPU-s", "start", "MiB")
    print_table(head, (list(_cells(row, languages)) for row in found))


def _draw(
    folder: Path,
    *,
    resolutions: Sequence[int],
    languages: Sequence[str],
    kinds: Sequence[str],
    fonts: Sequence[Path],
    half: str,
) -> Iterator[Drawn]:
    for language in languages:
        font, texts = font_for(language, fonts), paragraphs(language, half)
        if font is None:
            click.echo(f"{language} is left out: no font here has its letters (--fonts FOLDER)", err=True)
            continue
        for dpi in resolutions:
            for kind in kinds:
                file = folder / f"{language}-{dpi}-{list(PAGES).index(kind)}.png"
                drawn(texts, font, dpi, PAGES[kind]).save(file, compress_level=1)
                yield Drawn(language, dpi, kind, file, "\n".join(texts))


def _read(engine: str, pages: Sequence[Drawn], unknown: bool) -> Iterator[dict[str, Any]]:
    """Yield for each kind of page what one engine makes of it."""
    jobs = [[str(page.file), [] if unknown else [page.language]] for page in pages]
    done = subprocess.run(
        [sys.executable, "-m", "bench.ocr.engines", engine],
        input=json.dumps(jobs),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        check=False,
        stdout=subprocess.PIPE,
    )
    if done.returncode:
        raise click.ClickException(f"{engine} failed, see above")
    found = json.loads(done.stdout.splitlines()[-1])
    for kind in dict.fromkeys(page.kind for page in pages):
        read = [(page, *figures) for page, figures in zip(pages, found["pages"], strict=True) if page.kind == kind]
        yield {
            "engine": engine,
            "dpi": pages[0].dpi,
            "page": kind,
            "wrong": {page.language: error_rate(page.truth, text) for page, text, _, _ in read},
            "cpu_seconds": mean(cpu for _, _, cpu, _ in read),
            "seconds": mean(seconds for _, _, _, seconds in read),
            "start_cpu_seconds": found["start"],
            "mebibytes": found["mebibytes"],
        }


def _cells(row: dict[str, Any], languages: Sequence[str]) -> Iterator[str]:
    yield from (row["engine"], str(row["dpi"]), row["page"])
    yield from (f"{100 * row['wrong'][one]:.1f}" if one in row["wrong"] else "" for one in languages)
    yield from (f"{row['cpu_seconds']:.1f}", f"{row['start_cpu_seconds']:.1f}", str(row["mebibytes"]))
