"""A scan whose house is killed amid its pages is read to its end, with the words of an undisturbed run."""

from pathlib import Path

import pytest

from functions.ingest.recognition.engine import engine
from tests.chaos.disturbances import chunks_of, kill_everything
from tests.flow.scanned_files import about, scan
from tests.running import ROOT, Running, running
from tests.system import until

MANIFESTS = ("--manifests", *(str(ROOT / "knative" / folder) for folder in ("base", "overlays/components/ocr")))
PAGES = 12  # in three batches
without_ocr = pytest.mark.skipif(engine() is None, reason="OCR is not set up here: ./build.sh setup ocr does that")


def is_amid_its_pages(system: Running) -> bool:
    document = system.document("scan.pdf")
    return bool(document["phase"] == "recognising" and 0 < document["recognised"] < PAGES)


@without_ocr
def test_after_a_kill_of_everything_a_scan_is_read_to_its_end_by_itself(tmp_path: Path) -> None:
    content = scan(*map(about, range(PAGES)))
    for home in ("undisturbed", "killed"):
        (tmp_path / home).mkdir()
    with running(tmp_path / "undisturbed", *MANIFESTS) as system:
        system.upload("scan.pdf", content)
        system.wait_for("scan.pdf")
    with running(tmp_path / "killed", *MANIFESTS) as system:
        system.upload("scan.pdf", content)
        until(lambda: is_amid_its_pages(system), "some pages are recognised")
        kill_everything(system)
        system.start()
        document = system.wait_for("scan.pdf", "indexed", "failed")
    assert (document["phase"], document["recognised"]) == ("indexed", PAGES)
    assert chunks_of(tmp_path / "killed") == chunks_of(tmp_path / "undisturbed")
