"""Two things side by side, each with the sentence or row that says most about it; which is better is not said."""

import re

from functions.answer.direct.differences import different
from functions.answer.direct.excerpts import Excerpts
from functions.answer.direct.groups import SEPARATOR
from functions.answer.direct.pairs import decided
from functions.answer.direct.sources import Direct, Sources
from functions.answer.direct.statements import Statement, quoted_line, shared, statements_in, telling
from functions.text.frames import framed
from functions.text.question_kind import Asked
from functions.text.superlatives import comparative_in
from functions.text.word_forms import words_of

DESCRIPTION, NEARLY = 3, 0.75  # telling words of a name that describes a thing, and the share of them that is wanted
_OF_THAT = re.compile(
    r"^(?:(?:that|those|the ones?|das|die|der|dem|jenes|jene) )?(?:of|in|from|von|vom|des|der|im|in) "
    r"(?:the |der |des |dem )?",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^- ([^\n]{3,80}[^\n.:;,])\n(?!- )", re.MULTILINE)
FIRST_LINE = 200  # characters of it
BEFORE = 2  # words of a sentence before what it is about, such as an article


def compared(asked: Asked, sources: Sources) -> Direct | None:
    """Return one quote for each of the two that are named; None where one of them is not found, or one sentence is
    about both. Which of two rows of a table it is is said where it is sure.
    """
    found = decided(asked, sources)
    if found or asked.is_yes_no:
        return found
    if not asked.subject and (found := different(asked, sources)):
        return found
    comparative = comparative_in(asked.subject)  # no sentence has to say "larger"
    subject = asked.subject.replace(comparative.word, " ", 1) if comparative else asked.subject
    rest = [*telling(subject), *(comparative.columns if comparative else ())]
    one, other = (_OF_THAT.sub("", name) for name in asked.compared)
    first, second = _about(one, other, rest, sources), _about(other, one, rest, sources)
    if not first or not second or first.text == second.text:
        return None
    excerpts = Excerpts()
    lines = [_line(name, each, excerpts, sources) for name, each in ((one, first), (other, second))]
    return excerpts.direct([framed(sources.language, "side by side"), *lines], read=2)


def _line(name: str, statement: Statement, excerpts: Excerpts, sources: Sources) -> str:
    """Return a quote, after what it is about where that is a description which the quote may not repeat."""
    line = quoted_line(statement, excerpts, sources)
    return f"- {name}: {line}" if len(telling(name)) >= DESCRIPTION else f"- {line}"


def _about(name: str, other: str, rest: list[str], sources: Sources) -> Statement | None:
    """Return what says most about one of the two, or, in a document about it, what is compared."""
    words = telling(name) or words_of(name)
    others = [word for word in telling(other) or words_of(other) if word not in words]
    statements = list(statements_in(sources.by_words(" ".join([name, *rest])))) if words else []
    found = [one for one in statements if _is_about(one, words)]
    if not any(shared(rest, one.around) for one in found):
        found += [one for one in statements if shared(rest, one.words) and _is_of_its_document(one, words, sources)]
    return max(found, key=lambda one: _fitness(one, words, others, rest), default=None)


def _is_about(statement: Statement, words: list[str]) -> bool:
    """Tell whether a statement is about something: it begins with its name, a cell is it, or all around is about it.

    A long name, "the maximum number of columns", is a description: nearly all of it stands in and around the statement.
    """
    if statement.cells:
        return any(len(cell) <= len(words) + 1 and shared(words, cell) == len(words) for cell in _values(statement))
    title = _title(statement)
    is_whole = statement.text.rstrip("\u201d\"')")[-1:] in ".!?;" or any(map(str.isdigit, statement.text))
    if ("\n" in statement.text and not title) or not is_whole:
        return False  # lines of code, or a title
    if len(words) >= DESCRIPTION:
        return shared(words, [*title, *statement.around]) >= NEARLY * len(words)
    passage = statement.passage
    heading, name = words_of(passage.heading.split(SEPARATOR)[-1]), words_of(passage.name)
    places = statement.words[: len(words) + BEFORE], heading, name, title
    return bool(statement.words) and any(shared(words, place) == len(words) for place in places)


def _is_of_its_document(statement: Statement, words: list[str], sources: Sources) -> bool:
    """Tell whether the document of a statement is about something: its name and its first line say all of that."""
    passage = statement.passage
    reading = sources.reading(passage.document, passage.generation)
    first = reading.stretches[0] if reading else None
    title = (first.heading or first.text[:FIRST_LINE].splitlines()[0]) if first else ""
    about = words_of(f"{passage.name} {title}")
    return shared(words, about) == len(words) and not statement.text.endswith(":")


def _title(statement: Statement) -> list[str]:
    """Return the words of the item that is the title of the text which the statement stands in."""
    first = statement.place + statement.text.find("\n") if statement.text.startswith("- ") else statement.place
    titles = _TITLE.findall(statement.passage.text, 0, max(first, statement.place) + 1)
    return words_of(titles[-1]) if titles else []


def _values(statement: Statement) -> list[list[str]]:
    return [words_of(value) for _, value in statement.cells]


def _fitness(statement: Statement, words: list[str], others: list[str], rest: list[str]) -> float:
    """Return how well a statement fits: it speaks of what is compared, names the one, and not the other too."""
    described = len(words) >= DESCRIPTION
    around = [*statement.around, *_title(statement)] if described else statement.words
    said = shared(rest, around) / max(len(rest), 1)
    names_it = shared(words, around) / len(words)
    number = 0.5 * (described and any(word[0].isdigit() for word in statement.words))
    return 2 * said + names_it + number + 0.2 * bool(statement.cells) - shared(others, statement.words)
