"""Dockerfiles."""

FILES = ("Dockerfile", "api/Dockerfile", "Dockerfile.prod", "docker/web.Dockerfile", "Containerfile")

RULES = {
    "file": ("‹directive?›\n‹stage+›\n", "‹stage›\n", "‹step*›\n", "ARG ‹variable›=‹version›\nFROM python:${‹variable›}-slim\n‹step*›\n"),
    "directive": ("# syntax=docker/dockerfile:1", "# escape=`", "# escape=‹odd›", "# check=‹word›", "#‹odd›"),
    "stage": ("FROM ‹image›\n‹step*›", "FROM ‹image› AS ‹name›\n‹step*›", "FROM --platform=‹word› ‹image› as ‹word›\n‹step*›", "FROM ‹name›\n‹step*›"),
    "image": ("python:3.8", "python:‹version›", "python:3.12-slim", "python:latest", "node:20", "nginx", "scratch", "tiangolo/uwsgi-nginx-flask:python3.11", "${‹variable›:-python:3}", "$‹variable›", "python@sha256:‹word›", "‹word›", "ghcr.io/astral-sh/uv:latest"),
    "step": (
        "WORKDIR ‹path›", "WORKDIR /app", "COPY . .", "COPY ‹path› ‹path›", "COPY ‹flag*› ‹path› ‹path› ‹path›/", "COPY [\"‹path›\", \"‹path›\"]", "COPY --from=‹name› ‹path› ‹path›", "COPY <<EOF ‹path›\n‹command›\nEOF", "ADD ‹url› ‹path›", "ADD ‹path› .", "RUN ‹command›", "RUN ‹command›", "RUN ‹flag*› ‹command›",
        "RUN ‹command› \\\n    && ‹command› \\\n# ‹word›\n    && ‹command›", "RUN [\"‹word›\", \"‹value›\"]", "RUN <<EOF\n‹command›\n‹command›\nEOF", "RUN <<-'‹word›'\n\t‹command›\n‹word›", "ENV ‹variable›=‹value› ‹variable›=‹value›", "ENV ‹variable› ‹value›", "ENV ‹secret_name›=‹secret›", "ENV FLASK_DEBUG=1 ‹secret_name›=‹secret›",
        "ARG ‹variable›", "ARG ‹variable›=‹value›", "EXPOSE ‹port›", "EXPOSE ‹port›/‹word› ‹port›-‹port›", "CMD ‹command›", "CMD [‹word_in,›]", "CMD [\"gunicorn\", \"-b\", \"‹host›:‹port›\", \"‹target›\"]", "ENTRYPOINT [‹word_in,›]", "ENTRYPOINT ‹command›", "USER ‹word›", "VOLUME ‹path›", "VOLUME [\"‹path›\"]", "SHELL [‹word_in,›]",
        "HEALTHCHECK --interval=‹word› CMD ‹command›", "HEALTHCHECK NONE", "ONBUILD ‹step›", "STOPSIGNAL ‹word›", "LABEL ‹word›=‹value›", "LABEL token=‹secret›", "MAINTAINER ‹word›", "# ‹odd›", "‹odd›", "‹word› ‹value›", "run ‹command›", "\\", "RUN ‹command› \\", "FROM", "COPY", "ENV", "ENV ‹variable›=${‹variable›}${‹variable›}",
    ),
    "word_in": ("\"‹word›\"", "\"‹value›\"", "\"‹option›\"", "\"‹target›\"", "‹word›", "‹odd›", "\"sh\", \"-c\", \"‹command›\""),
    "flag": (" --chown=‹word›:‹word›", " --from=‹word›", " --chmod=‹number›", " --mount=type=‹kind›,target=‹path›,‹word›=‹value›", " --link", " --exclude=‹path›", " --network=‹word›", " --‹word›=‹odd›"),
    "kind": ("bind", "cache", "secret", "tmpfs", "ssh", "‹word›"),
}  # fmt: skip
