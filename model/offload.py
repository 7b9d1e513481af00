"""How many of a model's layers a graphics card computes."""

import logging
import os

from events.errors import Rejected

ALL = 999  # more layers than any model has: llama.cpp takes those that there are
LOG = logging.getLogger(__name__)


def gpu_layers(offered: bool, name: str) -> int:
    """Return the layers to offload: `GPU_LAYERS`, a number, or as `auto` (the default) all if a card is `offered`.

    `offered` says whether llama.cpp was built for a card that this machine has. Where it has none, a number is answered
    with a line in the log, and the CPU computes. Raises `Rejected` for anything else.
    """
    wanted = os.environ.get("GPU_LAYERS", "") or "auto"
    if wanted != "auto" and not wanted.isdecimal():
        raise Rejected(f"GPU_LAYERS is {wanted!r}: give a whole number, 0 for none, or auto")
    if wanted == "auto":
        return ALL if offered else 0
    if int(wanted) and not offered:
        LOG.warning("GPU_LAYERS is %s, but llama.cpp finds no graphics card here: the CPU computes %s", wanted, name)
        return 0
    return int(wanted)
