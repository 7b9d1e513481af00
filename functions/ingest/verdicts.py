"""What a function and its readers, which run in processes of their own, say to each other."""

import msgspec

from functions.ingest.extract.section import Section

STATUS_BYTES = 4  # at the end of every answer: how the reader's process ended, as waitpid tells it


class Limits(msgspec.Struct, frozen=True):
    """What reading one document may take."""

    seconds: float  # on the clock, and of one core
    memory: int  # bytes of address space
    characters: int  # of text


class Order(msgspec.Struct, frozen=True):
    """A document to read."""

    name: str
    media_type: str
    data: bytes
    limits: Limits


class Refusal(msgspec.Struct, frozen=True):
    """Why a document cannot be read, for `Rejected`."""

    detail: str
    status: int = 422


class Verdict(msgspec.Struct, frozen=True):
    """What came of it: the text, or why there is none."""

    sections: list[Section] = []
    refusal: Refusal | None = None
