"""What a source has, MiniRAG has: new, changed, renamed and deleted documents."""

from tests.unit.watch.conftest import Followed, Shelf


def test_everything_is_sent_at_the_start(followed: Followed, shelf: Shelf) -> None:
    for name in ("a.txt", "deep/b.txt"):
        shelf.put(name)
    assert followed.settle() == ["new a.txt", "new deep/b.txt"]
    assert followed.documents() == {"a.txt": "indexed", "deep/b.txt": "indexed"}


def test_a_file_that_changes_is_sent_again_alone(followed: Followed, shelf: Shelf) -> None:
    shelf.put("a.txt")
    shelf.put("b.txt")
    followed.settle()
    shelf.put("b.txt", "another text")
    assert followed.settle() == ["changed b.txt"]


def test_a_file_with_another_time_and_the_same_content_is_not_sent(followed: Followed, shelf: Shelf) -> None:
    shelf.put("a.txt")
    followed.settle()
    shelf.touch("a.txt")
    assert followed.settle() == []
    shelf.read_names.clear()
    assert (followed.settle(), shelf.read_names) == ([], [])


def test_a_file_that_goes_is_deleted(followed: Followed, shelf: Shelf) -> None:
    for name in ("a.txt", "b.txt"):
        shelf.put(name)
    followed.settle()
    del shelf.files["a.txt"]
    assert followed.settle() == ["deleted a.txt"]
    assert list(followed.documents()) == ["b.txt"]


def test_a_renamed_file_keeps_its_former_name_until_the_new_one_is_searchable(followed: Followed, shelf: Shelf) -> None:
    shelf.put("a.txt")
    followed.settle()
    shelf.rename("a.txt", "b.txt")
    followed.turn()
    followed.turn()
    assert followed.said() == ["renamed b.txt"]
    assert followed.documents()["a.txt"] == "indexed"
    assert followed.settle() == ["deleted a.txt"]
    assert list(followed.documents()) == ["b.txt"]


def test_a_folder_that_is_renamed_counts_as_nothing_gone(followed: Followed, shelf: Shelf) -> None:
    for number in range(4):
        shelf.put(f"old/{number}.txt")
    followed.settle()
    for number in range(4):
        shelf.rename(f"old/{number}.txt", f"new/{number}.txt")
    renamed, gone = [f"renamed new/{n}.txt" for n in range(4)], [f"deleted old/{n}.txt" for n in range(4)]
    assert followed.settle() == [*gone, *renamed]


def test_a_file_that_still_changes_is_left_until_it_rests(followed: Followed, shelf: Shelf) -> None:
    for part in range(4):
        shelf.put("growing.txt", f"{part} parts")
        followed.turn()
    assert followed.documents() == {}
    assert followed.settle() == ["new growing.txt"]
    assert followed.gateway.http.get("/documents").json()["documents"][0]["size"] == len("3 parts")


def test_a_file_that_goes_and_comes_again_at_once_as_editors_save_is_not_deleted(
    followed: Followed, shelf: Shelf
) -> None:
    shelf.put("a.txt")
    shelf.put("b.txt")
    followed.settle()
    kept = shelf.files.pop("a.txt")
    followed.turn()
    shelf.files["a.txt"] = kept
    assert followed.settle() == []


def test_a_file_that_changes_while_it_is_read_is_left_for_the_next_turn(followed: Followed, shelf: Shelf) -> None:
    shelf.put("a.txt")
    followed.turn()
    shelf_entries = list(shelf.entries())
    shelf.put("a.txt", "another text")
    shelf.entries = lambda: shelf_entries  # type: ignore[method-assign] # it is listed as it was
    followed.turn()
    assert (followed.documents(), followed.state.rows) == ({}, {})


def test_nothing_is_read_and_nothing_asked_of_minirag_while_nothing_changes(
    followed: Followed, shelf: Shelf, requests: list[str]
) -> None:
    shelf.put("a.txt")
    followed.settle()
    requests.clear()
    shelf.read_names.clear()
    followed.settle()
    assert (shelf.read_names, requests) == ([], [])


def test_labels_go_with_every_document_and_other_ones_are_brought_to_those_that_are_there(
    followed: Followed, shelf: Shelf
) -> None:
    shelf.put("a.txt")
    followed.settle()
    followed.kill()
    followed.start(labels={"collection": "contracts", "tags": ["new"]})
    assert followed.settle() == ["changed a.txt"]
    metadata = followed.gateway.http.get("/documents").json()["documents"][0]["metadata"]
    assert metadata == {"collection": "contracts", "tags": "new"}
