"""The messages of a chat: who said what, and what instructs the model."""

from typing import NamedTuple

import msgspec

from events.questions import Message
from functions.gateway.openai.errors import Unfit

INSTRUCTING = ("system", "developer")
OF_TOOLS = ("tool", "function")  # what was called for an earlier answer, and by whom; the answer says what came of it


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a message's content."""

    type: str
    text: str = ""


class ChatMessage(msgspec.Struct, frozen=True, kw_only=True):
    """One message of a chat."""

    role: str
    content: str | list[Part] | None = None


class Said(NamedTuple):
    """What a chat says: the instructions, and what the user and the assistant said, in order."""

    instructions: str
    turns: list[Message]

    @property
    def last(self) -> str:
        """What the user said last."""
        return self.turns[-1].content

    @property
    def messages(self) -> list[Message]:
        """All of it for a model, of which many take but one message of a side at a time."""
        joined = [Message(role="system", content=self.instructions)] if self.instructions else []
        for turn in self.turns:
            if joined and joined[-1].role == turn.role:
                joined[-1] = Message(role=turn.role, content=f"{joined[-1].content}\n\n{turn.content}")
            else:
                joined.append(turn)
        return joined


def said_in(messages: list[ChatMessage]) -> Said:
    """Return what the messages say; raise `Unfit` for what cannot be read, and where the user's is not the last."""
    texts = [(message.role, _text(message)) for message in messages]
    instructions = [text.strip() for role, text in texts if role in INSTRUCTING and text.strip()]
    turns = [
        Message(role="assistant" if role == "assistant" else "user", content=text)
        for role, text in texts
        if role == "user" or (role == "assistant" and text.strip())  # without words it only calls a tool
    ]
    if not turns or turns[-1].role != "user" or texts[-1][0] in OF_TOOLS:
        raise Unfit("the last message must be the user's: it is the question", "messages")
    return Said("\n\n".join(instructions), turns)


def _text(message: ChatMessage) -> str:
    if message.role not in ("user", "assistant", *INSTRUCTING, *OF_TOOLS):
        roles = "system, developer, user, assistant, tool and function"
        raise Unfit(f"the role {message.role[:40]!r} is unknown here: there are {roles}", "messages")
    if not isinstance(message.content, list):
        return message.content or ""
    if message.role in OF_TOOLS:
        return ""
    if others := {part.type for part in message.content} - {"text"}:
        raise Unfit(f"only text can be read, not {', '.join(sorted(others))[:80]}", "messages")
    return "\n".join(part.text for part in message.content)
