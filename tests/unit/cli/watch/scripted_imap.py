"""A mail server that says what a test tells it to."""

import socket
import threading
from contextlib import suppress


class ScriptedImap:
    """Answers one connection: each command by what is scripted for its name, in which TAG stands for its tag.

    A line of one word, such as DONE, is named ALONE, and the command before it has the tag. What is not scripted is
    done; after what ends with HANG UP it does that. `heard` has every line.
    """

    def __init__(self, **script: bytes) -> None:
        self._script = {"CAPABILITY": b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nTAG OK done\r\n"} | script
        self.heard: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End it, once its connection is closed."""
        self._thread.join(10)
        self._socket.close()

    def _serve(self) -> None:
        connection, _ = self._socket.accept()
        with suppress(ConnectionError), connection, connection.makefile("rwb", 0) as lines:
            lines.write(b"* OK ready\r\n")
            tag = ""
            for line in lines:
                self.heard.append(line.decode().strip())
                words = self.heard[-1].split()
                tag, name = (words[0], words[1]) if len(words) > 1 else (tag, "ALONE")
                answer = self._script.get(name, b"TAG OK done\r\n").replace(b"TAG", tag.encode())
                lines.write(answer.removesuffix(b"HANG UP"))
                if answer.endswith(b"HANG UP"):
                    return
