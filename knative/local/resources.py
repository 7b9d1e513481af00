"""What the manifests say, as plain structures; `manifests` reads them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields

Matches = Callable[[Mapping[str, str]], bool]


@dataclass(frozen=True)
class EnvVar:
    """One environment variable: a value, or a key of a ConfigMap or Secret."""

    name: str
    value: str = ""
    config_map: str = ""
    secret: str = ""
    key: str = ""
    optional: bool = False


@dataclass(frozen=True)
class EnvFrom:
    """Every key of a ConfigMap or Secret as an environment variable."""

    name: str
    secret: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Probe:
    """When an instance is ready: GET `path` answers 200 to 399, or with no path, its port accepts a connection."""

    path: str = ""
    period: float = 0.05  # seconds; Knative's aggressive probing
    initial_delay: float = 0.0  # seconds


@dataclass(frozen=True)
class Scaling:
    """How many instances a Service has; a concurrency of 0 is unlimited, durations are seconds."""

    concurrency: int = 0
    target: float = 100.0
    utilization: float = 0.7
    min_scale: int = 0
    max_scale: int = 1
    window: float = 60.0
    retention: float = 0.0


@dataclass(frozen=True)
class ServiceSpec:
    """A Knative Service: one command, run as child processes on free loopback ports."""

    namespace: str
    name: str
    public: bool
    command: tuple[str, ...]
    env: tuple[EnvVar, ...] = ()
    env_from: tuple[EnvFrom, ...] = ()
    probe: Probe = field(default_factory=Probe)
    scaling: Scaling = field(default_factory=Scaling)
    timeout: float = 300.0  # seconds, the wait for an instance included


@dataclass(frozen=True)
class Destination:
    """Where something goes: a Service or Broker of the manifests with a path, or a bare URL."""

    kind: str  # Service, Broker or URL
    name: str
    path: str
    where: str  # file and line, for messages


@dataclass(frozen=True)
class Delivery:
    """How often and when a delivery is tried again; seconds. The default is that of a Broker without `delivery`."""

    retry: int = 10
    policy: str = "exponential"
    delay: float = 0.2
    timeout: float | None = None
    retry_after_max: float | None = None
    dead_letter: Destination | None = None


@dataclass(frozen=True)
class BrokerSpec:
    namespace: str
    name: str
    delivery: Delivery | None


@dataclass(frozen=True)
class TriggerSpec:
    namespace: str
    name: str
    broker: str
    matches: Matches
    subscriber: Destination
    delivery: Delivery | None
    where: str


@dataclass(frozen=True)
class PingSpec:
    namespace: str
    name: str
    schedule: str
    timezone: str
    data: bytes
    content_type: str
    extensions: Mapping[str, str]
    sink: Destination


@dataclass(frozen=True)
class BindingSpec:
    """A SinkBinding: the Service `subject` gets the sink's address as K_SINK."""

    subject: str
    sink: Destination
    extensions: Mapping[str, str]
    where: str


@dataclass
class Manifests:
    """Everything that folders of manifests declare."""

    services: dict[str, ServiceSpec] = field(default_factory=dict)
    brokers: dict[tuple[str, str], BrokerSpec] = field(default_factory=dict)
    triggers: dict[str, TriggerSpec] = field(default_factory=dict)
    pings: dict[str, PingSpec] = field(default_factory=dict)
    bindings: dict[str, BindingSpec] = field(default_factory=dict)
    config_maps: dict[str, dict[str, str]] = field(default_factory=dict)

    def update(self, later: "Manifests") -> None:
        """Take in what a later folder declares."""
        for kind in fields(self):
            getattr(self, kind.name).update(getattr(later, kind.name))
