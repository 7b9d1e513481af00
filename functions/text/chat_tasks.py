"""Tasks that chat clients set a model by themselves: a title, tags, what to ask next, a search, the rest of a line.

Nobody asks such a thing of documents. The forms are those of Open WebUI, LibreChat, LobeChat, NextChat, Chatbox, Cherry
Studio and Chat UI, told by what is common to them, and not by their very words, which change with each version.
"""

import re
from functools import cache

HEAD, TAIL = 700, 400  # characters of a message, at its ends, that say what is to be done with the rest
OPENING = 300  # of what instructs a model for the whole chat
_BEGINS = r"(?:\A|[.:!?\n]\s*(?:\d[.)]\s*|[-*]\s*)?)"
_POLITE = r"(?:\W{0,8}task:?\W{0,8}|please |bitte |then |and |you (?:will|must|should|need to) |your task is to |请)?"
_CONVERSATION = r"(?:chat histor\w+|chat|conversations?|dialogues?|discussion|session|exchange|messages|thread)"
_MAKE = r"(?:generate|create|write|provide|suggest|propose|give|make|produce|return|output|come up with)"
_FROM = r"(?:based on|detect|analy[sz]e|summari[sz]e)"
_A_TITLE = r"(?:an?|one|\d[\w-]*)\b[^.?!\n]{0,90}\b(?:title|headline|subject line)\b"
_MACHE = r"(?:erstelle?|erzeuge|generiere|formuliere|schreibe?|gib|finde|schlage|vergib)"
_TITEL = r"(?:titel|überschrift|namen)"
_GESPRAECH = r"(?:chat\w*|gespräch\w*|unterhaltung|konversation|dialog\w*|verlauf\w*|nachrichten)"
_FORMS = {
    "en": (
        rf"{_MAKE}\b[^.?!\n]{{0,60}}?\b{_A_TITLE}[^?!]{{0,160}}\b{_CONVERSATION}\b",
        rf"{_MAKE}\b[^.?!\n]{{0,40}}\b{_CONVERSATION} {_A_TITLE}",
        rf"{_MAKE}\b[^.?!\n]{{0,30}}\bname for (?:the|this|our) {_CONVERSATION}\b",
        rf"{_FROM}\b[^?!]{{0,160}}\b{_CONVERSATION}\b[^?!]{{0,200}}\b(?:{_A_TITLE}|a name\b)",
        rf"(?:detect|summari[sz]e)\b[^.?!\n]{{0,80}}\b{_A_TITLE}[^.?!\n]{{0,60}}\b{_CONVERSATION}\b",
        rf"{_MAKE}\b[^.?!\n]{{0,40}}\btags\b[^?!]{{0,120}}\b{_CONVERSATION}\b",
        rf"{_MAKE}\b[^.?!\n]{{0,40}}\bfollow-?ups?\b[^?!]{{0,200}}\b(?:{_CONVERSATION}|user)\b",
        rf"analy[sz]e\b[^.?!\n]{{0,80}}\b(?:{_CONVERSATION}|context|request)\b[^.?!\n]{{0,80}}\bsearch quer(?:y|ies)\b",
        rf"based on\b[^.?!\n]{{0,40}}\b{_CONVERSATION}\b[^.?!\n]{{0,80}}\b(?:a search is|search quer(?:y|ies))\b",
        r"you are an auto-?completion system\b",
        r"(?:your task is to )?reflect\b[^.?!\n]{0,90}\bemoji\b",
        rf"summari[sz]e (?:the|this|our) {_CONVERSATION}\b[^.?!\n]{{0,40}}\bwords\b",
        r"summari[sz]e the user's (?:request|query|message)\b[^.?!\n]{0,80}\bwords\b",
    ),
    "de": (
        rf"{_MACHE}\b[^.?!\n]{{0,30}}\beinen?\b[^.?!\n]{{0,60}}\b{_TITEL}\b[^.?!\n]{{0,60}}\b(?:für|zu)\b[^.?!\n]{{0,20}}\b{_GESPRAECH}\b",
        rf"{_MACHE}\b[^.?!\n]{{0,30}}\b{_GESPRAECH} einen?\b[^.?!\n]{{0,60}}\b{_TITEL}\b",
        rf"{_MACHE}\b[^.?!\n]{{0,60}}\b(?:anschluss-?|folge?-?)fragen\b[^?!]{{0,160}}\b(?:{_GESPRAECH}|nutzer\w*|benutzer\w*)\b",
        rf"{_MACHE}\b[^.?!\n]{{0,60}}\b(?:schlagwörter|schlagworte|tags)\b[^?!]{{0,100}}\b{_GESPRAECH}\b",
        rf"fasse?\b[^.?!\n]{{0,40}}\b{_GESPRAECH}\b[^.?!\n]{{0,60}}\bwörtern\b",
    ),
    "zh": (
        r"(?:会话|对话|聊天)[^\n。]{0,40}(?:标题|主题)",
        r"返回这句话的[^\n。]{0,10}主题",
        r"总结[^\n。]{0,10}对话[^\n。]{0,40}(?:prompt|提示)",
    ),
}  # fmt: skip


_SUBJECTS = re.compile(
    r"titles?|headline|subject line|name|tags|follow|search|completion system|emoji|words"
    r"|titel|überschrift|namen|fragen|schlagw|wörtern|标题|主题|prompt|提示",
    re.IGNORECASE,
)  # none of which most questions have, so that nothing more is looked for in them


_CHAT = re.compile(
    r"<(?:chat_history|chat|conversation|messages?|text)\b|\bbegin (?:conversation|chat)\b|\A#+ ?(?:task|aufgabe)\b"
    r"|^\W{0,4}(?:user|assistant|human|ai|bot|nutzer|benutzer|assistent)\s?:|^\W{0,4}(?:用户|助手)[:\uff1a]",
    re.IGNORECASE | re.MULTILINE,
)  # how clients show the chat that a task is about
_BEHIND_TAGS = re.compile(r"</\w{1,40}>(?!.*</\w{1,40}>)(.{0,400})\Z", re.DOTALL)
_ASKS = re.compile("[?\uff1f]")
_OF_THE_MESSAGE = re.compile(r"summari[sz]e the user's (?:request|query|message)\b", re.IGNORECASE)


def is_chat_task(said: str, instructions: str = "", *, in_chat: bool = False) -> bool:
    """Tell whether a message, or what instructs the model before it, sets a chat client's own task; `in_chat`: other
    messages stand before it.

    A task is about a chat, which has to be there, and asks nothing by itself: else what instructs the model, or a
    text that is pasted, could have a question answered past all documents.
    """
    head, tail = (said, "") if len(said) <= HEAD + TAIL else (said[:HEAD], said[-TAIL:])
    opening = instructions[:OPENING]
    if not any(map(_SUBJECTS.search, (head, tail, opening))) or _asks_besides(tail or head):
        return False
    if not in_chat and not any(map(_CHAT.search, (head, tail))):
        return _OF_THE_MESSAGE.search(opening) is not None
    return _begins_a_task(head) or any(pattern.search(text) for text in (tail, opening) for pattern in _patterns())


def _begins_a_task(head: str) -> bool:
    """Tell whether a message's head has the form of a task, with no question before it and the chat."""
    chat = _CHAT.search(head)
    places = (found.start() + 1 for pattern in _patterns() if (found := pattern.search(head)))
    before = chat.start() if chat else len(head)
    return any(not _ASKS.search(head, 0, min(place, before)) for place in places)


def _asks_besides(end: str) -> bool:
    """Tell whether a question stands behind all that a client has put between tags."""
    behind = _BEHIND_TAGS.search(end)
    return behind is not None and _ASKS.search(behind[1]) is not None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    begins = {"zh": ""}  # whose sentences need not begin with what is to be done
    forms = [begins.get(language, _BEGINS + _POLITE) + form for language, forms in _FORMS.items() for form in forms]
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)
