"""Both default models once, from import to a vector and eight tokens: does llama.cpp compute here, and right?

python -m model.smoke                   prints what was computed, as JSON
python -m model.smoke --against FILE    and ends with status 1 when it is not what FILE says, from another machine
"""

import argparse
import platform
import sys
from pathlib import Path

import msgspec
import numpy as np

from events.errors import MiniRAGError
from events.questions import Message
from model.embedding import Embedder
from model.generation import Generator, Options
from model.llama import instructions

PASSAGE = "A river carries water from the hills to the sea."
QUESTION = "Name the capital of France."
TOKENS = 8
COSINE = 0.999  # at least


class Computed(msgspec.Struct, frozen=True):
    """What one machine computed."""

    machine: str
    instructions: str
    text: str
    vector: list[float]


def computed() -> Computed:
    """Return what this machine computes."""
    embedder = Embedder.load()
    vector = embedder.embed_passages([PASSAGE])[0]
    generator = Generator.load(slots=1)
    with generator.generate([Message(role="user", content=QUESTION)], Options(max_tokens=TOKENS)) as answer:
        text = "".join(answer)
    return Computed(platform.machine(), instructions(), text, [round(float(number), 6) for number in vector])


def difference(one: Computed, other: Computed) -> str:
    """Return in what two machines differ, "" for nothing; number types may differ in the vector's last digits."""
    cosine = float(np.dot(one.vector, other.vector))
    if not cosine >= COSINE:
        return f"the vectors' cosine is {cosine:.4f}, and should be {COSINE} or more"
    return "" if one.text == other.text else f"the texts are {one.text!r} and {other.text!r}"


def main(arguments: list[str]) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m model.smoke", description="Compute a vector and eight tokens.")
    parser.add_argument("--against", type=Path, metavar="FILE", help="what another machine printed")
    options = parser.parse_args(arguments)
    try:
        found = computed()
    except MiniRAGError as error:
        print(f"error: {error.detail}", file=sys.stderr)
        return 1
    print(msgspec.json.encode(found).decode())
    if not options.against:
        return 0
    different = difference(found, msgspec.json.decode(options.against.read_bytes(), type=Computed))
    print(different or "the same as there", file=sys.stderr)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
