"""A small process with nothing in it but the readers' code, which forks for every document.

A fork of the function itself would inherit its threads' locks, its database and its keys; a fresh interpreter for each
document would import everything again. This one is started once, with an empty environment, and ends with the function.
"""

import os
import signal
import socket
import sys

from functions.ingest.extract.reading import load_reader
from functions.ingest.sandbox.protocol import RECOGNITION, STATUS_BYTES
from functions.ingest.sandbox.worker import end_after, recogniser

MEDIA_TYPE_BYTES = 256
YIELDING = 5  # of 19: whoever asks a question is served before what is read beside it


def main() -> None:
    """Serve the control socket whose number is the argument, until the function closes its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the function closes us in good time
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the keepers
    os.nice(YIELDING)
    control = socket.socket(fileno=int(sys.argv[1]))
    while True:
        message, handles, _, _ = socket.recv_fds(control, MEDIA_TYPE_BYTES, 1)
        if not handles:
            return
        _load(message.decode("utf-8", "replace"))  # here, so that every fork has it
        with socket.socket(fileno=handles[0]) as connection:
            if not os.fork():
                control.close()
                _keep(connection)


def _load(wanted: str) -> None:
    if wanted == RECOGNITION:
        recogniser()
    else:
        load_reader(wanted)


def _keep(connection: socket.socket) -> None:
    """Wait for the reader's end in its place and tell how it ended: whoever was killed cannot say so itself."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        reader = os.fork()
        if not reader:
            end_after(connection)
        _, status = os.waitpid(reader, 0)
        connection.sendall(status.to_bytes(STATUS_BYTES, "big"))
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
