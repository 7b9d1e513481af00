"""What an agent is given fits into what a model reads."""

from typing import Any

from functions.gateway.mcp.document_tools import LONGEST, MOST_LABELS, shortened
from functions.gateway.mcp.search_tool import FoundPassage, SearchFound, within


def found(*sizes: int) -> SearchFound:
    passages = [FoundPassage(document="d", name="a.txt", text="x" * size, start=0, end=size) for size in sizes]
    return SearchFound(searched="x", passages=passages)


def document(**more: Any) -> dict[str, Any]:
    return {"id": "d", "name": "a.txt", "metadata": {}, "warnings": [], **more}


def test_passages_without_room_are_left_out_and_counted() -> None:
    kept = within(found(60, 40, 1), 100)
    assert ([len(one.text) for one in kept.passages], kept.left_out) == ([60, 40], 1)


def test_the_best_passage_is_given_however_long_it_is() -> None:
    kept = within(found(101, 5), 100)
    assert (len(kept.passages), kept.left_out) == (1, 1)


def test_nothing_found_stays_nothing() -> None:
    assert within(found(), 100) == found()


def test_long_labels_are_cut_and_too_many_left_out() -> None:
    given = shortened(
        document(metadata={"collection": "a", "abstract": "x" * 5000, **{str(n): "y" * 300 for n in range(60)}})
    )
    assert given["metadata"]["collection"] == "a"
    assert len(given["metadata"]["abstract"]) == LONGEST + 4
    assert sum(len(key) + len(value) for key, value in given["metadata"].items()) <= MOST_LABELS


def test_of_many_warnings_the_first_are_given() -> None:
    assert shortened(document(warnings=[str(n) for n in range(99)]))["warnings"] == ["0", "1", "2", "3", "4"]
