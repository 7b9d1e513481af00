"""Which MiniRAG is meant: what the caller gives, else the variables that the shell's commands take, too."""

import os

DEFAULT_URL = "http://localhost:8080"


def base_url(given: str | None) -> str:
    """Return the gateway's address: the given one, `$MINIRAG_URL`, or that of a MiniRAG on this machine."""
    return (given or os.environ.get("MINIRAG_URL") or DEFAULT_URL).rstrip("/")


def headers(key: str | None, host: str | None) -> dict[str, str]:
    """Return what each request brings: the key (`$MINIRAG_KEY`), and the gateway's name at an ingress
    (`$MINIRAG_HOST`)."""
    key = os.environ.get("MINIRAG_KEY", "") if key is None else key
    host = os.environ.get("MINIRAG_HOST", "") if host is None else host
    return ({"host": host} if host else {}) | ({"authorization": f"Bearer {key}"} if key else {})
