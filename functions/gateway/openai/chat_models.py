"""What the model of a chat means: answers from all documents, from those of a collection, or the model alone."""

from typing import NamedTuple

from msgspec.structs import replace
from starlette.requests import Request

from events.questions import Filters
from functions.documents.collections import collection_names, has_collection
from functions.gateway.openai.errors import Unfit
from functions.gateway.services import Services, in_thread, services, tenant_of_request
from functions.serving.settings import Settings

OF_A_COLLECTION = "minirag:"  # and its name
ALONE = ":plain"  # behind the generator's name
LISTED = 100  # collections,
READ = 5_000  # of so many documents, the newest
NAMED = 20  # collections in an error


class ChatModel(NamedTuple):
    """A model by its name: what it answers from."""

    name: str
    collection: str = ""
    plain: bool = False

    @property
    def description(self) -> str:
        """What a list says of it."""
        if self.plain:
            return "the language model alone: it knows no documents, and nothing that it says is checked"
        return f"answers from the documents in {self.collection}" if self.collection else "answers from all documents"

    def within(self, filters: Filters) -> Filters:
        """Return the filters of a question to this model."""
        if not self.collection:
            return filters
        asked = filters.collections
        return replace(filters, collections=[self.collection] if asked is None or self.collection in asked else [])


async def chat_model(request: Request, name: str | None) -> ChatModel:
    """Return the model that a chat names, or the one that answers from all documents where it names none.

    Raises `Unfit` (404) for one that is not there or switched off.
    """
    shared = services(request)
    known = {one.name: one for one in _always(shared.settings)}
    if not name or name in known:
        return known[name or shared.settings.shown_generator]
    if name == shared.settings.shown_generator + ALONE:
        raise _not_found(f"{name[:80]!r} is switched off here: set PLAIN_GENERATION=true, or take one of", [*known])
    collection = name.removeprefix(OF_A_COLLECTION)
    if collection == name:
        raise _not_found(f"there is no model {name[:80]!r} here to do that: name one of", [*known])
    if not await in_thread(_has, shared, tenant_of_request(request), collection):
        there = [one.name for one in await in_thread(_collections, shared, tenant_of_request(request), NAMED)]
        raise _not_found(f"no document is in the collection {collection[:80]!r}: name one of", [*known, *there])
    return ChatModel(name, collection)


def check_plain(settings: Settings) -> None:
    """Raise `Unfit` where the model may not write alone, for a chat client's own task, which no document answers."""
    if not settings.plain_generation:
        task = "a title, tags, questions to ask next or a search are written by the model alone"
        message = (
            f"{task}, which is switched off here: set PLAIN_GENERATION=true, or switch off such tasks in the client"
        )
        raise Unfit(message, "messages", code="plain_generation_off")


async def chat_models(request: Request) -> list[ChatModel]:
    """Return the models that chats may name: those of `LISTED` collections among them."""
    shared = services(request)
    return [*_always(shared.settings), *await in_thread(_collections, shared, tenant_of_request(request), LISTED)]


def _always(settings: Settings) -> list[ChatModel]:
    generator = settings.shown_generator
    alone = [ChatModel(generator + ALONE, plain=True)] if settings.plain_generation else []
    return [ChatModel(generator), *alone]


def _has(shared: Services, tenant: str, collection: str) -> bool:
    return has_collection(shared.records.get(), shared.indexes.active(tenant), collection)


def _collections(shared: Services, tenant: str, most: int) -> list[ChatModel]:
    names = collection_names(shared.records.get(), shared.indexes.active(tenant), most, READ)
    return [ChatModel(OF_A_COLLECTION + name, name) for name in names]


def _not_found(reason: str, known: list[str]) -> Unfit:
    return Unfit(f"{reason} {', '.join(known)}, or none", "model", code="model_not_found", status=404)
