"""Make dev.json and test.json beside this file: 200 pairs each, half of them wrong, the same ones every time.

    python tests/data/support/make_pairs.py

A pair is what `./build.sh eval support` takes. They come from written.txt (passages of manuals, rules and minutes with
right and wrong sentences by hand, English and German), languages/ (the same in six languages, 40 pairs each, halves in
files of their own), tables.txt (rows and columns exchanged) and the sample of SQuAD
beside (answers, numbers and names exchanged, "not" put in). No passage, and no article of SQuAD, is in both halves.
"""

import json
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, TypedDict

HERE = Path(__file__).parent
SQUAD = HERE.parent / "squad-sample"
EACH = 100  # wrong ones in each half, and right ones
MADE = set[str]()  # the reasons of pairs that were not written by hand
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_NUMBER = re.compile(r"\b\d[\d,]*\b")
_DENIED = re.compile(r"\b(?:not?|nor|never|none|without)\b")
_VERB = re.compile(r"\b(was|were|is|are|had|has|could|did)\b")


class Pair(TypedDict):
    """A sentence that somebody might have answered, and whether the passage says so."""

    question: str
    passage: str
    sentence: str
    supported: bool
    why: str


def written(text: str) -> Iterator[Pair]:
    """Yield the pairs that were written by hand."""
    passage = question = ""
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "P:":
            passage = rest
        elif kind == "Q:":
            question = rest
        elif kind in {"+", "-"}:
            sentence, _, why = rest.rpartition(" | ")
            yield Pair(question=question, passage=passage, sentence=sentence, supported=kind == "+", why=why)
        elif line:
            passage += f"\n{line}"


def tables(text: str) -> Iterator[Pair]:
    """Yield pairs about the cells of each table: each as it is, with another row's value, with another column's."""
    for number, block in enumerate(text.strip().split("\n\n")):
        head, columns, *lines = block.splitlines()
        _, question, sentence, short = (part.strip() for part in head.split("|"))
        labels = [cell.strip() for cell in columns.split("|")]
        rows = [[cell.strip() for cell in line.split("|")] for line in lines]
        yield from _cells(_table(labels, rows, labelled=number % 2 == 0), labels, rows, (question, sentence, short))


def _table(labels: list[str], rows: list[list[str]], labelled: bool) -> str:
    if labelled:
        return "\n".join(" | ".join(map(": ".join, zip(labels, row, strict=True))) for row in rows)
    return "\n".join(" | ".join(row) for row in (labels, *rows))


def _cells(passage: str, labels: list[str], rows: list[list[str]], forms: tuple[str, str, str]) -> Iterator[Pair]:
    for index, row in enumerate(rows):
        other = rows[(index + 1) % len(rows)]
        for column in (1, 2):
            names = {"column": labels[column], "row": row[0]}
            asked = forms[0].format(**names)

            def pair(
                value: str, supported: bool, why: str, form: int, asked: str = asked, names: dict[str, str] = names
            ) -> Pair:
                sentence = forms[form].format(**names, value=value)
                return Pair(question=asked, passage=passage, sentence=sentence, supported=supported, why=why)

            yield pair(row[column], True, "one row", 1)
            yield pair(row[column], True, "one row, the second form", 2)
            yield pair(other[column], False, "another row", 1)
            yield pair(row[3 - column], False, "another column", 1)
            yield pair(other[column], False, "another row, the second form", 2)


def squad(folder: Path) -> Iterator[tuple[str, Pair]]:
    """Yield the title of an article, and a pair about one of its paragraphs."""
    corpus = {one["_id"]: one for one in _lines(folder / "corpus.jsonl")}
    pairs = [line.split("\t") for line in (folder / "qrels/test.tsv").read_text("utf-8").splitlines()[1:]]
    paragraphs = {question: corpus[paragraph] for question, paragraph, *_ in pairs}
    asked = [one for one in _lines(folder / "queries.jsonl") if one["metadata"]["answers"] and one["_id"] in paragraphs]
    for query in asked:
        paragraph = paragraphs[query["_id"]]
        for sentence, supported, why in _about(query["metadata"]["answers"], paragraph["text"]):
            yield (
                paragraph["title"],
                Pair(
                    question=query["text"], passage=paragraph["text"], sentence=sentence, supported=supported, why=why
                ),
            )


def _about(answers: list[str], text: str) -> Iterator[tuple[str, bool, str]]:
    """Yield sentences about the one of a paragraph that holds the answer, if only one does."""
    answer = max(answers, key=len)
    sentences = _SENTENCE.split(text)
    holding = [one for one in sentences if answer in one]
    if len(holding) != 1 or len(answer) > len(holding[0]) / 2:
        return
    sentence = holding[0]
    yield sentence, True, "word for word"
    yield answer[:1].upper() + answer[1:], True, "the gold answer"
    if other := _other(answer, sentence, sentences):
        yield sentence.replace(answer, other), False, "the answer exchanged for another of the paragraph"
        yield other, False, "another of the paragraph"
    numbers = list(dict.fromkeys(_NUMBER.findall(sentence)))
    if len(numbers) > 1:
        swapped = {numbers[0]: numbers[1], numbers[1]: numbers[0]}
        yield _NUMBER.sub(lambda found: swapped.get(found[0], found[0]), sentence), False, "two numbers exchanged"
    if (verb := _VERB.search(sentence)) and not _DENIED.search(sentence):
        yield f"{sentence[: verb.end()]} not{sentence[verb.end() :]}", False, "not put in"


def _other(answer: str, sentence: str, sentences: Iterable[str]) -> str:
    """Return a number for a number, a name for a name, from another sentence; "" for none."""
    pattern = r"\b\d[\d,]*\b" if answer[:1].isdigit() else r"(?<=[a-z] )(?:[A-Z][a-z]+ ?)+\b"
    if not re.match(r"[A-Z\d]", answer):
        return ""
    found = [one.strip() for other in sentences if other != sentence for one in re.findall(pattern, other)]
    return next((one for one in found if one not in sentence and one not in answer), "")


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def is_dev(key: str) -> bool:
    """Tell which half a passage or an article belongs to."""
    return sha256(key.encode()).digest()[0] % 2 == 0


def chosen(pairs: Iterable[Pair], supported: bool) -> list[Pair]:
    """Return as many as are wanted, three quarters of them by hand where there are so many, the rest by hash."""
    fitting = [one for one in pairs if one["supported"] is supported]
    by_hand = sorted((one for one in fitting if one["why"] not in MADE), key=_hash)
    made = sorted((one for one in fitting if one["why"] in MADE), key=_hash)
    wanted = max(EACH * 3 // 4, EACH - len(made))
    kept = by_hand[:wanted]
    return [*kept, *made[: EACH - len(kept)]]


def _hash(pair: Pair) -> bytes:
    return sha256(json.dumps(pair).encode()).digest()


def main() -> None:
    """Write both files."""
    by_hand = [(one["passage"], one) for one in written((HERE / "written.txt").read_text("utf-8"))]
    of_tables = [(one["passage"], one) for one in tables((HERE / "tables.txt").read_text("utf-8"))]
    of_squad = list(squad(SQUAD))
    everything = [*by_hand, *of_tables, *of_squad]
    MADE.update(pair["why"] for _, pair in (*of_tables, *of_squad))
    for name, wanted in (("dev", True), ("test", False)):
        half = [pair for key, pair in everything if is_dev(key) is wanted]
        pairs = [*chosen(half, True), *chosen(half, False)]
        print(name, len(pairs), sum(one["supported"] for one in half), sum(not one["supported"] for one in half))
        _write(HERE / f"{name}.json", pairs)
    for file in sorted((HERE / "languages").glob("*.txt")):
        in_language(file)


def in_language(file: Path) -> None:
    """Write the pairs of one language: every other passage is of one half."""
    pairs = list(written(file.read_text("utf-8")))
    passages = list(dict.fromkeys(one["passage"] for one in pairs))
    for name, first in (("dev", 0), ("test", 1)):
        _write(
            file.with_name(f"{file.stem}-{name}.json"), [one for one in pairs if one["passage"] in passages[first::2]]
        )


def _write(file: Path, pairs: list[Pair]) -> None:
    file.write_text(json.dumps(pairs, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
