"""LiteLLM, with the prefix openai/ for any server that speaks the interface."""

from typing import Any

import litellm

from bench.clients.trying import EARLIER, FOLLOW_UP, PASTED, PASTED_EXPECTED, QUESTION, SYSTEM, report, says, streamed
from bench.clients.trying import target as given

TARGET = given()
COMMON: dict[str, Any] = {"api_base": TARGET.url, "api_key": TARGET.key, "num_retries": 0}


def chat(*before: tuple[str, str], question: str = QUESTION, **more: Any) -> Any:  # noqa: ANN401
    messages = [{"role": role, "content": text} for role, text in (*before, ("user", question))]
    return litellm.completion(model=f"openai/{TARGET.model}", messages=messages, **COMMON, **more)


def text(reply: Any) -> str:  # noqa: ANN401
    return str(reply.choices[0].message.content)


def history() -> str:
    [(question, answer)] = EARLIER
    return says(text(chat(("user", question), ("assistant", answer), question=FOLLOW_UP)))


def embeddings() -> int:
    reply = litellm.embedding(model=f"openai/{TARGET.embedder}", input=[QUESTION], **COMMON)
    return len(reply.data[0]["embedding"])


report(
    "litellm",
    {
        "chat": lambda: says(text(chat())),
        "stream": lambda: streamed(chunk.choices[0].delta.content for chunk in chat(stream=True)),
        "long message": lambda: says(text(chat(question=PASTED)), PASTED_EXPECTED),
        "system message": lambda: says(text(chat(("system", SYSTEM)))),
        "history": history,
        "embeddings": embeddings,
        "sources": lambda: says(chat().choices[0].message.annotations, "normans.md"),
        "responses": lambda: says(
            litellm.responses(model=f"openai/{TARGET.model}", input=QUESTION, **COMMON).output_text
        ),
    },
)
