# An image with flaskcheck alone: docker run --rm --volume "$PWD:/repository:ro" flaskcheck
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY flaskcheck flaskcheck
COPY rules rules
RUN python -m venv /opt/flaskcheck && /opt/flaskcheck/bin/pip install --no-cache-dir .

FROM python:3.13-slim
RUN apt-get update \
    && apt-get install --no-install-recommends --yes git \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/flaskcheck /opt/flaskcheck
USER nobody
ENV FLASKCHECK_CACHE_DIR=/tmp/flaskcheck
WORKDIR /repository
ENTRYPOINT ["/opt/flaskcheck/bin/flaskcheck"]
