"""Messages into the tokens of a prompt, by the chat template of the model's own file or of the catalogue."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from events.errors import Rejected
from events.questions import Message
from model.llama import Model, Tokens

CHATML = "<|im_start|>"  # the format of most small models, for a file without a template
PLACE = re.compile("\ufdd0(\\d+)\ufdd1")  # stands for a message's content; these code points are never characters


def prompt_tokens(model: Model, messages: Sequence[Message], template: str = "") -> Tokens:
    """Return the prompt for these messages, up to where the model's answer begins: int32 (n,).

    `template` is a Jinja chat template to take instead of the model's own. Contents are made into tokens apart from the
    template, so that control tokens written in a question or a document stay plain text. Raises `Rejected` when the
    template does not take these messages.
    """
    if not messages:
        raise Rejected("there are no messages: give at least one from the user")
    places = [(message.role, f"\ufdd0{index}\ufdd1") for index, message in enumerate(messages)]
    prompt = _render(template or model.chat_template or CHATML, model, places)
    parts = PLACE.split(prompt)  # template, index, template, index, ..., template
    tokens = [
        model.tokenize(messages[int(part)].content) if place % 2 else model.tokenize(part, markup=True)
        for place, part in enumerate(parts)
    ]
    joined = np.concatenate(tokens)
    lacks_bos = model.wants_bos and (not len(joined) or joined[0] != model.bos)
    return np.concatenate([np.array([model.bos], np.int32), joined]) if lacks_bos else joined


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
