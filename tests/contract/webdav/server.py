"""A real WebDAV server, WsgiDAV, over a folder of the test; it counts what it is asked."""

import threading
from hashlib import sha256
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from wsgidav.fs_dav_provider import FileResource, FilesystemProvider, FolderResource
from wsgidav.wsgidav_app import WsgiDAVApp

USER, PASSWORD = "me@example.org", "pass:word ü"
FILE_ID = "{http://owncloud.org/ns}fileid"


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


Reply = tuple[str, list[tuple[str, str]], bytes]  # status, headers, body


class WebDavServer:
    """Serves a folder at /dav; `asked` has each request's method and path."""

    def __init__(self, folder: Path, *, cloud: bool = False) -> None:
        provider = (_CloudProvider if cloud else FilesystemProvider)(str(folder), readonly=True, fs_opts={})
        users = {USER: {"password": PASSWORD}}
        accepts = {"accept_basic": True, "accept_digest": False, "default_to_digest": False}
        self._app = WsgiDAVApp(
            {
                "provider_mapping": {"/dav": provider},
                "simple_dc": {"user_mapping": {"*": users}},
                "http_authenticator": accepts,
                "logging": {"enable": False},
                "verbose": 0,
            }
        )
        self.folder, self.asked = folder, list[str]()
        self.replies: dict[str, Reply] = {}  # instead of the server's, by path
        self._server = make_server("127.0.0.1", 0, self._answer, WSGIServer, _Silent)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def stop(self) -> None:
        """Stop it."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def count(self, method: str) -> int:
        """Return how often it was asked so since the last time, and forget that."""
        found = sum(one.startswith(f"{method} ") for one in self.asked)
        self.asked.clear()
        return found

    def _answer(self, environ: dict[str, Any], start: Any) -> Any:
        path = environ["PATH_INFO"].encode("latin-1").decode()
        self.asked.append(f"{environ['REQUEST_METHOD']} {path}")
        if not (reply := self.replies.get(path)):
            return self._app(environ, start)
        start(reply[0], [*reply[1]])
        return [reply[2]]


class _CloudProvider(FilesystemProvider):  # type: ignore[misc] # WsgiDAV has no types
    """As Nextcloud: files have numbers, and a folder's ETag changes with everything below it."""

    def get_resource_inst(self, path: str, environ: dict[str, Any]) -> Any:
        found = super().get_resource_inst(path, environ)
        kind = {FileResource: _CloudFile, FolderResource: _CloudFolder}.get(type(found))
        return kind(path, environ, found._file_path) if kind else found


class _Numbered:
    def get_property_value(self, name: str) -> Any:
        return str(self.file_stat.st_ino) if name == FILE_ID else super().get_property_value(name)  # type: ignore[misc,attr-defined]


class _CloudFile(_Numbered, FileResource):  # type: ignore[misc]
    pass


class _CloudFolder(_Numbered, FolderResource):  # type: ignore[misc]
    def get_etag(self) -> str:
        below = sorted(Path(self._file_path).rglob("*"))
        return sha256("".join(f"{path}{path.stat().st_mtime_ns}" for path in below).encode()).hexdigest()[:20]

    def support_etag(self) -> bool:
        return True
