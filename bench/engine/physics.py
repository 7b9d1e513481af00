"""Which part of what the machine can do at best our figures reach."""

from collections.abc import Mapping
from dataclasses import dataclass

from bench.engine.limits import Limits
from bench.engine.weight_sizes import WeightSizes


@dataclass(frozen=True, slots=True)
class Reached:
    """A figure in the limit's own unit, the limit, and the fraction: which may pass 1 where work is saved."""

    what: str
    unit: str
    figure: float
    limit: float

    @property
    def fraction(self) -> float:
        """The part of the limit that is reached."""
        return self.figure / self.limit


def reached(
    figures: Mapping[str, float], limits: Limits, generator: WeightSizes, embedder: WeightSizes
) -> list[Reached]:
    """Return the fractions for one client's decoding, one prompt's reading, and the embedding of passages.

    `figures` are medians of tokens per second, by the names of `engine_bench` and `bench_engine`.
    """
    decoded = figures["single_tokens_per_s"] * generator.bytes_per_token / 1e9
    read = figures["single_prompt_tokens_per_s"] * generator.flops_per_token / 1e9
    embedded = figures["embed_tokens_per_s"] * embedder.flops_per_token / 1e9
    return [
        Reached("decoding one answer: weights read", "GB/s", decoded, limits.bytes_per_s / 1e9),
        Reached("reading one prompt: products", "GFLOP/s", read, limits.flops_per_s / 1e9),
        Reached("embedding passages: products", "GFLOP/s", embedded, limits.flops_per_s / 1e9),
    ]
