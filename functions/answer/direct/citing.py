"""The citations of an answer that was read out of the documents."""

from events.carried import carried
from events.questions import Citation, DirectAnswer, FoundPassage, PassagesFound, PromptBuilt
from functions.text.markers import cited_numbers
from functions.text.sentences import split_sentences


def with_citations(data: PassagesFound, direct: DirectAnswer) -> PromptBuilt:
    """Return the passages as citations in their order, and nothing for a model to read."""
    cited = set(cited_numbers(direct.answer))
    citations = [
        carried(one, Citation, number=number, cited=number in cited, **_quote(number, one, direct))
        for number, one in enumerate(data.passages, start=1)
    ]
    return carried(data, PromptBuilt, messages=[], citations=citations)


def _quote(number: int, passage: FoundPassage, direct: DirectAnswer) -> dict[str, str | int]:
    """Return what the answer rests on in a passage, or else its first sentence."""
    for one in direct.support:
        if one.number == number:
            return {"quote": one.text, "quote_start": one.start, "quote_end": one.end}
    first, end = next(iter(split_sentences(passage.text)), (0, 0))
    start = passage.start + first
    return {"quote": passage.text[first:end], "quote_start": start, "quote_end": start + end - first}
