"""Nothing is deleted because a source is away, empty, or another one; more than half at once only when that is told."""

import pytest

from cli.watch.follower import CONSENT
from tests.unit.watch.conftest import Followed, Shelf


@pytest.fixture
def full(followed: Followed, shelf: Shelf) -> Followed:
    """A shelf of ten documents, all of them searchable."""
    for number in range(10):
        shelf.put(f"{number}.txt")
    followed.settle()
    return followed


def take_away(shelf: Shelf, count: int) -> None:
    for name in list(shelf.files)[:count]:
        del shelf.files[name]


def test_what_is_away_deletes_nothing_and_is_said_once(full: Followed, shelf: Shelf) -> None:
    shelf.away = "not mounted"
    for _ in range(5):
        full.turn(100)
    assert (full.said(), len(full.documents())) == (["away"], 10)


def test_what_comes_back_is_said_and_followed_again(full: Followed, shelf: Shelf) -> None:
    shelf.away = "not mounted"
    full.turn()
    shelf.away = ""
    shelf.put("new.txt")
    assert full.settle() == ["again", "away", "new new.txt"]


def test_an_emptied_source_deletes_nothing(full: Followed, shelf: Shelf) -> None:
    shelf.files.clear()
    assert (full.settle(), len(full.documents())) == (["held"], 10)


def test_half_may_go_and_more_than_half_is_held_back(full: Followed, shelf: Shelf) -> None:
    take_away(shelf, 5)
    assert [one.partition(" ")[0] for one in full.settle()] == ["deleted"] * 5
    take_away(shelf, 3)
    assert (full.settle(), len(full.documents())) == (["held"], 5)


def test_what_is_held_back_is_said_once_and_asks_nothing_of_minirag(
    full: Followed, shelf: Shelf, requests: list[str]
) -> None:
    shelf.files.clear()
    full.settle()
    requests.clear()
    for _ in range(5):
        full.turn(100)
    assert (full.said(), requests) == ([], [])


def test_new_files_are_brought_while_deletions_are_held_back(full: Followed, shelf: Shelf) -> None:
    shelf.files.clear()
    shelf.put("new.txt")
    assert full.settle() == ["held", "new new.txt"]
    assert len(full.documents()) == 11


def test_files_that_go_one_after_the_other_are_counted_together(full: Followed, shelf: Shelf) -> None:
    """As while a folder is being removed."""
    for _ in range(5):
        take_away(shelf, 2)
        full.turn()
    assert (full.settle(), len(full.documents())) == (["held"], 10)


def test_told_so_at_the_start_it_deletes_all(full: Followed, shelf: Shelf) -> None:
    shelf.files.clear()
    full.settle()
    full.kill()
    full.start(delete_all=True)
    assert len(full.settle()) == 10
    assert full.documents() == {}


def test_told_so_by_another_command_it_deletes_what_it_holds_back_and_nothing_later(
    full: Followed, shelf: Shelf
) -> None:
    take_away(shelf, 6)
    full.settle()
    full.state.say(CONSENT, "given")
    assert len(full.settle()) == 6
    take_away(shelf, 3)
    assert (full.settle(), len(full.documents())) == (["held"], 4)


def test_another_place_at_the_same_address_is_left_alone(full: Followed, shelf: Shelf) -> None:
    shelf.files.clear()
    shelf.put("left on the mount point.txt")
    shelf.place = "another:0"
    for _ in range(3):
        full.turn(100)
    assert (full.said(), len(full.documents())) == (["away"], 10)


def test_another_place_with_the_same_files_is_followed_on(full: Followed, shelf: Shelf) -> None:
    """A mount may have another number each time."""
    shelf.place = "another:0"
    shelf.put("new.txt")
    assert full.settle() == ["new new.txt"]


def test_what_lies_in_a_closed_place_stays(followed: Followed, shelf: Shelf) -> None:
    for name in ("a.txt", "private/b.txt", "c.txt"):
        shelf.put(name)
    followed.settle()
    del shelf.files["private/b.txt"], shelf.files["c.txt"]
    shelf.closed.append("private/")
    assert followed.settle() == ["closed private/", "deleted c.txt"]
    assert list(followed.documents()) == ["private/b.txt", "a.txt"]


def test_what_others_uploaded_is_never_deleted(followed: Followed, shelf: Shelf) -> None:
    followed.gateway.upload("others.txt", b"of somebody else")
    for name in ("a.txt", "b.txt"):
        shelf.put(name)
    followed.settle()
    del shelf.files["a.txt"]
    followed.settle()
    assert sorted(followed.documents()) == ["b.txt", "others.txt"]


@pytest.fixture
def mounted(followed: Followed, shelf: Shelf) -> Followed:
    """Two of ten documents lie on a volume that is mounted below the shelf."""
    shelf.volumes["nas"] = "volume"
    for name in (*(f"{number}.txt" for number in range(8)), "nas/a.txt", "nas/b.txt"):
        shelf.put(name)
    followed.settle()
    return followed


def unmount(shelf: Shelf) -> dict[str, tuple[bytes, str]]:
    return {name: shelf.files.pop(name) for name in ("nas/a.txt", "nas/b.txt")}


def test_a_volume_below_that_is_not_mounted_any_more_deletes_nothing(mounted: Followed, shelf: Shelf) -> None:
    files = unmount(shelf)
    assert (mounted.settle(), len(mounted.documents())) == (["held"], 10)
    shelf.files |= files
    assert mounted.settle() == []


def test_a_file_of_a_volume_below_that_is_mounted_is_deleted_with_it(mounted: Followed, shelf: Shelf) -> None:
    del shelf.files["nas/a.txt"]
    assert mounted.settle() == ["deleted nas/a.txt"]


def test_a_volume_that_was_mounted_under_another_number_is_the_same(mounted: Followed, shelf: Shelf) -> None:
    shelf.volumes["nas"] = "another number"
    assert mounted.settle() == []
    del shelf.files["nas/a.txt"]
    assert mounted.settle() == ["deleted nas/a.txt"]
