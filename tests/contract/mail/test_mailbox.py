"""Folders of a real mail server, followed."""

from collections.abc import Callable

import pytest

from cli.watch.imap import Mailbox
from cli.watch.source import Gone, SourceAway
from tests.contract.mail.dovecot import Dovecot
from tests.contract.mail.owner import Owner, mail

Open = Callable[..., Mailbox]


def names(mailbox: Mailbox) -> list[str]:
    return [entry.name for entry in mailbox.entries()]


def short(name: str) -> str:
    """Return a mail's name without the account and the digits that tell it from others."""
    return name.removeprefix("me@127.0.0.1/")[: -len(" 01234567.eml")]


def test_each_mail_is_a_document_named_by_its_folder_its_day_and_its_subject(owner: Owner, mailbox: Open) -> None:
    owner.put(mail("Re: Prüfung der Anlage 4/5?"))
    (entry,) = mailbox().entries()
    assert short(entry.name) == "INBOX/2026-03-05 Re_ Prüfung der Anlage 4_5_"
    assert entry.size == len(mail("Re: Prüfung der Anlage 4/5?"))


def test_a_mail_is_read_as_it_lies_there_and_stays_unread(owner: Owner, mailbox: Open) -> None:
    owner.put(mail("One"))
    source = mailbox()
    (entry,) = source.entries()
    assert (source.read(entry), owner.unseen()) == (mail("One"), 1)


def test_two_mails_with_one_head_have_two_names(owner: Owner, mailbox: Open) -> None:
    owner.put(mail("Twice", "a"), mail("Twice", "b"))
    source = mailbox()
    first, second = source.entries()
    assert (second.name, first.identity) == (first.name.removesuffix(".eml") + " (2).eml", "")
    assert (b"\r\na\r\n" in source.read(first), b"\r\nb\r\n" in source.read(second)) == (True, True)


def test_a_new_mail_and_a_deleted_one_are_seen_and_the_others_stay_as_they_were(owner: Owner, mailbox: Open) -> None:
    owner.put(mail("One"), mail("Two"))
    source = mailbox()
    before = source.entries()
    owner.delete("1")
    owner.put(mail("Three"))
    after = source.entries()
    assert ([short(entry.name) for entry in after], after[0]) == (
        ["INBOX/2026-03-05 Two", "INBOX/2026-03-05 Three"],
        before[1],
    )


def test_a_deleted_mail_is_gone_also_for_who_had_listed_it(owner: Owner, mailbox: Open) -> None:
    owner.put(mail("One"))
    source = mailbox()
    (entry,) = source.entries()
    owner.delete("1")
    with pytest.raises(Gone):
        source.read(entry)


def test_a_moved_mail_keeps_its_identity_and_the_end_of_its_name(owner: Owner, mailbox: Open) -> None:
    owner.create("Archive")
    owner.put(mail("One"))
    source = mailbox("*")
    (before,) = source.entries()
    owner.move("1", "Archive")
    (after,) = source.entries()
    assert (after.name, after.identity) == (before.name.replace("INBOX", "Archive"), before.identity)


def test_a_new_uidvalidity_changes_no_name_and_makes_old_entries_gone(owner: Owner, mailbox: Open) -> None:
    owner.create("Work")
    owner.put(mail("One"), mail("Two"), folder="Work")
    source = mailbox("Work")
    before = source.entries()
    owner.anew("Work", mail("One"), mail("Two"))
    with pytest.raises(Gone):
        mailbox_reopened(source).read(before[0])
    after = source.entries()
    assert [entry.name for entry in after] == [entry.name for entry in before]
    assert {entry.fingerprint for entry in after}.isdisjoint(entry.fingerprint for entry in before)
    assert source.read(after[1]) == mail("Two")


def mailbox_reopened(source: Mailbox) -> Mailbox:
    """Return the source as it is after its connection broke."""
    source.close()
    return source


def test_folders_are_named_with_any_letters_and_chosen_by_a_star(owner: Owner, mailbox: Open) -> None:
    owner.create("Kunden/Entw&APw-rfe")
    owner.create("Kunden/&U,BTFw-")
    owner.put(mail("One"), folder="Kunden/Entw&APw-rfe")
    owner.put(mail("Two"), folder="Kunden/&U,BTFw-")
    owner.put(mail("Three"))
    owner.put(mail("Four"), folder="Trash")
    assert [short(name) for name in names(mailbox("Kunden/Entw%C3%BCrfe"))] == ["Kunden/Entwürfe/2026-03-05 One"]
    assert [short(name).partition("/2026")[0] for name in names(mailbox("*"))] == [
        "INBOX",
        "Kunden/Entwürfe",
        "Kunden/台北",
    ]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"From: a@example.org\r\n", "2026-02-02 (no subject)"),
        (b"Subject: =?unknown-8bit?q?x?= =?utf-8?b?w7w?=\r\n", None),
        (b"Subject: =?iso-8859-1?q?Gr=FC=DFe?=\r\n", "2026-02-02 Grüße"),
        ("Subject: Grüße\r\n".encode(), "2026-02-02 Grüße"),
        (b"Subject: a\r\n\tb  c\x1b[31m\r\nDate: yesterday\r\n", "2026-02-02 a b c [31m"),
        (b"Subject: " + b"word " * 5_000 + b"\r\n", "2026-02-02 " + " ".join(["word"] * 16)),
        (b"Subject: ../../etc/passwd\r\nDate: Mon, 31 Dec 1999 23:59:59 +0000\r\n", "1999-12-31 _.._etc_passwd"),
    ],
)
def test_odd_heads_get_safe_names(owner: Owner, mailbox: Open, head: bytes, name: str | None) -> None:
    owner.put(head + b"\r\ntext\r\n")
    (found,) = names(mailbox())
    assert name is None or short(found) == f"INBOX/{name}"


def test_a_mail_with_more_bytes_than_are_taken_is_refused_without_reading_it_whole(owner: Owner, mailbox: Open) -> None:
    owner.put(mail("Large", "x" * 70 + "\n" + "y" * 9_000))
    source = mailbox(most=5_000)
    (entry,) = source.entries()
    with pytest.raises(OSError, match="more than 5000 bytes"):
        source.read(entry)


def test_a_folder_that_the_server_does_not_open_is_closed_and_the_others_are_followed(
    owner: Owner, mailbox: Open, server: Dovecot
) -> None:
    owner.create("Locked")
    owner.put(mail("One"))
    folder = server.home / "mail" / "Maildir" / "Locked"
    folder.chmod(0)
    try:
        assert [entry.closed for entry in mailbox("*").entries()] == [True, False]
    finally:
        folder.chmod(0o700)


def test_a_folder_that_is_not_there_concludes_nothing_and_says_which_are(owner: Owner, mailbox: Open) -> None:
    owner.create("Work")
    with pytest.raises(SourceAway, match=r"no such folder; there are .*Work"):
        mailbox("Wrok").entries()


def test_many_mails_are_listed_in_one_go_and_only_new_ones_again(owner: Owner, mailbox: Open) -> None:
    owner.put(*(mail(f"Mail {number}") for number in range(1_100)))
    source = mailbox()
    assert len(source.entries()) == 1_100
    owner.put(mail("One more"))
    owner.delete("7,9:20")
    assert len(source.entries()) == 1_088


def test_patterns_leave_mails_and_folders_out(owner: Owner, mailbox: Open) -> None:
    owner.create("Lists")
    owner.put(mail("One"), mail("Newsletter of March"))
    owner.put(mail("Two"), folder="Lists")
    assert [short(name) for name in names(mailbox("*", ignored=("Lists/", "*Newsletter*")))] == ["INBOX/2026-03-05 One"]
