"""Calls of kubectl, with every trouble as one sentence that says what to do."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from typing import Any

import click

NAMESPACE = "minirag"
_EXPLAINED = {
    "connection refused": "the cluster does not answer: is it running, and does KUBECONFIG name the right one?",
    "no configuration has been provided": "there is no cluster: let KUBECONFIG name the file of yours",
    "current-context": "there is no cluster: let KUBECONFIG name the file of yours",
    "no such host": "the cluster's address is unknown: does KUBECONFIG name the right one?",
    "Unauthorized": "the cluster refuses you: is the certificate or token in KUBECONFIG still valid?",
    "Forbidden": "the cluster does not allow you this: use an account that may administer the namespace",
}


class KubectlError(click.ClickException):
    """A call of kubectl failed; `output` is what it said."""

    def __init__(self, call: str, output: str) -> None:
        self.output = output.strip()
        explained = next((text for sign, text in _EXPLAINED.items() if sign in output), "")
        super().__init__(f"kubectl {call}: {self.output}" + (f"\n{explained}" if explained else ""))


@cache
def command() -> tuple[str, ...]:
    """Return how kubectl is called here: `kubectl`, or `microk8s kubectl`; raise when there is neither."""
    if shutil.which("kubectl"):
        return ("kubectl",)
    if shutil.which("microk8s"):
        return ("microk8s", "kubectl")
    raise click.ClickException("there is neither kubectl nor microk8s on this machine: install kubectl")


def kubectl(*arguments: str, stdin: str = "", timeout: float = 120.0) -> str:
    """Run kubectl and return what it printed; raise `KubectlError` when it fails or takes longer than `timeout` s."""
    call = " ".join(arguments[:4])
    try:
        done = subprocess.run(
            [*command(), *arguments], input=stdin, capture_output=True, text=True, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise KubectlError(call, f"no answer within {timeout:.0f} s") from error
    if done.returncode:
        raise KubectlError(call, done.stderr or done.stdout)
    return done.stdout


def get(kind: str, name: str = "", *, namespace: str = NAMESPACE, labels: str = "") -> Any:  # noqa: ANN401 - any JSON
    """Return the object of this kind and name, None when there is none; without a name, the list of them."""
    selected = [name] if name else []
    chosen = ["--selector", labels] if labels else []
    printed = kubectl("get", kind, *selected, *chosen, "-n", namespace, "-o", "json", "--ignore-not-found")
    found = json.loads(printed) if printed.strip() else None
    if name:
        return found
    return found["items"] if found else []  # of an empty list, kubectl prints nothing


def apply(documents: str) -> str:
    """Apply YAML documents by server-side apply, and return what kubectl says of each."""
    return kubectl("apply", "--server-side", "--force-conflicts", "--field-manager=minirag", "-f", "-", stdin=documents)


def start(*arguments: str, environ: Mapping[str, str] = os.environ) -> subprocess.Popen[str]:
    """Start kubectl in the background, such as for `port-forward` or `logs --follow`; the caller ends it."""
    return subprocess.Popen(
        [*command(), *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=dict(environ)
    )
