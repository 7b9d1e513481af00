"""What the owner of a mailbox does with it, by another connection."""

import imaplib
from email.message import EmailMessage
from types import TracebackType
from typing import Any

from tests.contract.mail.dovecot import PASSWORD, Dovecot


def mail(subject: str, text: str = "See you on Monday.", **headers: str) -> bytes:
    """Return a mail."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "Ada <ada@example.org>", "me@example.org"
    message["Date"] = headers.pop("Date", "Thu, 05 Mar 2026 23:30:00 -0800")
    message["Message-ID"] = headers.pop("Id", f"<{abs(hash(subject))}@example.org>")
    message.set_content(text)
    return message.as_bytes().replace(b"\n", b"\r\n")


class Owner:
    """One who is logged in."""

    def __init__(self, server: Dovecot) -> None:
        self._imap = imaplib.IMAP4("127.0.0.1", server.port)
        self._imap.authenticate("PLAIN", lambda _: f"\0me\0{PASSWORD}".encode())

    def __enter__(self) -> "Owner":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._imap.logout()
        except (imaplib.IMAP4.error, OSError):  # a test has stopped the server
            self._imap.shutdown()

    def create(self, folder: str) -> None:
        """Make a folder, named in modified UTF-7."""
        self._done(self._imap.create(f'"{folder}"'))

    def put(self, *mails: bytes, folder: str = "INBOX") -> None:
        """Lay mails into a folder."""
        for one in mails:
            self._done(self._imap.append(f'"{folder}"', "", imaplib.Time2Internaldate(1_770_000_000.0), one))

    def delete(self, numbers: str, folder: str = "INBOX") -> None:
        """Delete mails by their places in the folder."""
        self._done(self._imap.select(f'"{folder}"'))
        self._done(self._imap.store(numbers, "+FLAGS", r"\Deleted"))
        self._done(self._imap.expunge())

    def move(self, numbers: str, folder: str) -> None:
        """Move mails from the inbox into another folder."""
        self._done(self._imap.select("INBOX"))
        self._done(self._imap._simple_command("MOVE", numbers, f'"{folder}"'))

    def anew(self, folder: str, *mails: bytes) -> None:
        """Make a folder anew with these mails, which gives it another UIDVALIDITY."""
        self._done(self._imap.select("INBOX"))
        self._done(self._imap.delete(f'"{folder}"'))
        self.create(folder)
        self.put(*mails, folder=folder)

    def unseen(self) -> int:
        """Return how many mails of the inbox have never been read."""
        self._done(self._imap.select("INBOX", readonly=True))
        return len(self._imap.search(None, "UNSEEN")[1][0].split())

    def _done(self, answer: tuple[str, Any]) -> None:
        assert answer[0] == "OK", answer
