"""`./build.sh status`: what runs, what waits, and what became of the documents."""

from collections import Counter
from typing import Any

import click
import httpx

from cli.client.address import NotRunning, find_address
from cli.client.gateway_client import gateway
from cli.terminal.json_output import json_option, print_json
from cli.terminal.tables import print_table
from cli.terminal.visible_text import visible

GATEWAY = "gateway"
NEWEST = 100  # documents whose warnings are shown
MENDING = "./build.sh "  # in a warning: it names the command that mends it
COUNTED = ("waiting", "in_flight", "delivered", "retried", "dead_lettered", "dropped")


@click.command()
@json_option
def status(as_json: bool) -> None:
    """Show services, triggers, the Broker's queue and the documents by phase.

    The documents are shown only while the gateway runs: asking for them would start it. Ends with status 1 if it
    cannot show them.
    """
    state = runtime_state()
    instances = state["services"].get(GATEWAY, {}).get("instances", [])
    listed: dict[str, Any] = {"counts": None, "reindexing": None, "rereading": None, "documents": []}
    trouble = ""
    if instances:
        try:
            listed = document_list()
        except click.ClickException as error:  # all else is worth the more
            trouble = error.message
    state["documents"] = listed["counts"]
    state |= {name: listed[name] for name in ("reindexing", "rereading")}
    warnings = Counter(
        warning for one in listed["documents"] for warning in one.get("warnings", ()) if MENDING in warning
    )
    state["warnings"] = dict(warnings.most_common())
    if as_json:
        print_json(state)
    else:
        show(state)
    if trouble:
        raise click.ClickException(f"the documents cannot be shown: {trouble}")


def runtime_state() -> dict[str, Any]:
    """Return the local runtime's own account of its state."""
    address = find_address()
    if not address.sink:
        raise click.ClickException(
            "MINIRAG_URL names a MiniRAG elsewhere: on a cluster, `kn service list -n minirag` tells"
        )
    try:
        state: dict[str, Any] = httpx.get(f"{address.sink}/-/status", timeout=10.0, trust_env=False).json()
    except httpx.HTTPError as error:
        raise NotRunning from error
    return state


def document_list() -> dict[str, Any]:
    """Return the number of documents by phase, how far another model's index is, what is read again, and the newest."""
    with gateway() as client:
        listed: dict[str, Any] = client.request("GET", "/documents", params={"limit": NEWEST}).json()
    return listed


def show(state: dict[str, Any]) -> None:
    """Print the state as tables."""
    columns = ("service", "instances", "waiting", "requests", "cold starts", "errors")
    print_table(columns, (_service(name, service) for name, service in state["services"].items()))
    for name, service in state["services"].items():
        if death := service.get("last_death"):
            times = ", ".join(f"{signal} {count} times" for signal, count in service["deaths"].items())
            click.echo(visible(f"{name} was {death} (so far: {times})"))
        for trouble in dict.fromkeys(instance.get("trouble") for instance in service["instances"]):
            if trouble:
                click.echo(visible(f"{name}, when it started: {trouble}"))
    lanes = {
        name: lane for name, lane in state["triggers"].items() if any(lane.values()) or not name.startswith("dead:")
    }
    print_table(("trigger", *COUNTED), ([name, *(lane[column] for column in COUNTED)] for name, lane in lanes.items()))
    queued, peak = state["broker"]["queued"], state["broker"]["peak"]
    rows = ((type_, queued.get(type_, 0), peak.get(type_, 0)) for type_ in sorted({*queued, *peak}))
    print_table(("broker: event type", "queued", "most at once"), rows)
    click.echo(f"broker: {state['broker']['accepted']} events accepted in {state['uptime']:.0f} s")
    documents = state["documents"]
    if documents is None and not state["services"].get(GATEWAY, {}).get("instances"):
        click.echo("documents: not asked, for the gateway is at zero; ./build.sh documents starts it and asks")
    elif documents is not None:
        click.echo("documents: " + (", ".join(f"{count} {phase}" for phase, count in documents.items()) or "none"))
    for warning, count in state["warnings"].items():
        click.echo(visible(f"{count} of the newest {NEWEST} documents: {warning}"))
    if progress := state["reindexing"]:
        click.echo(visible(f"reindexing to {progress['model']}: {progress['indexed']} of {progress['documents']}"))
    if older := state["rereading"]:
        click.echo(visible(rereading_text(older)))


def rereading_text(older: dict[str, Any]) -> str:
    """Return what is said of documents that an older version has read."""
    count, named = older["documents"], ", ".join(older["names"])
    more = f" and {count - len(older['names'])} more" if count > len(older["names"]) else ""
    return (
        f"read by an older version: {count} ({named}{more}); they answer as they are, and are read again in the "
        "background, by themselves"
    )


def _service(name: str, service: dict[str, Any]) -> tuple[object, ...]:
    states = ", ".join(map(_instance, service["instances"])) or "at zero"
    return name, states, service["waiting"], service["requests"], service["cold_starts"], service["errors"]


def _instance(instance: dict[str, Any]) -> str:
    if instance["state"] != "ready":
        return str(instance["state"])
    busy, idle = instance["in_flight"], instance["idle_seconds"]
    return f"busy with {busy}" if busy else f"idle for {idle or 0:.0f} s"
