"""The generator that the model image was built with, in what is deployed: its name, and the memory that it needs."""

from collections.abc import Iterator
from typing import Any

from cli.cluster.rendering import Documents, services_in, settings_in
from events.errors import Rejected
from model.catalog import Entry, catalog, find
from model.footprint import memory_limit, memory_request

SETTING = "GENERATOR"


def fit_generator(documents: Documents, built_with: str) -> Iterator[str]:
    """Name the generator of the image in the ConfigMap, unless the overlay names another than the default, and let the
    memory of `generate` follow it, unless the overlay sets that. Yield what a person should know of it.

    `built_with` is "" where that is not known: the image is of an earlier version.
    """
    settings = settings_in(documents)
    default = _default()
    named = settings.get(SETTING) or default.name
    if built_with not in ("", named) and named == default.name:
        settings[SETTING] = named = built_with
        yield f"{SETTING} is {named}, which the image was built with"
    elif built_with not in ("", named):
        yield (
            f"{SETTING} is {named} in the overlay, and the image was built with {built_with}: that is right only where "
            "the weights come on a volume"
        )
    yield from _fit_memory(documents, named, default, int(settings.get("GENERATOR_CONTEXT") or 0))


def _fit_memory(documents: Documents, named: str, default: Entry, context: int) -> Iterator[str]:
    service = next(one for one in services_in(documents) if one["metadata"]["name"] == "generate")
    container = service["spec"]["template"]["spec"]["containers"][0]
    slots = next(int(one["value"]) for one in container["env"] if one["name"] == "SLOTS")
    resources = container["resources"]
    if not _is_as_in_base(resources, default, slots):
        return
    request = _request(named, slots, context)
    if request is None:
        yield f"the memory that `generate` needs for {named} is not known: set its requests and limits in an overlay"
        return
    resources["requests"]["memory"], resources["limits"]["memory"] = f"{request}Mi", f"{memory_limit(request)}Mi"
    if named != default.name:
        yield f"`generate` requests {request} MiB for it, and may take {memory_limit(request)}"


def _is_as_in_base(resources: dict[str, Any], default: Entry, slots: int) -> bool:
    """Tell whether the memory is still what the base asks for the default model."""
    usual = memory_request(default, slots)
    asked, most = resources["requests"]["memory"], resources["limits"]["memory"]
    return usual is not None and (asked, most) == (f"{usual}Mi", f"{memory_limit(usual)}Mi")


def _request(named: str, slots: int, context: int) -> int | None:
    try:
        return memory_request(find(named, "generate"), slots, context)
    except Rejected:  # a path within the pods
        return None


def _default() -> Entry:
    return next(one for one in catalog().values() if one.default and one.kind == "generate")
