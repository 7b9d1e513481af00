"""The page and its assets, read once, with headers that keep everything else out."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from events.stages import ASKED, TO_ANSWER
from functions.gateway.http.description_routes import described
from functions.gateway.http.operations import unlisted

FOLDER = Path(__file__).parent
DOCS = "docs.html"
STAGES = "stages.json"  # what the page calls the stages, and says while each is waited for
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file of the page, with the headers it is served under."""

    content: bytes
    headers: dict[str, str]


def read_assets(folder: Path = FOLDER) -> dict[str, Asset]:
    """Return every file of the page by its name, and the stages."""
    found = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in TYPES}
    return {name: _asset(name, content) for name, content in {**found, STAGES: _stages()}.items()}


def _stages() -> bytes:
    told = {stage.name: {"title": stage.title, "waiting": stage.waiting} for stage in (ASKED, *TO_ANSWER)}
    return msgspec.json.encode(told)


def _asset(name: str, content: bytes) -> Asset:
    headers = {
        "content-type": f"{TYPES[Path(name).suffix]}; charset=utf-8",
        "etag": f'"{sha256(content).hexdigest()[:32]}"',
        "cache-control": "no-cache",  # kept, but asked for again: a new version shows at once
        "content-security-policy": POLICY,
        "cross-origin-opener-policy": "same-origin",
    }
    return Asset(content, headers)


@unlisted
async def page(request: Request) -> Response:
    """Serve index.html at / and the other files under /page/."""
    assets: dict[str, Asset] = request.app.state.assets
    asset = assets.get(request.path_params.get("name", "index.html"))
    if asset is None:
        raise HTTPException(404)
    return _served(asset, request)


@unlisted
async def docs(request: Request) -> Response:
    """Serve the description of the interface as a page, written when it is first asked for."""
    assets: dict[str, Asset] = request.app.state.assets
    if DOCS not in assets:
        from functions.gateway.page.description import html_of  # noqa: PLC0415 - no start pays for it

        plain = msgspec.json.decode(msgspec.json.encode(described(request)))
        assets[DOCS] = _asset(DOCS, html_of(plain).encode())
    return _served(assets[DOCS], request)


def _served(asset: Asset, request: Request) -> Response:
    if asset.headers["etag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=asset.headers)
    return Response(asset.content, headers=asset.headers)
