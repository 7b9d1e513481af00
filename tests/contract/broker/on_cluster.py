"""The contract's Brokers and Triggers on the cluster of KUBECONFIG, in a namespace of their own."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from cli.cluster.kubectl import get, kubectl
from cli.cluster.port_forward import forwarded

NAMESPACE = "minirag-contract"
INGRESS_PODS = "eventing.knative.dev/brokerRole=ingress"


def own_address() -> str:
    """Return the address by which a pod reaches this machine: that from which this machine reaches a pod."""
    if given := os.environ.get("MINIRAG_E2E_ADDRESS"):
        return given
    pods = get("pods", namespace="knative-eventing", labels=INGRESS_PODS)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect((pods[0]["status"]["podIP"], 9))
        return str(probe.getsockname()[0])


@contextmanager
def brokers_on_cluster(manifests: str) -> Iterator[str]:
    """Make the Brokers and Triggers of `manifests`, and yield the URL of the ingress."""
    kubectl("delete", "namespace", NAMESPACE, "--ignore-not-found", timeout=300)
    kubectl("create", "namespace", NAMESPACE)
    try:
        kubectl("apply", "-n", NAMESPACE, "-f", "-", stdin=manifests)
        for kind in ("broker", "trigger"):
            kubectl("wait", kind, "--all", "-n", NAMESPACE, "--for=condition=Ready", "--timeout=300s", timeout=310)
        with forwarded("service/broker-ingress", 80, "knative-eventing") as port:
            yield f"http://127.0.0.1:{port}"
    finally:
        kubectl("delete", "namespace", NAMESPACE, "--ignore-not-found", timeout=300)
