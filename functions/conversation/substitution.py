"""A follow-up that only names something ("And for the Golf?"): it takes its like's place in the question before."""

from functions.conversation.phrases import Phrase, Token, phrases_of, tokens_of
from functions.text.follow_up_words import FollowUpWords

ALIKE = 1.5  # of `Phrase.likeness`: less than that is not enough for one to take the other's place,
NOUNS = 3.0  # where capitals tell no names from other nouns,
ABOUT = 1.0  # or so much where a preposition says that it is what is asked about


def substituted(fragment: str, before: str, words: FollowUpWords) -> str:
    """Return the question before with what the fragment names in the place of its like, or behind it where it has none
    ("And in winter?"); "" where the fragment names nothing, or is a question of its own."""
    named = phrases_of(fragment, words)
    if len(named) != 1 or _asks_anew(tokens_of(fragment), named[0], words):
        return ""
    new, old = named[0], phrases_of(before, words)
    end = before.rstrip(" ?.!")
    taken = _like(new, old, words)
    if taken is None:
        return f"{end} {_with_preposition(fragment, new)}?" if new.preposition else ""
    if new.preposition == taken.preposition or not new.preposition:
        return before[: taken.start] + _instead(fragment, new, before, taken, words) + before[taken.end :]
    start = _start_with_preposition(before, taken)
    return before[:start] + _with_preposition(fragment, new) + before[taken.end :]


def _asks_anew(tokens: list[Token], named: Phrase, words: FollowUpWords) -> bool:
    """Tell whether the fragment asks something else than the question before: "how much" in front of a name does."""
    return any(token.lower in words.asking | words.verbs and token.start < named.start for token in tokens)


def _like(new: Phrase, old: list[Phrase], words: FollowUpWords) -> Phrase | None:
    """Return which phrase the new one stands in the place of: one behind the same preposition, or the likest."""
    same = [one for one in old if new.preposition and one.preposition == new.preposition]
    if same:
        return max(reversed(same), key=new.likeness)
    if new.preposition and new.preposition not in words.about:
        enough = NOUNS if words.nouns_are_capitals else ALIKE
        fitting = [one for one in old if one.preposition and new.likeness(one) >= enough]
        return max(reversed(fitting), key=new.likeness, default=None)
    best = max(reversed(old), key=new.likeness, default=None)
    enough = ABOUT if new.preposition else ALIKE
    return best if best and (new.likeness(best) >= enough or len(old) == 1) else None


def _instead(fragment: str, new: Phrase, before: str, taken: Phrase, words: FollowUpWords) -> str:
    """Return the new phrase, with the article of the old one where it has none; "the red one" keeps the noun."""
    text = fragment[new.start : new.end]
    behind = tokens_of(fragment[new.end :])
    if behind and behind[0].lower in words.stand_ins:
        text += f" {taken.words[-1].text}"
    article = before[taken.start : taken.words[0].start]
    return text if new.determiner or not article or new.named else article + text


def _with_preposition(fragment: str, new: Phrase) -> str:
    return fragment[_start_with_preposition(fragment, new) : new.end]


def _start_with_preposition(text: str, phrase: Phrase) -> int:
    if not phrase.preposition:
        return phrase.start
    return text.lower().rindex(phrase.preposition, 0, phrase.start)
