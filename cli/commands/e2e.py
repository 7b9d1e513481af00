"""`./build.sh e2e`: the Broker's contract, the flow tests and the cluster's own tests against a deployed MiniRAG."""

import os
import subprocess
import sys
import time

import click

from cli.client.address import ROOT
from cli.cluster.eventing_restarts import eventing_pods, restarts_between
from cli.cluster.gateway_route import route

FLOWS = (
    "documents",
    "formats",
    "archives",
    "labels",
    "questions",
    "search",
    "languages",
    "kinds_of_questions",
    "follow_ups",
    "openai",
    "openai_responses",
)
SUITES = ("tests/contract/broker", *(f"tests/flow/test_{flow}.py" for flow in FLOWS), "tests/e2e")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def e2e(arguments: tuple[str, ...]) -> None:
    """Run the tests against the MiniRAG that is deployed on the cluster of KUBECONFIG; ARGUMENTS go to pytest.

    Files and folders among them replace the suites. The tests' documents lie under a name of their own and are deleted
    in the end; pods are killed on the way, so do not run it while others work. Half an hour or more: going to zero
    alone takes seven minutes. MINIRAG_E2E_ADDRESS is the address by which the cluster reaches this machine, where it
    cannot be guessed. The last lines are the restarts of Eventing's pods meanwhile.
    """
    click.echo(f"testing {route().host}")
    chosen = any((ROOT / one.partition("::")[0]).exists() for one in arguments)
    suites = () if chosen else SUITES
    command = [sys.executable, "-m", "pytest", *suites, *arguments]
    before, started = eventing_pods(), time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "MINIRAG_E2E": "1"}, check=False)
    restarted = restarts_between(before, eventing_pods())
    click.echo(
        f"Eventing's pods in these {time.monotonic() - started:.0f} s: {'' if restarted else 'no restarts'}".rstrip()
    )
    for line in restarted:
        click.echo(f"  {line}")
    sys.exit(done.returncode)
