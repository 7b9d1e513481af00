"""A real mail server, Dovecot, run by an ordinary user in a folder of its own."""

import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

from tests.system import until

PASSWORD = 'pass "word" ü\\'
OTHER = ("me too", 'open "sesame" \\')  # name and password
_SYSTEM = (Path("/usr/sbin/dovecot"), Path("/usr/bin/dovecot"))  # sbin may not be on PATH

CONFIGURATION = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_location = maildir:~/Maildir:LAYOUT=fs
mail_max_userip_connections = 100
auth_mechanisms = plain
auth_username_chars =
auth_failure_delay = 0
disable_plaintext_auth = no
ssl = yes
mail_fsync = never
ssl_cert = <{home}/certificate.pem
ssl_key = <{home}/key.pem
passdb {{
  driver = passwd-file
  args = {home}/passwords
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}/mail
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  mailbox Trash {{
    auto = create
    special_use = \\Trash
  }}
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
"""


def program() -> Path | None:
    """Return where Dovecot is: $DOVECOT, on PATH, or where Debian puts it."""
    named = os.environ.get("DOVECOT") or shutil.which("dovecot")
    return Path(named) if named else next((path for path in _SYSTEM if path.exists()), None)


class Dovecot:
    """A server with one user, `me`; `home` is deleted at its end."""

    def __init__(self, found: Path, separator: str = "/") -> None:
        self.home = Path(tempfile.mkdtemp(prefix="dovecot"))  # short, for the sockets' names
        self.port, self.tls_port = _free_port(), _free_port()
        self._program = found
        self._process: subprocess.Popen[bytes] | None = None
        user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.getuid())  # it serves no root
        self._user = user
        self._certify()
        (self.home / "passwords").write_text(f"me:{{PLAIN}}{PASSWORD}\n{OTHER[0]}:{{PLAIN}}{OTHER[1]}\n")
        names = {
            "user": user.pw_name,
            "group": grp.getgrgid(user.pw_gid).gr_name,
            "home": self.home,
        }
        text = CONFIGURATION.format(**names, port=self.port, tls_port=self.tls_port, separator=separator)
        (self.home / "dovecot.conf").write_text(text)
        for path in (self.home, *self.home.iterdir()):
            os.chown(path, user.pw_uid, user.pw_gid)
        self.start()

    @property
    def certificate(self) -> Path:
        """The certificate, which signs itself."""
        return self.home / "certificate.pem"

    def start(self) -> None:
        """Start it, and wait until it listens."""
        command = [str(self._program), "-F", "-c", str(self.home / "dovecot.conf")]
        with (self.home / "terminal").open("ab") as log:
            self._process = subprocess.Popen(
                command,
                start_new_session=True,
                stdout=log,
                stderr=log,
                cwd=self.home,
                user=self._user.pw_uid,
                group=self._user.pw_gid,
                extra_groups=[] if os.geteuid() == 0 else None,
            )
        until(self._listens, f"Dovecot listens (see {self.home}/log and terminal)", patience=60)

    def stop(self) -> None:
        """Stop it, with all its connections."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)  # those who serve a connection outlive a gentler end
            self._process.wait(30)
            self._process = None

    def restart(self) -> None:
        """Stop it, and start it again."""
        self.stop()
        self.start()

    def remove(self) -> None:
        """Stop it and forget all its mails."""
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def _listens(self) -> bool:
        with socket.socket() as connection:
            return connection.connect_ex(("127.0.0.1", self.port)) == 0

    def _certify(self) -> None:
        kind = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        names = ["-addext", "subjectAltName=DNS:localhost"]
        files = ["-keyout", str(self.home / "key.pem"), "-out", str(self.certificate)]
        subprocess.run(["openssl", "req", "-x509", *kind, *names, *files], check=True, capture_output=True)


def _free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return int(chosen.getsockname()[1])
