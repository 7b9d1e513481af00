"""Whether a question points at something that was said before it."""

from collections.abc import Sequence

from functions.conversation.phrases import Token
from functions.text.follow_up_words import (
    LANGUAGES,
    POINTING,
    POINTING_AT_THE_END,
    TELLING_NOTHING,
    FollowUpWords,
)

SHORT = 6  # words of a question that has no room to name what a word such as "it" stands for
ENOUGH = 2  # telling words before such a word in a longer one, for it to mean something in the same question


def points_back(tokens: Sequence[Token]) -> bool:
    """Tell whether a word of the question stands for something that was said before it."""
    places = [place for place in range(len(tokens)) if points(tokens, place)]
    if len(tokens) <= SHORT:
        return bool(places) or (bool(tokens) and tokens[-1].lower in POINTING_AT_THE_END)
    return bool(places) and _nothing_to_mean(tokens[: places[0]])


def points(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word stands for something: not "it" in "is it allowed to", nor a German "Sie", which is "you"."""
    token = tokens[place]
    if token.lower not in POINTING or (place > 0 and token.text[0].isupper()):
        return False
    return not any(_stands_for_nothing(tokens, place, words) for words in LANGUAGES.values())


def _stands_for_nothing(tokens: Sequence[Token], place: int, words: FollowUpWords) -> bool:
    around = [tokens[other].lower for other in (place - 1, place + 1) if 0 <= other < len(tokens)]
    if tokens[place].lower == "sein":  # as a verb it stands at the end
        return place == len(tokens) - 1
    if place + 2 >= len(tokens) or not any(word in words.impersonal for word in around):
        return False
    return tokens[place].lower in ("it", "es") and (not words.connectors or tokens[place + 2].lower in words.connectors)


def _nothing_to_mean(tokens: Sequence[Token]) -> bool:
    """Tell whether there is neither a name nor enough telling words among these, which begin a question."""
    telling = [token for token in tokens if token.lower not in TELLING_NOTHING]
    return len(telling) < ENOUGH and not any(token.text[0].isupper() for token in tokens[1:])
