"""What is known of the images that Dockerfiles start from: their Python, and whether they may hold application code.

Sources: the tags of the official images (Docker Hub: python, pypy, node …), ghcr.io/astral-sh/uv ("Using uv in Docker"), the Dockerfiles of
tiangolo/uwsgi-nginx-flask, meinheld-gunicorn-flask and uvicorn-gunicorn.
"""

from __future__ import annotations

import re

from flaskcheck.ground.record import Record
from flaskcheck.known.versions import at_least

_OFFICIAL = frozenset(
    (
        "alpine almalinux amazonlinux archlinux buildpack-deps busybox caddy centos debian eclipse-temurin fedora golang gradle haproxy httpd "
        "maven nginx node openjdk oraclelinux photon php pypy python rockylinux ruby rust scratch traefik ubuntu ubi8 ubi9 ubi10 "
        "postgres mysql mariadb redis valkey memcached mongo rabbitmq"
    ).split()
)
_RUNTIMES = frozenset(
    (
        "astral-sh/uv bitnami/python bitnami/minideb chainguard/python cimg/python circleci/python condaforge/mambaforge "
        "condaforge/miniforge3 continuumio/anaconda3 continuumio/miniconda3 devcontainers/python distroless/python3 distroless/python3-debian12 "
        "google-appengine/python joyzoursky/python-chromedriver jetpackio/devbox lambda/python mambaorg/micromamba "
        "minidocks/python nikolaik/python-nodejs nvidia/cuda phusion/baseimage pytorch/pytorch tensorflow/tensorflow thehale/python-poetry "
        "wolfi-base/python"
    ).split()
)
"""The ends of names of images that hold a language or an operating system and nothing of the application's."""
_ARCHITECTURES = ("library", "amd64", "arm64v8", "arm32v7", "i386", "ppc64le", "s390x", "riscv64")
_LEADING = re.compile(r"v?(\d+(?:\.\d+){0,2})(?:(?:a|b|rc)\d+)?(?![\d.])")
_NAMED = re.compile(r"(?:python|py|cp)-?(\d+\.\d+(?:\.\d+)?)")
_JOINED = re.compile(r"python-?3(\d{1,2})$")
_DEV_CONTAINER = re.compile(r"(?:\d+-)?(\d+\.\d+)")


class ImageReference(Record):
    """An image's name and tag as written; no tag is ``""``."""

    name: str
    tag: str = ""
    digest: str = ""


class Supplied(Record):
    """What an image brings that runs an application: its folder, its files, and the command that it starts unless a CMD replaces it.
    ``{module}`` stands for the module that it looks for. ``brings`` are the distributions that it has installed; ``scripts`` those that its
    ENTRYPOINT and CMD name, in this order, before any others."""

    workdir: str
    files: tuple[str, ...]
    command: str
    port: int
    brings: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ("/entrypoint.sh", "/start.sh", "/gunicorn_conf.py", "/start-reload.sh")


_SUPPLIED = {
    "tiangolo/uwsgi-nginx-flask": Supplied(
        "/app",
        ("/app/main.py", "/app/uwsgi.ini", "/app/prestart.sh"),
        "uwsgi --ini /app/uwsgi.ini",
        80,
        ("uwsgi", "flask"),
        ("/entrypoint.sh", "/start.sh", "/uwsgi-nginx-entrypoint.sh"),
    ),
    "tiangolo/meinheld-gunicorn-flask": Supplied(
        "/app",
        ("/app/main.py",),
        "gunicorn -b 0.0.0.0:80 -k egg:meinheld#gunicorn_worker {module}:app",
        80,
        ("gunicorn", "meinheld", "flask"),
    ),
    "tiangolo/meinheld-gunicorn": Supplied(
        "/app",
        ("/app/main.py",),
        "gunicorn -b 0.0.0.0:80 -k egg:meinheld#gunicorn_worker {module}:app",
        80,
        ("gunicorn", "meinheld"),
    ),
    "tiangolo/uvicorn-gunicorn": Supplied(
        "/app",
        ("/app/main.py",),
        "gunicorn -b 0.0.0.0:80 -k uvicorn.workers.UvicornWorker {module}:app",
        80,
        ("gunicorn", "uvicorn"),
    ),
}

LAMBDA = ("boto3", "botocore", "s3transfer", "jmespath", "python-dateutil", "six", "urllib3")
"""What the Python runtimes of AWS Lambda hold, and the images that are made of them ("Runtime-included SDK versions")."""


def parse(written: str) -> ImageReference:
    """The parts of ``registry:5000/name:tag@sha256:…``."""
    whole, at, digest = written.strip().partition("@")
    *before, last = whole.split("/")
    name, colon, tag = last.partition(":")
    is_one = all(before) and name and (tag or not colon) and (digest or not at)
    return ImageReference("/".join((*before, name)), tag, digest) if is_one else ImageReference(written)


def may_hold_code(name: str) -> bool:
    """Whether an image that a file only names may bring code and variables of its own, which nobody sees here."""
    return bool(name) and not is_runtime(parse(name))


def is_windows(written: str) -> bool:
    """Whether an image, as FROM names it, is one of Windows, which no host of containers of Linux starts."""
    return written.lower().startswith("mcr.microsoft.com/windows") or bool(_WINDOWS.search(written.lower()))


_WINDOWS = re.compile(r"[:-](?:windowsservercore|nanoserver)\b")


def is_runtime(reference: ImageReference) -> bool:
    """Whether the image is known to hold no application code."""
    parts = reference.name.lower().split("/")
    if len(parts) > 1 and ("." in parts[0] or ":" in parts[0] or parts[0] == "localhost"):
        parts = parts[1:]
    owner = parts[-2] if len(parts) > 1 else ""
    if parts[-1] in _OFFICIAL and (
        not owner or owner in _ARCHITECTURES or owner in ("ubi8", "ubi9", "docker", "dockerhub")
    ):
        return True
    return "/".join(parts[-2:]) in _RUNTIMES or _joined(parts[-1]) is not None


def has_only_system_folders(reference: ImageReference) -> bool:
    """Whether nothing lies at the top of the image but a system's own folders: others have their program there (``/uv`` of uv's), a script that starts them, or a folder for data."""
    return is_runtime(reference) and reference.name.rpartition("/")[2].lower() in _PLAIN


_PLAIN = frozenset(
    "alpine almalinux amazonlinux buildpack-deps busybox centos debian fedora node oraclelinux pypy python rockylinux ruby rust scratch ubuntu".split()
)


def _joined(name: str) -> re.Match[str] | None:
    return _JOINED.match(name) if name.startswith("python") else None


def supplied(reference: ImageReference) -> Supplied | None:
    """What an image that runs applications brings."""
    return _SUPPLIED.get("/".join(reference.name.lower().split("/")[-2:]))


def brings(reference: ImageReference) -> tuple[str, ...]:
    """The distributions that an image is known to have installed."""
    name = "/".join(reference.name.lower().split("/")[-2:])
    known = _SUPPLIED.get(name)
    return LAMBDA if name == "lambda/python" else known.brings if known else ()


_ONBUILD = (
    ("WORKDIR", "/usr/src/app"),
    ("COPY", "requirements.txt /usr/src/app/"),
    ("RUN", "pip install --no-cache-dir -r requirements.txt"),
    ("COPY", ". /usr/src/app"),
)
"""What the variant ``onbuild`` of the official images of Python and PyPy did (docker-library/python at 2018-01, ``3.6/onbuild/Dockerfile``)."""


def triggers(reference: ImageReference) -> tuple[tuple[str, str], ...]:
    """The instructions, by name and text, that an official image runs in those that are built on it, after the folder that it works in."""
    is_one = reference.name.lower().split("/")[-1] in ("python", "pypy") and reference.tag.lower().endswith("onbuild")
    return _ONBUILD if is_one and is_runtime(reference) else ()


def python_version(reference: ImageReference) -> str | None:
    """The Python of an image: a version, ``""`` for one that cannot be determined, ``None`` for an image that is not a Python one."""
    parts = reference.name.lower().split("/")
    name, tag = parts[-1], reference.tag.lower()
    joined = _joined(name)
    if joined:
        return f"3.{joined.group(1)}"
    if name in ("python", "python3") and "devcontainers" in parts:
        found = _DEV_CONTAINER.match(tag)
        return found.group(1) if found else ""
    if name in ("python", "pypy") or "/".join(parts[-2:]) == "lambda/python":
        found = _LEADING.match(tag)
        return (
            found.group(1) if found and found.group(1).partition(".")[0] in ("2", "3") else ""
        )  # others count releases of their own
    named = _NAMED.search(tag) or _NAMED.search(name)
    if named:
        return (
            named.group(1) if len(named.group(1).split(".")[1]) < 3 else ""
        )  # 3.1213: run together with something else
    return "" if "python" in name.split("-") or supplied(reference) else None


def pip_version(reference: ImageReference) -> str:
    """The pip that an official image of Python brings at least, which CPython bundles (docker-library/python at 2026-06: ``--with-ensurepip``); ``""`` where that depends on the patch release or is not known."""
    version = python_version(reference) or ""
    if not _is_of_docker(reference):
        return ""
    series = ".".join(version.split(".")[:2])
    if series == "3.12":
        return "25.0" if version == series or at_least(version, "3.12.13") else ""
    return "24.2" if at_least(series, "3.13") else ""


def lacks_setuptools(reference: ImageReference) -> bool:
    """Whether an official image of Python brings pip alone (docker-library/python at 2026-06, ``versions.json``: setuptools up to 3.11)."""
    return _is_of_docker(reference) and at_least(python_version(reference) or "", "3.12")


def _is_of_docker(reference: ImageReference) -> bool:
    """Whether it is Docker's own image of Python, from whatever registry."""
    *home, name = reference.name.lower().split("/")
    return name == "python" and is_runtime(reference) and not {"lambda", "devcontainers"} & {*home}


_CLIENTS = frozenset("pg_isready psql mysqladmin mysql redis-cli".split())
_ADDED = _CLIENTS | frozenset("sudo jq nginx".split())
_LACKED = {
    "slim": _ADDED | frozenset("nc netcat curl wget ping git cron ps gcc libpq".split()),
    "alpine": _ADDED | frozenset("curl bash git gcc libpq".split()),
    "": _ADDED | frozenset("nc netcat cron".split()),
}
"""What the official Python images have not, of the programs that start scripts use and people wait for a database with (their Dockerfiles; buildpack-deps; busybox in Alpine)."""

_BRINGING = {
    "nc": ("netcat", "ncat", "nmap", "busybox"),
    "netcat": ("netcat", "ncat", "nmap"),
    "psql": ("postgres",),
    "pg_isready": ("postgres",),
    "mysql": ("mysql", "mariadb"),
    "mysqladmin": ("mysql", "mariadb"),
    "redis-cli": ("redis", "valkey"),
    "bash": ("bash",),
    "git": ("git",),
    "sudo": ("sudo",),
    "jq": ("jq",),
    "nginx": ("nginx", "openresty"),
    "cron": ("cron",),
    "ps": ("procps", "psmisc"),
    "libpq": ("pq", "postgres", "pgsql"),
    "gcc": ("gcc", "g++", "build-", "clang", "-dev", "compiler", "mold", "llvm"),
    "ping": ("ping", "iputils", "inetutils"),
}
"""Parts of the names of the packages that bring a program; without a row here any other package may."""


def is_official_python(reference: ImageReference) -> bool:
    """Whether it is Docker's own image of Python."""
    parts = reference.name.lower().split("/")
    return parts[-1] == "python" and parts[:-1] in ([], ["library"], ["docker.io"], ["docker.io", "library"])


def with_python(written: str, python: str) -> str:
    """Docker's official image of another Python, in the same variant: ``python:3.13-alpine`` for ``python:3.9.18-alpine3.18``; ``""`` for other images, and for a digest.

    The release of a distribution is left out: the images of a newer Python are no longer built on old ones.
    """
    reference = parse(written)
    variant = _VARIANT.fullmatch(reference.tag)
    if not is_official_python(reference) or reference.digest or variant is None:
        return ""
    return f"{reference.name}:{python}{variant['variant'] or ''}"


def lacks(reference: ImageReference, program: str) -> bool:
    """Whether an image is known exactly and has no program of this name by itself."""
    official = is_official_python(reference)
    kind = next((word for word in ("slim", "alpine") if word in reference.tag), "")
    known_tag = kind or re.fullmatch(r"|latest|3(\.\d+){0,2}(-(bullseye|bookworm|trixie))?", reference.tag)
    return bool(official and known_tag) and "$" not in reference.tag and program in _LACKED[kind]


def may_bring(package: str, program: str) -> bool:
    """Whether a package of the system may bring a program."""
    return any(part in package for part in _BRINGING.get(program, ("",)))


_ENDED = {
    "ubuntu": {"14.04": "3.4", "16.04": "3.5", "18.04": "3.6", "20.04": "3.8"},
    "debian": {"8": "3.4", "9": "3.5", "10": "3.7", "11": "3.9"},
    "centos": {"7": "3.6", "8": "3.6"},
    "alpine": {
        "3.8": "3.6",
        "3.9": "3.6",
        "3.10": "3.7",
        "3.11": "3.8",
        "3.12": "3.8",
        "3.13": "3.8",
        "3.14": "3.9",
        "3.15": "3.9",
        "3.16": "3.10",
        "3.17": "3.10",
    },
}
"""Releases of distributions past their own end, with the Python that their packages install: nobody mends it any more (endoflife.date, state of November 2026)."""

_CODENAMES = {
    "trusty": "14.04",
    "xenial": "16.04",
    "bionic": "18.04",
    "focal": "20.04",
    "jessie": "8",
    "stretch": "9",
    "buster": "10",
    "bullseye": "11",
}
_VARIANT = re.compile(r"\d{1,2}(?:\.\d{1,3}){0,2}(?P<variant>-slim|-alpine)?(?:\d{1,3}(?:\.\d{1,3})?|-[a-z]{1,20})?")
_RELEASE = re.compile(r"(?:centos|el)?(\d+(?:\.\d+)?|[a-z]+)")


_OF_TAG = re.compile(r"(?:^|-)(?:alpine(?P<alpine>\d+\.\d+)|(?P<name>[a-z]+))(?=-|$)")


def release_of(reference: ImageReference) -> tuple[str, str]:
    """The distribution that an official image is made of, and its release: ``("debian", "10")`` for ``python:3.11-slim-buster``, ``("ubuntu", "20.04")`` for ``ubuntu:focal``; empty where the name doesn't tell."""
    parts = reference.name.lower().split("/")
    if len(parts) > 1 and parts[-2] not in _ARCHITECTURES or not is_runtime(reference):
        return "", ""
    name, tag = parts[-1], reference.tag.lower()
    if name in _DISTRIBUTIONS:
        found = _RELEASE.match(tag)
        release = _CODENAMES.get(found[1], found[1]) if found else ""
        return name, release if name in ("ubuntu", "alpine") else release.partition(".")[0]
    for found in _OF_TAG.finditer(tag):
        if found["alpine"]:
            return "alpine", found["alpine"]
        if found["name"] in _CODENAMES:
            release = _CODENAMES[found["name"]]
            return "ubuntu" if "." in release else "debian", release
    return "", ""


_DISTRIBUTIONS = frozenset(("ubuntu", "debian", "centos", "alpine"))


def ended_python(reference: ImageReference) -> str:
    """The ``python3`` of a distribution's release that is past its own end; ``""`` for other images."""
    parts = reference.name.lower().split("/")
    found = _RELEASE.match(reference.tag.lower())
    if found is None or (len(parts) > 1 and parts[-2] not in _ARCHITECTURES):
        return ""
    release = _CODENAMES.get(found[1], found[1])
    return _ENDED.get(parts[-1], {}).get(
        release if parts[-1] in ("ubuntu", "alpine") else release.partition(".")[0], ""
    )
