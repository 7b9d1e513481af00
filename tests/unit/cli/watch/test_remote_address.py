"""What addresses of sources over a network say, and which are refused."""

import click
import pytest

from cli.watch.remote_address import Kind, Safety, is_remote, remote_address


@pytest.mark.parametrize(
    ("text", "safety", "port"),
    [
        ("imaps://me@mail.example.org", Safety.TLS, 993),
        ("imap://me@mail.example.org", Safety.STARTTLS, 143),
        ("imap://me@localhost", Safety.PLAIN, 143),
        ("imap://me@127.0.0.1:1143", Safety.PLAIN, 1143),
        ("imap://me@[::1]", Safety.PLAIN, 143),
        ("imap+plain://me@mail.example.org", Safety.PLAIN, 143),
        ("davs://me@cloud.example.org", Safety.TLS, 443),
        ("webdavs://me@cloud.example.org:8443", Safety.TLS, 8443),
        ("webdav://me@localhost:8080", Safety.PLAIN, 8080),
        ("dav+plain://me@cloud.example.org", Safety.PLAIN, 80),
    ],
)
def test_what_is_sent_is_encrypted_unless_it_stays_here_or_somebody_says_so(
    text: str, safety: Safety, port: int
) -> None:
    found = remote_address(text)
    assert (found.safety, found.port) == (safety, port)


def test_a_user_may_be_an_address_of_mail_and_a_folder_may_have_any_letters() -> None:
    found = remote_address("imaps://me@example.org@mail.example.org/Entw%C3%BCrfe/2026%20a/")
    assert (found.kind, found.user, found.host, found.path) == (
        Kind.IMAP,
        "me@example.org",
        "mail.example.org",
        "Entwürfe/2026 a",
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("webdav://me@cloud.example.org/files", "webdavs://"),
        ("imaps:///INBOX", "no host"),
        ("imaps://me@mail.example.org:port/INBOX", "cannot be read"),
        ("ftp://me@files.example.org", "imaps://"),
        ("imaps://me@mail.example.org/What?", "%3F"),
    ],
)
def test_an_address_that_is_not_taken_is_told_what_to_write(text: str, told: str) -> None:
    with pytest.raises(click.ClickException, match=told):
        remote_address(text)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(click.ClickException, match="leave it out") as caught:
        remote_address("imaps://me:opensesame@mail.example.org")
    assert "opensesame" not in caught.value.message


@pytest.mark.parametrize(
    ("text", "remote"), [("IMAPS://a/b", True), ("/srv/a", False), ("C:\\a", False), ("a:b", False)]
)
def test_an_address_is_told_from_a_folder(text: str, remote: bool) -> None:
    assert is_remote(text) is remote
