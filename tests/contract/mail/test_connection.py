"""How a mail server is spoken to: encrypted, waited for, and tried again."""

import threading
import time
from collections.abc import Callable

import click
import pytest

from cli.watch import imap_session
from cli.watch.ignoring import Ignored
from cli.watch.imap import AFTER_A_BREAK, Mailbox
from cli.watch.imap_connection import Connection
from cli.watch.remote_address import Kind, RemoteAddress, Safety
from cli.watch.source import SourceAway
from tests.contract.mail.dovecot import OTHER, PASSWORD, Dovecot
from tests.contract.mail.owner import Owner, mail

Open = Callable[..., Mailbox]
NEVER = 600.0  # seconds; a wait that long is one that nothing ended


def reached(server: Dovecot, safety: Safety, host: str = "localhost", password: str = PASSWORD) -> Mailbox:
    port = server.tls_port if safety is Safety.TLS else server.port
    return Mailbox(RemoteAddress(Kind.IMAP, safety, host, port, "me", ""), lambda: password, Ignored())


@pytest.mark.parametrize("safety", [Safety.TLS, Safety.STARTTLS])
def test_an_encrypted_connection_is_made_where_the_certificate_is_trusted(
    owner: Owner, server: Dovecot, safety: Safety, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    owner.put(mail("One"))
    source = reached(server, safety)
    (entry,) = source.entries()
    assert source.read(entry) == mail("One")
    source.close()


@pytest.mark.parametrize("safety", [Safety.TLS, Safety.STARTTLS])
def test_no_password_is_sent_where_the_certificate_is_not_trusted(server: Dovecot, safety: Safety) -> None:
    def password() -> str:
        raise AssertionError("asked for")

    port = server.tls_port if safety is Safety.TLS else server.port
    source = Mailbox(RemoteAddress(Kind.IMAP, safety, "localhost", port, "me", ""), password, Ignored())
    with pytest.raises(SourceAway, match="not trusted"):
        source.entries()


def test_a_certificate_of_another_name_is_not_trusted(server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    with pytest.raises(SourceAway, match="not trusted"):
        reached(server, Safety.TLS, host="127.0.0.1").entries()


def test_a_wrong_password_is_said_without_showing_it(server: Dovecot) -> None:
    with pytest.raises(SourceAway, match="Authentication failed") as caught:
        reached(server, Safety.PLAIN, password="opensesame").entries()
    assert "opensesame" not in str(caught.value)


def test_a_new_mail_ends_the_waiting(owner: Owner, mailbox: Open) -> None:
    source = mailbox()
    source.entries()
    sent = threading.Timer(0.5, lambda: owner.put(mail("One")))
    sent.start()
    before = time.monotonic()
    source.wait(NEVER)
    sent.join()
    assert (source.told, time.monotonic() - before < NEVER, len(source.entries())) == (True, True, 1)


def test_a_mail_that_came_before_the_waiting_began_ends_it_at_once(owner: Owner, mailbox: Open) -> None:
    source = mailbox()
    source.entries()
    owner.put(mail("One"))
    source.wait(NEVER)
    assert len(source.entries()) == 1


def test_where_nothing_happens_the_time_passes_and_the_connection_stays(owner: Owner, mailbox: Open) -> None:
    source = mailbox()
    source.entries()
    before = time.monotonic()
    source.wait(0.2)
    assert time.monotonic() - before >= 0.2
    owner.put(mail("One"))
    assert len(source.entries()) == 1


def test_a_server_that_went_is_away_and_followed_again_when_it_is_back(owner: Owner, server: Dovecot) -> None:
    owner.put(mail("One"))
    waited: list[float] = []
    address = RemoteAddress(Kind.IMAP, Safety.PLAIN, "127.0.0.1", server.port, "me", "")
    source = Mailbox(address, lambda: PASSWORD, Ignored(), pause=waited.append)
    (entry,) = source.entries()
    server.stop()
    try:
        for _ in range(2):  # the second is told without a new attempt
            with pytest.raises(SourceAway):
                source.entries()
        source.wait(5.0)
    finally:
        server.start()
    assert [round(seconds) for seconds in waited] == [5]
    again = Mailbox(address, lambda: PASSWORD, Ignored())
    assert again.entries() == [entry]
    again.close()


def test_a_file_of_the_password_that_is_away_for_a_moment_is_waited_for(server: Dovecot) -> None:
    def password() -> str:
        raise click.ClickException("the password file /run/password cannot be read")

    address = RemoteAddress(Kind.IMAP, Safety.PLAIN, "127.0.0.1", server.port, "me", "")
    with pytest.raises(SourceAway, match="/run/password"):
        Mailbox(address, password, Ignored()).entries()


def test_a_server_without_the_better_way_is_logged_in_to_by_the_command(server: Dovecot) -> None:
    connection = Connection(RemoteAddress(Kind.IMAP, Safety.PLAIN, "127.0.0.1", server.port, "", ""), 1_000)
    connection.capabilities = ("IMAP4REV1",)
    connection.log_in(*OTHER)
    assert "IDLE" in connection.capabilities
    connection.logout()


def test_a_connection_that_was_dropped_while_it_rested_is_made_again_without_a_word(
    owner: Owner, server: Dovecot, mailbox: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.put(mail("One"))
    source = mailbox()
    before = source.entries()
    server.restart()
    monkeypatch.setattr(imap_session, "RESTED", -1.0)
    assert source.entries() == before


def test_a_connection_that_breaks_while_it_is_waited_at_is_no_trouble(owner: Owner, server: Dovecot) -> None:
    owner.put(mail("One"))
    waited: list[float] = []
    address = RemoteAddress(Kind.IMAP, Safety.PLAIN, "127.0.0.1", server.port, "me", "")
    source = Mailbox(address, lambda: PASSWORD, Ignored(), pause=waited.append)
    before = source.entries()
    restarted = threading.Timer(0.3, server.restart)
    restarted.start()
    source.wait(NEVER)
    restarted.join()
    assert ([seconds <= AFTER_A_BREAK for seconds in waited], source.entries()) == ([True], before)
    source.close()
