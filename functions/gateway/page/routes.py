"""The page and its assets, read once, with headers that keep everything else out."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

FOLDER = Path(__file__).parent
TYPES = {".html": "text/html", ".css": "text/css", ".mjs": "text/javascript", ".svg": "image/svg+xml"}
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
    """Return every file of the page by its name."""
    return {path.name: _asset(path) for path in sorted(folder.iterdir()) if path.suffix in TYPES}


def _asset(path: Path) -> Asset:
    content = path.read_bytes()
    headers = {
        "content-type": f"{TYPES[path.suffix]}; charset=utf-8",
        "etag": f'"{sha256(content).hexdigest()[:32]}"',
        "cache-control": "no-cache",  # kept, but asked for again: a new version shows at once
        "content-security-policy": POLICY,
        "cross-origin-opener-policy": "same-origin",
    }
    return Asset(content, headers)


async def page(request: Request) -> Response:
    """Serve index.html at / and the other files under /page/."""
    assets: dict[str, Asset] = request.app.state.assets
    asset = assets.get(request.path_params.get("name", "index.html"))
    if asset is None:
        raise HTTPException(404)
    if asset.headers["etag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=asset.headers)
    return Response(asset.content, headers=asset.headers)
