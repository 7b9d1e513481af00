"""The MiniRAG that is deployed on the cluster of KUBECONFIG, as the flow tests see it."""

import json
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx

from cli.cluster.cluster_secrets import secret_value
from cli.cluster.gateway_access import gateway_client
from cli.cluster.kubectl import NAMESPACE, get, kubectl
from cli.cluster.port_forward import forwarded
from tests.system import PATIENCE, System, until

# Run inside the gateway's pod: it has the stores' addresses and credentials, whatever stores they are.
DUMP = """
import sys
from functions.stores.opening import open_passages, store_settings
for line in open_passages(store_settings().store_url).dump():
    sys.stdout.buffer.write(line.rstrip(b"\\n") + b"\\n")
"""


class Cluster(System):
    """A deployed MiniRAG; each run's documents have a folder of their own and are deleted in the end."""

    def __init__(self, gateway: httpx.Client, internal: httpx.Client, ingress: str) -> None:
        self.http, self._internal = gateway, internal
        self.broker = f"{ingress}/{NAMESPACE}/default"
        self.prefix = f"e2e-{uuid.uuid4().hex[:8]}/"
        self.max_upload_bytes = int(get("configmap", "minirag")["data"]["MAX_UPLOAD_BYTES"])

    def call(self, service: str, **request: Any) -> httpx.Response:
        """Send a request to any service through the ingress that only the cluster sees."""
        headers = {"host": f"{service}.{NAMESPACE}.svc.cluster.local"} | dict(request.pop("headers", {}))
        method, path = request.pop("method", "POST"), request.pop("path", "/")
        return self._internal.request(method, path, headers=headers, **request)

    def passages(self) -> list[dict[str, Any]]:
        """Return every passage in the store, whichever it is."""
        return [json.loads(line) for line in self._in_gateway(DUMP).splitlines()]

    def signing_key(self) -> str:
        """Return the key in the deployment's Secret."""
        return secret_value("minirag", "signing")

    def settle(self) -> None:
        """Return when a later document has passed every stage: what was sent before has been delivered then."""
        later = f"later-{time.time_ns()}.txt"
        self.upload(later, f"Nothing but the time: {later}.")
        self.wait_for(later)

    def documents(self) -> list[dict[str, Any]]:
        """Return this run's documents."""
        return [one for page in self._pages() for one in page if one["name"].startswith(self.prefix)]

    def clear(self) -> None:
        """Delete this run's documents."""
        for one in self.documents():
            self.http.delete(f"/documents/{one['id']}")

    def pods(self, service: str = "") -> list[str]:
        """Return the names of a Service's pods, or of all Services' pods."""
        label = f"serving.knative.dev/service={service}" if service else "serving.knative.dev/service"
        return [pod["metadata"]["name"] for pod in get("pods", labels=label)]

    def _in_gateway(self, program: str) -> str:
        def pod() -> str | None:
            self.http.get("/healthz")  # brings one up
            found = get("pods", labels="serving.knative.dev/service=gateway")
            alive = (one["metadata"] for one in found if one["status"].get("phase") == "Running")
            return next((one["name"] for one in alive if "deletionTimestamp" not in one), None)

        name = until(pod, "a gateway runs")
        return kubectl("exec", name, "-n", NAMESPACE, "-c", "gateway", "--", "python", "-c", program)

    def _pages(self) -> Iterator[list[dict[str, Any]]]:
        asked: dict[str, Any] = {"limit": 500}
        while True:
            page = self.http.get("/documents", params=asked).raise_for_status().json()
            yield page["documents"]
            if not page.get("next"):
                return
            asked = {"limit": 500, "after": page["next"]}


@contextmanager
def deployed() -> Iterator[Cluster]:
    """Open the ways into the cluster, and clear away the run's documents in the end."""
    with ExitStack() as ways:
        gateway = ways.enter_context(gateway_client()).transport.http
        gateway.timeout = httpx.Timeout(PATIENCE)
        internal = ways.enter_context(forwarded("service/kourier-internal", 80, "kourier-system"))
        ingress = ways.enter_context(forwarded("service/broker-ingress", 80, "knative-eventing"))
        url = f"http://127.0.0.1:{internal}"
        client = ways.enter_context(httpx.Client(base_url=url, timeout=PATIENCE, trust_env=False))
        system = Cluster(gateway, client, f"http://127.0.0.1:{ingress}")
        ways.callback(system.clear)
        yield system
