# The functions without a model: gateway, store, search, remember, fail, reconcile; and `watch`, which is none, for the
# component of that name (knative/overlays/components/watch). Built from the repository's root:
#   docker build -f knative/images/light.Dockerfile .         (podman build, buildah bud: the same)
# Runs as a numbered user on a read-only root; only /tmp is written. Bytecode is made here, for it could not be kept later.
ARG BASE=python:3.11-slim

FROM ${BASE} AS packages
ARG PIP_INDEX_URL
ARG PIP_CERT
RUN python -m venv /opt/venv
COPY requirements/light.txt /build/
RUN /opt/venv/bin/pip install --no-cache-dir --no-compile --require-hashes -r /build/light.txt \
    && /opt/venv/bin/python -m compileall -q --invalidation-mode unchecked-hash /opt/venv \
    && rm -rf /opt/venv/lib/python3.*/site-packages/pip /opt/venv/lib/python3.*/site-packages/setuptools

FROM ${BASE}
ARG VERSION
LABEL org.opencontainers.image.title=minirag-light org.opencontainers.image.version=${VERSION} \
    org.opencontainers.image.licenses=Apache-2.0
ENV PATH=/opt/venv/bin:$PATH PYTHONPATH=/app PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY pyproject.toml ./
COPY cli/__init__.py cli/
COPY cli/client cli/client
COPY cli/terminal cli/terminal
COPY cli/watch cli/watch
COPY minirag minirag
COPY events events
COPY functions functions
COPY model model
RUN python -m compileall -q --invalidation-mode unchecked-hash /app
USER 65532:65532
EXPOSE 8080
# The log of a pod says which signal ended a worker of its function, and where in Python that was.
ENV GUNICORN_LOG_LEVEL=warning PYTHONFAULTHANDLER=1
