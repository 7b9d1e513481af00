"""What a function and its readers, which run in processes of their own, say to each other."""

import msgspec

from events.scans import ScannedPage
from functions.ingest.extract.archive_files import Member
from functions.ingest.extract.section import Section

RECOGNITION = "recognition"  # instead of a media type: the reader's process will recognise a page
LENGTH_BYTES = 4  # in front of every result
STATUS_BYTES = 4  # after the last one: how the reader's process ended, as waitpid tells it


class Limits(msgspec.Struct, frozen=True):
    """What reading one document may take."""

    seconds: float  # of one core
    memory: int  # bytes of address space
    characters: int  # of text
    file: int = 50 * 2**20  # bytes of one file in an archive
    patience: float = 1.6  # times as long it may take on the clock, of a machine that is busy with others
    advice: str = ""  # at the end of the sentences about time and memory, instead of the setting and "split it"


class PageWanted(msgspec.Struct, frozen=True):
    """A page to recognise."""

    page: int  # from 0; -1: only how many there are
    languages: list[str]  # that the document may be in, the likeliest first
    there: list[str]  # that can be recognised
    models: str  # the folder of their models


class PageText(msgspec.Struct, frozen=True):
    """What came of it."""

    text: str = ""
    confidence: float = 0.0  # 0 to 1
    languages: list[str] = []  # by whose models it was read
    pages: int = 0  # where only these were wanted


class Order(msgspec.Struct, frozen=True):
    """A document to read."""

    name: str
    media_type: str
    data: bytes
    limits: Limits
    charset: str = ""  # the codec that a text's sender names
    unpack: bool = False  # it is an archive, and its files are wanted
    scans: bool = False  # there is somebody who recognises what is a picture
    wanted: PageWanted | None = None  # it is a scan, and a page of it is wanted


class Refusal(msgspec.Struct, frozen=True):
    """Why a document cannot be read, for `Rejected`."""

    detail: str
    status: int = 422


class ReadResult(msgspec.Struct, frozen=True):
    """What came of it: the text, or the next file of an archive, or why there is none."""

    member: Member | None = None
    sections: list[Section] = []
    page: PageText | None = None
    warnings: list[str] = []  # of what could not be brought
    scans: list[ScannedPage] = []  # what is a picture, with words that only OCR finds
    pages: int = 0  # of the file, where some are scans
    refusal: Refusal | None = None
