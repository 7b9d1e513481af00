"""Which hosts a request may be meant for: a page whose name was rebound to our address sends its own name."""

import re
from collections.abc import Callable, Iterable
from ipaddress import ip_address, ip_network

from events.asgi import App, Receive, Scope, Send
from events.errors import Rejected

LOOPBACK = frozenset({"localhost", "*.localhost", "127.0.0.0/8", "[::1]"})
SETTING = "ALLOWED_HOSTS"  # more names, with commas between them; `*` stands for every name
MISDIRECTED = 421
_NAME = re.compile(r"\[[0-9a-f:.]{2,45}\]|[a-z0-9_.-]{1,253}")
_HOST = re.compile(rf"(?P<name>{_NAME.pattern})(:[0-9]{{0,5}})?")


def names_in(setting: str) -> frozenset[str]:
    """Return the names in the text of a setting: `name`, `*.name` for all below it, `*` for all, an address, a network.

    Raises `ValueError` at a name that can be none of these, such as one with a port.
    """
    names = frozenset(name.strip().lower().removesuffix(".") for name in setting.split(",") if name.strip())
    for name in names:
        if "/" in name:
            _check_network(name)
        elif name != "*" and not _NAME.fullmatch(name.removeprefix("*.")):
            raise ValueError(f"{SETTING} holds {name!r}: give names without ports, such as rag.example.com, or *")
    return names


def _check_network(name: str) -> None:
    try:
        ip_network(name)
    except ValueError as error:
        raise ValueError(f"{SETTING} holds {name!r}: write a network as 10.1.0.0/16") from error


def allowed(host_header: str, names: frozenset[str]) -> bool:
    """Tell whether a Host header, with or without a port, is one of the names; `Rejected` (400) when malformed."""
    match = _HOST.fullmatch(host_header.lower())
    if match is None:
        raise Rejected("the header Host is not a host name with or without a port: send one", status=400)
    host = match["name"].removesuffix(".")
    above = (f"*.{host[dot + 1 :]}" for dot, letter in enumerate(host) if letter == ".")
    return "*" in names or host in names or not names.isdisjoint(above) or _in_network(host, names)


def check_host(hosts: Iterable[bytes], names: frozenset[str]) -> None:
    """Take every Host header of a request; raise `Rejected`: 400 unless it is one, 421 unless it is allowed."""
    given = [host.decode("latin-1") for host in hosts]
    if len(given) != 1:
        raise Rejected(f"the request has {len(given) or 'no'} Host headers: send exactly one", status=400)
    if not allowed(given[0], names):
        raise Rejected(
            f"this is not the address of {given[0]}: use a name that it has, or add this one to the setting {SETTING}",
            status=MISDIRECTED,
        )


class OwnHosts:
    """Answers a request for a foreign host by the refusal of its error, before anything else of it is looked at."""

    def __init__(self, app: App, names: frozenset[str], refusal: Callable[[Rejected], App]) -> None:
        self._app, self._names, self._refusal = app, names, refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._app
        if scope["type"] == "http":
            try:
                check_host((value for name, value in scope["headers"] if name == b"host"), self._names)
            except Rejected as error:
                answer = self._refusal(error)
        await answer(scope, receive, send)


def _in_network(host: str, names: frozenset[str]) -> bool:
    networks = [name for name in names if "/" in name]
    try:
        address = ip_address(host) if networks else None
    except ValueError:
        return False
    return address is not None and any(address in ip_network(network) for network in networks)
