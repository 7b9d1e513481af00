"""The URLs under which Services and Brokers are reached on this machine."""

import re
from dataclasses import dataclass

from knative.local.resources import Destination, Manifests

SERVICES = "/-/services/"
_IN_CLUSTER = re.compile(r"http://(?P<name>[a-z0-9-]+)\.(?P<namespace>[a-z0-9-]+)\.svc\.cluster\.local(?P<path>/.*)?")


@dataclass(frozen=True)
class Addresses:
    """Built on the port of the front; the sink has the next one."""

    found: Manifests
    front: int

    @property
    def sink(self) -> int:
        return self.front + 1

    def broker(self, name: str) -> str:
        """Return the ingress of the first Broker of this name, whatever its namespace."""
        namespace = next(namespace for namespace, broker in self.found.brokers if broker == name)
        return f"http://127.0.0.1:{self.sink}/{namespace}/{name}"

    def of(self, to: Destination) -> str:
        """Return the address of a destination; a Service's works without *.localhost, which glibc does not resolve."""
        if to.kind == "URL":
            return to.name
        if to.kind == "Broker":
            return self.broker(to.name)
        return self._service(to.name) + to.path

    def here(self, text: str) -> str:
        """Return a Service's URL in a cluster as its address on this machine, and every other text as it is."""
        match = _IN_CLUSTER.fullmatch(text)
        spec = self.found.services.get(match.group("name")) if match else None
        if match is None or spec is None or spec.namespace != match.group("namespace"):
            return text
        return self._service(spec.name) + (match.group("path") or "")

    def _service(self, name: str) -> str:
        return f"http://127.0.0.1:{self.sink}{SERVICES}{name}"
