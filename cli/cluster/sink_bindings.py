"""SinkBindings that are ready and have not bound: their functions do not know the Broker, and nothing says so.

A webhook of Knative's puts K_SINK into a Service whenever one is changed. Where that webhook starts again while a
deployment comes up, as on a busy node, the binding gets ready and the Service stays as it was, for good.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from cli.cluster.kubectl import NAMESPACE, kubectl

_TOUCHED = "minirag/bound-again"  # an annotation: any change makes the webhook look at the Service


def unbound(seen: Mapping[tuple[str, str], dict[str, Any]]) -> list[str]:
    """Return the Services without K_SINK that a binding is there for; `seen`: objects by kubectl's kind and name."""
    subjects = [one["spec"]["subject"]["name"] for (kind, _), one in seen.items() if kind == "sinkbinding"]
    return [name for name in subjects if ("ksvc", name) in seen and not _has_sink(seen["ksvc", name])]


def bind_again(services: Iterable[str], attempt: int) -> None:
    """Change Services in nothing that matters, so that the webhook gives them K_SINK."""
    for name in services:
        kubectl("annotate", "ksvc", name, f"{_TOUCHED}={attempt}", "--overwrite", "-n", NAMESPACE)


def _has_sink(service: dict[str, Any]) -> bool:
    containers = service["spec"]["template"]["spec"]["containers"]
    return any(one["name"] == "K_SINK" for container in containers for one in container.get("env", []))
