"""The stores of this deployment, each opened once per process, after the fork."""

from functions.serving.lazy import LazyResource
from functions.stores.blobs import Blobs
from functions.stores.opening import open_blobs, open_passages, open_records, store_settings
from functions.stores.passages import Passages
from functions.stores.records import Records


def records(*, early: bool = True) -> LazyResource[Records]:
    """Return the records at STORE_URL."""
    return LazyResource(lambda: open_records(store_settings().store_url), early=early)


def passages(*, early: bool = True) -> LazyResource[Passages]:
    """Return the passages at STORE_URL."""
    return LazyResource(lambda: open_passages(store_settings().store_url), early=early)


def blobs(*, early: bool = True) -> LazyResource[Blobs]:
    """Return the blobs at BLOBS_URL."""
    return LazyResource(lambda: open_blobs(store_settings().blobs_url), early=early)
