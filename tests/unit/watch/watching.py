"""`./build.sh watch` in a process of its own, and what it says."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from queue import Empty, Queue

from cli.client.address import ROOT

PATIENCE = 120.0  # seconds


class Watching:
    """A running command: its lines are read as they come, and counted by what they say."""

    def __init__(self, *arguments: object, **environment: str) -> None:
        line = [sys.executable, "-m", "cli", "watch", "--json", *map(str, arguments)]
        self.process = subprocess.Popen(line, cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, text=True)
        self.counts: Counter[str] = Counter()
        self._lines: Queue[dict[str, str]] = Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def until(self, what: str, name: str = "", times: int = 1) -> dict[str, str]:
        """Read on until this was said so many times more; fail when it is not."""
        try:
            while times:
                said = self._lines.get(timeout=PATIENCE)
                times -= (said["what"], name or said.get("name")) == (what, said.get("name"))
        except Empty:
            raise AssertionError(f"it never said: {what} {name}; but {dict(self.counts)}") from None
        return said

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal; return the status that it ends with."""
        self.process.send_signal(number)
        status = self.process.wait(PATIENCE)
        self._reader.join()
        assert self.process.stdout
        self.process.stdout.close()
        return status

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            said: dict[str, str] = json.loads(line)
            self.counts[said["what"]] += 1
            self._lines.put(said)
