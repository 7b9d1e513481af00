"""CloudEvents over HTTP: what is read, what is written, what is refused."""

import json
from collections.abc import Mapping

import pytest

from events import binding
from events.errors import Rejected
from events.event import Event, make

BINARY = {"ce-specversion": "1.0", "ce-id": "1", "ce-source": "/s", "ce-type": "t", "content-type": "application/json"}
STRUCTURED = {"content-type": "application/cloudevents+json; charset=utf-8"}


def structured(**attributes: object) -> bytes:
    return json.dumps({"specversion": "1.0", "id": "1", "source": "/s", "type": "t", **attributes}).encode()


def test_an_event_survives_the_way_out_and_back_in() -> None:
    event = make("minirag.document.deleted", "/minirag", "42", {"a": "é"}, {"tenant": "default"})
    assert binding.receive(*binding.send(event)) == event


def test_binary_mode_keeps_the_data_byte_for_byte() -> None:
    assert binding.receive(BINARY, b'{"a": 1 }').data == b'{"a": 1 }'


def test_header_names_are_read_in_any_case() -> None:
    assert binding.receive({name.upper(): value for name, value in BINARY.items()}, b"{}").id == "1"


def test_structured_mode_gives_the_data_as_json() -> None:
    assert json.loads(binding.receive(STRUCTURED, structured(data={"a": "é"})).data) == {"a": "é"}


def test_structured_mode_decodes_binary_data() -> None:
    assert binding.receive(STRUCTURED, structured(data_base64="AAEC")).data == b"\x00\x01\x02"


def test_structured_extensions_become_text() -> None:
    event = binding.receive(STRUCTURED, structured(flag=True, number=7))
    assert (event.get("flag"), event.get("number")) == ("true", "7")


@pytest.mark.parametrize(("headers", "body"), [(BINARY, b"{}"), (STRUCTURED, structured(data={}))])
def test_no_time_is_invented_for_an_event_without_one(headers: Mapping[str, str], body: bytes) -> None:
    event = binding.receive(headers, body)
    assert "time" not in event.attributes
    assert "ce-time" not in binding.send(event)[0]


def test_a_given_time_is_kept_as_it_is() -> None:
    headers = BINARY | {"ce-time": "2026-02-01T09:30:00Z"}
    assert binding.receive(headers, b"{}").get("time").startswith("2026-02-01T09:30:00")


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        pytest.param({}, b"hello", id="no event at all"),
        pytest.param({"content-type": "application/json"}, b"{}", id="plain JSON"),
        pytest.param({"content-type": "application/cloudevents-batch+json"}, b"[]", id="a batch"),
        pytest.param({"ce-specversion": "1.0"}, b"", id="no attributes"),
        pytest.param(BINARY | {"ce-specversion": "0.2"}, b"", id="an old version"),
        pytest.param(BINARY | {"ce-id": ""}, b"", id="an empty id"),
        pytest.param(BINARY | {"ce-bad_name": "x"}, b"", id="a name outside a-z and 0-9"),
        pytest.param(BINARY | {"ce-subject": "caf\u00e9"}, b"", id="a value outside ASCII"),
        pytest.param(STRUCTURED, b"{", id="broken JSON"),
        pytest.param(STRUCTURED, b"[1]", id="JSON but no object"),
        pytest.param(STRUCTURED, b"\xff\xfe", id="no UTF-8"),
        pytest.param(STRUCTURED, b'{"specversion":"1.0","id":"1"}', id="no source, no type"),
        pytest.param(STRUCTURED, b"[" * 100_000, id="JSON nested without end"),
        pytest.param(STRUCTURED, structured()[:-1] + b', "data": Infinity}', id="data that is no JSON"),
        pytest.param(STRUCTURED, structured()[:-1] + b', "data": {"a": 4e999}}', id="a number out of any range"),
        pytest.param(STRUCTURED, b"\xef\xbb\xbf" + structured(), id="a byte order mark"),
        pytest.param(STRUCTURED, structured(source=["/s"]), id="a list as source"),
        pytest.param(STRUCTURED, structured(source=False), id="a boolean as source"),
        pytest.param(STRUCTURED, structured(id=7), id="a number as id"),
        pytest.param(STRUCTURED, structured(subject={"a": 1}), id="an object as subject"),
        pytest.param(STRUCTURED, structured(extensions={"a": 1}), id="extensions as an object"),
        pytest.param(STRUCTURED, structured(number=1.5), id="a fraction as extension"),
        pytest.param(STRUCTURED, structured(data_base64="AA=A"), id="broken base64"),
        pytest.param(STRUCTURED, structured(data_base64=7), id="a number as base64"),
        pytest.param(STRUCTURED, structured(data=1, data_base64="AA=="), id="data twice"),
        pytest.param(STRUCTURED, structured(**{f"x{n}": "" for n in range(100)}), id="a hundred attributes"),
        pytest.param(BINARY | {"ce-subject": "s" * 5000}, b"", id="a value of 5,000 characters"),
        pytest.param(BINARY | {"content-type": "application/cloudevents+avro"}, b"", id="another format"),
        pytest.param(BINARY | {"content-type": "caf\u00e9/x"}, b"", id="a content type outside ASCII"),
    ],
)
def test_what_is_no_event_is_rejected_with_400(headers: Mapping[str, str], body: bytes) -> None:
    with pytest.raises(Rejected) as caught:
        binding.receive(headers, body)
    assert caught.value.status == 400


@pytest.mark.parametrize("missing", ["id", "source", "type"])
def test_what_is_missing_is_named(missing: str) -> None:
    headers = {name: value for name, value in BINARY.items() if name != f"ce-{missing}"}
    with pytest.raises(Rejected, match=f"{missing} is missing"):
        binding.receive(headers, b"{}")


def test_a_text_that_is_no_json_comes_out_of_structured_mode_as_it_is() -> None:
    body = structured(datacontenttype="text/plain", data="caf\u00e9")
    assert binding.receive(STRUCTURED, body).data == "caf\u00e9".encode()


def test_an_event_extended_leaves_the_first_as_it_was() -> None:
    first = Event({"specversion": "1.0", "id": "1", "source": "s", "type": "t"})
    assert first.extended(tenant="a").get("tenant") == "a"
    assert first.get("tenant") == ""
