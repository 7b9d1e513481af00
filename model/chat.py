"""Messages into the tokens of a prompt, by the chat template of the model's own file or of the catalogue."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np

from events.errors import Rejected
from events.questions import Message
from model.llama import Model, Tokens

CHATML = "<|im_start|>"  # the format of most small models, for a file without a template
PLACE = re.compile("\ufdd0(\\d+)\ufdd1")  # stands for a message's content; these code points are never characters


def prompt_tokens(model: Model, messages: Sequence[Message], template: str = "") -> Tokens:
    """Return the prompt for these messages, up to where the model's answer begins: int32 (n,).

    `template` is a Jinja chat template to take instead of the model's own. The tokens are those of the filled-in
    template, but that control tokens written in a question or a document stay plain text. Raises `Rejected` when the
    template does not take these messages.
    """
    if not messages:
        raise Rejected("there are no messages: give at least one from the user")
    places = [(message.role, f"\ufdd0{index}\ufdd1") for index, message in enumerate(messages)]
    prompt = _render(template or model.chat_template or CHATML, model, places)
    parts = PLACE.split(prompt)  # template, index, template, index, ..., template
    pieces = chain.from_iterable(
        [messages[int(part)].content] if place % 2 else _pieces(model, part) for place, part in enumerate(parts)
    )
    joined = np.concatenate([np.zeros(0, np.int32), *_tokens(model, pieces)])
    lacks_bos = model.wants_bos and (not len(joined) or joined[0] != model.bos)
    return np.concatenate([np.array([model.bos], np.int32), joined]) if lacks_bos else joined


def _pieces(model: Model, part: str) -> Iterator[str | int]:
    """Yield what a part of a template consists of: text, and control tokens."""
    done = 0
    for token in model.tokenize(part, markup=True).tolist():
        if model.is_control(token) and (start := part.find(model.text_of(token), done)) >= 0:
            yield part[done:start]
            yield token
            done = start + len(model.text_of(token))
    yield part[done:]


def _tokens(model: Model, pieces: Iterator[str | int]) -> Iterator[Tokens]:
    """Yield the tokens of the pieces; text between two control tokens is read as one, whoever wrote it.

    Read apart, each text would begin with a blank of its own in a SentencePiece model, and no token would hold the
    end of one and the beginning of the next.
    """
    text, strips = "", False
    for piece in chain(pieces, [None]):
        if isinstance(piece, str):
            text += piece
            continue
        if text := text.lstrip() if strips else text:
            yield model.tokenize(text)
        if piece is not None:
            yield np.array([piece], np.int32)
            text, strips = "", model.strips_after(piece)


def _render(template: str, model: Model, messages: Sequence[tuple[str, str]]) -> str:
    """Fill in the template: llama.cpp knows the common ones by heart, Jinja runs the others."""
    prompt = model.chat_prompt(template, messages)
    return prompt if prompt is not None else _jinja(template, model, messages)


def _jinja(template: str, model: Model, messages: Sequence[tuple[str, str]]) -> str:
    from jinja2.exceptions import TemplateError  # noqa: PLC0415 - only for uncommon templates
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    def refuse(reason: str) -> None:
        raise TemplateError(reason)

    chat: list[dict[str, Any]] = [{"role": role, "content": content} for role, content in messages]
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
    )
    environment.globals["raise_exception"] = refuse
    try:
        return environment.from_string(template).render(
            messages=chat,
            add_generation_prompt=True,
            bos_token=model.text_of(model.bos),
            eos_token=model.text_of(model.eos),
        )
    except TemplateError as error:
        raise Rejected(f"the model's chat template does not take these messages: {error}") from error
