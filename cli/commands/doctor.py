"""`./build.sh doctor`: what the cluster has and lacks."""

import sys
from dataclasses import asdict

import click

from cli.cluster.checks import Finding, all_findings
from cli.cluster.rendering import overlay_folder
from cli.terminal.json_output import json_lines_option, print_json


@click.command()
@click.argument("overlay", default="microk8s")
@json_lines_option
def doctor(overlay: str, as_json: bool) -> None:
    """Look at everything that deploying OVERLAY needs; for each missing thing, say what mends it. Changes nothing.

    What is BETTER mended keeps no deployment from being made, but will disturb it. Status 1 when something is MISSING.
    """
    found = []
    for finding in all_findings(overlay_folder(overlay)):
        found.append(finding)
        if as_json:
            print_json(asdict(finding))
        else:
            show(finding)
    sys.exit(not all(finding.ok or not finding.needed for finding in found))


def show(finding: Finding) -> None:
    """Print one thing, and what mends it."""
    sign = "ok     " if finding.ok else "MISSING" if finding.needed else "BETTER "
    click.echo(f"{sign} {finding.what}: {finding.seen}")
    if not finding.ok:
        click.echo(f"        {finding.mend}")
