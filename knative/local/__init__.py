"""The local runtime: runs MiniRAG's Knative manifests on one machine, without a cluster."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (said before any newer syntax is met)
    sys.exit(f"MiniRAG needs Python 3.11 or newer; this is Python {sys.version_info.major}.{sys.version_info.minor}.")
