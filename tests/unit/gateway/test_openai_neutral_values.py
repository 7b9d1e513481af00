"""Values by which clients say that they want nothing in particular, and the names of those that do not fit."""

from typing import Any

import pytest

from functions.gateway.openai.chat_request import ChatRequest
from functions.gateway.openai.embedding_routes import EmbeddingsRequest, texts_of
from functions.gateway.openai.errors import Unfit
from tests.unit.gateway.openai_bodies import param_of, question_in

WHERE = [{"role": "user", "content": "Where?"}]
NOTHING: list[dict[str, Any]] = [
    {"max_tokens": -1},
    {"max_tokens": 0},
    {"max_completion_tokens": -1},
    {"top_k": -1},
    {"top_k": 0},
    {"top_p": 0},
    {"top_p": 0.0},
    {"stop": ""},
    {"stop": []},
    {"stop": [""]},
    {"seed": -1},
    {"n": 1},
    {"logprobs": False},
    {"tools": []},
    {"stream_options": {}},
    {"logit_bias": {}},
    *({field: None} for field in ChatRequest.__struct_fields__ if field != "messages"),
]


@pytest.mark.parametrize("given", NOTHING, ids=str)
def test_a_value_that_means_none_is_as_good_as_left_out(given: dict[str, Any]) -> None:
    assert question_in(messages=WHERE, **given) == question_in(messages=WHERE)


def test_the_first_limit_that_is_one_counts() -> None:
    assert question_in(messages=WHERE, max_completion_tokens=-1, max_tokens=7).options.max_tokens == 7


def test_empty_texts_that_would_stop_an_answer_are_left_out() -> None:
    assert question_in(messages=WHERE, stop=["", "END"]).options.stop == ["END"]


def test_what_is_not_to_be_stored_is_asked_so() -> None:
    assert [question_in(messages=WHERE, store=store).store for store in (False, True)] == [False, True]


@pytest.mark.parametrize(
    ("given", "param"),
    [
        ({"messages": "?"}, "messages"),
        ({}, "messages"),
        ({"messages": [{"role": "user", "content": 5}]}, "messages[0].content"),
        ({"messages": [*WHERE, {"content": "?"}]}, "messages[1].role"),
        ({"messages": WHERE, "temperature": "hot"}, "temperature"),
        ({"messages": WHERE, "max_tokens": -2}, "max_tokens"),
        ({"messages": WHERE, "top_k": "many"}, "top_k"),
        ({"messages": WHERE, "stop": [1]}, "stop"),
        ({"messages": WHERE, "stream": "yes"}, "stream"),
        ({"messages": WHERE, "stream_options": {"include_usage": 5}}, "stream_options.include_usage"),
        ({"messages": WHERE, "response_format": {"type": "xml"}}, "response_format.type"),
        ({"messages": WHERE, "filters": {"documents": ["x"]}}, "filters.documents[0]"),
        ({"messages": WHERE, "filters": {"colection": "x"}}, "filters.colection"),
    ],
    ids=str,
)
def test_the_first_field_that_does_not_fit_is_named(given: dict[str, Any], param: str) -> None:
    assert param_of(given, ChatRequest) == param


@pytest.mark.parametrize(
    ("given", "param"),
    [
        ({}, "input"),
        ({"input": None}, "input"),
        ({"input": {"a": 1}}, "input"),
        ({"input": "a", "encoding_format": "hex"}, "encoding_format"),
        ({"input": "a", "dimensions": "few"}, "dimensions"),
        ({"input": "a", "model": 5}, "model"),
    ],
    ids=str,
)
def test_the_field_of_an_embedding_that_does_not_fit_is_named(given: dict[str, Any], param: str) -> None:
    assert param_of(given, EmbeddingsRequest) == param


@pytest.mark.parametrize("tokens", [[1, 2], [[1], [2, 3]]], ids=["tokens", "lists of tokens"])
def test_who_sends_tokens_is_told_which_setting_of_the_client_sends_texts(tokens: list[Any]) -> None:
    with pytest.raises(Unfit, match="check_embedding_ctx_length=False") as caught:
        texts_of(tokens)
    assert caught.value.param == "input"


@pytest.mark.parametrize("given", [[{"text": "a"}], [1, "a"], [None]], ids=str)
def test_what_is_neither_text_nor_tokens_is_no_matter_of_that_setting(given: list[Any]) -> None:
    with pytest.raises(Unfit, match="send a string or a list of strings"):
        texts_of(given)
