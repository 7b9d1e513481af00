"""Asking a set of questions over whole documents, and what the answers are worth."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from bench.evaluation.answer_quality import median_times
from bench.evaluation.beir import DataSet, spread
from bench.evaluation.evaluation import documents_there, send
from bench.evaluation.question_measures import measures_by, question_measures
from bench.evaluation.question_set import DOCUMENTS, Half, Question, read_questions
from bench.evaluation.verdicts import Case, judged_case
from cli.client.file_names import named_files
from cli.terminal.progress_bar import progress_bar
from minirag import Client


def measured_questions(
    client: Client, folder: Path, half: Half | None, limit: int, keep: Callable[[Case], None]
) -> dict[str, Any]:
    """Upload the documents, ask the questions (`limit` of them, evenly spread; 0: all), and return every measure.

    Each case is given to `keep` as soon as it is judged.
    """
    questions = spread(read_questions(folder, half), limit)
    files = named_files([folder / DOCUMENTS])
    contents = {name: partial(Path.read_bytes, file) for name, file in files.items()}
    send(client, DataSet(folder.resolve().name, [], contents, {}, {}))
    others = documents_there(client) - len(contents)
    cases = asked(client, questions, keep)
    return {
        "data": folder.resolve().name,
        "half": half or "all",
        "other_documents": others,
        "questions": {"asked": len(cases)},
        **question_measures(cases),
        "by_type": measures_by(cases, "type"),
        "by_half": measures_by(cases, "half"),
        "median_ms": median_times(cases),
        "cases": msgspec.to_builtins(cases),
    }


def asked(client: Client, questions: Sequence[Question], keep: Callable[[Case], None]) -> list[Case]:
    """Ask each question by POST /ask, one after another, and return the cases."""
    cases: list[Case] = []
    with progress_bar("answering", len(questions)) as show:
        for question in questions:
            body: dict[str, Any] = {"question": question.question}
            if question.history:
                body["history"] = msgspec.to_builtins(question.history)
            done = client.request("POST", "/ask", json=body, repeatable=True).json()
            cases.append(judged_case(question, done))
            keep(cases[-1])
            show(len(cases))
    return cases
