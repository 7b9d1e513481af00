"""What others wrote, as it reaches a terminal."""

import pytest
from click.testing import CliRunner

from cli.commands import ask as ask_question
from cli.commands import documents as list_documents
from cli.commands.failures import failures
from cli.commands.upload import report
from cli.terminal.tables import print_table
from cli.terminal.visible_text import LINES, visible
from minirag import Citation, Client, Tally
from tests.unit.cli.fake_gateway import FakeGateway

EVIL = "a\x1b[2J\x9b\u202eb\r\nc"
SHOWN = r"a\x1b[2J\x9b\u202eb\x0d\x0ac"
FAILURE = {"id": "f", "at": "2026-01-31T12:00:00Z", "stage": "split", "code": 422, "type": "t", "document": "d"}


@pytest.mark.parametrize("control", [*"\0\x07\x1b\x7f\x80\x9f\u202a\u202e\u2066\u2069"])
def test_a_control_becomes_its_escape(control: str) -> None:
    shown = visible(f"a{control}b")
    assert shown.isprintable()
    assert shown.encode().decode("unicode_escape") == f"a{control}b"


@pytest.mark.parametrize("text", ["plain", "naïve café", "日本語", "שלום", "back\\slash", "👩‍🔬"])
def test_what_anyone_may_write_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_a_text_of_several_lines_may_keep_them() -> None:
    assert visible("a\n\tb\x1b", LINES) == "a\n\tb\\x1b"


def test_half_a_character_can_be_printed() -> None:
    assert visible("\ud800") == r"\ud800"


def test_a_table_shows_controls(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["name"], [[EVIL]])
    assert SHOWN in capsys.readouterr().out


@pytest.mark.parametrize(("length", "shown"), [(60, "x" * 60), (61, "x" * 59 + "…"), (512, "x" * 59 + "…")])
def test_a_cell_is_cut_at_60_characters(length: int, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["name", "state"], [["x" * length, "ready"]])
    assert capsys.readouterr().out.splitlines()[-2].split() == [shown, "ready"]


def test_documents_shows_the_controls_in_a_name_and_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    failed = {"name": EVIL, "state": "failed", "phase": "failed", "stage": "split", "reason": EVIL}
    list_documents.show([{**failed, "chunks": 0, "size": 1, "uploaded_at": "2026-01-31T12:00:00Z"}])
    assert capsys.readouterr().out.count(SHOWN) == 2


def test_failures_shows_the_controls_in_a_name_and_a_reason(gateway: FakeGateway) -> None:
    gateway.failures = [{**FAILURE, "name": EVIL, "reason": EVIL}]
    assert CliRunner().invoke(failures).stdout.count(SHOWN) == 2


def test_upload_shows_the_controls_in_a_name_and_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    report(Tally(total=1, failed={EVIL: EVIL}), 1.0, as_json=False)
    assert capsys.readouterr().err == f"failed: {SHOWN}: {SHOWN}\n"


def test_ask_shows_the_controls_in_citations(capsys: pytest.CaptureFixture[str]) -> None:
    ask_question.show_citations([Citation(number=1, name=EVIL, heading=EVIL, text="a\x1b")], [])
    shown = capsys.readouterr().out
    assert (shown.count(SHOWN), "\x1b" in shown) == (2, False)


def test_ask_shows_the_controls_in_an_answer(gateway: FakeGateway, capsys: pytest.CaptureFixture[str]) -> None:
    gateway.stream = [("token", {"text": "one\x1b"}), ("done", {"answer": "one\x1b two\x9b"})]
    with Client(gateway.url) as client:
        assert ask_question.streamed(client, "Where?", {}).answer == "one\x1b two\x9b"
    assert capsys.readouterr().out == "one\\x1b two\\x9b\n"
