"""`./build.sh doctor`: what the cluster has and lacks."""

import sys

import click

from cli.cluster.checks import all_findings
from cli.cluster.rendering import overlay_folder


@click.command()
@click.argument("overlay", default="microk8s")
def doctor(overlay: str) -> None:
    """Look at everything that deploying OVERLAY needs; for each missing thing, say what mends it. Changes nothing.

    What is BETTER mended keeps no deployment from being made, but will disturb it. Status 1 when something is MISSING.
    """
    found = []
    for finding in all_findings(overlay_folder(overlay)):
        found.append(finding)
        sign = "ok     " if finding.ok else "MISSING" if finding.needed else "BETTER "
        click.echo(f"{sign} {finding.what}: {finding.seen}")
        if not finding.ok:
            click.echo(f"        {finding.mend}")
    sys.exit(not all(finding.ok or not finding.needed for finding in found))
