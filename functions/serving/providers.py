"""The stores of this deployment, each opened once per process, after the fork."""

from functions.serving.lazy import Resource
from functions.stores.blobs import Blobs
from functions.stores.opening import open_blobs, open_passages, open_records, store_settings
from functions.stores.passages import Passages
from functions.stores.records import Records


def records(*, early: bool = True) -> Resource[Records]:
    """Return the records at STORE_URL."""
    return Resource(lambda: open_records(store_settings().store_url), early=early)


def passages(*, early: bool = True) -> Resource[Passages]:
    """Return the passages at STORE_URL."""
    return Resource(lambda: open_passages(store_settings().store_url), early=early)


def blobs(*, early: bool = True) -> Resource[Blobs]:
    """Return the blobs at BLOBS_URL."""
    return Resource(lambda: open_blobs(store_settings().blobs_url), early=early)
