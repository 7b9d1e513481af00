"""Every event type and the structure of its data."""

from events.documents import (
    ChunksEmbedded,
    ChunksSplit,
    DocumentDeleted,
    DocumentFailed,
    DocumentIndexed,
    DocumentUploaded,
)
from events.fields import Data
from events.questions import (
    AnswerGenerated,
    Nothing,
    PassagesFound,
    PromptBuilt,
    QuestionAsked,
    QuestionEmbedded,
)
from events.scans import DocumentRecognised, DocumentScanned

DOCUMENT_UPLOADED = "minirag.document.uploaded"
DOCUMENT_SCANNED = "minirag.document.scanned"
DOCUMENT_RECOGNISED = "minirag.document.recognised"
DOCUMENT_DELETED = "minirag.document.deleted"
CHUNKS_SPLIT = "minirag.chunks.split"
CHUNKS_EMBEDDED = "minirag.chunks.embedded"
DOCUMENT_INDEXED = "minirag.document.indexed"
DOCUMENT_FAILED = "minirag.document.failed"
QUESTION_ASKED = "minirag.question.asked"
PIPELINE_WAKE = "minirag.pipeline.wake"
QUESTION_EMBEDDED = "minirag.question.embedded"
PASSAGES_FOUND = "minirag.passages.found"
PROMPT_BUILT = "minirag.prompt.built"
ANSWER_GENERATED = "minirag.answer.generated"

TYPES: dict[str, type[Data]] = {
    DOCUMENT_UPLOADED: DocumentUploaded,
    DOCUMENT_SCANNED: DocumentScanned,
    DOCUMENT_RECOGNISED: DocumentRecognised,
    DOCUMENT_DELETED: DocumentDeleted,
    CHUNKS_SPLIT: ChunksSplit,
    CHUNKS_EMBEDDED: ChunksEmbedded,
    DOCUMENT_INDEXED: DocumentIndexed,
    DOCUMENT_FAILED: DocumentFailed,
    QUESTION_ASKED: QuestionAsked,
    PIPELINE_WAKE: Nothing,
    QUESTION_EMBEDDED: QuestionEmbedded,
    PASSAGES_FOUND: PassagesFound,
    PROMPT_BUILT: PromptBuilt,
    ANSWER_GENERATED: AnswerGenerated,
}
