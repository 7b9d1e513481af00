"""Settings of Knative Serving that some overlays need and that it has switched off by itself."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from cli.cluster.kubectl import get


class Flag(NamedTuple):
    """What in a Service's template needs which setting."""

    sign: str
    configmap: str
    key: str
    value: str


FLAGS = (
    Flag('"runtimeClassName":', "config-features", "kubernetes.podspec-runtimeclassname", "enabled"),
    Flag('"persistentVolumeClaim":', "config-features", "kubernetes.podspec-persistent-volume-claim", "enabled"),
    Flag('"image": {"reference"', "config-features", "kubernetes.podspec-volumes-image", "enabled"),
    Flag('"autoscaling.knative.dev/initial-scale": "0"', "config-autoscaler", "allow-zero-initial-scale", "true"),
)


class Setting(NamedTuple):
    """A flag that an overlay needs, as the cluster has it."""

    name: str
    ok: bool
    seen: str
    mend: str


def flags_of(rendered: list[dict[str, Any]]) -> list[Flag]:
    """Return the flags that the Services among an overlay's documents need."""
    services = json.dumps(
        [one["spec"] for one in rendered if one.get("apiVersion", "").startswith("serving.knative.dev/")]
    )
    return [flag for flag in FLAGS if flag.sign in services]


def needed_flags(rendered: list[dict[str, Any]]) -> Iterator[Setting]:
    """Yield each of them as the cluster has it."""
    return map(_looked_up, flags_of(rendered))


def _looked_up(flag: Flag) -> Setting:
    data = (get("configmap", flag.configmap, namespace="knative-serving") or {}).get("data", {})
    seen = str(data.get(flag.key, "not set"))
    patch = json.dumps({"data": {flag.key: flag.value}})
    mend = f"kubectl patch configmap/{flag.configmap} -n knative-serving --type merge -p '{patch}'"
    return Setting(f"Serving's {flag.key}", seen.lower() == flag.value, seen, mend)
