"""Every setting of the functions, read from the environment."""

import os
import re
import sys
from pathlib import PurePath
from typing import Annotated, Literal

import msgspec

from events.hosts import names_in

CHUNKER = 9  # the reader's version: raise it when text, facts or chunks come out differently, and all is read again
_FIELD = re.compile(r" - at `\$\.(\w+)`$")

# Bounds that no deployment has a reason to leave: what is beyond them is a slip of the pen.
Count = Annotated[int, msgspec.Meta(ge=1, le=10**6)]
OrNone = Annotated[int, msgspec.Meta(ge=0, le=10**6)]
Size = Annotated[int, msgspec.Meta(ge=1, le=2**40)]
Reads = Literal["", "sentences", "passages"]
Seconds = Annotated[float, msgspec.Meta(gt=0, le=10.0**6)]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a deployment may choose; the ConfigMap `minirag` holds the same names in capitals."""

    embedder: str = "all-MiniLM-L6-v2"  # whose index answers, until a plan on record says otherwise
    generator: str = "SmolLM2-135M-Instruct"
    generator_reads: Reads = ""  # the best sentences, or whole passages; "": as the catalogue says, or by the size
    focus_sentences: OrNone = 0  # of the best ones, for a model that reads no more; 0: as the catalogue says
    generator_context: OrNone = 0  # tokens of a prompt with its answer; 0: as the catalogue says
    plain_generation: bool = True  # whether callers may have the model alone write, without documents
    slots: Count = 4  # answers written at the same time by one `generate`
    ingest_in_flight: Count = 16  # documents on their way at once
    ingest_window: Count = 4  # batches of one document on their way at once
    lease_seconds: Seconds = 120.0  # without progress, before `reconcile` sends a document again
    max_upload_bytes: Size = 50 * 1024 * 1024
    read_seconds: Seconds = 60.0  # of one core, to get the text out of one document
    read_memory_bytes: Size = (
        512 * 1024 * 1024
    )  # of address space for that; within the pod's limit, beside the function
    read_characters: Size = 10_000_000  # of text in one document
    ocr: bool = False  # whether the function `ocr` is there, which finds the words of pages without text
    ocr_languages: str = ""  # of such pages beside which there is no text, by ISO 639-1; empty: each page's own
    stall_seconds: Seconds = 20.0  # without progress of a request's headers or body, before the gateway gives it up
    question_deadline_seconds: Seconds = 120.0
    waiting_questions: Count = 64  # that one gateway waits for; fewer where answers take so long that some would expire
    wake_after_seconds: Seconds = 60.0  # since the last question, before the next one wakes the chain
    api_key: str = ""  # what callers of the gateway must bring; empty: nothing
    signing_key: str = ""  # the same for all functions: what they send each other is signed by it
    outside_producers: bool = True  # whether uploads and questions may come to the Broker unsigned
    own_url: str = ""  # of the gateway within a cluster, whose names it answers to
    allowed_hosts: str = ""  # more names that the gateway answers to, with commas between them; * for every name
    embed_url: str = ""  # of the function that the gateway asks for vectors; empty: it gives none
    k_sink: str = ""  # the Broker's address, set by a SinkBinding

    @property
    def shown_generator(self) -> str:
        """The generator's name as callers may see it: of a path on this machine only the file's name."""
        is_path = self.generator.endswith(".gguf") and not self.generator.startswith("hf:")
        return PurePath(self.generator).name if is_path else self.generator


def fingerprint(model: str) -> str:
    """Return the pipeline that makes the chunks and vectors; a document is unchanged only under the same one."""
    return f"chunker-{CHUNKER}/{model}"


def read_settings() -> Settings:
    """Return the settings of this process; raise `ValueError` naming the variable that does not fit."""
    given = {name: os.environ[name.upper()] for name in Settings.__struct_fields__ if os.environ.get(name.upper())}
    try:
        settings = msgspec.convert(given, Settings, strict=False)
    except msgspec.ValidationError as error:
        found = _FIELD.search(str(error))
        raise ValueError(_misfit(found[1], given, _FIELD.sub("", str(error))) if found else str(error)) from error
    names_in(settings.allowed_hosts)
    return settings


def main() -> int:
    """Check the environment; return the exit status: 1 with one sentence when a setting does not fit."""
    try:
        read_settings()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _misfit(name: str, given: dict[str, str], reason: str) -> str:
    return f"the setting {name.upper()} is {given[name][:80]!r}: {reason}"


if __name__ == "__main__":
    sys.exit(main())
