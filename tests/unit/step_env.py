"""The world of a step under test: what a test gives it, and nothing else."""

from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from functions.serving.env import Env
from functions.serving.lazy import LazyResource
from functions.serving.settings import Settings
from functions.stores.opening import open_blobs, open_passages, open_records

RESOURCES = ("records", "passages", "blobs", "broker", "reports")


def env_of(settings: Settings | None = None, **given: Any) -> Env:
    """Return a world with these resources, already there; another one raises when it is opened."""
    unknown = given.keys() - set(RESOURCES)
    assert not unknown, f"an Env has no {unknown}"
    resources: dict[str, Any] = {name: LazyResource(partial(_missing, name)) for name in RESOURCES}
    resources |= {name: opened(value) for name, value in given.items()}
    return Env(settings=settings or Settings(), **resources)


def stores_in(folder: Path) -> dict[str, object]:
    """Return real stores that keep everything in a folder, by their names in an `Env`."""
    url = f"sqlite://{folder}/store.sqlite"
    blobs = open_blobs((folder / "blobs").as_uri())
    return {"records": open_records(url), "passages": open_passages(url), "blobs": blobs}


def opened(value: object) -> LazyResource[Any]:
    """Return a resource that has this value."""
    return LazyResource(lambda: value)


def _missing(name: str) -> NoReturn:
    raise AssertionError(f"this test gives the step no {name}")
