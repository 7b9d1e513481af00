"""When a failed delivery is tried again."""

import email.utils
import time

from events.whole_number import whole_number
from knative.local.resources import Delivery
from knative.local.targets import Answer

_MOST_DOUBLINGS = 64  # beyond, a number of seconds has no meaning, and beyond 1023 there is none


def longest_delay(delivery: Delivery) -> float:
    """Return the most seconds that a delivery can have to wait for its next attempt."""
    return max(retry_delay(delivery, delivery.retry, Answer(500)), delivery.retry_after_max or 0.0)


def retry_delay(delivery: Delivery, attempt: int, answer: Answer) -> float:
    """Return the seconds to wait after the failed `attempt` (0 is the first delivery).

    Exponential is delay·2^n, linear delay·n, both with n from 0: linear's first retry is immediate, as on Knative.
    """
    wait = delivery.delay * (2.0 ** min(attempt, _MOST_DOUBLINGS) if delivery.policy == "exponential" else attempt)
    if delivery.retry_after_max is None or answer.status not in (429, 503):
        return wait
    return max(wait, min(_retry_after(answer.headers.get("retry-after", "")), delivery.retry_after_max))


def _retry_after(value: str) -> float:
    seconds = whole_number(value)
    if seconds is not None:
        return float(seconds)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, OverflowError):
        return 0.0
