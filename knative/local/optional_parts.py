"""Which optional parts are set up on this machine, and so are run beside the base without being named."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ENGINE = "tesserocr"  # the package that `./build.sh setup ocr` brings; without it there is nothing else to look for
_LOOK = "import sys; from functions.ingest.recognition.engine import engine; sys.exit(engine() is None)"


def parts_set_up(root: Path) -> list[Path]:
    """Return the folders of manifests of what is set up, beneath this root: OCR, where its engine and models are."""
    return [root / "knative" / "overlays" / "components" / "ocr"] if _has_ocr(root) else []


def _has_ocr(root: Path) -> bool:
    if find_spec(ENGINE) is None:
        return False
    return subprocess.run([sys.executable, "-c", _LOOK], cwd=root, check=False).returncode == 0
