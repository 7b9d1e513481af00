"""A zip archive, from its upload to cited answers and to its end."""

from tests.system import System, until
from tests.unit.ingest.bombs import lying_about_size, zipped
from tests.unit.ingest.office_files import docx_file

CRABS = b"Crabs of the Baltic walk sideways on nine legs."
HERONS = b"Herons of the Baltic sleep on one leg."


def test_the_files_of_an_archive_are_documents_and_are_cited_by_their_names(system: System) -> None:
    system.upload("sea.zip", zipped({"animals/crabs.txt": CRABS, "manual.docx": docx_file()}))
    assert system.wait_for("sea.zip")["files"] == 2
    system.wait_for("sea.zip/manual.docx")
    system.wait_for("sea.zip/animals/crabs.txt")
    answer = system.ask("How do the crabs of the Baltic walk?")
    assert answer["citations"][0]["name"] == system.name("sea.zip/animals/crabs.txt")


def test_a_file_that_cannot_be_read_fails_alone(system: System) -> None:
    system.upload("mixed.zip", zipped({"good.txt": CRABS, "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(99)}))
    assert "OCR" in system.wait_for("mixed.zip/picture.png", "failed")["reason"]
    assert system.wait_for("mixed.zip/good.txt")["state"] == "indexed"
    assert system.document("mixed.zip")["state"] == "indexed"


def test_of_a_changed_archive_the_rest_stays_and_what_is_gone_is_deleted(system: System) -> None:
    system.upload("birds.zip", zipped({"crabs.txt": CRABS, "herons.txt": HERONS}))
    before = system.wait_for("birds.zip") and system.wait_for("birds.zip/herons.txt")
    system.wait_for("birds.zip/crabs.txt")
    system.upload("birds.zip", zipped({"herons.txt": HERONS}))
    until(lambda: not system.texts("birds.zip/crabs.txt"), "the passages of what is gone are removed")
    assert system.wait_for("birds.zip/herons.txt") == before


def test_the_deletion_of_an_archive_deletes_all_that_came_in_it(system: System) -> None:
    system.upload("gone.zip", zipped({"crabs.txt": CRABS}))
    system.wait_for("gone.zip")
    system.wait_for("gone.zip/crabs.txt")
    system.http.delete(f"/documents/{system.id_of('gone.zip')}").raise_for_status()
    assert system.http.get(f"/documents/{system.id_of('gone.zip/crabs.txt')}").status_code == 404
    until(lambda: not system.texts("gone.zip/crabs.txt"), "the passages are removed")


def test_a_bomb_ends_in_one_error(system: System) -> None:
    system.upload("bomb.zip", lying_about_size(zipped({"a.txt": b"x", "b.txt": b"y"}), 300 * 2**20))
    assert "more than 512 MiB" in system.wait_for("bomb.zip", "failed")["reason"]
    assert len(system.failures("bomb.zip")) == 1
