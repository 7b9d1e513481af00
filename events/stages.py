"""The stages of both chains: who takes which event, what comes next, and what people are told meanwhile."""

from dataclasses import dataclass

from events.registry import (
    ANSWER_GENERATED,
    CHUNKS_EMBEDDED,
    CHUNKS_SPLIT,
    DOCUMENT_DELETED,
    DOCUMENT_INDEXED,
    DOCUMENT_RECOGNISED,
    DOCUMENT_SCANNED,
    DOCUMENT_UPLOADED,
    PASSAGES_FOUND,
    PROMPT_BUILT,
    QUESTION_ASKED,
    QUESTION_EMBEDDED,
)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage, under the name that it has in reports, timings and failures."""

    name: str
    service: str  # that is deployed for it
    takes: str  # the event's type
    makes: str = ""  # the type of its reply or, of `split`, of what it posts; "": nothing
    title: str = ""  # what it does, for people
    awaited: str = ""  # what is said while it is waited for, where that is something else

    @property
    def waiting(self) -> str:
        """What to say while this stage is waited for."""
        return self.awaited or self.title


ASKED = Stage("asked", "gateway", "", QUESTION_ASKED, "Taking the question")  # not in the chain: it begins it
TO_ANSWER = (  # the stages of a question that somebody waits for, in order; others may stand between them
    Stage("embed", "embed-questions", QUESTION_ASKED, QUESTION_EMBEDDED, "Reading the question"),
    Stage("search", "search", QUESTION_EMBEDDED, PASSAGES_FOUND, "Searching"),
    Stage("prompt", "prompt", PASSAGES_FOUND, PROMPT_BUILT, "Choosing sentences"),
    Stage("generate", "generate", PROMPT_BUILT, ANSWER_GENERATED, "Writing", "Waking the model"),
)
AFTERWARDS = (Stage("remember", "remember", ANSWER_GENERATED),)
OF_DOCUMENTS = (
    Stage("split", "split", DOCUMENT_UPLOADED, CHUNKS_SPLIT),
    Stage("embed", "embed-documents", CHUNKS_SPLIT, CHUNKS_EMBEDDED),
    Stage("store", "store", CHUNKS_EMBEDDED, DOCUMENT_INDEXED),
    Stage("store", "store", DOCUMENT_DELETED),
)
OF_SCANS = (  # where `ocr` is set up: the way of pages without text, between `split` and itself
    Stage("ocr", "ocr", DOCUMENT_SCANNED, DOCUMENT_RECOGNISED),
    Stage("split", "split", DOCUMENT_RECOGNISED, CHUNKS_SPLIT),
)
BY_TYPE = {stage.takes: stage for stage in (*TO_ANSWER, *AFTERWARDS, *OF_DOCUMENTS, *OF_SCANS)}


def waited_for(heard: list[str]) -> str:
    """Return the name of the stage after the furthest one of these that the chain has; the last one for the last."""
    names = [ASKED.name, *(stage.name for stage in TO_ANSWER)]
    furthest = max((names.index(name) for name in heard if name in names), default=0)
    return names[min(furthest + 1, len(names) - 1)]
