"""What follows from the time that a question may take: one setting decides every timeout on its last steps."""

SETTING = "QUESTION_DEADLINE_SECONDS"
WRITING = 1.5  # times the deadline: as long as tokens arrive, an answer may still be written so long
SHOWING = 2.5  # and this long a stream of the gateway may last
LONGEST = 600.0  # seconds of one request, which Knative allows unless its administrator raises it
TRAVEL = 5.0  # seconds before that, so that the end is told in words and not by a broken connection


def writing_timeout(deadline: float) -> float:
    """Return the seconds that `generate` may take for one question, and that its Trigger waits for it."""
    return min(WRITING * deadline, LONGEST)


def showing_timeout(deadline: float) -> float:
    """Return the seconds that the gateway may take to show one answer."""
    return min(SHOWING * deadline, LONGEST)


def longest_wait(deadline: float) -> float:
    """Return the seconds after which a question ends, also while its answer is being written."""
    return max(deadline, writing_timeout(deadline) - TRAVEL)


SERVICES = {"generate": writing_timeout, "gateway": showing_timeout}  # the timeouts of these Services
TRIGGERS = {"generate-built": writing_timeout}  # and of these Triggers' deliveries
