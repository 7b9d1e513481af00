"""Counters of one process, in the text format of Prometheus."""

from collections import Counter

HELP = {
    "minirag_questions_asked_total": "Questions taken.",
    "minirag_questions_refused_total": "Questions that were refused because too many waited.",
    "minirag_questions_answered_total": "Questions answered.",
    "minirag_questions_failed_total": "Questions that a stage gave up, or that expired.",
    "minirag_questions_abandoned_total": "Questions whose asker went away.",
    "minirag_answer_seconds_total": "Seconds from receipt to the whole answer, over all answered questions.",
    "minirag_first_token_seconds_total": "Seconds from receipt to the first token, over all answered questions.",
    "minirag_searches_asked_total": "Searches taken.",
    "minirag_searches_refused_total": "Searches that were refused because too many waited.",
    "minirag_searches_answered_total": "Searches answered.",
    "minirag_searches_failed_total": "Searches that a stage gave up, or that expired.",
    "minirag_searches_abandoned_total": "Searches whose asker went away.",
    "minirag_search_seconds_total": "Seconds from receipt to the passages, over all answered searches.",
    "minirag_documents_accepted_total": "Documents taken.",
    "minirag_documents_unchanged_total": "Uploads that changed nothing.",
    "minirag_documents_refused_total": "Uploads that were refused.",
    "minirag_documents_deleted_total": "Documents deleted.",
    "minirag_events_total": "Events taken from outside producers.",
}


class Counters:
    """Counts by name; used from the event loop only."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._seconds: dict[str, float] = {}

    def count(self, name: str) -> None:
        """Add one to `minirag_<name>_total`."""
        self._counts[f"minirag_{name}_total"] += 1

    def spend(self, name: str, seconds: float) -> None:
        """Add seconds to `minirag_<name>_seconds_total`."""
        full = f"minirag_{name}_seconds_total"
        self._seconds[full] = self._seconds.get(full, 0.0) + seconds

    def text(self, *, questions: int, searches: int) -> str:
        """Return all of them, and how many questions and searches are waited for at this moment."""
        lines = []
        for kind, waiting in (("questions", questions), ("searches", searches)):
            name = f"minirag_{kind}_waiting"
            lines += [f"# HELP {name} {kind.capitalize()} waited for.", f"# TYPE {name} gauge", f"{name} {waiting}"]
        for name, meaning in HELP.items():
            value = self._seconds.get(name, 0.0) if "_seconds_" in name else self._counts[name]
            lines += [f"# HELP {name} {meaning}", f"# TYPE {name} counter", f"{name} {value}"]
        return "\n".join(lines) + "\n"
