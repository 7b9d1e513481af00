"""./build.sh ask"""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli.commands.ask import ask
from cli.terminal.answer_printing import Draft, Hint
from tests.unit.cli.fake_gateway import FakeGateway

CITATION = {
    "number": 1,
    "name": "normans.md",
    "page": 3,
    "heading": "History",
    "quote": "Normandy, a region in France.",
}
DONE = {
    "answer": "In France.",
    "answered": True,
    "support": [],
    "conversation": "c-1",
    "timings": {"search": 4.2, "first_token": 80.0, "total": 95.5},
}
STREAM: list[tuple[str, Any]] = [
    ("stage", {"stage": "asked", "waiting_for": "embed"}),
    ("token", {"text": "In "}),
    ("token", {"text": "France."}),
    ("citations", [CITATION]),
    ("done", DONE),
]


@pytest.fixture
def answering(gateway: FakeGateway) -> FakeGateway:
    gateway.stream, gateway.answer = list(STREAM), {**DONE, "citations": [CITATION]}
    return gateway


def run(*arguments: str) -> Result:
    return CliRunner().invoke(ask, ["Where is Normandy?", *arguments])


@pytest.mark.parametrize("how", ["--stream", "--no-stream"])
def test_the_answer_comes_with_numbered_citations_and_timings(answering: FakeGateway, how: str) -> None:
    result = run(how)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "In France.",
        "",
        "[1] normans.md, page 3, History",
        "    Normandy, a region in France.",
        "",
        "search 4 ms, first token 80 ms, total 96 ms; to go on: --conversation c-1",
    ]


def test_the_conversation_goes_on(answering: FakeGateway) -> None:
    run("--conversation", "c-1")
    assert answering.asked == [{"question": "Where is Normandy?", "conversation": "c-1", "stream": True}]


def test_json_is_the_whole_answer(answering: FakeGateway) -> None:
    assert json.loads(run("--json").stdout) == answering.answer


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print as to a terminal; the colours are left out all the same."""
    monkeypatch.setattr("cli.commands.ask.printing_to_stdout", Draft)


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_words_are_a_draft_until_the_answer_is_checked(answering: FakeGateway) -> None:
    answering.stream[1:3] = [("token", {"text": "In Spain."})]
    assert run().stdout.startswith("draft, not checked yet: In Spain.\n\nIn France.\n\n[1]")


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_a_draft_that_starts_over_says_so(answering: FakeGateway) -> None:
    answering.stream[1:1] = [("token", {"text": "In Spa"}), ("restart", {})]
    begun = "draft, not checked yet: In Spa\n(the answer starts over)\ndraft, not checked yet: In France."
    assert run().stdout.startswith(f"{begun}\n\nIn France.\n\n[1]")


def test_a_draft_is_dimmed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)
    Draft(Hint()).token("In Spain.")
    assert capsys.readouterr().out == "\x1b[2mdraft, not checked yet: In Spain.\x1b[0m"


def test_into_a_pipe_goes_only_what_was_checked(answering: FakeGateway) -> None:
    answering.stream[1:3] = [
        ("token", {"text": "In Spain. "}),
        ("token", {"text": "In France. "}),
        ("checked", {"text": "In France. [1]"}),
        ("restart", {}),
    ]
    answering.stream[-1] = ("done", {**DONE, "answer": "In France. [1] Not far. [1]"})
    assert run().stdout.startswith("In France. [1] Not far. [1]\n\n[1]")


def test_into_a_pipe_another_answer_than_was_begun_says_so(answering: FakeGateway) -> None:
    answering.stream[1:3] = [("checked", {"text": "By the sea."}), ("restart", {})]
    assert run().stdout.startswith("By the sea.\n\n(the answer starts over)\nIn France.\n\n[1]")


def test_a_hint_never_wipes_words_away(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    hint = Hint()
    hint.show("searching")
    Draft(hint).token("In")
    hint.show("writing")
    hint.end()
    assert capsys.readouterr().err.count("\r") == 2  # to say it, and to take it away before the words


def test_a_citation_shows_the_sentences_that_the_answer_rests_on(answering: FakeGateway) -> None:
    support = [{"number": 1, "text": "It is in France."}, {"number": 1, "text": "It is a region."}]
    answering.stream[-1] = ("done", {**DONE, "support": support})
    shown = ["[1] normans.md, page 3, History", "    It is in France.", "    It is a region."]
    assert run().stdout.splitlines()[2:5] == shown


def test_a_citation_of_a_page_of_the_web_shows_its_address(answering: FakeGateway) -> None:
    answering.stream[-1] = ("done", {**DONE, "citations": [{**CITATION, "url": "https://example.org/a"}]})
    answering.stream[-2] = ("citations", [{**CITATION, "url": "https://example.org/a"}])
    assert "    https://example.org/a" in run().stdout.splitlines()


def test_a_failed_question_ends_with_its_reason(answering: FakeGateway) -> None:
    answering.stream[1:] = [("error", {"detail": "the question failed at search: no store"})]
    result = run()
    assert result.exit_code == 1
    assert "the question failed at search: no store" in result.stderr


def test_a_stream_that_breaks_off_is_an_error(answering: FakeGateway) -> None:
    del answering.stream[3:]
    result = run()
    assert result.exit_code == 1
    assert "the answer broke off: ask again" in result.stderr


@pytest.mark.parametrize("how", ["--stream", "--no-stream", "--json"])
def test_a_refused_question_ends_with_the_gateways_sentence(answering: FakeGateway, how: str) -> None:
    answering.busy = 1
    result = run(how)
    assert result.exit_code == 1
    assert "busy: try again later" in result.stderr


def test_a_question_may_be_about_some_documents_only(answering: FakeGateway) -> None:
    run(*["--document", "019c13ec-9e00-72d7-9642-b726b0440162", "--collection", "contracts", "--collection", "letters"])
    run(*["--tag", "signed", "--tag", "rent", "--meta", "author=Shelley", "--from", "2025", "--to", "2026-03"])
    assert [asked["filters"] for asked in answering.asked] == [
        {"documents": ["019c13ec-9e00-72d7-9642-b726b0440162"], "collections": ["contracts", "letters"]},
        {"tags": ["signed", "rent"], "metadata": {"author": "Shelley"}, "date_from": "2025", "date_to": "2026-03"},
    ]


def test_a_document_that_is_not_there_is_named(answering: FakeGateway) -> None:
    assert "there is no document normans.md" in run("--document", "normans.md").stderr
