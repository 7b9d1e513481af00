"""The connection to Weaviate and the shape of what is kept there; the only user of the package `weaviate`."""

import atexit
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import msgspec
import weaviate
from weaviate.classes.aggregate import GroupByAggregate as GroupBy
from weaviate.classes.config import Configure, ConsistencyLevel, DataType, Property, Tokenization
from weaviate.classes.init import AdditionalConfig, Auth, Timeout
from weaviate.classes.query import Filter, MetadataQuery, Sort
from weaviate.collections.classes.data import DataObject
from weaviate.collections.classes.filters import _Filters as Condition
from weaviate.exceptions import UnexpectedStatusCodeError, WeaviateBaseError

from events.errors import Unavailable

__all__ = [
    "Condition",
    "DataObject",
    "Filter",
    "GroupBy",
    "MetadataQuery",
    "Sort",
    "Weaviate",
    "explained",
]

FACTS, OPEN, TURNS, FAILURES, PASSAGES, PLANS = (
    f"Minirag{name}" for name in ("Fact", "Open", "Turn", "Failure", "Passage", "Plan")
)
PAGE = 1000  # objects of one answer
_TIMEOUT = Timeout(init=5, query=30, insert=60)  # seconds
_EXISTS = "already exists"
_FORBIDDEN = 403


def _field(name: str) -> Property:
    """A text that is only compared as a whole."""
    return Property(name=name, data_type=DataType.TEXT, tokenization=Tokenization.FIELD, index_searchable=False)


def _kept(name: str) -> Property:
    """A text that is only given back."""
    return Property(name=name, data_type=DataType.TEXT, index_filterable=False, index_searchable=False)


def _words(name: str) -> Property:
    return Property(name=name, data_type=DataType.TEXT, tokenization=Tokenization.WHITESPACE, index_filterable=False)


def _number(name: str) -> Property:
    return Property(name=name, data_type=DataType.INT)


# A property that is added here is added to a collection that exists already; none is ever changed or removed.
SCHEMA: dict[str, list[Property]] = {
    FACTS: [
        *map(_field, ("tenant", "model", "document", "generation", "kind", "archive")),
        _number("number"),
        _number("at"),
        _kept("data"),
    ],
    OPEN: [*map(_field, ("tenant", "model", "document", "generation", "purpose"))],
    TURNS: [*map(_field, ("tenant", "key", "conversation")), _number("at"), _kept("question"), _kept("body")],
    PLANS: [_field("tenant"), _number("number"), _kept("body")],
    FAILURES: [*map(_field, ("tenant", "key")), _number("at"), _kept("body")],
}
# Of each collection of passages. There is one for each embedding model, for a collection's vectors are of one length.
PASSAGE: list[Property] = [
    *map(_field, ("document", "generation", "hash", "date", "language")),
    *map(_number, ("position", "page", "start", "end")),
    *map(_kept, ("name", "heading", "text", "metadata")),
    Property(name="recognised", data_type=DataType.NUMBER, index_filterable=False),
    _words("text_words"),  # those of name and heading too
    Property(name="facets", data_type=DataType.TEXT_ARRAY, tokenization=Tokenization.FIELD, index_searchable=False),
]


class Weaviate:
    """One connection of a process, opened at its first use; it mends itself after the server was away."""

    def __init__(self, url: str) -> None:
        parts, query = urlsplit(url), parse_qs(urlsplit(url).query)
        try:
            self._host, self._port = parts.hostname or "", parts.port or 8080
            self._grpc, self._replicas = int(query.get("grpc", ["50051"])[0]), int(query.get("replicas", ["1"])[0])
        except ValueError as error:
            raise Unavailable(f"STORE_URL is {url!r}: write weaviate://HOST:8080?grpc=50051") from error
        self._lock = threading.Lock()
        self._client: weaviate.WeaviateClient | None = None
        self._models: dict[str, str] = {}
        os.register_at_fork(after_in_child=self._forget)  # a child must not speak on its parent's connections

    def collection(self, name: str, tenant: str = "") -> Any:  # noqa: ANN401 - the package's own types say no more
        """Return a collection of the schema, of one tenant where it has tenants; a majority of replicas must agree."""
        found = self._connected().collections.use(name).with_consistency_level(ConsistencyLevel.QUORUM)
        return found.with_tenant(tenant) if tenant else found

    def insert_new(self, name: str, id_: str, properties: dict[str, Any]) -> bool:
        """Insert one object unless it is there already; tell whether it was new, as far as the server knew."""
        try:
            self.collection(name).data.insert(properties, uuid=id_)
        except UnexpectedStatusCodeError as error:
            if _EXISTS in str(error):
                return False
            raise
        return True

    def every(self, name: str, where: object, wanted: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Yield these properties of all objects that fit, page by page."""
        offset = 0
        while True:
            query = self.collection(name).query
            page = query.fetch_objects(filters=where, limit=PAGE, offset=offset, return_properties=list(wanted)).objects
            yield from (found.properties for found in page)
            offset += PAGE
            if len(page) < PAGE:
                return

    def models(self) -> dict[str, str]:
        """Return the collection of passages of each embedding model that has one."""
        found = self._connected().collections.list_all()
        return {one.description or "": name for name, one in sorted(found.items()) if name.startswith(PASSAGES)}

    def has_passages_of(self, model: str) -> bool:
        """Tell whether there is a collection of a model's passages."""
        if model not in self._models:
            self._models = self.models()
        return model in self._models

    def passages_of(self, model: str) -> str:
        """Return the collection of a model's passages, which is made when it is missing."""
        if model not in self._models:
            known = self.models()
            if model not in known:
                known[model] = collection_of(model)
                _tolerating(partial(_create, self._connected(), known[model], PASSAGE, self._replicas, model))
            self._models = known
        return self._models[model]

    def remove(self, name: str, where: object, tenant: str = "") -> int:
        """Remove all objects that fit, as many at a time as the server is willing to; return how many."""
        removed = 0
        while True:
            result = self.collection(name, tenant).data.delete_many(where=where)
            removed += int(result.successful)
            if result.failed:
                raise Unavailable(f"{result.failed} objects in the store (Weaviate) could not be removed")
            if not result.successful:
                return removed

    def _forget(self) -> None:
        self._lock, self._client = threading.Lock(), None

    def close(self) -> None:
        """End the connection; the next use opens another."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _connected(self) -> "weaviate.WeaviateClient":
        with self._lock:
            if self._client is None:
                client = self._connect()
                _prepare_if_allowed(client, self._replicas)
                self._client = client
                atexit.register(client.close)
            return self._client

    def _connect(self) -> "weaviate.WeaviateClient":
        key = os.environ.get("WEAVIATE_API_KEY", "")
        return weaviate.connect_to_custom(
            http_host=self._host,
            http_port=self._port,
            http_secure=False,
            grpc_host=self._host,
            grpc_port=self._grpc,
            grpc_secure=False,
            auth_credentials=Auth.api_key(key) if key else None,
            additional_config=AdditionalConfig(timeout=_TIMEOUT, trust_env=False),
            skip_init_checks=True,  # which would also ask a package index for a newer version
        )


def collection_of(model: str) -> str:
    """Return a name for the collection of a model's passages: other characters than letters and digits as `_2d`."""
    kept = (chr(code) if chr(code).isascii() and chr(code).isalnum() else f"_{code:02x}" for code in model.encode())
    return f"{PASSAGES}_{''.join(kept)}"


def _prepare_if_allowed(client: "weaviate.WeaviateClient", replicas: int) -> None:
    """Make what is missing, unless our key is one that only reads: the functions that write make it then."""
    try:
        _prepare(client, replicas)
    except UnexpectedStatusCodeError as error:
        if error.status_code != _FORBIDDEN:
            raise


def _prepare(client: "weaviate.WeaviateClient", replicas: int) -> None:
    """Make what is missing; several processes may do so at once, and the later ones find it done."""
    existing = client.collections.list_all(simple=False)
    for name, properties in SCHEMA.items():
        if name not in existing:
            _tolerating(partial(_create, client, name, properties, replicas))
    for name, found in existing.items():
        known = {one.name for one in found.properties}
        wanted = PASSAGE if name.startswith(PASSAGES) else SCHEMA.get(name, [])
        for missing in [one for one in wanted if one.name not in known]:
            _tolerating(partial(client.collections.use(name).config.add_property, missing))
    if PASSAGES in existing and not existing[PASSAGES].description:
        client.collections.use(PASSAGES).config.update(description=_model_of_old(client))


def _model_of_old(client: "weaviate.WeaviateClient") -> str:
    """Return the model of the one collection of passages that earlier versions had: the fingerprint of the last upload
    names it."""
    newest = client.collections.use(FACTS).query.fetch_objects(
        filters=Filter.by_property("kind").equal("uploaded"),
        sort=Sort.by_property("generation", ascending=False),
        limit=1,
    )
    fingerprints = [msgspec.json.decode(str(one.properties["data"]))["fingerprint"] for one in newest.objects]
    return fingerprints[0].partition("/")[2] if fingerprints else "unknown"


def _create(
    client: "weaviate.WeaviateClient",
    name: str,
    properties: list[Property],
    replicas: int,
    description: str = "",
) -> None:
    many = name.startswith(PASSAGES)
    client.collections.create(
        name=name,
        description=description or None,
        properties=properties,
        vector_config=Configure.Vectors.self_provided(
            vector_index_config=Configure.VectorIndex.hnsw() if many else Configure.VectorIndex.flat()
        ),
        multi_tenancy_config=Configure.multi_tenancy(
            enabled=many, auto_tenant_creation=many, auto_tenant_activation=many
        ),
        replication_config=Configure.replication(factor=replicas),
    )


def _tolerating(make: Callable[[], object]) -> None:
    try:
        make()
    except UnexpectedStatusCodeError as error:
        if _EXISTS not in str(error):
            raise


@contextmanager
def explained() -> Iterator[None]:
    """Turn what the package raises into `Unavailable`, with its first line."""
    try:
        yield
    except (WeaviateBaseError, httpx.HTTPError) as error:
        reason = (str(error).strip() or type(error).__name__).partition("\n")[0][:600]
        raise Unavailable(f"the store (Weaviate) does not answer as it should: {reason}") from error
