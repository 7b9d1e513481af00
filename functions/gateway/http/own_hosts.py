"""The names under which this gateway may be called, checked before anything else of a request is looked at."""

from urllib.parse import urlsplit

from starlette.responses import Response

from events.errors import Rejected
from events.hosts import LOOPBACK, names_in
from functions.gateway.http.responses import problem, problem_data
from functions.serving.settings import Settings

IN_CLUSTER = ".svc.cluster.local"


def refusal(error: Rejected) -> Response:
    """Return the answer to a request for another name."""
    return problem(problem_data(error.status, error.detail), {"connection": "close"})


def own_names(settings: Settings, address: str) -> frozenset[str]:
    """Return the names of a gateway that other functions reach at `address`, for answers, and at `own_url`.

    The loopback names are among them on a cluster, too: there a tunnel (kubectl port-forward) and queue-proxy use them.
    """
    own = {urlsplit(address).hostname or "", *_short_names(urlsplit(settings.own_url).hostname or "")}
    return LOOPBACK | names_in(settings.allowed_hosts) | (own - {""})


def _short_names(host: str) -> set[str]:
    """Return a Service's name in its cluster as others may write it: `gateway.minirag` for the whole one."""
    if not host.endswith(IN_CLUSTER):
        return {host}
    short = host.removesuffix(IN_CLUSTER)
    return {host, short, f"{short}.svc", short.partition(".")[0]}
