"""Makes the durable Broker as weak as a cluster's in-memory one, for tests: it loses, doubles and delays."""

from dataclasses import dataclass, field
from random import Random


@dataclass
class FaultInjection:
    """Shares between 0 and 1 of events lost after acceptance and deliveries doubled; delays up to `delay` seconds."""

    lose: float = 0.0
    double: float = 0.0
    delay: float = 0.0
    random: Random = field(default_factory=Random)

    def loses(self) -> bool:
        return self.lose > 0 and self.random.random() < self.lose

    def waits(self) -> list[float]:
        """Return in how many seconds to deliver: one number, or two when the delivery is doubled."""
        times = 2 if self.double > 0 and self.random.random() < self.double else 1
        return [self.random.random() * self.delay if self.delay else 0.0 for _ in range(times)]
