"""Every setting of the functions, read from the environment."""

import os

import msgspec

CHUNKER = "4"  # raise it when chunks come out differently, so that an unchanged file is split again


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a deployment may choose; the ConfigMap `minirag` holds the same names in capitals."""

    embedder: str = "all-MiniLM-L6-v2"  # whose index answers, until a plan on record says otherwise
    generator: str = "SmolLM2-135M-Instruct"
    slots: int = 4  # answers written at the same time by one `generate`
    ingest_in_flight: int = 16  # documents on their way at once
    ingest_window: int = 4  # batches of one document on their way at once
    lease_seconds: float = 120.0  # without progress, before `reconcile` sends a document again
    max_upload_bytes: int = 50 * 1024 * 1024
    read_seconds: float = 60.0  # to get the text out of one document, on the clock and of one core
    read_memory_bytes: int = 512 * 1024 * 1024  # of address space for that; within the pod's limit, beside the function
    read_characters: int = 10_000_000  # of text in one document
    stall_seconds: float = 20.0  # without progress of a request's headers or body, before the gateway gives it up
    question_deadline_seconds: float = 120.0
    waiting_questions: int = 64  # that one gateway waits for; fewer where answers take so long that some would expire
    wake_after_seconds: float = 60.0  # since the last question, before the next one wakes the chain
    api_key: str = ""  # what callers of the gateway must bring; empty: nothing
    signing_key: str = ""  # the same for all functions: what they send each other is signed by it
    outside_producers: bool = True  # whether uploads and questions may come to the Broker unsigned
    own_url: str = ""  # of the gateway within a cluster, whose names it answers to
    allowed_hosts: str = ""  # more names that the gateway answers to, with commas between them; * for every name
    embed_url: str = ""  # of the function that the gateway asks for vectors; empty: it gives none
    k_sink: str = ""  # the Broker's address, set by a SinkBinding


def fingerprint(model: str) -> str:
    """Return the pipeline that makes the chunks and vectors; a document is unchanged only under the same one."""
    return f"chunker-{CHUNKER}/{model}"


def read_settings() -> Settings:
    """Return the settings of this process; raise `ValueError` naming the variable that does not fit."""
    given = {name: os.environ[name.upper()] for name in Settings.__struct_fields__ if os.environ.get(name.upper())}
    try:
        return msgspec.convert(given, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(f"a setting in the environment does not fit: {error}") from error
