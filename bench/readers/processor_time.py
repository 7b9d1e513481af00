"""What each file takes of the processor to be read, by whatever checkout stands first in PYTHONPATH.

Run as a script, with the files on standard input, one a line; what it prints is a `dict[str, float | None]` as JSON: by
file the seconds of the quickest reading, after one that loads the reader, or None where it is refused.
"""

import json
import sys
import time
from pathlib import Path

from events.errors import Rejected
from functions.ingest.extract import extract, media_type_of

TIMES = 5


def seconds_of(path: Path) -> float | None:
    """Return the processor's seconds of the quickest of several readings; None where the file is refused."""
    data, taken = path.read_bytes(), list[float]()
    media_type = media_type_of(path.name, "", data)
    try:
        extract(data, media_type, path.name)
        for _ in range(TIMES):
            begun = time.process_time()
            extract(data, media_type, path.name)
            taken.append(time.process_time() - begun)
    except Rejected:
        return None
    return min(taken)


if __name__ == "__main__":
    print(json.dumps({line: seconds_of(Path(line)) for line in sys.stdin.read().splitlines()}))
