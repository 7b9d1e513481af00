"""What is compared with whom, and how good it is meant to be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bench.engine.figures import Spread, ratios
from bench.engine.peers import (
    LLAMA_CPP_PYTHON,
    LLAMA_SERVER,
    OURS,
    SENTENCE_TRANSFORMERS,
)

Measured = Mapping[str, Mapping[str, Sequence[float]]]  # by contender and figure: one value for each round


@dataclass(frozen=True, slots=True)
class Aim:
    """One ratio, ours to a peer's: its key in the JSON, what the table calls it, the figure, and the aim."""

    key: str
    text: str
    figure: str
    peer: str
    aim: float
    better: Literal["more", "less"] = "more"

    def reached(self, ratio: float) -> bool:
        """Return whether this ratio is at least as good as the aim."""
        return ratio >= self.aim if self.better == "more" else ratio <= self.aim


_ST, _LS, _LCP = SENTENCE_TRANSFORMERS, LLAMA_SERVER, LLAMA_CPP_PYTHON
AIMS = (
    Aim("embed_tokens_vs_sentence_transformers", "embedding passages, tokens/s", "embed_tokens_per_s", _ST, 1.2),
    Aim("embed_query_time_vs_sentence_transformers", "embedding one question, ms", "embed_query_ms", _ST, 0.33, "less"),
    Aim("embed_memory_vs_sentence_transformers", "embedding, peak memory, MB", "embed_peak_mb", _ST, 0.33, "less"),
    Aim("generate_tokens_vs_llama_server", "distinct, tokens/s", "distinct_tokens_per_s", _LS, 1.0),
    Aim("ttft_vs_llama_server", "distinct, first token p50, ms", "distinct_ttft_p50_ms", _LS, 1.0, "less"),
    Aim("ttft_p95_vs_llama_server", "distinct, first token p95, ms", "distinct_ttft_p95_ms", _LS, 1.0, "less"),
    Aim("generate_tokens_shared_vs_llama_server", "shared, tokens/s", "shared_tokens_per_s", _LS, 1.5),
    Aim("ttft_shared_vs_llama_server", "shared, first token p50, ms", "shared_ttft_p50_ms", _LS, 0.5, "less"),
    Aim("ttft_shared_p95_vs_llama_server", "shared, first token p95, ms", "shared_ttft_p95_ms", _LS, 0.5, "less"),
    Aim("single_client_vs_llama_server", "single, tokens/s while it writes", "single_tokens_per_s", _LS, 1.5),
    Aim(
        "single_client_end_to_end_vs_llama_server",
        "single, tokens/s of the whole wait",
        "single_end_to_end_tokens_per_s",
        _LS,
        1.5,
    ),
    Aim("generate_tokens_vs_llama_cpp_python", "distinct, tokens/s", "distinct_tokens_per_s", _LCP, 2.0),
)


def compared(measured: Measured) -> dict[str, Spread]:
    """Return the ratio of every aim whose peer was measured, by key."""
    return {
        aim.key: ratios(measured[OURS][aim.figure], measured[aim.peer][aim.figure])
        for aim in AIMS
        if aim.figure in measured.get(aim.peer, {})
    }


def rows(measured: Measured) -> list[tuple[str, ...]]:
    """Return the table's rows: what, ours, the peer's, whose, ratio (smallest to largest), the better one, the aim."""
    found = compared(measured)
    return [
        (
            aim.text,
            number(Spread.of(measured[OURS][aim.figure]).median),
            number(Spread.of(measured[aim.peer][aim.figure]).median),
            aim.peer,
            f"{found[aim.key].median:.2f} ({found[aim.key].low:.2f} to {found[aim.key].high:.2f})",
            aim.better,
            f"{'>=' if aim.better == 'more' else '<='} {aim.aim:g}",
            "yes" if aim.reached(found[aim.key].median) else "no",
        )
        for aim in AIMS
        if aim.key in found
    ]


COLUMNS = ("what", "ours", "theirs", "peer", "ours / theirs", "better", "aim", "reached")


def number(value: float) -> str:
    """Return a figure with three digits that count, or all of its whole ones."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
