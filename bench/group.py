"""`./build.sh bench`: the benchmarks, one command each."""

from cli.lazy_group import LazyGroup

ABOUT = {
    "chain": "Cold starts, the chain's own overhead, and the speed of ingest, on this machine.",
    "readers": "Time of the processor to read files, format by format; --beside another checkout.",
    "ocr": "Scans: characters read wrongly, time and memory a page, by engine and kind of page.",
    "search": "Time of a search, recall and memory in a store of 100,000 passages.",
    "engine": "Our engine beside others; --with-peers fetches and builds those first.",
    "soak": "The engine under mixed load for half an hour.",
    "cluster": "Time and memory of what is deployed on the cluster of KUBECONFIG.",
}
bench = LazyGroup(
    "bench",
    {name: f"bench.{name}.command:bench" for name in ABOUT},
    ABOUT,
    help="Measure speed, one subject at a time.",
)
