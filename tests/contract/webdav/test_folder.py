"""Folders of a real WebDAV server, followed."""

import os
import unicodedata
from collections.abc import Callable

import pytest

from cli.watch.source import Gone, SourceAway
from cli.watch.webdav import WebDavFolder
from tests.contract.webdav.server import WebDavServer

Open = Callable[..., WebDavFolder]


def names(source: WebDavFolder) -> list[str]:
    return sorted(entry.name for entry in source.entries())


def write(server: WebDavServer, **texts: str) -> None:
    for name, text in texts.items():
        path = server.folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_files_are_named_from_the_folder_down_and_read(server: WebDavServer, opened: Open) -> None:
    write(server, a="one", below__deeper__b="two")
    source = opened(server)
    assert names(source) == ["dav/a", "dav/below/deeper/b"]
    assert {source.read(entry) for entry in source.entries()} == {b"one", b"two"}


@pytest.mark.parametrize(
    "name", ["50% #1?.txt", "a&b;c=d+e.txt", "Größe 台北.txt", "%41.txt", "[x] 'y' \"z\".txt", "~a:b.txt"]
)
def test_names_have_any_signs(server: WebDavServer, opened: Open, name: str) -> None:
    folder = server.folder / f"in {name}"
    folder.mkdir()
    (folder / name).write_text(name)
    (entry,) = (source := opened(server)).entries()
    assert (entry.name, source.read(entry).decode()) == (f"dav/in {name}/{name}", name)


def test_a_name_of_a_mac_has_the_one_spelling_and_is_read_by_its_own(server: WebDavServer, opened: Open) -> None:
    (server.folder / unicodedata.normalize("NFD", "Entwürfe.txt")).write_text("x")
    (entry,) = (source := opened(server)).entries()
    assert (entry.name, source.read(entry)) == ("dav/Entwürfe.txt", b"x")


def test_one_folder_of_many_is_followed_by_its_own_name(server: WebDavServer, opened: Open) -> None:
    write(server, Verträge__a="one", other__b="two")
    assert names(opened(server, "dav/Vertr%C3%A4ge")) == ["Verträge/a"]


def test_hidden_files_and_patterns_are_left_out_without_looking_into_such_folders(
    server: WebDavServer, opened: Open
) -> None:
    write(server, a="one", drafts__b="two", below__c="three")
    (server.folder / ".git").mkdir()
    source = opened(server, ignored=("drafts/", "*.tmp"))
    assert (names(source), server.count("PROPFIND")) == (["dav/a", "dav/below/c"], 2)


def test_what_changed_has_another_fingerprint_and_what_did_not_the_same(server: WebDavServer, opened: Open) -> None:
    write(server, a="one", b="two")
    source = opened(server)
    before = {entry.name: entry for entry in source.entries()}
    write(server, b="three")
    os.utime(server.folder / "b", (1, 1))
    after = {entry.name: entry for entry in source.entries()}
    assert before["dav/a"] == after["dav/a"]
    assert before["dav/b"].fingerprint != after["dav/b"].fingerprint


def test_a_deleted_file_is_gone_also_for_who_had_listed_it(server: WebDavServer, opened: Open) -> None:
    write(server, a="one")
    (entry,) = (source := opened(server)).entries()
    (server.folder / "a").unlink()
    with pytest.raises(Gone):
        source.read(entry)
    assert source.entries() == []


def test_a_file_with_more_bytes_than_are_taken_is_refused(server: WebDavServer, opened: Open) -> None:
    write(server, a="x" * 1_001)
    (entry,) = (source := opened(server, most=1_000)).entries()
    with pytest.raises(OSError, match="more than 1000 bytes"):
        source.read(entry)


def test_a_folder_that_is_not_there_concludes_nothing(server: WebDavServer, opened: Open) -> None:
    with pytest.raises(SourceAway, match="no such folder"):
        opened(server, "dav/nowhere").entries()


def test_a_file_is_no_folder_to_follow(server: WebDavServer, opened: Open) -> None:
    write(server, a="one")
    with pytest.raises(SourceAway, match="no folder"):
        opened(server, "dav/a").entries()


def test_where_folders_tell_of_all_below_them_one_question_finds_that_nothing_changed(
    cloud: WebDavServer, opened: Open
) -> None:
    write(cloud, a="one", b__c="two", b__d__e="three", f__g="four")
    source = opened(cloud)
    before = source.entries()
    assert cloud.count("PROPFIND") == 4
    assert (source.entries(), cloud.count("PROPFIND")) == (before, 1)
    write(cloud, b__d__e="changed", b__d__new="five")
    os.utime(cloud.folder / "b" / "d" / "e", (1, 1))
    assert (names(source), cloud.count("PROPFIND")) == (["dav/a", "dav/b/c", "dav/b/d/e", "dav/b/d/new", "dav/f/g"], 3)


def test_a_renamed_file_keeps_its_identity_where_the_server_numbers_files(cloud: WebDavServer, opened: Open) -> None:
    write(cloud, a="one")
    (before,) = (source := opened(cloud)).entries()
    (cloud.folder / "a").rename(cloud.folder / "b")
    (after,) = source.entries()
    assert (after.name, after.identity) == ("dav/b", before.identity)


def test_each_folder_is_asked_for_where_folders_tell_only_of_themselves(server: WebDavServer, opened: Open) -> None:
    write(server, a="one", b__c="two")
    source = opened(server)
    source.entries()
    server.asked.clear()
    source.entries()
    assert server.count("PROPFIND") == 2
