"""A mailbox brought to MiniRAG: what is uploaded, and what is deleted, by count."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cli.watch.imap import Mailbox
from tests.contract.mail.owner import Owner, mail
from tests.unit.gateway.serving import Serving
from tests.unit.watch.conftest import Followed, count_of, gateway, requests, surroundings  # noqa: F401 - fixtures

Follow = Callable[[str], Followed]


@pytest.fixture
def follow(
    gateway: Serving,  # noqa: F811
    mailbox: Callable[..., Mailbox],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> Follow:
    """What follows folders of the mailbox."""
    return lambda path: Followed(gateway, tmp_path, mailbox(path), capsys)


def kinds(said: list[str]) -> list[str]:
    """Return the kinds of what was said of documents."""
    return [line.split()[0] for line in said]


def uploads(followed: Followed) -> int:
    return count_of(followed.gateway, "documents_accepted")


def test_each_mail_is_brought_once_with_its_type_and_stays_unread(owner: Owner, follow: Follow) -> None:
    owner.put(*(mail(f"Mail {number}") for number in range(5)))
    followed = follow("")
    assert kinds(followed.settle()) == ["new"] * 5
    assert (followed.settle(), uploads(followed), owner.unseen()) == ([], 5, 5)
    listed = followed.gateway.http.get("/documents").json()["documents"]
    assert {one["media_type"] for one in listed} == {"message/rfc822"}


def test_a_mail_that_comes_is_brought_and_one_that_is_deleted_goes(owner: Owner, follow: Follow) -> None:
    owner.put(*(mail(f"Mail {number}") for number in range(5)))
    followed = follow("")
    followed.settle()
    owner.delete("2")
    owner.put(mail("Mail 9"))
    assert kinds(followed.settle()) == ["deleted", "new"]
    assert (len(followed.documents()), uploads(followed)) == (5, 6)


def test_a_moved_mail_has_another_name(owner: Owner, follow: Follow) -> None:
    owner.create("Archive")
    owner.put(*(mail(f"Mail {number}") for number in range(3)))
    followed = follow("*")
    followed.settle()
    owner.move("2", "Archive")
    assert kinds(followed.settle()) == ["deleted", "renamed"]
    assert sorted(name.split("/")[1] for name in followed.documents()) == ["Archive", "INBOX", "INBOX"]


def test_a_new_uidvalidity_uploads_and_deletes_nothing(owner: Owner, follow: Follow) -> None:
    mails = [mail(f"Mail {number}") for number in range(5)]
    owner.create("Work")
    owner.put(*mails, folder="Work")
    followed = follow("Work")
    followed.settle()
    before = followed.documents()
    owner.anew("Work", *mails)
    assert (followed.settle(), followed.documents(), uploads(followed)) == ([], before, 5)


def test_an_emptied_mailbox_deletes_nothing_unless_told(owner: Owner, follow: Follow) -> None:
    owner.put(*(mail(f"Mail {number}") for number in range(5)))
    followed = follow("")
    followed.settle()
    owner.delete("1:*")
    assert (kinds(followed.settle()), len(followed.documents())) == (["held"], 5)


def test_after_a_kill_only_what_changed_is_read_and_sent(owner: Owner, follow: Follow) -> None:
    owner.put(*(mail(f"Mail {number}") for number in range(5)))
    followed = follow("")
    followed.settle()
    followed.kill()
    owner.put(mail("Mail 9"))
    followed.start()
    assert (kinds(followed.settle()), uploads(followed)) == (["new"], 6)
