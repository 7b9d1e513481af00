"""An answer that quotes another language than the question's says so."""

import pytest

from events.identity import derived_id
from events.questions import Citation, Quote
from functions.answer.foreign_quotes import said_of_quotes
from functions.conversation.answer_view import AnswerView

GERMAN = "Der Spiegel des Sees ist seit 1998 um zwei Meter gefallen. Die Fähre fährt nur noch im Sommer."
FRENCH = "Le niveau du lac a baissé de deux mètres depuis 1998. Le bac ne circule plus qu'en été."
ENGLISH = "The lake has fallen by two metres since 1998. The ferry only runs in summer."
TOTALS = "Total: 140 EUR"


def view(*texts: str, quoted: bool = True) -> AnswerView:
    quotes = [one.partition(". ")[0] for one in texts]
    support = [Quote(number=n, text=one, start=0, end=len(one)) for n, one in enumerate(quotes, 1)]
    cited = [
        Citation(
            id=derived_id(text),
            document=derived_id(text),
            name="lake.txt",
            text=text,
            start=0,
            end=len(text),
            score=1.0,
            number=number,
            quote_start=0,
            quote_end=1,
        )
        for number, text in enumerate(texts, 1)
    ]
    answer = " ".join(f"“{one}” [{n}]" for n, one in enumerate(quotes, 1)) if quoted else "Since 1998. [1]"
    return AnswerView(answer=answer, support=support, citations=cited)


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("Since when has the lake fallen?", GERMAN, "This is quoted as it stands, in German."),
        ("Seit wann ist der See gefallen?", ENGLISH, "Das ist wörtlich zitiert, auf Englisch."),
        ("湖水从什么时候开始下降的\uff1f", FRENCH, "此处按原文引用\uff0c原文语言\uff1a法语。"),
    ],
)
def test_a_quote_in_another_language_is_said_to_be_so(question: str, text: str, said: str) -> None:
    assert said_of_quotes(view(text), question) == said


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Since when has the lake fallen?", ENGLISH),
        ("Since when has the lake fallen?", TOTALS),
        ("See 1998", GERMAN),
        ("1998?", GERMAN),
    ],
)
def test_nothing_is_said_where_both_are_of_one_language_or_one_is_not_sure(question: str, text: str) -> None:
    assert said_of_quotes(view(text), question) == ""


def test_nothing_is_said_of_what_is_told_in_the_models_words() -> None:
    assert said_of_quotes(view(GERMAN, quoted=False), "Since when has the lake fallen?") == ""


def test_several_languages_are_named_once_each() -> None:
    said = said_of_quotes(view(GERMAN, FRENCH, ENGLISH), "Since when has the lake fallen?")
    assert said == "This is quoted as it stands, in German, French."
