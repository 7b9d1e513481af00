"""The names that a cluster gives the gateway's Route, so that the gateway answers to them."""

from typing import Any
from urllib.parse import urlsplit

from cli.cluster.kubectl import NAMESPACE, get
from cli.cluster.rendering import Documents, settings_in
from events.hosts import SETTING

EXAMPLE = "_example"  # the key of a ConfigMap of Knative's that only explains the others


def route_hosts() -> set[str]:
    """Return the names that the gateway's Route has, or will have by Knative's domains when it is made."""
    domains = (get("configmap", "config-domain", namespace="knative-serving") or {}).get("data", {})
    made = {f"gateway.{NAMESPACE}.{domain}" for domain in domains if domain != EXAMPLE}
    return made | current_host()


def current_host() -> set[str]:
    """Return the name that the gateway's Route has; none before there is one."""
    gateway: dict[str, Any] = get("ksvc", "gateway") or {}
    host = urlsplit(gateway.get("status", {}).get("url", "")).hostname
    return {host} if host else set()


def add_hosts(documents: Documents, hosts: set[str]) -> bool:
    """Add names to the setting ALLOWED_HOSTS; tell whether there were new ones."""
    settings = settings_in(documents)
    known = [name for name in settings.get(SETTING, "").split(",") if name]
    settings[SETTING] = ",".join([*known, *sorted(hosts.difference(known))])
    return not hosts <= set(known)
