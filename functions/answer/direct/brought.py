"""The summary of a text that comes with a question."""

import re

from events.identity import Generation, derived_id
from events.questions import YOUR_MESSAGE
from functions.answer.brought_text import passage_spans
from functions.answer.direct.reading import Reading, Stretch
from functions.answer.direct.sources import Direct
from functions.answer.direct.summary import summary_of
from functions.stores.passages import Passage
from functions.text.question_kind import asked_for, is_this_document
from functions.text.reply_language import reply_language

_HEADING = re.compile(r"(?:\A|\n)#{1,6}[ \t]([^\n]{1,200})(?=\n|\Z)")
# How people speak of the text that they send, by language: what tells nothing more, and what stands for "text".
_TELLING_NOTHING = {
    "en": r"following|below|above|attached|pasted|given|here|for me|please",
    "de": r"folgende[nrsm]?|obige[nrsm]?|angehängte[nrsm]?|hier|unten|oben|für mich|bitte",
}
_TEXTS = {
    "en": r"articles?|e-?mails?|messages?|reports?|papers?|contract|letter|passage|content|conversation|transcript",
    "de": r"artikels?|mail|nachricht|berichts?|vertrags?|brief(?:es)?|abschnitts?|inhalts?|gesprächs?|texts?",
}
_NOTHING, _TEXT = (
    re.compile(rf"\b(?:{'|'.join(table.values())})\b", re.IGNORECASE) for table in (_TELLING_NOTHING, _TEXTS)
)


def summary_of_text(text: str, question: str, asked: str) -> Direct | None:
    """Return the summary of the text that comes with a question, by the question's id; None where something else is
    asked, or the summary of something else."""
    kind = asked_for(asked.strip().rstrip(":"))
    subject = " ".join(_TEXT.sub("text", _NOTHING.sub(" ", kind.subject)).split())
    if kind.kind not in ("summary", "summary of a document") or not is_this_document(subject):
        return None
    stretches = tuple(_stretches(text, question))
    reading = Reading(question, YOUR_MESSAGE, Generation(question), {}, stretches, whole=True)
    return summary_of(reading, reply_language(asked)) if stretches else None


def _stretches(text: str, question: str) -> list[Stretch]:
    """Return what stands under each heading of the text, as Markdown writes them."""
    places = [(0, 0, ""), *((one.start(), one.end(), one[1].strip(" \t#")) for one in _HEADING.finditer(text))]
    ends = [*(start for start, _, _ in places[1:]), len(text)]
    found = []
    for number, ((_, start, heading), end) in enumerate(zip(places, ends, strict=True)):
        bare = text[start:end]
        begin = start + len(bare) - len(bare.lstrip())
        if bare.strip():
            found.append(_stretch(text[begin:end].rstrip(), begin, heading, question, number))
    return found


def _stretch(text: str, start: int, heading: str, question: str, number: int) -> Stretch:
    passages = tuple(
        Passage(
            id=derived_id("brought", question, f"{number}/{place}"),
            tenant="",
            document=question,
            generation=Generation(question),
            position=number,
            name=YOUR_MESSAGE,
            text=text[place:end],
            page=None,
            heading=heading,
            start=start + place,
            end=start + end,
            model="",
        )
        for place, end in passage_spans(text)
    )
    return Stretch(heading, text, start, passages)
