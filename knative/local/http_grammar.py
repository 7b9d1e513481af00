"""HTTP's own grammar at the runtime's ports: what is not sound HTTP/1.1 gets a 400 that says so, and no function."""

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from knative.local.problems import MEDIA_TYPE, problem_body, problem_response

UNSOUND = "this is not sound HTTP/1.1: send a request line, headers and a body as RFC 9112 has them"
CUT = "the request is cut off: send all of the body that its headers announce"


class Grammar(HttpToolsProtocol):
    """Reads requests as uvicorn does, and answers what it refuses with a problem."""

    def send_400_response(self, msg: str) -> None:
        """Answer a request that cannot be read, whatever the parser says of it, and close the connection."""
        body = problem_body(400, CUT if msg == CUT else UNSOUND)
        head = f"HTTP/1.1 400 Bad Request\r\ncontent-type: {MEDIA_TYPE}\r\ncontent-length: {len(body)}\r\n"
        self.transport.write(f"{head}connection: close\r\n\r\n".encode() + body)
        self.transport.close()

    def on_headers_complete(self) -> None:
        """Begin the request; a target that is no path stays as it was sent, for `sound` to see."""
        super().on_headers_complete()
        if not self.url.startswith(b"/"):
            self.scope["raw_path"] = self.url

    def eof_received(self) -> None:
        """Answer a request whose body will never be complete."""
        cycle = self.cycle
        if cycle and cycle.more_body and not cycle.response_started:
            self.send_400_response(CUT)


def sound(app: ASGIApp) -> ASGIApp:
    """Return the application behind a check of the target and of the host that each request names."""

    async def checked(scope: Scope, receive: Receive, send: Send) -> None:
        fault = _fault(scope) if scope["type"] == "http" else ""
        if fault:
            await problem_response(400, fault, {"connection": "close"})(scope, receive, send)
        else:
            await app(scope, receive, send)

    return checked


def _fault(scope: Scope) -> str:
    raw: bytes = scope.get("raw_path") or b"/"
    if not raw.startswith(b"/"):
        return "the request's target must be a path that begins with /, and the host must be in the header Host"
    hosts = sum(name == b"host" for name, _ in scope["headers"])
    wanted = hosts == 1 or (not hosts and scope["http_version"] == "1.0")
    return "" if wanted else f"the request has {hosts} headers Host: send one"
