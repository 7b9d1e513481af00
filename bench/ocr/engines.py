"""Reads pictures of pages by one engine, in a process of its own, and says what that takes.

    python -m bench.ocr.engines tesseract|rapidocr <jobs.json

The jobs are [picture, languages] each; what is printed is a JSON object: `start` (processor's seconds before the first
page), `pages` ([text, processor's seconds, seconds] each) and `mebibytes`, the most memory.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import numpy as np
from PIL import Image

_MOST = re.compile(r"VmHWM:\s+(\d+) kB")
Read = Callable[[Path, Sequence[str]], str]


def tesseract() -> Read:
    """Return MiniRAG's own recognition, without the sandbox around it."""
    engine = import_module("functions.ingest.recognition.engine").engine()
    reading = import_module("functions.ingest.recognition.reading")
    picture = import_module("functions.ingest.recognition.picture")
    if engine is None:
        raise SystemExit("Tesseract is not set up here: ./build.sh setup ocr")

    def read(path: Path, languages: Sequence[str]) -> str:
        shown = picture.picture_of(path.read_bytes(), "image/png", 0)
        return str(reading.read(shown, languages, engine.languages, engine.models).text)

    return read


def rapidocr() -> Read:
    """Return RapidOCR with the models in its package, on one thread; it takes no languages."""
    one_thread = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    engine = import_module("rapidocr").RapidOCR(params={"Global.log_level": "error", **one_thread})

    def read(path: Path, _languages: Sequence[str]) -> str:
        grey = np.asarray(Image.open(path).convert("L"))
        return "\n".join(engine(np.repeat(grey[:, :, None], 3, axis=2)).txts or ())

    return read


ENGINES: dict[str, Callable[[], Read]] = {"tesseract": tesseract, "rapidocr": rapidocr}


def main(name: str) -> None:
    """Read the pictures that standard input names."""
    read = ENGINES[name]()
    start, pages = time.process_time(), []
    for picture, languages in json.load(sys.stdin):
        spent, began = time.process_time(), time.monotonic()
        text = read(Path(picture), languages)
        pages.append([text, time.process_time() - spent, time.monotonic() - began])
    print(json.dumps({"start": start, "pages": pages, "mebibytes": most_memory()}))


def most_memory() -> int:
    """Return the most memory of this program in MiB; what getrusage tells is that of its parent, too, at the fork."""
    status = Path("/proc/self/status")
    told = _MOST.search(status.read_text()) if status.is_file() else None
    return int(told[1]) // 1024 if told else 0


if __name__ == "__main__":
    main(sys.argv[1])
