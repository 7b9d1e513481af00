"""What the routes share: settings, stores, the Broker, the questions that are waited for, counters."""

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from functions.documents.indexes import ActiveModel, Indexes
from functions.documents.ingest import Ingest
from functions.documents.sent_later import sent_later
from functions.gateway.embedding_client import EmbeddingCall
from functions.gateway.http.metrics import Counters
from functions.gateway.questions.pending import PendingQuestions
from functions.serving.broker_client import AsyncBrokerClient, BrokerClient
from functions.serving.env import Env
from functions.serving.lazy import LazyResource
from functions.serving.settings import Settings
from functions.serving.signing import DEFAULT_TENANT
from functions.stores.blobs import Blobs
from functions.stores.records import Records

if TYPE_CHECKING:
    from functions.stores.passages import Passages  # brings NumPy, which only those who search or store need

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a route may use; one per process."""

    settings: Settings
    address: str  # of this very process, for the answers that come back
    records: LazyResource[Records]
    active: ActiveModel  # for questions
    blobs: LazyResource[Blobs]
    passages: "LazyResource[Passages]"  # only to remove an index
    ingest: Ingest  # for uploads, from threads
    async_broker: AsyncBrokerClient  # for questions, from the event loop
    embedding: EmbeddingCall
    waiting: PendingQuestions = field(default_factory=PendingQuestions)
    counters: Counters = field(default_factory=Counters)

    @staticmethod
    def of(env: Env) -> "Services":
        """Return the services of this world; the first question opens the records, once it has woken the functions."""
        settings = env.settings
        return Services(
            settings=settings,
            address=own_address(),
            records=env.records,
            active=ActiveModel(env.records, settings.embedder),
            blobs=env.blobs,
            passages=env.passages,
            ingest=Ingest(env.records, env.blobs, env.broker, settings),
            async_broker=AsyncBrokerClient(settings.k_sink, settings.signing_key),
            embedding=EmbeddingCall(settings.embed_url),
        )

    @property
    def resources(self) -> tuple[LazyResource[Records], LazyResource[Blobs], LazyResource[BrokerClient]]:
        return self.records, self.blobs, self.ingest.broker

    @property
    def indexes(self) -> Indexes:
        return self.ingest.indexes

    def admit(self) -> None:
        """Send on as many documents as may be on their way; when the Broker is away, `reconcile` does so later."""
        with sent_later("what was accepted is on record, and `reconcile` sends it on later"):
            self.ingest.admit()


def services(request: Request) -> Services:
    """Return the services of the application that serves this request."""
    found: Services = request.app.state.services
    return found


def tenant_of_request(_: Request) -> str:
    """Return the tenant that the caller belongs to: the default one until there are API keys."""
    return DEFAULT_TENANT


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a blocking call beside the event loop."""
    return await run_in_threadpool(function, *args, **kwargs)


def own_address() -> str:
    """Return the address at which the other functions reach this very process: the pod's own, or the loopback."""
    local = os.environ.get("HOST", "") in ("127.0.0.1", "localhost")
    host = "127.0.0.1" if local else socket.gethostbyname(socket.gethostname())
    return f"http://{host}:{os.environ.get('PORT', '8080')}"
