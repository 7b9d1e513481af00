"""Answers stream, several at once, and a caller may leave early."""

import gc
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jsonschema
import msgspec
import numpy as np
import pytest

from events.errors import Rejected, Unavailable
from events.questions import Message
from model.catalog import Entry
from model.chat import prompt_tokens
from model.decoder import Decoder
from model.generation import Generator, Options
from model.llama import Model, Tokens
from model.weights import ready_path

ENDLESS = Options(max_tokens=1500)
NUMBERS = '{"type": "array", "items": {"type": "integer"}, "minItems": 300}'
COUNT = "Write the numbers from one to two hundred in words, one after the other."


def chat(text: str) -> list[Message]:
    return [Message(role="system", content="You answer briefly."), Message(role="user", content=text)]


def text_of(generator: Generator, question: str, options: Options) -> str:
    return "".join(generator.generate(chat(question), options))


def test_an_answer_comes_in_pieces_with_its_usage(generator: Generator) -> None:
    options = Options(max_tokens=60, json_schema='{"const": "Paris is the capital of France."}')
    answer = generator.generate(chat("What is the capital of France?"), options)
    pieces = list(answer)
    assert "".join(pieces).strip() == '"Paris is the capital of France."'
    assert len(pieces) > 3
    assert answer.finish_reason == "stop"
    assert len(pieces) <= answer.usage.completion_tokens < 60
    assert answer.usage.prompt_tokens > 10


def test_before_its_first_piece_an_answer_tells_that_it_is_not_ready(generator: Generator) -> None:
    running = [generator.generate(chat(COUNT), ENDLESS) for _ in range(generator.slots)]
    waiting = generator.generate(chat("What is the capital of France?"), Options(max_tokens=3))
    assert not waiting.is_ready(0.01)
    for answer in running:
        answer.close()
    assert waiting.is_ready(60)
    assert len(list(waiting)) > 0


def test_an_answer_that_has_ended_is_ready_at_once(generator: Generator) -> None:
    answer = generator.generate(chat("Hello!"), Options(max_tokens=2))
    pieces = list(answer)
    assert pieces and answer.is_ready(0)


def test_looking_whether_an_answer_is_ready_takes_no_piece_away(generator: Generator) -> None:
    options = Options(max_tokens=20)
    _, text = (text_of(generator, "Tell me about rivers.", options) for _ in range(2))  # the prompt is in the cache
    answer = generator.generate(chat("Tell me about rivers."), options)
    assert answer.is_ready(60) and answer.is_ready(0)
    assert "".join(answer) == text


def test_temperature_zero_gives_the_same_answer_once_the_prompt_is_in_the_cache(generator: Generator) -> None:
    """A prompt read in other steps has other last bits, by which the likeliest of two near words may be the other."""
    _, second, third = (text_of(generator, "Tell me about rivers.", Options(max_tokens=40)) for _ in range(3))
    assert second == third


def test_answers_are_those_of_greedy_decoding_one_token_at_a_time(
    generator: Generator, prepared: dict[str, Entry]
) -> None:
    """Drafts and shared prefixes change no token, but where two are as likely up to the last bits of arithmetic."""
    passage = (
        "The Avon rises near Naseby. It flows past Rugby, Warwick and Stratford, and joins the Severn at Tewkesbury."
    )
    model = Model(ready_path(prepared["generate"]))
    for question in ("Where does it rise?", "Repeat the text.", "Where does it rise?", "Repeat the text."):
        messages = chat(f"{passage} {question}")
        text = text_of(generator, f"{passage} {question}", Options(max_tokens=48))
        assert text
        assert how_far_from_the_likeliest(model, prompt_tokens(model, messages), model.tokenize(text)) < 0.5


def how_far_from_the_likeliest(model: Model, prompt: Tokens, answer: Tokens) -> float:
    """Return by how much the score of an answer's token stays behind the highest one, where it does so most."""
    decoder = Decoder(model, sequences=1, context=512, threads=1)
    decoder.batch.add(prompt[:-1], 0, 0)
    decoder.compute()
    decoder.batch.clear()
    decoder.batch.add(np.append(prompt[-1:], answer[:-1]), len(prompt) - 1, 0, wanted=True)
    decoder.compute()
    scores = [decoder.logits(row) for row in range(len(answer))]
    return max(float(row.max() - row[token]) for row, token in zip(scores, answer, strict=True))


def test_a_prompt_that_begins_like_an_earlier_one_computes_only_the_rest(generator: Generator) -> None:
    first, second = (chat("The same long text. " * 20 + end) for end in ("Why?", "How?"))
    for messages in (first, second):
        answer = generator.generate(messages, Options(max_tokens=2))
        list(answer)
    assert answer.usage.prompt_tokens - 10 < answer.reused_tokens < answer.usage.prompt_tokens


def test_prompts_that_begin_alike_are_computed_once_when_they_come_together(generator: Generator) -> None:
    messages = [chat("Quite another long text. " * 20 + end) for end in ("Why?", "How?")]
    answers = [generator.generate(one, Options(max_tokens=2)) for one in messages]
    for answer in answers:
        list(answer)
    assert [answer.reused_tokens > 80 for answer in answers] == [False, True]


def test_an_answer_in_json_fits_its_schema(generator: Generator) -> None:
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {"city": {"type": "string"}, "people": {"type": "integer"}},
    }
    schema |= {"required": ["city", "people"], "additionalProperties": False}
    options = Options(max_tokens=80, json_schema=json.dumps(schema))
    jsonschema.validate(json.loads(text_of(generator, "Name a city and how many people live in it.", options)), schema)


@pytest.mark.parametrize(
    "schema",
    [
        {"const": 'a "quoted" back\\slash\nin two lines'},
        {"type": "object", "properties": {'the "name"': {"type": "null"}}, "required": ['the "name"']},
        {"$defs": {"list": {"type": "array", "items": {"type": "null"}, "maxItems": 2}}, "$ref": "#/$defs/list"},
    ],
    ids=["characters of a value", "characters of a name", "a reference beside its definition"],
)
def test_an_answer_fits_a_schema_that_the_converter_alone_would_break(
    generator: Generator, schema: dict[str, Any]
) -> None:
    options = Options(max_tokens=80, json_schema=json.dumps(schema))
    jsonschema.validate(json.loads(text_of(generator, "Say it.", options)), schema)


@pytest.mark.parametrize("schema", ["no JSON", '{"type": "nonsense"}', '{"$ref": "#/$defs/none"}'])
def test_a_schema_that_is_none_is_rejected(generator: Generator, schema: str) -> None:
    with pytest.raises(Rejected, match="JSON Schema"):
        generator.generate(chat("Hello"), Options(json_schema=schema))


def test_a_schema_that_refers_to_itself_alone_is_rejected(generator: Generator) -> None:
    endless = '{"$defs": {"a": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"}'
    with pytest.raises(Rejected, match="grammar"):
        generator.generate(chat("Hello"), Options(json_schema=endless))


@pytest.mark.parametrize("narrow", [{"top_k": 1}, {"min_p": 1.0}, {"top_p": 1e-6}])
def test_chance_that_may_take_only_the_likeliest_token_takes_it(generator: Generator, narrow: dict[str, float]) -> None:
    likeliest = text_of(generator, "Tell me about rivers.", Options(max_tokens=12))
    options = msgspec.convert({"max_tokens": 12, "temperature": 1.5, "seed": 7, **narrow}, Options)
    assert text_of(generator, "Tell me about rivers.", options) == likeliest


def test_max_tokens_ends_an_answer(generator: Generator) -> None:
    answer = generator.generate(chat(COUNT), Options(max_tokens=7))
    assert list(answer)
    assert (answer.finish_reason, answer.usage.completion_tokens) == ("length", 7)


def test_a_stop_text_ends_an_answer_and_is_left_out(generator: Generator) -> None:
    whole = text_of(generator, "Tell me about rivers.", Options(max_tokens=40))
    word = whole.split()[3]
    answer = generator.generate(chat("Tell me about rivers."), Options(max_tokens=40, stop=(word,)))
    assert "".join(answer) == whole[: whole.index(word)]
    assert answer.finish_reason == "stop"


def test_a_stop_text_of_the_catalogue_ends_every_answer(prepared: dict[str, Entry], generator: Generator) -> None:
    options = Options(max_tokens=40)
    word = text_of(generator, "Tell me about rivers.", options).split()[3]
    entry = msgspec.structs.replace(prepared["generate"], stop=[word])
    stopping = Generator(entry, Model(ready_path(entry)), slots=1, threads=1)
    answer = stopping.generate(chat("Tell me about rivers."), options)
    assert word not in "".join(answer)
    assert answer.finish_reason == "stop"
    stopping.close()


def test_the_seed_decides_what_chance_takes(generator: Generator) -> None:
    def told(seed: int) -> str:
        options = Options(max_tokens=24, temperature=1.5, top_p=0.95, seed=seed)
        return text_of(generator, "Invent a name for a boat.", options)

    told(0)  # from here on the cache holds the prompt, and each answer begins with the same arithmetic
    assert told(1) == told(1)
    assert len({told(seed) for seed in range(1, 5)}) > 1


def test_more_requests_than_slots_all_get_their_whole_answer(generator: Generator) -> None:
    def ask(limit: int) -> tuple[str | None, int]:
        answer = generator.generate(chat("word " * 30 + COUNT), Options(max_tokens=limit, json_schema=NUMBERS))
        list(answer)
        return answer.finish_reason, answer.usage.completion_tokens

    limits = [5, 40, 10, 35, 15, 30]
    with ThreadPoolExecutor(len(limits)) as pool:
        assert list(pool.map(ask, limits)) == [("length", limit) for limit in limits]


def test_answers_at_the_same_time_do_not_mix(generator: Generator) -> None:
    markers = ["1914", "2735", "4088", "6521"]
    questions = [f"The train leaves at gate {marker}. What is the number of the gate?" for marker in markers]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda question: text_of(generator, question, Options(max_tokens=24)), questions))
    assert [[marker for marker in markers if marker in answer] for answer in together] == [[one] for one in markers]


def test_a_prompt_of_several_steps_does_not_stop_a_running_answer(generator: Generator) -> None:
    with generator.generate(chat(COUNT), ENDLESS) as running:
        next(running)
        assert len(list(generator.generate(chat("word " * 600), Options(max_tokens=2)))) <= 2
        assert next(running)


def test_closing_an_answer_frees_its_slot(generator: Generator) -> None:
    first, second = (generator.generate(chat(COUNT), ENDLESS) for _ in range(2))
    next(first)
    next(second)
    with second, generator.generate(chat(COUNT), ENDLESS) as third:
        first.close()
        assert next(third)
        assert first.finish_reason == "cancelled"
        assert list(first) == []
        assert second.finish_reason is None


def test_a_forgotten_answer_frees_its_slot(generator: Generator) -> None:
    forgotten = [generator.generate(chat(COUNT), ENDLESS) for _ in range(2)]
    del forgotten
    gc.collect()
    assert text_of(generator, "What is the capital of France?", Options(max_tokens=5))


def test_an_answer_can_be_left_while_it_waits(generator: Generator) -> None:
    running = [generator.generate(chat(COUNT), ENDLESS) for _ in range(2)]
    waiting = generator.generate(chat(COUNT), ENDLESS)
    waiting.close()
    assert (waiting.finish_reason, waiting.usage.completion_tokens) == ("cancelled", 0)
    for answer in running:
        answer.close()


def test_a_prompt_over_the_context_is_rejected_with_the_numbers(generator: Generator) -> None:
    with pytest.raises(Rejected, match=r"the prompt has \d{4} tokens, the model takes 2047") as caught:
        generator.generate(chat("word " * 3000), Options())
    assert caught.value.status == 413


def test_an_answer_ends_where_the_context_ends(prepared: dict[str, Entry]) -> None:
    entry = msgspec.structs.replace(prepared["generate"], context=100)
    narrow = Generator(entry, Model(ready_path(entry)), slots=2, threads=1)
    endless = Options(max_tokens=1500, json_schema=NUMBERS)
    answers = [narrow.generate(chat(COUNT), endless) for _ in range(2)]
    for answer in answers:
        list(answer)
        assert answer.finish_reason == "length"
        assert answer.usage.prompt_tokens + answer.usage.completion_tokens == narrow.context + 1
    narrow.close()


def test_more_slots_than_a_step_has_outputs_are_rejected(prepared: dict[str, Entry]) -> None:
    with pytest.raises(Rejected, match="65 slots are too many: give at most 64"):
        Generator.load(slots=65)


def test_no_room_for_an_answer_is_rejected(generator: Generator) -> None:
    with pytest.raises(Rejected, match="max_tokens is 0"):
        generator.generate(chat("Hello"), Options(max_tokens=0))


def test_it_counts_its_own_tokens(generator: Generator) -> None:
    assert generator.count_tokens("") == 0
    assert generator.count_tokens("<|im_end|>") > 1  # plain text, not the control token


def test_closing_the_model_ends_its_answers(prepared: dict[str, Entry]) -> None:
    second = Generator.load(slots=1)
    running, waiting = (second.generate(chat(COUNT), ENDLESS) for _ in range(2))
    next(running)
    second.close()
    for answer in (running, waiting):
        with pytest.raises(Unavailable, match="closed"):
            list(answer)
    with pytest.raises(Unavailable, match="closed"):
        second.generate(chat("Hello"), Options())
