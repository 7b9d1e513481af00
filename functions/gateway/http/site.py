"""The gateway's address, as its client knows it."""

from starlette.requests import Request


def site_of(request: Request) -> str:
    """Return scheme and host of a request's address as the client used them, also in front of a proxy for HTTPS.

    Whoever lies about the scheme reads it in a link of his own answer, and nowhere else.
    """
    told = request.headers.get("x-forwarded-proto", "").partition(",")[0].strip().lower()
    scheme = told if told in ("http", "https") else request.url.scheme
    return f"{scheme}://{request.url.netloc}"
