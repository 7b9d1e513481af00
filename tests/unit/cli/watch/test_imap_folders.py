"""Names of IMAP's folders."""

import pytest

from cli.watch.imap_folders import Folder, chosen, decoded, listed, quoted


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Entw&APw-rfe", "Entwürfe"),
        ("&U,BTFw-", "台北"),
        ("~peter&-co", "~peter&co"),
        ("&2D3ejQ-", "🚍"),
        ("broken&!-", "broken&!-"),
    ],
)
def test_modified_utf_7_is_read(name: str, shown: str) -> None:
    assert decoded(name) == shown


def test_folders_are_listed_as_people_call_them() -> None:
    lines: list[bytes | tuple[bytes, bytes] | None] = [
        b'(\\HasNoChildren) "." inbox',
        b'(\\HasChildren) "." "Kunden.Entw&APw-rfe"',
        b'(\\Noselect) "." Kunden',
        (b'(\\Trash) "." {5}', b"Trash"),
        b"",
        b'() "\\\\" "a\\\\b \\"c\\""',
        b'() NIL "flat/name"',
    ]
    assert [(folder.shown, folder.special) for folder in listed(lines)] == [
        ("INBOX", False),
        ("Kunden/Entwürfe", False),
        ("Trash", True),
        ('a/b "c"', False),
        ("flat/name", False),
    ]


def test_a_name_is_quoted_for_commands() -> None:
    assert quoted('a\\b "c"') == '"a\\\\b \\"c\\""'


FOLDERS = [
    Folder("Work/b", "Work/b"),
    Folder("Work/a", "Work/a"),
    Folder("Trash", "Trash", True),
    Folder("INBOX", "INBOX"),
]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", ["INBOX"]),
        ("inbox", ["INBOX"]),
        ("Work/a", ["Work/a"]),
        ("Work/*", ["Work/a", "Work/b"]),
        ("*", ["INBOX", "Work/a", "Work/b"]),
        ("Trash", ["Trash"]),
        ("Work/?", []),
        ("Work/[ab]*", []),
    ],
)
def test_an_address_names_one_folder_or_by_a_star_several_but_not_the_trash(wanted: str, found: list[str]) -> None:
    assert [folder.shown for folder in chosen(FOLDERS, wanted)] == found


def test_the_place_of_mails_is_safe_as_a_name() -> None:
    assert Folder("x", "A: B/../.hidden/c\u202e\x1b").place == "A_ B/_/hidden/c"
