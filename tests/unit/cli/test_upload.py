"""./build.sh upload"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.commands.upload import summary, upload
from minirag import Tally
from tests.unit.cli.fake_gateway import FakeGateway


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(10):
        (folder / f"{number}.txt").write_text(f"text {number}")
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(upload, [str(argument) for argument in arguments])


def test_a_folder_is_sent_until_all_is_searchable(gateway: FakeGateway, papers: Path) -> None:
    result = run(papers)
    assert result.exit_code == 0
    assert "10 of 10 searchable" in result.stdout
    assert gateway.contents == {f"papers/{number}.txt": f"text {number}".encode() for number in range(10)}


def test_a_repeated_upload_counts_what_is_unchanged(gateway: FakeGateway, papers: Path) -> None:
    run(papers)
    (papers / "3.txt").write_text("a new text")
    assert "10 of 10 searchable (9 unchanged)" in run(papers).stdout


def test_a_document_that_fails_is_listed_with_its_reason(gateway: FakeGateway, papers: Path) -> None:
    (papers / "bad.pdf").write_text("scanned")
    result = run(papers)
    assert result.exit_code == 1
    assert "10 of 11 searchable" in result.stdout
    assert "failed: papers/bad.pdf: split: the PDF has no text" in result.stderr


def test_a_file_that_is_refused_is_listed_and_the_others_go_on(gateway: FakeGateway, papers: Path) -> None:
    (papers / "empty.txt").touch()
    result = run(papers)
    assert result.exit_code == 1
    assert "10 of 11 searchable" in result.stdout
    assert "failed: papers/empty.txt: papers/empty.txt is empty" in result.stderr


def test_the_files_in_an_archive_are_waited_for_and_counted(gateway: FakeGateway, papers: Path) -> None:
    (papers / "more.zip").write_text("an archive")
    result = run(papers / "more.zip")
    assert result.exit_code == 1
    assert "2 of 3 searchable" in result.stdout
    assert "failed: more.zip/bad.pdf: split: the PDF has no text" in result.stderr


@pytest.mark.parametrize("status", [429, 502, 503])
def test_a_gateway_that_is_busy_or_replaced_is_asked_again(gateway: FakeGateway, papers: Path, status: int) -> None:
    gateway.busy, gateway.busy_status = 5, status
    assert run(papers / "1.txt").exit_code == 0


def test_a_gateway_that_stays_busy_fails_the_file_with_its_reason(gateway: FakeGateway, papers: Path) -> None:
    gateway.busy = 1000
    result = run(papers / "1.txt")
    assert result.exit_code == 1
    assert "failed: 1.txt: busy: try again later" in result.stderr


def test_the_outcome_as_json(gateway: FakeGateway, papers: Path) -> None:
    outcome = json.loads(run(papers, "--json").stdout)
    assert outcome.pop("seconds") >= 0
    assert outcome == {"total": 10, "indexed": 10, "unchanged": 0, "failed": {}, "warned": {}}


def test_a_folder_without_files_is_refused(gateway: FakeGateway, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "there are no files to upload" in run(tmp_path / "empty").stderr


def test_without_a_running_minirag_it_says_how_to_start_one(papers: Path) -> None:
    result = run(papers)
    assert result.exit_code == 1
    assert "MiniRAG is not running: start it with ./build.sh up" in result.stderr


def test_labels_go_with_each_file(gateway: FakeGateway, papers: Path) -> None:
    run(papers / "1.txt", "--collection", "contracts", "--tag", "signed", "--tag", "rent", "--meta", "author=Shelley")
    assert gateway.metadata == {
        "1.txt": {"author": "Shelley", "collection": "contracts", "tags": ["signed", "rent"]},
    }


def test_a_pair_without_a_key_is_refused(gateway: FakeGateway, papers: Path) -> None:
    assert "'Shelley' is not of the form KEY=VALUE" in run(papers, "--meta", "Shelley").stderr


def test_the_standard_input_is_a_document_with_the_name_that_is_given(gateway: FakeGateway) -> None:
    result = CliRunner().invoke(upload, ["-", "--name", "notes.txt"], input=b"words")
    assert result.exit_code == 0
    assert gateway.contents == {"notes.txt": b"words"}


def test_the_standard_input_needs_a_name(gateway: FakeGateway) -> None:
    result = CliRunner().invoke(upload, ["-"], input=b"words")
    assert result.exit_code == 1 and "--name notes.txt" in result.stderr


def test_a_pattern_that_the_shell_has_left_means_all_that_fit(gateway: FakeGateway, papers: Path) -> None:
    run(papers / "[12].txt")
    assert sorted(gateway.contents) == ["1.txt", "2.txt"]


def test_a_path_that_is_not_there_is_said(gateway: FakeGateway, papers: Path) -> None:
    result = run(papers / "none*.txt")
    assert result.exit_code == 1 and "does not exist" in result.stderr


def test_a_name_that_a_mac_takes_apart_is_sent_put_together(gateway: FakeGateway, papers: Path) -> None:
    (papers / "Gro\u0308sse.txt").write_text("x")
    run(papers / "Gro\u0308sse.txt")
    assert list(gateway.contents) == ["Gr\u00f6sse.txt"]


def test_what_was_refused_and_what_is_not_whole_is_said_by_kind_at_the_end() -> None:
    tally = Tally(total=4, indexed=2)
    tally.failed = {"a/1.png": "split: a/1.png is a picture", "2.png": "split: 2.png is a picture"}
    tally.warned = {
        "b.docx": ["2 pictures without a description (page 3)"],
        "c.docx": ["7 pictures without a description"],
    }
    assert summary(tally) == ["  2 refused: split: it is a picture", "  2 not whole: pictures without a description"]
