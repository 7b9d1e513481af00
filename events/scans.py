"""What travels between `split` and `ocr`: the pages of a document that are pictures, and the words found in them."""

from typing import Annotated

import msgspec

from events.documents import Batches
from events.fields import Count, Data, GenerationId, Id, Model

Confidence = Annotated[float, msgspec.Meta(ge=0, le=1, description="of the recognition, 0 to 1")]


class ScannedPage(Data, frozen=True, kw_only=True, omit_defaults=True):
    """A page that shows pictures only, or a picture within an office file."""

    page: Count = 0  # from 0, of the file; of a picture within it: of the page or slide where it is shown
    picture: str = ""  # the name of its part within the file, where it is one of those


class DocumentScanned(Data, frozen=True, kw_only=True, omit_defaults=True):
    """One batch of a document's pages whose words are to be recognised; the file is the object that `dataref` names."""

    document: Id
    generation: GenerationId
    batch: Count  # from 0
    batches: Batches
    pages: Annotated[list[ScannedPage], msgspec.Meta(min_length=1)]
    media_type: str  # of the file
    languages: list[str] = []  # that the pages are likely written in, by ISO 639-1, the likeliest first
    model: Model = ""


class DocumentRecognised(Data, frozen=True, kw_only=True, omit_defaults=True):
    """One batch of pages with their words, which are in the object that `dataref` names, a `RecognisedFile`."""

    document: Id
    generation: GenerationId
    batch: Count
    batches: Batches
    pages: Batches  # how many
    confidence: Confidence  # the mean of the pages with words; 0 where none has any
    model: Model = ""


class RecognisedText(Data, frozen=True, kw_only=True, omit_defaults=True):
    """The words of one page or picture, paragraphs apart by a blank line."""

    page: Count = 0
    picture: str = ""
    text: str = ""
    confidence: Confidence = 0.0
    fault: str = ""  # why it could not be recognised


class RecognisedFile(Data, frozen=True, kw_only=True, omit_defaults=True):
    """A batch of recognised pages as it is kept in the blob store."""

    pages: list[RecognisedText]
