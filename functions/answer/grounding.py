"""What is shown of a generated answer: the sentences that the passages support, with markers, or the best quote."""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from events.questions import Citation, Quote
from functions.answer.support import Passages, Support
from functions.conversation.answer_view import AnswerView
from functions.text.markers import cited_numbers, end_of_markers, marked, without_markers
from functions.text.sentences import split_sentences

SHOWN = 2  # sentences beside an answer
_DECLINES = re.compile(r"\W*(?:i'?m sorry\W+|sorry\W+)?i (?:do not|don['\u2019]t) know\b", re.IGNORECASE)


def declined(generated: str) -> bool:
    """Tell whether the model says that it does not know, as it is told to where the passages do not say it."""
    return _DECLINES.match(generated) is not None


def ground(generated: str, question: str, citations: Sequence[Citation], nearest: Sequence[Quote]) -> AnswerView:
    """Return what can be shown of a generated answer; `nearest` are the sentences nearest to the question, best first.

    A sentence that the passages it cites do not support gets the marker of one that does, or is left out, as is one
    that was said before. Where nothing is left, the sentence nearest to the question is the answer.
    """
    passages = Passages(question, citations)
    kept, found, said = "", list[Support](), set[str]()
    for gap, sentence in _sentences(generated):
        bare = without_markers(sentence)
        if bare not in said and (support := _support(sentence, passages)):
            kept += (gap if kept else "") + _with_markers(sentence, support)
            found.append(support)
        said.add(bare)
    quoted = not kept and bool(nearest)
    answer = _quoting(nearest[0]) if quoted else kept or generated
    shown = _shown(found, nearest)
    cited = _cited(citations, cited_numbers(answer), shown)
    return AnswerView(answer=answer, citations=cited, quoted=quoted, support=shown)


def _quoting(quote: Quote) -> str:
    return f"The documents say: \u201c{quote.text}\u201d {marked([quote.number])}"


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence with the blanks before it; markers behind its full stop belong to it, not to the next one."""
    done = 0
    for span in split_sentences(text):
        start, end = max(span[0], done), end_of_markers(text, span[1])
        if sentence := text[start:end].strip():
            yield text[done:start] or " ", sentence
        done = max(done, end)


def _support(sentence: str, passages: Passages) -> Support | None:
    """Return what supports a sentence: the passages that it cites, or else any."""
    bare, cited = without_markers(sentence), cited_numbers(sentence)
    return (passages.support(bare, cited) if cited else None) or passages.support(bare)


def _with_markers(sentence: str, support: Support) -> str:
    """Return the sentence with the markers of its support, where they stood if they are the same."""
    if set(support.numbers) == set(cited_numbers(sentence)):
        return sentence
    return f"{without_markers(sentence)} {marked(support.numbers)}"


def _shown(found: Sequence[Support], nearest: Sequence[Quote]) -> list[Quote]:
    """Return the sentences to show: the clearest support, the nearest to the question, and more where these are one."""
    clearest = [one.sentence for one in sorted(found, key=lambda one: -one.share)]
    quotes = {one.text: one for one in [*clearest[:1], *nearest[:1], *clearest[1:], *nearest[1:]]}
    return list(quotes.values())[:SHOWN]


def _cited(citations: Sequence[Citation], numbers: Sequence[int], support: Sequence[Quote]) -> list[Citation]:
    """Return the citations, those in the answer marked as such, with the sentence that supports it as their quote."""
    best = {one.number: one for one in reversed(support)}
    return [_as_cited(one, best.get(one.number)) if one.number in numbers else one for one in citations]


def _as_cited(citation: Citation, best: Quote | None) -> Citation:
    if best is None:
        return replace(citation, cited=True)
    return replace(citation, cited=True, quote=best.text, quote_start=best.start, quote_end=best.end)
