"""Embeds on request, in a process of its own, so that its memory is its own: ours, or sentence-transformers.

python embed_worker.py ours | FOLDER_OF_A_SENTENCE_TRANSFORMER THREADS

It reads JSON lines (a list of texts; an empty list asks for the memory) and answers each with a number: the seconds
that the texts took, or the peak of its resident memory in bytes. Only the standard library is imported at the top,
for the peers' environment has none of our packages.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

Embed = Callable[[list[str]], object]


def ours() -> Embed:
    """Return our default embedder's function; its threads are those of `MODEL_THREADS`."""
    from model.embedding import Embedder  # noqa: PLC0415 - not there in the peers' environment

    return Embedder.load().embed_passages


def theirs(folder: str, threads: int) -> Embed:
    """Return the function of sentence-transformers, with everything else as it is by default."""
    import torch  # noqa: PLC0415 - not there in our environment
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    torch.set_num_threads(threads)
    model = SentenceTransformer(folder, device="cpu")
    return lambda texts: model.encode(texts, normalize_embeddings=True, show_progress_bar=False)


def peak_memory() -> int:
    """Return the peak of this process's resident memory in bytes.

    getrusage would count what the parent had when it started us, so Linux is asked for the process's own pages.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS


def serve(embed: Embed) -> None:
    """Answer line by line until standard input ends."""
    for line in sys.stdin:
        texts = json.loads(line)
        started = time.perf_counter()
        if texts:
            embed(texts)
        print(json.dumps(time.perf_counter() - started if texts else peak_memory()), flush=True)


if __name__ == "__main__":
    serve(ours() if sys.argv[1] == "ours" else theirs(sys.argv[1], int(sys.argv[2])))
