"""`./build.sh doctor`: what the cluster has and lacks."""

import sys

import click

from knative.cluster.checks import all_findings
from knative.cluster.rendering import overlay_folder


@click.command()
@click.argument("overlay", default="microk8s")
def doctor(overlay: str) -> None:
    """Look at everything that deploying OVERLAY needs; for each missing thing, say what mends it. Changes nothing."""
    found = []
    for finding in all_findings(overlay_folder(overlay)):
        found.append(finding)
        click.echo(f"{'ok     ' if finding.ok else 'MISSING'} {finding.what}: {finding.seen}")
        if not finding.ok:
            click.echo(f"        {finding.mend}")
    sys.exit(not all(finding.ok for finding in found))


if __name__ == "__main__":
    doctor(prog_name="./build.sh doctor")
