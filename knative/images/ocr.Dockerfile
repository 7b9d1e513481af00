# The function that recognises text in scans and photos: Tesseract in the process, and the models of languages beside it.
# Optional; built by ./build.sh images --only ocr, or from the repository's root:
#   docker build -f knative/images/ocr.Dockerfile .           (podman build, buildah bud: the same)
# LANGUAGES  what of Debian's tesseract-ocr-* to bring: each is 1 to 4 MB, and what no model is there for is not read
# Runs as a numbered user on a read-only root; only /tmp is written. Bytecode is made here, for it could not be kept later.
ARG BASE=python:3.11-slim

FROM ${BASE} AS packages
ARG PIP_INDEX_URL
ARG PIP_CERT
RUN python -m venv /opt/venv
COPY requirements/ocr.txt /build/
RUN /opt/venv/bin/pip install --no-cache-dir --no-compile --require-hashes -r /build/ocr.txt \
    && /opt/venv/bin/python -m compileall -q --invalidation-mode unchecked-hash /opt/venv \
    && rm -rf /opt/venv/lib/python3.*/site-packages/pip /opt/venv/lib/python3.*/site-packages/setuptools

# Of Debian's packages only the models are kept, and nothing of theirs is run.
FROM ${BASE} AS models
ARG LANGUAGES="osd eng deu fra spa ita por nld pol rus swe ara hin jpn chi-sim"
RUN apt-get update && mkdir -p /models /unpacked && cd /models \
    && apt-get download $(for language in ${LANGUAGES}; do echo "tesseract-ocr-${language}"; done) \
    && for package in *.deb; do dpkg-deb -x "${package}" /unpacked; done \
    && mkdir /tessdata && find /unpacked -name '*.traineddata' -exec cp {} /tessdata/ \;

FROM ${BASE}
ARG VERSION
LABEL org.opencontainers.image.title=minirag-ocr org.opencontainers.image.version=${VERSION} \
    org.opencontainers.image.licenses=Apache-2.0
ENV PATH=/opt/venv/bin:$PATH PYTHONPATH=/app PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
COPY --from=packages /opt/venv /opt/venv
COPY --from=models /tessdata /opt/venv/share/tessdata
WORKDIR /app
COPY pyproject.toml ./
COPY events events
COPY functions functions
COPY model model
RUN python -m compileall -q --invalidation-mode unchecked-hash /app
USER 65532:65532
EXPOSE 8080
# The log of a pod says which signal ended a worker of its function, and where in Python that was.
ENV GUNICORN_LOG_LEVEL=warning PYTHONFAULTHANDLER=1
