"""Which backend serves which URL, and where things are kept by default."""

import subprocess
import sys
from pathlib import Path

import pytest

from events.errors import Unavailable
from events.identity import IndexKey
from functions.stores.dead_letters import Failure
from functions.stores.opening import open_blobs, open_passages, open_records, store_settings

ROOT = Path(__file__).resolve().parents[3]


def test_the_defaults_lie_in_minirag_home(tmp_path: Path) -> None:
    settings = store_settings({"MINIRAG_HOME": str(tmp_path)})
    assert settings.store_url == f"sqlite://{tmp_path}/store.sqlite"
    assert settings.blobs_url == f"file://{tmp_path}/blobs"


def test_without_minirag_home_they_lie_in_the_checkout() -> None:
    assert store_settings({}).store_url == f"{ROOT.as_uri().replace('file:', 'sqlite:')}/.minirag/store.sqlite"


def test_the_environment_decides() -> None:
    settings = store_settings({"STORE_URL": "sqlite:/a/b", "BLOBS_URL": "s3://bucket/x", "MINIRAG_HOME": "/home"})
    assert (settings.store_url, settings.blobs_url) == ("sqlite:/a/b", "s3://bucket/x")


@pytest.mark.parametrize("form", ["sqlite://{}", "sqlite:{}", "sqlite://localhost{}"])
def test_every_form_of_a_path_opens_the_same_file(tmp_path: Path, form: str) -> None:
    path = tmp_path / "a folder" / "store.sqlite"
    open_records(form.format(path.as_uri().removeprefix("file://"))).counts(IndexKey("t", "m"))
    assert path.exists()


def test_a_relative_path_is_relative_to_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_records("sqlite:kept/store.sqlite").counts(IndexKey("t", "m"))
    assert (tmp_path / "kept" / "store.sqlite").exists()


def test_records_and_passages_share_one_file(tmp_path: Path) -> None:
    url = f"sqlite://{tmp_path}/store.sqlite"
    assert (open_passages(url).count("t"), open_records(url).counts(IndexKey("t", "m"))) == (0, {})


def test_what_was_written_is_there_after_opening_again(tmp_path: Path) -> None:
    failure = Failure(id="1", tenant="t", at=1, stage="s", reason="r", type="x", attributes={}, data="")
    code = (
        "import sys; from functions.stores.opening import open_records;"
        "print(open_records(sys.argv[1]).failure('t', '1'))"
    )
    url = f"sqlite://{tmp_path}/store.sqlite"
    open_records(url).add_failure(failure)
    found = subprocess.run([sys.executable, "-c", code, url], cwd=ROOT, check=True, capture_output=True, text=True)
    assert found.stdout.strip() == repr(failure)


@pytest.mark.parametrize("url", ["", "nosuch://host/x", "sqlite:", "sqlite://host/x", "/a/path", "postgres://h/d"])
def test_a_store_url_that_no_backend_serves_is_said(url: str) -> None:
    with pytest.raises(Unavailable, match="STORE_URL"):
        open_records(url)
    with pytest.raises(Unavailable, match="STORE_URL"):
        open_passages(url)


@pytest.mark.parametrize("url", ["", "nosuch://host/x", "file:", "file://host/x", "/a/path"])
def test_a_blobs_url_that_no_backend_serves_is_said(url: str) -> None:
    with pytest.raises(Unavailable, match="BLOBS_URL"):
        open_blobs(url)


def test_opening_records_does_not_load_what_only_search_needs(tmp_path: Path) -> None:
    code = (
        "import sys; from functions.stores.opening import open_records; open_records(sys.argv[1]).models('t');"
        "print([name for name in ('numpy', 'obstore', 'sqlite3') if name in sys.modules])"
    )
    url = f"sqlite://{tmp_path}/store.sqlite"
    loaded = subprocess.run([sys.executable, "-c", code, url], cwd=ROOT, check=True, capture_output=True, text=True)
    assert loaded.stdout.strip() == "[]"


def test_a_weaviate_without_its_client_says_how_to_install_it() -> None:
    code = """
import sys
sys.modules["weaviate"] = None
from events.errors import Unavailable
from functions.stores.opening import open_passages, open_records
for opened in (open_passages, open_records):
    try:
        opened("weaviate://127.0.0.1:8080")
    except Unavailable as error:
        print(error.detail)
"""
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert found.count("STORE_URL=weaviate://... ./build.sh up installs it") == 2


def test_a_laptops_store_needs_no_package_of_weaviates_client(tmp_path: Path) -> None:
    code = f"""
import sys
sys.modules.update(dict.fromkeys(["weaviate", "grpc", "google", "pydantic", "authlib"]))
from functions.stores.opening import open_passages, open_records
open_records("sqlite://{tmp_path}/store.sqlite").models("t")
open_passages("sqlite://{tmp_path}/store.sqlite").dump()
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
