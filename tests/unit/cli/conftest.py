"""A fake gateway that the commands find, a home of their own, and no waiting between retries."""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.unit.cli.fake_gateway import FakeGateway, fake_gateway

KEY = "a key for tests"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    (folder / "secrets" / "minirag").mkdir(parents=True)
    (folder / "secrets" / "minirag" / "signing").write_text(f"{KEY}\n")  # as a runtime makes it
    monkeypatch.setenv("MINIRAG_HOME", str(folder))
    for name in ("MINIRAG_URL", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    return folder


@pytest.fixture
def gateway(home: Path) -> Iterator[FakeGateway]:
    """A fake gateway, announced as a local runtime announces itself; its status is at the same address."""
    with fake_gateway() as fake:
        port = urlsplit(fake.url).port
        (home / "runtime.json").write_text(json.dumps({"pid": os.getpid(), "port": port, "sink_port": port}))
        yield fake
