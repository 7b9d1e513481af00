"""docs/events.md says what is so."""

import json
import re
from dataclasses import dataclass

import msgspec
import pytest
import yaml

from events.registry import TYPES
from tests.unit.manifests.base_manifests import ROOT, event_type, named, of_kind, subscriber, with_ocr

PAGE = ROOT / "docs" / "events.md"
ANYWHERE = {"tenant", "signature", "traceparent"}  # extensions that any event may carry
CORE = {"specversion", "id", "source", "type", "time", "subject", "datacontenttype", "data", "data_base64"}
OUTSIDE = {"any producer", "observers"}


@dataclass(frozen=True)
class Row:
    """One row of the table of types; fields and extensions by name, true where they are required."""

    type: str
    schema: str
    makers: tuple[str, ...]
    takers: tuple[str, ...]
    fields: dict[str, bool]
    extensions: dict[str, bool]

    def __str__(self) -> str:
        return self.type

    def posted_by(self) -> set[str]:
        """Return our own functions that post the event, rather than answering with it."""
        return {maker for maker in self.makers if "(reply)" not in maker} - OUTSIDE


def _row(line: str) -> Row:
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    type_, schema = re.fullmatch(r"\[(.+)]\((.+)\)", cells[0]).groups()  # type: ignore[union-attr]
    return Row(type_, schema, _listed(cells[1]), _listed(cells[2]), _marked(cells[3]), _marked(cells[4]))


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.replace("*", "").split(","))


def _marked(cell: str) -> dict[str, bool]:
    return {name.rstrip("?"): not name.endswith("?") for name in re.findall(r"`(.+?)`", cell)}


ROWS = [_row(line) for line in PAGE.read_text().splitlines() if line.startswith("| [minirag.")]
each_row = pytest.mark.parametrize("row", ROWS, ids=str)


def test_table_has_every_type_in_the_order_of_the_registry() -> None:
    assert [row.type for row in ROWS] == list(TYPES)


@each_row
def test_type_links_to_its_schema(row: Row) -> None:
    assert (PAGE.parent / row.schema).resolve() == ROOT / "events" / "schemas" / f"{row.type}.json"
    assert (PAGE.parent / row.schema).is_file()


@each_row
def test_data_lists_the_fields_of_the_structure(row: Row) -> None:
    fields = msgspec.structs.fields(TYPES[row.type])

    assert row.fields == {field.encode_name: field.required for field in fields}


@each_row
def test_takers_are_the_subscribers_of_the_triggers(row: Row) -> None:
    subscribers = {subscriber(trigger) for trigger in with_ocr("Trigger") if event_type(trigger) == row.type}

    assert set(row.takers) - OUTSIDE == subscribers


@each_row
def test_makers_are_functions_of_ours(row: Row) -> None:
    makers = {maker.removesuffix(" (reply)") for maker in row.makers} - OUTSIDE

    assert makers == {named("Service", maker).name for maker in makers}


def test_makers_that_post_are_those_bound_to_the_broker() -> None:
    posting = set().union(*(row.posted_by() for row in ROWS))

    assert posting == {binding.name for binding in of_kind("SinkBinding")}


@each_row
def test_sample_carries_the_extensions_of_its_type(row: Row) -> None:
    sample = json.loads((ROOT / "events" / "samples" / f"{row.type}.json").read_text())
    carried = sample.keys() - CORE - ANYWHERE

    assert {name for name, required in row.extensions.items() if required} <= carried <= row.extensions.keys()


@pytest.mark.parametrize("extension", sorted(ANYWHERE.union(*(row.extensions for row in ROWS))))
def test_extension_has_a_paragraph_of_its_own(extension: str) -> None:
    assert re.search(rf"^\*\*[^*]*\b{extension}\b[^*]*\*\*", PAGE.read_text(), re.IGNORECASE | re.MULTILINE)


def test_example_trigger_is_as_complete_as_our_own() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(), re.DOTALL)
    delivery = yaml.safe_load(example)["spec"]["delivery"]

    assert delivery.keys() == of_kind("Trigger")[0].spec["delivery"].keys()
