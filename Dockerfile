# The app, its dependencies and its model in one image that runs as nobody in particular, on a
# read-only root: only the volume /data and a tmpfs on /tmp are written to.
#
#   docker build --tag neural-vs-keyword .

FROM python:3.13-slim-trixie AS environment

WORKDIR /build

# What changes least comes first. PyPI's torch for Linux brings gigabytes of GPU libraries; a
# mirror of PyTorch's CPU builds can be named with --build-arg TORCH_INDEX=URL.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
COPY constraints.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \
    python -m venv --without-pip /venv \
    && sed -n 's/^torch==.*/&+cpu/p' constraints.txt > torch.txt \
    && pip --python /venv/bin/python install --no-deps --only-binary :all: \
        --index-url "$TORCH_INDEX" --requirement torch.txt \
    && rm -rf /venv/lib/python*/site-packages/torch/include /venv/lib/python*/site-packages/torch/test

# Only wheels: nothing is compiled, so the image needs no compiler. The model is one of them.
COPY pyproject.toml ./
RUN --mount=type=cache,target=/root/.cache/pip \
    python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"], sep="\n")' \
        > requirements.txt \
    && pip --python /venv/bin/python install --only-binary :all: \
        --constraint constraints.txt --requirement requirements.txt

COPY LICENSE README.md app.py ./
COPY search search/
COPY ingest ingest/
COPY pages pages/
RUN --mount=type=cache,target=/root/.cache/pip \
    pip --python /venv/bin/python install --no-deps .


FROM python:3.13-slim-trixie

LABEL org.opencontainers.image.title="Neural vs full-text search" \
      org.opencontainers.image.description="Every query to two engines at once, side by side" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="docker.io/library/python:3.13-slim-trixie"

# The number is fixed, so that volumes and Kubernetes' runAsNonRoot can rely on it.
RUN groupadd --gid 10001 nvk \
    && useradd --uid 10001 --gid nvk --no-create-home --home-dir /tmp --shell /usr/sbin/nologin nvk \
    && install --directory --owner nvk --group nvk /data /model

COPY --from=environment /venv /venv

# The exported model is found in /model, other caches follow HOME into the tmpfs. A model of your own (NVK_MODEL with HF_HUB_OFFLINE=0) is kept
# in the volume; without that nothing is ever asked of a hub.
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    XDG_CACHE_HOME=/model \
    HF_HOME=/data/huggingface \
    HF_HUB_OFFLINE=1 \
    NVK_DATA_DIR=/data \
    NVK_HOST=0.0.0.0

WORKDIR /app
COPY LICENSE app.py ./
COPY .streamlit .streamlit/

# A strict umask where the image is built must not lock out the user it runs as.
RUN chmod -R u=rwX,go=rX . /venv/lib/python*/site-packages/search \
        /venv/lib/python*/site-packages/ingest /venv/lib/python*/site-packages/pages \
    && python -m compileall -q --invalidation-mode unchecked-hash .

USER 10001:10001
# Exports the model, and fails the build when it is missing, not the official one, or gives other
# vectors than before.
RUN python -c 'from search.embedding.encoders import open_encoder; e = open_encoder(); print(type(e).__name__, e.encode(["ready"]).shape)' \
    && test -n "$(find /model -name model.onnx)" \
    && rm -rf /tmp/torchinductor_nvk

VOLUME /data
EXPOSE 8501
# http.client, because urllib would ask a proxy that the environment names.
HEALTHCHECK --interval=30s --timeout=5s --start-period=2m --retries=3 \
    CMD ["python", "-IS", "-c", "import http.client, os, sys; c = http.client.HTTPConnection('127.0.0.1', int(os.environ.get('PORT') or 8501), timeout=4); c.request('GET', '/api/health'); sys.exit(c.getresponse().status != 200)"]

# The process itself, without a shell around it, so that SIGTERM reaches it.
CMD ["python", "app.py"]
