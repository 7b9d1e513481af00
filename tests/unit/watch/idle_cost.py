"""What a followed folder of 1,000 files costs while nothing changes: python -m tests.unit.watch.idle_cost [SECONDS]"""

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.unit.cli.fake_gateway import fake_gateway
from tests.unit.watch.watching import Watching

COUNT = 1000
WAYS = {"told by the system": (), "polled every minute": ("--poll",)}


def processor_seconds(pid: int) -> float:
    """Return the processor's time that a process has taken, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(folder: Path, url: str, seconds: float) -> None:
    """Follow the folder both ways at once, and print what each costs once all is searchable."""
    running = {
        way: Watching(*options, folder, MINIRAG_URL=url, MINIRAG_HOME=str(folder.parent / way))
        for way, options in WAYS.items()
    }
    for watching in running.values():
        watching.until("whole")
    before = {way: processor_seconds(watching.process.pid) for way, watching in running.items()}
    time.sleep(seconds)
    for way, watching in running.items():
        spent = processor_seconds(watching.process.pid) - before[way]
        print(f"{way:<20} {spent:.2f} s in {seconds:.0f} s: {spent / seconds * 3600:.1f} s an hour")
        watching.end()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made, fake_gateway() as gateway:
        for number in range(COUNT):
            file = Path(made) / "papers" / f"{number % 20}" / f"{number}.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"text of {number}")
        measure(Path(made) / "papers", gateway.url, float(sys.argv[1]) if sys.argv[1:] else 600.0)
