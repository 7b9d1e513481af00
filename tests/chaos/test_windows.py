"""However much is uploaded at once, no more than the windows' worth is on its way."""

from pathlib import Path

from tests.chaos.disturbances import all_indexed, documents, upload_all
from tests.running import running

IN_FLIGHT, WINDOW = 16, 4


def test_a_large_document_and_many_small_ones_never_flood_the_broker(tmp_path: Path) -> None:
    sentence = "Paragraph {n} of the long one tells of the river number {n} and of the towns beside it, one by one. "
    large = "\n\n".join(sentence.format(n=n) * 8 for n in range(500))
    files = {"large.txt": large} | documents(4 * IN_FLIGHT)
    with running(tmp_path) as system:
        upload_all(system, files)
        all_indexed(system, len(files))
        peak = system.status()["broker"]["peak"]
        assert peak["minirag.document.uploaded"] <= IN_FLIGHT
        assert peak["minirag.chunks.split"] <= IN_FLIGHT * WINDOW
        assert peak["minirag.chunks.embedded"] <= IN_FLIGHT * WINDOW
