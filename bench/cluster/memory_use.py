"""How much memory the pods use, as the kubelet measures it; no metrics server is needed."""

import json
from collections.abc import Iterator
from typing import Any

from cli.cluster.kubectl import kubectl

GROUPS = {
    "minirag": "MiniRAG",
    "knative-serving": "Serving",
    "knative-eventing": "Eventing",
    "kourier-system": "Kourier",
}


def memory_by_part() -> dict[str, float]:
    """Return the MiB in use: of each container of ours by Service, and of each part of Knative as a whole."""
    found: dict[str, float] = {}
    nodes = json.loads(kubectl("get", "nodes", "-o", "json"))["items"]
    for node in nodes:
        path = f"/api/v1/nodes/{node['metadata']['name']}/proxy/stats/summary"
        for pod in json.loads(kubectl("get", "--raw", path))["pods"]:
            for name, mebibytes in _containers(pod):
                found[name] = round(found.get(name, 0.0) + mebibytes, 1)
    return dict(sorted(found.items()))


def _containers(pod: dict[str, Any]) -> Iterator[tuple[str, float]]:
    namespace = pod["podRef"]["namespace"]
    if namespace not in GROUPS:
        return
    for container in pod.get("containers", []):
        name = container["name"] if namespace == "minirag" else GROUPS[namespace]
        yield name, container.get("memory", {}).get("workingSetBytes", 0) / 2**20
