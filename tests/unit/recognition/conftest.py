"""The real engine, where it is set up."""

import pytest

from functions.ingest.recognition.engine import Engine, engine


@pytest.fixture
def tesseract() -> Engine:
    there = engine()
    if there is None or "de" not in there.languages:
        pytest.skip("OCR is not set up here: ./build.sh setup ocr does that")
    return there
