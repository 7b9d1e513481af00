"""LangChain, by langchain-openai: chats, responses and embeddings."""

from typing import Any

from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI, OpenAIEmbeddings

from bench.clients.trying import EARLIER, FOLLOW_UP, PASTED, PASTED_EXPECTED, QUESTION, SYSTEM, report, says, streamed
from bench.clients.trying import target as given

TARGET = given()
COMMON: dict[str, Any] = {"base_url": TARGET.url, "api_key": TARGET.key, "max_retries": 0}
MODEL = ChatOpenAI(model=TARGET.model, **COMMON)
RESPONSES = ChatOpenAI(model=TARGET.model, use_responses_api=True, output_version="v1", **COMMON)
EMBEDDER = OpenAIEmbeddings(model=TARGET.embedder, check_embedding_ctx_length=False, **COMMON)


def history() -> str:
    [(question, answer)] = EARLIER
    return says(MODEL.invoke([HumanMessage(question), AIMessage(answer), HumanMessage(FOLLOW_UP)]).content)


def sources() -> str:
    """LangChain has sources as annotations of a response's text; of a chat it shows the text alone."""
    blocks = RESPONSES.invoke(QUESTION).content_blocks
    return says([one for block in blocks for one in block.get("annotations", [])], "normans.md")


report(
    "langchain-openai",
    {
        "chat": lambda: says(MODEL.invoke(QUESTION).content),
        "stream": lambda: streamed(chunk.content for chunk in MODEL.stream(QUESTION)),
        "long message": lambda: says(MODEL.invoke(PASTED).content, PASTED_EXPECTED),
        "system message": lambda: says(MODEL.invoke([SystemMessage(SYSTEM), HumanMessage(QUESTION)]).content),
        "history": history,
        "embeddings": lambda: len(EMBEDDER.embed_query(QUESTION)),
        "sources": sources,
        "responses": lambda: says(RESPONSES.invoke(QUESTION).text),
        "responses, streamed": lambda: streamed(chunk.text for chunk in RESPONSES.stream(QUESTION)),
    },
)
