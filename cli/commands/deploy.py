"""`./build.sh deploy`: bring MiniRAG to the cluster, wait until it serves, and ask it a first question."""

import time

import click

from cli.cluster.checks import required
from cli.cluster.cluster_secrets import ensure_secrets, secret_value
from cli.cluster.first_question import ask_first_question
from cli.cluster.fitted_generator import fit_generator
from cli.cluster.followed_deadline import follow_deadline
from cli.cluster.gateway_route import route
from cli.cluster.kubectl import KubectlError, apply
from cli.cluster.noted_images import noted_generator, outdated_images, pushed_images
from cli.cluster.readiness import wait_until_ready
from cli.cluster.rendering import (
    Documents,
    as_yaml,
    images_not_pushed,
    overlay_folder,
    render,
    stamp,
)
from cli.cluster.route_hosts import add_hosts, current_host, route_hosts
from cli.terminal.json_output import json_option, print_json
from events.retries import retried, steady

# What a cluster says whose webhooks are still starting.
NOT_YET = ("failed calling webhook", "connection refused", "no endpoints available", "context deadline exceeded")
OTHER_SOURCES = (
    "{} as pushed was built from other sources than those here; for these: ./build.sh images --push REGISTRY"
)
NOT_PUSHED = "no {} was pushed, which this overlay runs: ./build.sh images --push REGISTRY --only {}"
PATIENCE, PAUSE = 120.0, 3.0  # seconds for webhooks, and between two attempts


@click.command()
@click.argument("overlay", default="microk8s")
@click.option("--timeout", default=600.0, show_default=True, help="Seconds until all must be ready.")
@click.option("--question/--no-question", default=True, help="Ask a first question in the end.")
@click.option("--hide-key", is_flag=True, help="Do not print the gateway's key.")
@json_option
def deploy(overlay: str, timeout: float, question: bool, hide_key: bool, as_json: bool) -> None:
    """Deploy an overlay of knative/overlays (or a folder of your own) to the cluster that KUBECONFIG names.

    Can be repeated, and interrupted at any time: documents, answers and keys stay, and what has changed is rolled out
    revision by revision, while the old one serves.
    """
    started = time.monotonic()
    folder = overlay_folder(overlay)
    images = pushed_images()
    if outdated := outdated_images():
        click.echo(f"note: {OTHER_SOURCES.format(' and '.join(outdated))}", err=True)
    for advice in required(folder):
        click.echo(f"note: {advice}", err=True)
    documents = render(folder, images)
    for name in images_not_pushed(documents):
        click.echo(f"note: {NOT_PUSHED.format(name, name.removeprefix('minirag-'))}", err=True)
    follow_deadline(documents)
    for told in fit_generator(documents, noted_generator()):
        click.echo(told, err=as_json)
    add_hosts(documents, route_hosts())
    click.echo(f"applying {len(documents)} objects of {folder.name}", err=as_json)
    roll_out(documents, timeout)
    if add_hosts(documents, current_host()):
        again = "once more, for the gateway's Route got another name than Knative's domains let expect"
        click.echo(again, err=as_json)
        roll_out(documents, timeout)
    click.echo(f"ready after {time.monotonic() - started:.0f} s", err=as_json)
    if question:
        click.echo(ask_first_question(timeout), err=as_json)
    if as_json:
        print_json(reached(hide_key))
    else:
        click.echo(farewell(hide_key))


def roll_out(documents: Documents, timeout: float) -> None:
    """Apply all, and wait until it serves."""
    apply_patiently(stamp(documents, ensure_secrets(documents)))
    wait_until_ready(documents, timeout)


def apply_patiently(documents: Documents) -> None:
    """Apply all, again for a while as long as a webhook of Knative's is not up yet."""
    told: list[str] = []

    def passing(error: Exception) -> bool:
        if not isinstance(error, KubectlError) or not any(sign in error.output for sign in NOT_YET):
            return False
        if not told:
            told.append(f"Knative's webhook is not ready yet; trying again for {PATIENCE:.0f} s")
            click.echo(told[0], err=True)
        return True

    retried(lambda: apply(as_yaml(documents)), passing, steady(PAUSE, PATIENCE))


def reached(hide_key: bool) -> dict[str, str | None]:
    """Return how to reach the gateway from here, for JSON."""
    way = route()
    return {"url": way.url, "host": way.host, "key": None if hide_key else secret_value("minirag", "api-key")}


def farewell(hide_key: bool) -> str:
    """Return how to reach the gateway from here."""
    way = reached(hide_key)
    key = way["key"] or "..."
    return "\n".join(
        [
            f"the gateway: http://{way['host']}  (here: {way['url']}, with `Host: {way['host']}`)",
            "for ./build.sh upload, ask, documents, failures:",
            f"  export MINIRAG_URL={way['url']} MINIRAG_HOST={way['host']} MINIRAG_KEY={key}",
        ]
    )
