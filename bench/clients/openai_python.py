"""OpenAI's own package for Python."""

from openai import OpenAI
from openai.types.chat import ChatCompletionMessageParam

from bench.clients.trying import EARLIER, FOLLOW_UP, PASTED, PASTED_EXPECTED, QUESTION, SYSTEM, report, says, streamed
from bench.clients.trying import target as given

TARGET = given()
CLIENT = OpenAI(base_url=TARGET.url, api_key=TARGET.key, max_retries=0)


def chat(*before: ChatCompletionMessageParam, question: str = QUESTION) -> str:
    asked: list[ChatCompletionMessageParam] = [*before, {"role": "user", "content": question}]
    reply = CLIENT.chat.completions.create(model=TARGET.model, messages=asked)
    return reply.choices[0].message.content or ""


def stream() -> str:
    asked: list[ChatCompletionMessageParam] = [{"role": "user", "content": QUESTION}]
    chunks = CLIENT.chat.completions.create(model=TARGET.model, messages=asked, stream=True)
    return streamed(chunk.choices[0].delta.content for chunk in chunks)


def history() -> str:
    [(question, answer)] = EARLIER
    return says(
        chat({"role": "user", "content": question}, {"role": "assistant", "content": answer}, question=FOLLOW_UP)
    )


def sources() -> str:
    reply = CLIENT.chat.completions.create(model=TARGET.model, messages=[{"role": "user", "content": QUESTION}])
    marks = [one.url_citation for one in reply.choices[0].message.annotations or []]
    return says(f"{marks[0].title} at {marks[0].url}", "normans.md")


def response() -> str:
    first = CLIENT.responses.create(model=TARGET.model, input=EARLIER[0][0])
    second = CLIENT.responses.create(model=TARGET.model, input=FOLLOW_UP, previous_response_id=first.id)
    return says(second.output_text)


def response_stream() -> str:
    with CLIENT.responses.stream(model=TARGET.model, input=QUESTION) as events:
        return streamed(event.delta for event in events if event.type == "response.output_text.delta")


report(
    "openai (Python)",
    {
        "chat": lambda: says(chat()),
        "stream": stream,
        "long message": lambda: says(chat(question=PASTED), PASTED_EXPECTED),
        "system message": lambda: says(chat({"role": "system", "content": SYSTEM})),
        "history": history,
        "models": lambda: says([one.id for one in CLIENT.models.list()], TARGET.model),
        "embeddings": lambda: len(CLIENT.embeddings.create(model=TARGET.embedder, input=QUESTION).data[0].embedding),
        "sources": sources,
        "responses": response,
        "responses, streamed": response_stream,
    },
)
