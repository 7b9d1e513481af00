"""LlamaIndex, by llama-index-llms-openai-like and llama-index-embeddings-openai-like."""

from llama_index.core.llms import ChatMessage
from llama_index.embeddings.openai_like import OpenAILikeEmbedding
from llama_index.llms.openai_like import OpenAILike

from bench.clients.trying import EARLIER, FOLLOW_UP, PASTED, PASTED_EXPECTED, QUESTION, SYSTEM, report, says, streamed
from bench.clients.trying import target as given

TARGET = given()
MODEL = OpenAILike(
    model=TARGET.model, api_base=TARGET.url, api_key=TARGET.key, is_chat_model=True, max_retries=0, timeout=300
)
EMBEDDER = OpenAILikeEmbedding(model_name=TARGET.embedder, api_base=TARGET.url, api_key=TARGET.key, max_retries=0)


def chat(*said: tuple[str, str]) -> str:
    return str(MODEL.chat([ChatMessage(role=role, content=text) for role, text in said]).message.content)


def history() -> str:
    [(question, answer)] = EARLIER
    return says(chat(("user", question), ("assistant", answer), ("user", FOLLOW_UP)))


report(
    "llama-index",
    {
        "chat": lambda: says(MODEL.complete(QUESTION).text),
        "stream": lambda: streamed(piece.delta for piece in MODEL.stream_complete(QUESTION)),
        "long message": lambda: says(chat(("user", PASTED)), PASTED_EXPECTED),
        "system message": lambda: says(chat(("system", SYSTEM), ("user", QUESTION))),
        "history": history,
        "embeddings": lambda: len(EMBEDDER.get_text_embedding(QUESTION)),
        "sources": lambda: says(MODEL.complete(QUESTION).text, "normans.md"),
    },
)
