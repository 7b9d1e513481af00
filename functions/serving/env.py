"""The world of a step: its settings, the stores, the Broker, and the gateways that wait.

Each opens at its first use, once per process; what a function serves with opens right after the fork.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from functions.serving.broker_client import BrokerClient
from functions.serving.lazy import LazyResource
from functions.serving.reports import Reporter
from functions.serving.settings import Settings, read_settings
from functions.stores.blobs import Blobs
from functions.stores.opening import open_blobs, open_passages, open_records, store_settings
from functions.stores.records import Records

if TYPE_CHECKING:
    from functions.stores.passages import Passages  # brings NumPy, which only those who search or store need


@dataclass(frozen=True, slots=True)
class Env:
    """All that a step may reach outside of itself."""

    settings: Settings
    records: LazyResource[Records]
    passages: "LazyResource[Passages]"
    blobs: LazyResource[Blobs]
    broker: LazyResource[BrokerClient]
    reports: LazyResource[Reporter]

    @staticmethod
    def from_environment() -> "Env":
        """Return the world that the variables of this process describe; nothing of it is opened yet."""
        settings = read_settings()
        return Env(
            settings=settings,
            records=LazyResource(lambda: open_records(store_settings().store_url)),
            passages=LazyResource(lambda: open_passages(store_settings().store_url)),
            blobs=LazyResource(lambda: open_blobs(store_settings().blobs_url)),
            broker=LazyResource(lambda: BrokerClient(settings.k_sink, settings.signing_key)),
            reports=LazyResource(lambda: Reporter(settings.signing_key)),
        )
