"""What a subscriber's answer means, as the Broker's filter and dispatcher read it (knative/eventing `retries.go`)."""

from dataclasses import dataclass
from enum import Enum

from events.binding import STRUCTURED, is_event, media_type, receive
from events.errors import Rejected
from events.event import Event
from events.strict_json import load
from knative.local.targets import Answer

_RETRIED = {404, 408, 409, 429}


class OutcomeKind(Enum):
    DELIVERED = "delivered"
    RETRY = "retry"  # try again while attempts are left, then dead-letter
    REFUSED = "refused"  # dead-letter at once
    BAD_REPLY = "bad reply"  # the ingress would refuse the reply with 400: dead-letter at once, in the ingress's name


@dataclass(frozen=True)
class DeliveryOutcome:
    kind: OutcomeKind
    code: int
    reply: Event | None = None


def judge(answer: Answer) -> DeliveryOutcome:
    """Return what becomes of the delivery that was answered so."""
    code = answer.status
    if 200 <= code < 300:
        return _judge_success(answer)
    return DeliveryOutcome(OutcomeKind.RETRY if code in _RETRIED or code >= 500 else OutcomeKind.REFUSED, code)


def judge_dead_letter(answer: Answer) -> DeliveryOutcome:
    """The same for a dead-letter sink: any 2xx is fine, and what it says is no reply."""
    return DeliveryOutcome(OutcomeKind.DELIVERED, answer.status) if 200 <= answer.status < 300 else judge(answer)


def _judge_success(answer: Answer) -> DeliveryOutcome:
    structured = media_type(answer.headers.get("content-type", "")) == STRUCTURED
    if structured and not _is_object(answer.body):
        return DeliveryOutcome(OutcomeKind.RETRY, 502)
    if not is_event(answer.headers):
        silent = DeliveryOutcome(OutcomeKind.DELIVERED, answer.status)
        return DeliveryOutcome(OutcomeKind.RETRY, 502) if answer.body else silent
    try:
        return DeliveryOutcome(OutcomeKind.DELIVERED, answer.status, receive(answer.headers, answer.body))
    except Rejected:
        return DeliveryOutcome(OutcomeKind.BAD_REPLY, 400)


def _is_object(body: bytes) -> bool:
    try:
        return isinstance(load(body), dict)
    except Rejected:
        return False
