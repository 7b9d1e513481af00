"""`./build.sh undeploy`: take MiniRAG away from the cluster; what people put into it stays unless told."""

import click

from cli.cluster.kubectl import NAMESPACE, get, kubectl

# In this order, so that no event is delivered to what is already gone.
KINDS = (
    "pingsource",
    "trigger",
    "sinkbinding",
    "ksvc",
    "broker",
    "statefulset",
    "deployment",
    "networkpolicy",
    "poddisruptionbudget",
)
LABEL = "app.kubernetes.io/part-of=minirag"


@click.command()
@click.option("--data", is_flag=True, help="Also the documents, answers and keys: claims, Secrets, the namespace.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def undeploy(data: bool, yes: bool) -> None:
    """Remove the functions, their Triggers and the stores' pods. Volumes, Secrets and the namespace stay for the next
    deploy, unless --data is given."""
    if data and not yes:
        click.confirm("Delete every document, answer and key of this MiniRAG for good?", abort=True)
    for kind in KINDS:
        click.echo(kubectl("delete", kind, "-n", NAMESPACE, "-l", LABEL, "--ignore-not-found", timeout=300).rstrip())
    kubectl("delete", "service,configmap", "-n", NAMESPACE, "-l", LABEL, "--ignore-not-found", timeout=300)
    if data:
        kubectl("delete", "namespace", NAMESPACE, "--ignore-not-found", timeout=600)
        kubectl("delete", "persistentvolume", "-l", LABEL, "--ignore-not-found", timeout=300)
        click.echo("the namespace and everything in it is gone; a volume's own folder stays where its class retains it")
    else:
        click.echo(f"left: {', '.join(_left()) or 'nothing'}; --data removes that too")


def _left() -> list[str]:
    claims = [f"claim {one['metadata']['name']}" for one in get("pvc")]
    secrets = [f"secret {one['metadata']['name']}" for one in get("secret", labels=LABEL) or []]
    return claims + secrets
