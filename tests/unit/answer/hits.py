"""Hits as a search would find them, in a document whose extracted text is known."""

from events.identity import Generation, document_id
from functions.stores.passages import Hit, Passage


def hit(
    text: str,
    *,
    name: str = "a.txt",
    position: int = 0,
    start: int = 0,
    score: float = 0.5,
    heading: str = "",
    generation: str = "g",
) -> Hit:
    """Return a hit on a chunk with this text, which begins at `start`."""
    passage = Passage(
        id=f"{name}-{position}",
        document=document_id("default", name),
        position=position,
        name=name,
        text=text,
        page=None,
        start=start,
        end=start + len(text),
        heading=heading,
        generation=Generation(generation),
        model="m",
        tenant="default",
    )
    return Hit(passage=passage, score=score)


def texts(hits: list[Hit]) -> list[str]:
    """Return the texts of the hits."""
    return [one.passage.text for one in hits]
