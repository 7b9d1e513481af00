"""One real mail server for all tests of mail, its mailbox emptied before each."""

import shutil
from collections.abc import Callable, Iterator, Sequence

import pytest

from cli.watch.ignoring import Ignored
from cli.watch.imap import MOST, Mailbox
from cli.watch.remote_address import remote_address
from tests.contract.mail.dovecot import PASSWORD, Dovecot, program
from tests.contract.mail.owner import Owner


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A server for the session."""
    if not (found := program()):
        pytest.skip(
            "followed mail needs a real server: install the package dovecot-imapd, or set DOVECOT to the program"
        )
    server = Dovecot(found)
    yield server
    server.remove()


@pytest.fixture
def server(dovecot: Dovecot) -> Dovecot:
    """The server with an empty inbox."""
    shutil.rmtree(dovecot.home / "mail", ignore_errors=True)
    return dovecot


@pytest.fixture
def owner(server: Dovecot) -> Iterator[Owner]:
    """The mailbox's owner."""
    with Owner(server) as one:
        yield one


@pytest.fixture
def mailbox(server: Dovecot) -> Iterator[Callable[..., Mailbox]]:
    """What opens a source over plain IMAP, by the path of its address."""
    opened = []

    def open_one(path: str = "", ignored: Sequence[str] = (), most: int = MOST) -> Mailbox:
        address = remote_address(f"imap://me@127.0.0.1:{server.port}/{path}")
        opened.append(Mailbox(address, lambda: PASSWORD, Ignored(ignored), most))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
