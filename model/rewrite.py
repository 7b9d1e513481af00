"""Write weights as another number type; a module of its own, for it runs in a process of its own.

python -m model.rewrite SOURCE TARGET FORMAT
"""

import sys
from pathlib import Path

from events.errors import MiniRAGError
from model.llama import requantize
from model.threads import compute_threads


def main(arguments: list[str]) -> int:
    """Run the command."""
    source, target, format_ = arguments
    try:
        requantize(Path(source), Path(target), format_, compute_threads())
    except MiniRAGError as error:
        print(f"error: {error.detail}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
