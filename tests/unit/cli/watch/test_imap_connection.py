"""What a mail server may say, and what is taken of it."""

import base64
import imaplib
from collections.abc import Callable, Iterator

import pytest

from cli.watch import imap_connection
from cli.watch.imap_connection import Connection, away
from cli.watch.imap_folders import quoted
from cli.watch.remote_address import Kind, RemoteAddress, Safety
from cli.watch.source import SourceAway
from tests.unit.cli.watch.scripted_imap import ScriptedImap

Connect = Callable[..., tuple[Connection, ScriptedImap]]


@pytest.fixture
def connect() -> Iterator[Connect]:
    """What connects to a server with a script."""
    connections, servers = list[Connection](), list[ScriptedImap]()

    def one(safety: Safety = Safety.PLAIN, **script: bytes) -> tuple[Connection, ScriptedImap]:
        server = ScriptedImap(**script)
        servers.append(server)
        connection = Connection(RemoteAddress(Kind.IMAP, safety, "127.0.0.1", server.port, "me", ""), most=1_000)
        connections.append(connection)
        return connection, server

    yield one
    for connection in connections:
        connection.shutdown()
    for server in servers:
        server.close()


def test_user_and_password_may_have_any_letters(connect: Connect) -> None:
    connection, server = connect(AUTHENTICATE=b"+ \r\n")
    connection.log_in("müller", 'pä"ss')
    assert base64.b64decode(server.heard[-2]).decode() == '\0müller\0pä"ss'


def test_what_a_server_cannot_take_is_said_before_it_is_sent(connect: Connect) -> None:
    connection, server = connect(CAPABILITY=b"* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n")
    with pytest.raises(imaplib.IMAP4.error, match="plain ASCII"):
        connection.log_in("me", "a\r\nb LOGOUT")
    assert len(server.heard) == 1


@pytest.mark.parametrize("password", ["sesame", 'open "sesame" \\'])
@pytest.mark.parametrize(("command", "offered"), [("AUTHENTICATE", b" AUTH=PLAIN"), ("LOGIN", b"")])
def test_a_server_that_says_the_password_again_does_not_have_it_shown(
    connect: Connect, password: str, command: str, offered: bytes
) -> None:
    sent = base64.b64encode(f"\0me\0{password}".encode()) if offered else quoted(password).encode()
    answers = {"CAPABILITY": b"* CAPABILITY IMAP4rev1" + offered + b"\r\nTAG OK done\r\n"}
    connection, _ = connect(**answers, **{command: b"TAG NO this is wrong: " + sent + b"\r\n"})
    with pytest.raises(imaplib.IMAP4.error, match=r"^the server refuses the user or the password$"):
        connection.log_in("me", password)


def test_no_password_is_sent_where_encryption_is_wanted_and_not_offered(connect: Connect) -> None:
    with pytest.raises(imaplib.IMAP4.error, match="offers no encryption"):
        connect(Safety.STARTTLS)


def test_a_part_of_a_mail_with_more_bytes_than_were_asked_for_is_not_taken(connect: Connect) -> None:
    connection, _ = connect(NOOP=b"* 1 FETCH (BODY[] {1000000000}\r\n")
    with pytest.raises(imaplib.IMAP4.abort, match="1000 at most"):
        connection.noop()


def test_a_line_without_an_end_is_not_taken(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap_connection, "LONGEST_LINE", 10_000)
    connection, _ = connect(NOOP=b"* " + b"x" * 200_000)
    with pytest.raises(imaplib.IMAP4.abort, match="a line of more than"):
        connection.noop()


@pytest.mark.parametrize(
    "said",
    [b"* 3 EXISTS\r\n", b"* OK Still here\r\n* 2 EXPUNGE\r\n", b"* VANISHED 7\r\n", b"* 1 RECENT\r\n* 1 EXISTS\r\n"],
)
def test_waiting_ends_when_a_mail_comes_or_goes(connect: Connect, said: bytes) -> None:
    connection, server = connect(IDLE=b"+ idling\r\n" + said)
    assert (connection.idle(600.0), server.heard[-2:]) == (True, ["IDLE1 IDLE", "DONE"])


def test_what_is_no_mail_does_not_end_the_waiting(connect: Connect) -> None:
    connection, _ = connect(IDLE=b"+ idling\r\n* OK Still here\r\n* 1 FETCH (FLAGS (\\Seen))\r\n")
    assert connection.idle(0.1) is False


@pytest.mark.parametrize("said", [b"* BYE shutting down\r\nHANG UP", b"HANG UP", b"IDLE1 NO not now\r\n"])
def test_a_server_that_ends_the_waiting_is_away(connect: Connect, said: bytes) -> None:
    connection, _ = connect(IDLE=b"+ idling\r\n" + said)
    with pytest.raises(SourceAway, match=r"^mail: "), away("mail"):
        connection.idle(600.0)
