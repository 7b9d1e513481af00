"""The URLs under which Services and Brokers are reached on this machine."""

from dataclasses import dataclass

from knative.local.resources import Destination, Manifests

SERVICES = "/-/services/"


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
        return f"http://127.0.0.1:{self.sink}{SERVICES}{to.name}{to.path}"
