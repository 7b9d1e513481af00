"""Reading a set of questions over whole documents: a folder with documents/ and questions.jsonl."""

from pathlib import Path
from typing import Literal

import click
import msgspec

from bench.evaluation.phrases import NO, YES

QuestionType = Literal[
    "fact",
    "table",
    "identifier",
    "yes-no",
    "list",
    "count",
    "comparison",
    "summary",
    "typo",
    "follow-up",
    "conditional",
    "unanswerable",
]
Half = Literal["dev", "test"]
FILE, DOCUMENTS = "questions.jsonl", "documents"


class Exchange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An earlier question, and its answer."""

    question: str
    answer: str


class Derived(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the gold follows from a document: the `count` of the matches of a pattern (of lines), the `sum` of their
    group `value`, or the group `name` of the one with the `max` value."""

    how: Literal["count", "sum", "max"]
    pattern: str


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One question, and what a right answer says.

    Each group of `must` is a list of phrases of which the shown text says one (`phrases.says`); of the groups all are
    wanted, or `least`. `evidence` stands literally in the documents, `absent` in none of them.
    """

    id: str
    type: QuestionType
    half: Half
    question: str
    documents: list[str]
    gold: str  # for a reader
    answerable: bool = True
    history: list[Exchange] = []
    must: list[list[str]] = []
    least: int = 0
    must_not: list[str] = []
    evidence: list[str] = []
    absent: list[str] = []
    derived: Derived | None = None

    @property
    def wanted(self) -> int:
        """Return how many groups of `must` a right answer says."""
        return self.least or len(self.must)

    @property
    def quotable(self) -> list[str]:
        """Return the phrases of which a quote that supports the answer says one."""
        spoken = [phrase for group in self.must for phrase in group if phrase not in (YES, NO)]
        return [*self.evidence, *([] if self.derived else spoken)]


def is_question_set(folder: Path) -> bool:
    """Tell whether the folder holds such a set, rather than one in BEIR's layout."""
    return (folder / FILE).is_file() and (folder / DOCUMENTS).is_dir()


def read_questions(folder: Path, half: Half | None = None) -> list[Question]:
    """Return the questions of a half, or all; raise `ClickException` when one cannot be read."""
    found = []
    for number, line in enumerate((folder / FILE).read_text("utf-8").splitlines(), start=1):
        try:
            found.append(msgspec.json.decode(line, type=Question))
        except msgspec.DecodeError as error:
            raise click.ClickException(f"{folder / FILE}, line {number}: {error}") from error
    return [one for one in found if half in (None, one.half)]
