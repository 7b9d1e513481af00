# shellcheck shell=bash
# The models by which scans are read, for the tests about them. Sourced by build.sh; `./build.sh setup ocr` says more.

# set_up_models_of_scans: bring what is missing. Where that cannot be, those tests are skipped, and say so; no others are.
set_up_models_of_scans() {
    [[ -e $VENV/share/tessdata/deu.traineddata ]] || bundled || "$PYTHON" -m cli setup ocr >>"$SETUP_LOG" 2>&1 ||
        say "the models by which scans are read are not set up: the tests of scans will be skipped"
}
