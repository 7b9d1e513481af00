"""What answers a why: a sentence that says the reason, or two side by side; one that repeats the fact does not."""

from msgspec.structs import replace

from events.questions import Citation, Quote
from functions.text.causes import explains, follows_from_before, gives_reason
from functions.text.sentences import split_sentences

REPEATS = 0.6  # of the question's words: a sentence with so many tells the fact that is asked about


def with_reason(quote: Quote, held: float, passage: Citation | None) -> Quote | None:
    """Return the quote, with its neighbour where that says why; None where it only repeats what is asked.

    `held` is the share of the question's words that it holds. A sentence with few of them says something else, which
    may be the reason in its own words.
    """
    if gives_reason(quote.text):
        return quote
    if passage is None:
        return quote if held < REPEATS else None
    text, start = passage.text, quote.start - passage.start
    end = start + len(quote.text)
    spans = split_sentences(text)
    before = next((first for first, last in reversed(spans) if last <= start), None)
    after = next((last for first, last in spans if first >= end), None)
    if before is not None and follows_from_before(quote.text) and _is_one_paragraph(text[before:start]):
        return _widened(quote, before, end, passage)
    if after is not None and explains(text[end:after].strip()) and _is_one_paragraph(text[end:after]):
        return _widened(quote, start, after, passage)
    return quote if held < REPEATS and not follows_from_before(quote.text) else None


def _is_one_paragraph(text: str) -> bool:
    return "\n\n" not in text and " | " not in text


def _widened(quote: Quote, start: int, end: int, passage: Citation) -> Quote:
    return replace(quote, text=passage.text[start:end].rstrip(), start=passage.start + start, end=passage.start + end)
