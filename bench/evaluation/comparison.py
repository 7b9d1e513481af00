"""Two indexes on the questions of one data set."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from bench.evaluation.beir import read_data_set
from bench.evaluation.evaluation import measure_text, planned, retrieval_measures
from cli.client.address import find_address
from minirag import Client

Table = tuple[list[str], Iterator[list[str]]]


def comparison(client: Client, data: Path, limit: int, models: Sequence[str]) -> Table:
    """Return the measures of retrieval, one row each, with a column for each model's index.

    Nothing is uploaded: raises `ClickException` when the data set's documents are not there.
    """
    if not find_address().pid:
        raise click.ClickException(
            "--eval asks the functions themselves: run it where MiniRAG runs, without MINIRAG_URL"
        )
    data_set = read_data_set(data)
    if not any(one.name in data_set.contents for one in client.documents()):
        raise click.ClickException(f"none of its documents are here: ./build.sh eval {data} uploads and measures them")
    plan = planned(data_set, limit, 0, 0, ["hybrid"])
    found = [retrieval_measures(client, data_set, plan, model)["hybrid"] for model in models]
    names = [name for name in found[0] if name != "missed"]
    return ["retrieval", *models], ([name, *(measure_text(one[name]) for one in found)] for name in names)
