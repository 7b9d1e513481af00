"""The client's structures are the server's, field by field, and its two clients are one.

It has structures of its own, for two reasons: a package that people install must not bring a module of so common a name
as `events` along (another one is called so), and a client of one version meets servers of another.
"""

import inspect
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
import pytest

import minirag
from events import questions, searches
from events.identity import DocumentKey, Generation, IndexKey
from functions.conversation.answer_view import AnswerView
from functions.documents.uploads import Accepted
from functions.gateway.http.serializers import accepted_described, turn_described
from functions.stores.conversations import Turn
from functions.stores.facts import DocumentState
from minirag.async_client import AsyncClient
from minirag.client import Client

ID = "019c13ec-9e00-72d7-9642-b726b0440162"
SENT = ("Filters", "Options", "Exchange")
TOLD = ("Quote", "Citation", "Usage")
FOUND = {"SearchResult": "Found", "SearchedPassage": "Passage", "ScoredSentence": "Sentence", "Scores": "Scores"}


def plain(type_: Any) -> Any:
    """Return a type without its bounds, with structures by their names."""
    if get_origin(type_) is Annotated:
        return plain(get_args(type_)[0])
    if get_origin(type_) is Literal:
        return str
    if get_origin(type_) in (Union, UnionType):
        return frozenset(map(plain, get_args(type_)))
    if isinstance(type_, type) and issubclass(type_, msgspec.Struct):
        return FOUND.get(type_.__name__, type_.__name__)
    return (get_origin(type_), *map(plain, get_args(type_))) if get_origin(type_) else type_


def types(structure: type[msgspec.Struct]) -> dict[str, Any]:
    """Return the type of each field by its name in JSON."""
    return {one.encode_name: plain(one.type) for one in msgspec.structs.fields(structure)}


@pytest.mark.parametrize("name", [*SENT, *TOLD])
def test_a_structure_has_the_servers_fields_with_their_types(name: str) -> None:
    assert types(getattr(minirag, name)) == types(getattr(questions, name))


@pytest.mark.parametrize(("theirs", "ours"), FOUND.items())
def test_what_a_search_finds_has_the_servers_fields_with_their_types(theirs: str, ours: str) -> None:
    assert types(getattr(minirag, ours)) == types(getattr(searches, theirs))


@pytest.mark.parametrize("name", ["Filters", "Options"])
def test_what_is_left_out_means_what_the_server_takes_it_for(name: str) -> None:
    assert msgspec.to_builtins(msgspec.convert({}, getattr(minirag, name))) == {}
    ours, theirs = (
        {one.name: one.default for one in msgspec.structs.fields(getattr(module, name))}
        for module in (minirag, questions)
    )
    assert ours == theirs


def test_an_answer_has_every_field_that_is_shown() -> None:
    shown = types(AnswerView)
    assert {name: type_ for name, type_ in types(minirag.Answer).items() if name in shown} == shown


def test_a_document_is_what_the_gateway_describes() -> None:
    state = DocumentState(
        key=DocumentKey(IndexKey("default", "any"), ID),
        generation=Generation(ID),
        phase="failed",
        upload=None,
        accepted_at=0,
        progressed_at=0,
    )
    told = as_sent(accepted_described(Accepted(state, unchanged=True)))
    del told["status"], told["location"]
    assert set(told) == set(types(minirag.Document))
    assert as_sent(msgspec.convert(told, minirag.Document)) == told


def test_a_turn_is_what_the_gateway_describes() -> None:
    turn = Turn(id=ID, tenant="default", conversation=ID, at=0, question="Why?", answer="So.")
    told = as_sent(turn_described(turn))
    assert set(told) == set(types(minirag.Turn))


def as_sent(data: object) -> dict[str, Any]:
    """Return data as it is after its way through JSON."""
    return msgspec.json.decode(msgspec.json.encode(data), type=dict[str, Any])


def signatures(client: type) -> dict[str, list[str]]:
    """Return the parameters of each public method."""
    public = {name: method for name, method in vars(client).items() if callable(method) and name[0] != "_"}
    return {name: [str(one) for one in inspect.signature(made).parameters.values()] for name, made in public.items()}


def test_both_clients_have_the_same_methods() -> None:
    assert signatures(Client) == signatures(AsyncClient)


def test_the_version_is_told() -> None:
    assert minirag.__version__.count(".") == 2
