"""What an image holds, sets and starts, from its Dockerfile and the repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from flaskcheck.facts.services import Command
from flaskcheck.files.discover import discover
from flaskcheck.files.source import Source
from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings.registry import load
from flaskcheck.ground.place import Place
from flaskcheck.images import build as building
from flaskcheck.images.files import ImageView
from flaskcheck.images.image import Image
from flaskcheck.known import base_images
from flaskcheck.project import Project
from flaskcheck.readers.docker import dockerfile

P = Place("compose.yaml", 1, 1, 1, 2)

FILES = {
    "run.py": "",
    "config.py": "",
    "requirements.txt": "",
    "requirements-dev.txt": "",
    "entrypoint.sh": "#!/bin/sh\n",
    "app/__init__.py": "",
    "app/static/x.css": "",
    "app/templates/a.html": "",
    "front/package.json": "",
    "backend/wsgi.py": "",
    "backend/requirements.txt": "",
    "scripts/setup.sh": "#!/bin/sh\nmkdir -p /srv/data\ncp config.py /srv/data/\ngit clone https://x/y.git /srv/y\n",
}


def tree(extra: dict[str, str] | None = None, **options: object) -> MemoryTree:
    return MemoryTree({**FILES, **(extra or {})}, **options)  # type: ignore[arg-type]


def build(
    text: str,
    *,
    context: str = "",
    target: str = "",
    args: dict[str, str] | None = None,
    files: MemoryTree | None = None,
) -> Image:
    facts = dockerfile.read(Source("Dockerfile", text.encode()))
    return building.build(facts, files or tree(), context, target, args)


def view(text: str, **options: str) -> ImageView:
    return build("FROM python:3.12\n" + text, **options).view()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "path", "found"),
    [
        ("WORKDIR /app\nCOPY . .", "/app/run.py", "run.py"),
        ("WORKDIR /app\nCOPY . .", "app/static/x.css", "app/static/x.css"),
        ("WORKDIR /app\nCOPY . .", "/app", ""),
        ("WORKDIR /app\nCOPY . .", "/app/none.py", None),
        ("WORKDIR /app\nCOPY . .", "/run.py", None),
        ("COPY . /app", "/app/app/__init__.py", "app/__init__.py"),
        ("ADD . /app/", "/app/run.py", "run.py"),
        ("WORKDIR /srv\nWORKDIR web\nCOPY run.py .", "/srv/web/run.py", "run.py"),
        ("COPY run.py /app/", "/app/run.py", "run.py"),
        ("COPY run.py /app", "/app", "run.py"),
        ("WORKDIR /app\nCOPY run.py /app", "/app/run.py", "run.py"),
        ("RUN mkdir -p /data/in\nCOPY run.py /data", "/data/run.py", "run.py"),
        ("COPY run.py /usr/local/bin", "/usr/local/bin/run.py", "run.py"),
        ("COPY run.py config.py /app/", "/app/config.py", "config.py"),
        ("COPY run.py /app/main.py", "/app/main.py", "run.py"),
        ("COPY run.py /app/main.py", "/app/run.py", None),
        ("COPY app /srv/app", "/srv/app/__init__.py", "app/__init__.py"),
        ("COPY app /srv/", "/srv/__init__.py", "app/__init__.py"),
        ("COPY app /srv/", "/srv/app/__init__.py", None),
        ("COPY app/ /srv/app/\nCOPY run.py /srv/", "/srv", ""),
        ("COPY app/static /x/static", "/x", "app"),
        ("COPY *.py /app/", "/app/config.py", "config.py"),
        ("COPY requirements*.txt /app/", "/app/requirements-dev.txt", "requirements-dev.txt"),
        ("COPY app/*/x.css /app/", "/app/x.css", "app/static/x.css"),
        ('COPY ["run.py", "/app/"]', "/app/run.py", "run.py"),
        ("COPY ./app/../run.py /app/", "/app/run.py", "run.py"),
        ("COPY run.py config.py /app", "/app/run.py", "run.py"),
        ("COPY config.py /app/run.py\nCOPY run.py /app/", "/app/run.py", "run.py"),
        ("COPY run.py /app/\nCOPY config.py /app/run.py", "/app/run.py", "config.py"),
        ("COPY --parents app/static/x.css /srv/", "/srv/app/static/x.css", "app/static/x.css"),
        ("COPY --parents ./app/./static/x.css /srv/", "/srv/static/x.css", "app/static/x.css"),
        ("COPY --exclude=static app /srv/app", "/srv/app/static/x.css", None),
        ("COPY --exclude=static app /srv/app", "/srv/app/__init__.py", "app/__init__.py"),
        ("ARG DIR=/opt/x\nWORKDIR $DIR\nCOPY run.py ./", "/opt/x/run.py", "run.py"),
        ("ENV DIR=/opt/x\nCOPY run.py ${DIR}/", "/opt/x/run.py", "run.py"),
        ("COPY . /app\nRUN rm /app/run.py", "/app/run.py", None),
        ("COPY . /app\nRUN rm -rf /app/app && true", "/app/app/__init__.py", None),
        ("COPY . /app\nRUN cd /app && rm -f *.py", "/app/run.py", None),
        ("COPY . /app\nRUN cd /app && rm -f *.py", "/app/app/__init__.py", "app/__init__.py"),
        ('COPY . /app\nRUN if [ -n "$X" ]; then rm /app/run.py; fi', "/app/run.py", "run.py"),
        ("COPY . /app\nRUN test -e x || rm /app/run.py", "/app/run.py", "run.py"),
        ("COPY . /app\nRUN mv /app/run.py /app/wsgi.py", "/app/wsgi.py", "run.py"),
        ("COPY . /app\nRUN mv /app/run.py /app/wsgi.py", "/app/run.py", None),
        ("COPY . /app\nRUN cp -r /app/app /srv/", "/srv/app/__init__.py", "app/__init__.py"),
        ("COPY . /app\nRUN cp -r /app/app/. /srv/", "/srv/__init__.py", "app/__init__.py"),
        ("COPY . /app\nWORKDIR /app\nRUN cp *.py /srv", "/srv/config.py", "config.py"),
        ("COPY . /app\nRUN ln -s /app/entrypoint.sh /entry", "/entry", "entrypoint.sh"),
        ("COPY . /app\nRUN ln -s ../app/run.py /srv/run.py", "/srv/run.py", "run.py"),
        (
            "COPY . /app\nRUN install -m 755 /app/entrypoint.sh /usr/local/bin/start",
            "/usr/local/bin/start",
            "entrypoint.sh",
        ),
        ("COPY . /app\nWORKDIR /app\nRUN sh scripts/setup.sh", "/srv/data/config.py", "config.py"),
        ("COPY . /app\nRUN sh -c 'cd /app && cp run.py /x.py'", "/x.py", "run.py"),
        ("COPY . /app\nRUN (cd /srv && true) && cp /app/run.py y.py", "/y.py", "run.py"),
        ("COPY . /app\nENV D=/z\nRUN cp /app/run.py $D.py", "/z.py", "run.py"),
        ('COPY . /app\nRUN ["cp", "/app/run.py", "/e.py"]', "/e.py", "run.py"),
        ("RUN <<EOF\nmkdir /h\nEOF\nCOPY run.py /h", "/h/run.py", "run.py"),
        ("COPY <<run.py /x/\nprint()\nrun.py", "/x/run.py", None),
    ],
)
def test_find(text: str, path: str, found: str | None) -> None:
    assert view(text).find(path) == found


@pytest.mark.parametrize(
    ("text", "path", "found"),
    [
        ("RUN sudo -u root cp run.py /x.py", "/x.py", "run.py"),
        ("RUN timeout 5 cp run.py /x.py", "/x.py", "run.py"),
        ("RUN copy() { cp run.py $1; } && copy /x.py", "/x.py", "run.py"),
        ("RUN D=/srv/in && mkdir $D && cp run.py ${D}/", "/srv/in/run.py", "run.py"),
        ("RUN make -f tools.mk layout", "/laid/config.py", "config.py"),
        ("RUN for f in run.py; do cp $f /x.py; done", "/x.py", "run.py"),
        ("RUN [ -f run.py ] && rm run.py", "/app/run.py", None),
        ("RUN [ -f none.py ] && rm run.py", "/app/run.py", "run.py"),
        ("RUN true || rm run.py", "/app/run.py", "run.py"),
        ("ENV MODE=prod\nRUN if [ $MODE = prod ]; then rm run.py; fi", "/app/run.py", None),
        ("ENV MODE=test\nRUN if [ $MODE = prod ]; then rm run.py; fi", "/app/run.py", "run.py"),
        ("ARG PART=prod\nRUN if [ $PART = prod ]; then rm run.py; fi", "/app/run.py", "run.py"),
        ("ARG MODE=prod\nRUN if [ $MODE = prod ]; then rm run.py; fi", "/app/run.py", None),
        ("ARG MODE=test\nRUN if [ ${MODE:-dev} = prod ]; then cp run.py /x.py; fi", "/x.py", "run.py"),
        ("ARG PART=run\nRUN cp $PART.py /x.py", "/x.py", "run.py"),
        ("ARG PART=run.py\nRUN cp ${PART%.py}.py /x.py", "/x.py", "run.py"),
        ("RUN cd $UNKNOWN && rm run.py", "/app/run.py", "run.py"),
    ],
)
def test_a_run_is_followed_by_the_shell(text: str, path: str, found: str | None) -> None:
    files = tree({"tools.mk": "layout: files\n\nfiles:\n\tmkdir /laid\n\tcp config.py /laid\n"})
    assert build("FROM python:3.12\nWORKDIR /app\nCOPY . .\n" + text, files=files).view().find(path) == found


@pytest.mark.parametrize(
    ("text", "path", "found", "after"),
    [
        ("RUN cp run.py made.py && pip install x", "/app/made.py", "run.py", "run.py"),
        ("RUN --mount=target=/src pip install x", "/src/run.py", "run.py", None),
        ("RUN --mount=type=bind,source=backend,target=b pip install x", "/app/b/wsgi.py", "backend/wsgi.py", None),
        ("RUN --mount=src=app/static/x.css,dst=/x.css pip install x", "/x.css", "app/static/x.css", None),
        ("RUN --mount=source=backend,target=/b cp /b/wsgi.py /w.py", "/w.py", "backend/wsgi.py", "backend/wsgi.py"),
        ("RUN --mount=from=one,source=/one,target=/two pip install x", "/two/settings.py", "config.py", None),
        ("RUN --mount=from=one,source=/one,target=/two pip install x", "/one/settings.py", None, None),
        ("RUN --mount=source=front,target=. pip install x", "/app/run.py", None, "run.py"),
    ],
)
def test_a_mount_is_there_while_its_run_lasts(text: str, path: str, found: str | None, after: str | None) -> None:
    start = "FROM alpine AS one\nCOPY config.py /one/settings.py\nFROM python:3.12\nWORKDIR /app\nCOPY . .\n"
    made = build(start + text)
    (ran,) = made.ran.values()
    assert (ran.view.find(path), made.view().find(path)) == (found, after)


@pytest.mark.parametrize("mount", ["from=alpine,source=/b,target=/b", "type=cache,target=/b", "type=secret,target=/b"])
def test_what_a_mount_holds_may_be_unknown(mount: str) -> None:
    made = build(f"FROM python:3.12\nRUN --mount={mount} pip install x")
    (ran,) = made.ran.values()
    assert (ran.view.maybe("/b/run.py"), made.view().maybe("/b/run.py")) == (True, False)


def test_a_run_sees_what_its_last_program_tidies_away() -> None:
    made = build("FROM python:3.12\nWORKDIR /app\nCOPY run.py .\nRUN python run.py && rm run.py")
    (ran,) = made.ran.values()
    assert (ran.view.find("/app/run.py"), made.view().find("/app/run.py")) == ("run.py", None)


def test_a_run_sees_what_stands_before_it() -> None:
    text = "FROM python:3.12\nWORKDIR /app\nENV A=1\nRUN echo $A$B\nENV B=2\nCOPY scripts .\nRUN ./setup.sh $B"
    first, second = build(text).ran.values()
    assert [program.arguments for program in first.programs] == [("1$B",)]
    assert [(i.program, i.via) for i in second.programs[:2]] == [("setup.sh", ()), ("mkdir", ("scripts/setup.sh",))]
    assert (first.view.find("/app/setup.sh"), second.view.find("/app/setup.sh")) == (None, "scripts/setup.sh")


@pytest.mark.parametrize(
    ("text", "path", "found", "maybe"),
    [
        (
            "FROM python:3.12 AS b\nCOPY . /src\nFROM python:3.12\nCOPY --from=b /src /app",
            "/app/run.py",
            "run.py",
            False,
        ),
        (
            "FROM python:3.12 AS b\nCOPY . /src\nFROM python:3.12\nCOPY --from=b /src/app /app/",
            "/app/__init__.py",
            "app/__init__.py",
            False,
        ),
        (
            "FROM python:3.12 AS b\nCOPY . /src\nFROM python:3.12\nCOPY --from=0 /src/run.py /app/",
            "/app/run.py",
            "run.py",
            False,
        ),
        (
            "FROM python:3.12 AS b\nCOPY . /src\nFROM python:3.12\nCOPY --from=b /src/*.py /app/",
            "/app/config.py",
            "config.py",
            False,
        ),
        ("FROM python:3.12 AS b\nCOPY . /src\nFROM b\nWORKDIR /src", "/src/run.py", "run.py", False),
        ("FROM python:3.12 AS b\nCOPY . /src\nFROM python:3.12\nCOPY --from=b /src /app", "/app/none.py", None, False),
        (
            "FROM node:20 AS b\nWORKDIR /f\nCOPY front .\nRUN npm run build\nFROM python:3.12\nCOPY --from=b /f/dist /app/static",
            "/app/static/x.js",
            None,
            True,
        ),
        (
            "FROM node:20 AS b\nWORKDIR /f\nCOPY front .\nRUN npm run build\nFROM python:3.12\nCOPY --from=b /f /app/f",
            "/app/f/x.py",
            None,
            False,
        ),
        (
            "FROM node:20 AS b\nWORKDIR /f\nCOPY front .\nRUN npm run build\nFROM python:3.12\nCOPY --from=b /f/dist/* /app/s/",
            "/app/s/x.js",
            None,
            True,
        ),
        ("FROM python:3.12\nCOPY --from=ghcr.io/astral-sh/uv:0.5 /uv /bin/", "/bin/uv", None, True),
        ("FROM python:3.12\nRUN git clone https://x/y.git /app", "/app/run.py", None, True),
        ("FROM python:3.12\nWORKDIR /srv\nRUN git clone --depth 1 https://x/y.git", "/srv/y/run.py", None, True),
        ("FROM python:3.12\nWORKDIR /srv\nRUN git clone --depth 1 https://x/y.git", "/srv/run.py", None, False),
        ("FROM python:3.12\nWORKDIR /srv\nRUN curl -sSL https://x/i.py | python", "/srv/i.py", None, False),
        ("FROM python:3.12\nWORKDIR /srv\nRUN curl -fsSLo m.bin https://x/m", "/srv/m.bin", None, True),
        ("FROM python:3.12\nWORKDIR /srv\nRUN curl -O https://x/m.bin", "/srv/m.bin", None, True),
        ("FROM python:3.12\nWORKDIR /srv\nRUN wget -q https://x/m.bin", "/srv/m.bin", None, True),
        ("FROM python:3.12\nWORKDIR /srv\nRUN wget -qO- https://x/m.tgz | tar xz -C /srv/m", "/srv/m/a.py", None, True),
        ("FROM python:3.12\nWORKDIR /srv\nRUN wget -qO- https://x/m.tgz | tar xz -C /srv/m", "/srv/a.py", None, False),
        ("FROM python:3.12\nRUN unzip -q a.zip -d /srv/z", "/srv/z/a.py", None, True),
        ("FROM python:3.12\nRUN echo X=1 > /app/.env", "/app/.env", None, True),
        ("FROM python:3.12\nRUN touch /app/db.sqlite", "/app/db.sqlite", None, True),
        ("FROM python:3.12\nWORKDIR /app\nCOPY front .\nRUN npm ci", "/app/node_modules/x/y.js", None, True),
        ("FROM python:3.12\nWORKDIR /app\nRUN npm install -g x", "/app/x.js", None, False),
        ("FROM python:3.12\nWORKDIR /app\nRUN flask db init", "/app/migrations/env.py", None, True),
        ("FROM python:3.12\nADD https://x/y/model.bin /m/", "/m/model.bin", None, True),
        ("FROM example/base\nWORKDIR /app", "/app/run.py", None, True),
        ("ARG BASE\nFROM $BASE", "/app/run.py", None, True),
        ("FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN make build", "/app/x.py", None, True),
    ],
)
def test_stages_and_unknown_files(text: str, path: str, found: str | None, maybe: bool) -> None:
    made = build(text).view()
    assert (made.find(path), made.maybe(path)) == (found, maybe)


@pytest.mark.parametrize(
    ("text", "home", "cwd", "complete"),
    [
        ("FROM python:3.12\nWORKDIR /app\nCOPY . .", "/app", "/app", True),
        ("FROM python:3.12\nCOPY . /app", "/app", "/", True),
        ("FROM python:3.12\nWORKDIR /srv\nCOPY app app\nCOPY run.py .", "/srv", "/srv", True),
        ("FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN npm run build", "/app", "/app", False),
        ("FROM python:3.12\nWORKDIR /app\nRUN git clone https://x/y .", "/app", "/app", False),
        ("FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN git clone https://x/y vendor/y", "/app", "/app", True),
        ("FROM example/own:1\nWORKDIR /app\nCOPY . .", "/app", "/app", False),
        ("FROM tiangolo/uwsgi-nginx-flask:python3.8\nCOPY . /app", "/app", "/app", True),
        ("FROM scratch", "/", "/", True),
    ],
)
def test_view(text: str, home: str, cwd: str, complete: bool) -> None:
    made = build(text).view()
    assert (made.home, made.cwd, made.complete) == (home, cwd, complete)


@pytest.mark.parametrize(
    ("text", "repo_path", "located"),
    [
        ("WORKDIR /app\nCOPY . .", "run.py", "/app/run.py"),
        ("WORKDIR /app\nCOPY . .", "", "/app"),
        ("WORKDIR /app\nCOPY app app", "run.py", None),
        ("WORKDIR /app\nCOPY app web", "app/static/x.css", "/app/web/static/x.css"),
        ("WORKDIR /app\nCOPY . .\nCOPY run.py /", "run.py", "/app/run.py"),
        ("WORKDIR /app\nCOPY run.py main.py\nCOPY config.py main.py", "run.py", None),
        ("COPY . /app\nRUN mv /app/run.py /app/wsgi.py", "run.py", "/app/wsgi.py"),
    ],
)
def test_locate(text: str, repo_path: str, located: str | None) -> None:
    assert view(text).locate(repo_path) == located


@pytest.mark.parametrize(
    ("text", "path", "names"),
    [
        ("COPY *.py /app/\nCOPY app /app/web", "/app", ("config.py", "run.py", "web")),
        ("COPY app /app", "/app", ("__init__.py", "static", "templates")),
        ("COPY app /app\nRUN rm -r /app/static", "/app", ("__init__.py", "templates")),
        ("COPY app /app", "/nowhere", ()),
        ("COPY app /a\nRUN cp -r /a/static /b", "/b", ("x.css",)),
    ],
)
def test_folder(text: str, path: str, names: tuple[str, ...]) -> None:
    assert view(text).folder(path) == names


def test_dockerignore_and_binds() -> None:
    files = tree({".dockerignore": "app/static\n*.txt\n!requirements.txt\n"})
    made = build("FROM python:3.12\nWORKDIR /app\nCOPY . .", files=files)
    assert made.view().find("/app/app/static/x.css") is None
    assert made.view().find("/app/app/static") is None
    assert made.view().find("/app/requirements-dev.txt") is None
    assert made.view().find("/app/requirements.txt") == "requirements.txt"
    assert made.view().folder("/app/app") == ("__init__.py", "templates")
    assert made.ignore_file == ".dockerignore"
    bound = made.view((("/app", "backend"),))
    assert (bound.find("/app/wsgi.py"), bound.find("/app/run.py"), bound.complete) == ("backend/wsgi.py", None, True)
    everything = made.view((("/app", ""),))
    assert everything.find("/app/app/static/x.css") == "app/static/x.css"


@pytest.mark.parametrize(
    ("text", "context", "missing"),
    [
        ("COPY . .", "", []),
        ("COPY ./ /app", "", []),
        ("COPY nothing.py .", "", [("nothing.py", "absent", (2, 6, 2, 16))]),
        ("COPY run.py \\\n  nothing.py ./", "", [("nothing.py", "absent", (3, 3, 3, 13))]),
        ("COPY Run.py .", "", [("Run.py", "absent", (2, 6, 2, 12))]),
        ('COPY ["no.py", "."]', "", [("no.py", "absent", (2, 8, 2, 13))]),
        ("ADD none/ /x", "", [("none/", "absent", (2, 5, 2, 10))]),
        ("COPY poetry.lock* pyproject.toml? ./", "", []),
        ("COPY ../run.py .", "backend", [("../run.py", "absent", (2, 6, 2, 15))]),
        ("COPY ../wsgi.py .", "backend", []),
        ("COPY backend/wsgi.py .", "backend", [("backend/wsgi.py", "absent", (2, 6, 2, 21))]),
        ("COPY secret.txt .", "", [("secret.txt", "ignored", (2, 6, 2, 16))]),
        ("COPY private/ .", "", [("private/", "ignored", (2, 6, 2, 14))]),
        ("COPY local.db .", "", [("local.db", "untracked", (2, 6, 2, 14))]),
        ("COPY $UNSET/run.py .", "", []),
        ("ARG F\nCOPY $F .", "", []),
        ("ARG F=nope\nCOPY ${F}.py .", "", [("nope.py", "absent", (3, 6, 3, 13))]),
        ("ADD https://x/y.tgz /x", "", []),
        ("COPY --from=other/image /x /y", "", []),
        ("COPY <<EOF /x\nabc\nEOF", "", []),
        ("COPY sub/module /x", "", []),
    ],
)
def test_missing(text: str, context: str, missing: list[tuple[str, str, tuple[int, ...]]]) -> None:
    files = tree(
        {".dockerignore": "secret.txt\nprivate", "secret.txt": "", "private/a": "", "local.db": ""},
        ignored=["local.db"],
        modes={"sub/module": "160000"},
    )
    made = build("FROM python:3.12\n" + text, context=context, files=files)
    found = [(s, r, (p.line, p.column, p.end_line, p.end_column)) for s, r, p in made.missing]
    assert found == missing


@pytest.mark.parametrize(
    ("text", "text_of", "argv", "cwd"),
    [
        ("CMD gunicorn app:app", "gunicorn app:app", None, "/"),
        ('WORKDIR /app\nCMD ["gunicorn", "app:app"]', "gunicorn app:app", ("gunicorn", "app:app"), "/app"),
        ('ENTRYPOINT ["gunicorn"]\nCMD ["app:app"]', "gunicorn app:app", ("gunicorn", "app:app"), "/"),
        ('CMD ["app:app"]\nENTRYPOINT ["gunicorn"]', "gunicorn app:app", ("gunicorn", "app:app"), "/"),
        ('ENTRYPOINT gunicorn app:app\nCMD ["x"]', "gunicorn app:app", None, "/"),
        ('ENTRYPOINT ["/e.sh"]\nCMD run x', "/e.sh /bin/sh -c run x", ("/e.sh", "/bin/sh", "-c", "run x"), "/"),
        (
            'SHELL ["/bin/bash", "-lc"]\nENTRYPOINT ["/e.sh"]\nCMD run x',
            "/e.sh /bin/bash -lc run x",
            ("/e.sh", "/bin/bash", "-lc", "run x"),
            "/",
        ),
        ('ENTRYPOINT ["/e.sh"]\nENTRYPOINT []\nCMD ["x"]', "x", ("x",), "/"),
        ("CMD a\nCMD b", "b", None, "/"),
        ('CMD ["a"]\nCMD []', None, None, ""),
        ("RUN x", None, None, ""),
        ("CMD ['gunicorn', 'app:app']", "['gunicorn', 'app:app']", None, "/"),
    ],
)
def test_start(text: str, text_of: str | None, argv: tuple[str, ...] | None, cwd: str) -> None:
    start = build("FROM python:3.12\n" + text).start
    if text_of is None:
        assert start is None
    else:
        assert start is not None
        assert (start.text, start.argv, start.cwd, start.phase) == (text_of, argv, cwd, "start")
        assert len(start.argv_places) == len(start.argv or ())


@pytest.mark.parametrize(
    ("text", "command", "argv", "cwd"),
    [
        ('ENTRYPOINT ["/e.sh"]', Command("", "start", P, ("a",), (P,), as_arguments=True), ("/e.sh", "a"), "/srv"),
        ('ENTRYPOINT ["/e.sh"]', Command("", "start", P, ("a",), (P,)), ("a",), "/srv"),
        (
            'ENTRYPOINT ["/e.sh"]',
            Command("", "start", P, ("a",), (P,), as_arguments=True, cwd="/x"),
            ("/e.sh", "a"),
            "/x",
        ),
        (
            'ENTRYPOINT ["/e.sh"]',
            Command("a b", "start", P, as_arguments=True),
            ("/e.sh", "a", "b"),
            "/srv",
        ),
        ("ENTRYPOINT /e.sh", Command("", "start", P, ("a",), (P,), as_arguments=True), None, "/srv"),
        ("CMD x", Command("", "start", P, ("a",), (P,), as_arguments=True), ("a",), "/srv"),
    ],
)
def test_start_for(text: str, command: Command, argv: tuple[str, ...] | None, cwd: str) -> None:
    found = build("FROM python:3.12\nWORKDIR /srv\n" + text).start_for(command)
    assert (found.argv, found.cwd) == (argv, cwd)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ('FROM python:3 AS b\nCMD ["a"]\nFROM b', "a"),
        ('FROM python:3 AS b\nCMD ["a"]\nFROM b\nENTRYPOINT ["e"]', "e"),
        ('FROM python:3 AS b\nENTRYPOINT ["e"]\nFROM b\nCMD ["c"]', "e c"),
        ('FROM python:3 AS b\nCMD ["a"]\nFROM python:3\nRUN x', None),
        (
            "FROM tiangolo/uwsgi-nginx-flask:python3.9\nCOPY . /app",
            "uwsgi --http 0.0.0.0:80 --module main --callable app",
        ),
        (
            "FROM tiangolo/meinheld-gunicorn-flask:python3.9",
            "gunicorn -b 0.0.0.0:80 -k egg:meinheld#gunicorn_worker main:app",
        ),
    ],
)
def test_start_of_stages(text: str, start: str | None) -> None:
    made = build(text)
    assert (made.start.text if made.start else None) == start


def test_stages_are_those_that_the_target_needs() -> None:
    text = (
        "FROM python:3.12 AS base\nRUN one\nFROM base AS build\nRUN two\nCOPY nope .\nFROM base AS test\nRUN three\n"
        "FROM base AS final\nCOPY --from=build /x /y\nRUN four\nFROM final AS debug\nRUN five\n"
    )
    made = build(text, target="final")
    assert (made.stage, made.chain, made.reached) == (3, (0, 3), (0, 1, 3))
    assert [run.text for run in made.runs] == ["one", "four"]
    assert [run.text for run in made.installing_runs if run not in made.runs] == ["two"]
    assert [run.text for run in made.installing_runs] == ["one", "two", "four"]
    assert [source for source, _, _ in made.missing] == ["nope"]
    last = build(text)
    assert (last.chain, [run.text for run in last.runs]) == ((0, 3, 4), ["one", "four", "five"])
    assert build(text, target="1").chain == (0, 1)
    assert build(text, target="unknown").stage == 4
    mounted = "FROM python:3.12 AS wheels\nRUN one\nFROM python:3.12\nRUN --mount=type=bind,from=wheels,target=/w two"
    assert [run.text for run in build(mounted).installing_runs] == ["one", "two"]


def test_variables() -> None:
    text = (
        "ARG VERSION=3.11\nFROM python:${VERSION}-slim AS base\nARG VERSION\nARG TOKEN\nARG MODE=prod\n"
        'ENV PATH="/opt/venv/bin:$PATH" MODE=$MODE URL=postgres://u:${TOKEN}@db/x\n'
        "ENV SECRET the rest of it\nENV KEY=$TOKEN EMPTY= UNSET=$NOWHERE\nFROM base\nENV MODE=test SECRET=new\\ one A=$MODE B='$MODE'\n"
    )
    made = build(text)
    found = {(v.name, v.source): v.value for v in made.variables}
    assert found == {
        ("VERSION", "build"): "3.11",
        ("TOKEN", "build"): None,
        ("MODE", "build"): "prod",
        ("PATH", "reference"): "/opt/venv/bin:\ufffc",
        ("MODE", "literal"): "test",
        ("URL", "reference"): "postgres://u:\ufffc@db/x",
        ("SECRET", "literal"): "new one",
        ("KEY", "reference"): None,
        ("EMPTY", "literal"): "",
        ("UNSET", "literal"): "",
        ("A", "literal"): "prod",
        ("B", "literal"): "$MODE",
    }
    secret = next(v for v in made.variables if v.name == "SECRET")
    assert (secret.place.line, secret.place.column, secret.place.end_column) == (10, 15, 30)
    given = build(text, args={"TOKEN": "t", "VERSION": "3.13"})
    assert given.python is not None
    assert given.python.version == "3.13"
    assert next(v.value for v in given.variables if v.name == "KEY") == "t"


def test_other_instructions() -> None:
    made = build(
        "FROM python:3.12\nARG PORT=5000\nUSER app\nEXPOSE $PORT 8000-8010/tcp 53/udp 80/TCP\nHEALTHCHECK CMD curl x\n"
        "ONBUILD COPY . /never\nWORKDIR /srv\nWORKDIR app/../web\n"
    )
    assert (made.user, made.workdir) == ("app", "/srv/web")
    assert [(p.number, p.role, p.place.column) for p in made.ports] == [
        (5000, "expose", 8),
        (8000, "expose", 14),
        (80, "expose", 35),
    ]
    assert made.healthcheck is not None
    assert (made.healthcheck.text, made.healthcheck.phase) == ("curl x", "health")


def test_onbuild_of_an_earlier_stage_runs_in_the_later_one() -> None:
    made = build("FROM python:3.12 AS base\nWORKDIR /app\nONBUILD COPY . .\nFROM base\n")
    assert made.view().find("/app/run.py") == "run.py"


@pytest.mark.parametrize(
    ("text", "path", "executable"),
    [
        ("COPY entrypoint.sh /e.sh", "/e.sh", False),
        ("COPY run.py /r.py", "/r.py", True),
        ("COPY --chmod=755 entrypoint.sh /e.sh", "/e.sh", True),
        ("COPY --chmod=644 run.py /r.py", "/r.py", False),
        ("COPY --chmod=+x entrypoint.sh /e.sh", "/e.sh", True),
        ("COPY entrypoint.sh /e.sh\nRUN chmod +x /e.sh", "/e.sh", True),
        ("COPY entrypoint.sh /e.sh\nRUN chmod a+rx,u+w /e.sh", "/e.sh", True),
        ("COPY entrypoint.sh /e.sh\nRUN chmod 0644 /e.sh", "/e.sh", False),
        ("COPY entrypoint.sh /e.sh\nRUN chmod u+w /e.sh", "/e.sh", False),
        ("RUN chmod +x /e.sh\nCOPY entrypoint.sh /e.sh", "/e.sh", False),
        ("COPY . /app\nRUN chmod -R 755 /app", "/app/entrypoint.sh", True),
        ("COPY . /app\nRUN chmod 755 /app", "/app/entrypoint.sh", False),
        ("WORKDIR /app\nCOPY . .\nRUN chmod +x ./*.sh", "/app/entrypoint.sh", True),
        ("WORKDIR /app\nCOPY . .\nRUN chmod +x ./*.sh", "/app/scripts/setup.sh", False),
        ("COPY . /app\nRUN cp /app/run.py /b", "/b", True),
        ("COPY . /app\nRUN install /app/entrypoint.sh /b", "/b", True),
        ("COPY . /app", "/app/none.sh", None),
        ("COPY . /app\nRUN find /app -name '*.sh' -exec chmod +x {} +", "/app/entrypoint.sh", True),
        ("COPY . /app\nRUN find /app -name '*.sh' | xargs chmod +x", "/app/entrypoint.sh", None),
    ],
)
def test_executable(text: str, path: str, executable: bool | None) -> None:
    made = build("FROM python:3.12\n" + text, files=tree(modes={"run.py": "100755"})).view()
    assert made.executable(path) is executable


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("COPY entrypoint.sh /e.sh\nRUN sed -i 's/\\r$//' /e.sh", True),
        ("COPY entrypoint.sh /e.sh\nRUN dos2unix /e.sh && chmod +x /e.sh", True),
        ("COPY entrypoint.sh /e.sh\nRUN sed 's/x/y/' /e.sh", False),
        ("RUN dos2unix /e.sh\nCOPY entrypoint.sh /e.sh", False),
    ],
)
def test_rewritten(text: str, rewritten: bool) -> None:
    assert view(text).rewritten("/e.sh") is rewritten


@pytest.mark.parametrize(
    ("reference", "version", "runtime"),
    [
        ("python:3.11-slim", "3.11", True),
        ("python:3.9.18-alpine3.18", "3.9.18", True),
        ("python:3.14.0rc2", "3.14.0", True),
        ("python", "", True),
        ("python:slim", "", True),
        ("python:alpine3.19", "", True),
        ("python:3-slim", "3", True),
        ("python@sha256:abc", "", True),
        ("docker.io/library/python:3.12", "3.12", True),
        ("registry.example.com:5000/python:3.12", "3.12", True),
        ("public.ecr.aws/docker/library/python:3.12-slim", "3.12", True),
        ("public.ecr.aws/lambda/python:3.12", "3.12", True),
        ("ghcr.io/astral-sh/uv:python3.12-bookworm-slim", "3.12", True),
        ("ghcr.io/astral-sh/uv:0.5.1-python3.13-alpine", "3.13", True),
        ("tiangolo/uwsgi-nginx-flask:python3.8-alpine", "3.8", False),
        ("tiangolo/uwsgi-nginx-flask", "", False),
        ("mcr.microsoft.com/devcontainers/python:1-3.12-bullseye", "3.12", True),
        ("registry.access.redhat.com/ubi9/python-311:1", "3.11", True),
        ("nikolaik/python-nodejs:python3.11-nodejs20", "3.11", True),
        ("pypy:3.10", "3.10", True),
        ("ubuntu:22.04", None, True),
        ("debian:bookworm-slim", None, True),
        ("alpine:3.19", None, True),
        ("node:20-alpine", None, True),
        ("scratch", None, True),
        ("example/own:3.12", None, False),
        ("example/python:3.12", "3.12", False),
        ("example/python:1.48.0", "", False),
        ("mcr.microsoft.com/playwright/python:v1.48.0-jammy", "", False),
        ("example/python:2025.1", "", False),
        ("example/python:20", "", False),
    ],
)
def test_base_images(reference: str, version: str | None, runtime: bool) -> None:
    parsed = base_images.parse(reference)
    assert (base_images.python_version(parsed), base_images.is_runtime(parsed)) == (version, runtime)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ARG X",
        "COPY . .",
        "FROM",
        "FROM a\nCOPY",
        "FROM a AS a\nFROM a\nCOPY --from=a x y",
        "FROM python\nWORKDIR $X\nCOPY . $Y",
        "FROM python\nCOPY . /a\n" + "RUN cp -r /a /a\n" * 200,
        "FROM python\nCOPY . /a\n" + "RUN cp -r /a /a/b && cp -r /a/b /a\n" * 150,
        "FROM python\nRUN cp\nRUN mv a\nRUN chmod\nRUN git\nRUN curl -o\nRUN wget -O\nRUN tar\nRUN ln\nRUN install\nRUN cd\nRUN sh -c",
        "FROM python\nRUN if then fi ((\nRUN $(cat x) > $y",
        "FROM python\nCOPY [a-z.py [^x]*.py []] /x/",
    ],
)
def test_odd_files(text: str) -> None:
    made = build(text)
    looked = made.view()
    looked.find("/a/b/run.py")
    looked.locate("run.py")
    looked.folder("/a")
    assert looked.executable("/nothing") is None


@pytest.mark.parametrize(
    ("copied", "ignored", "host", "severity"),
    [
        ("dist", "dist/\n", {}, "info"),
        ("web/build", "build\n", {}, "info"),
        ("settings_local.py", "*_local.py\n", {}, "info"),
        ("settings_local.py", "*.log\n", {}, "error"),
        ("dist", "/web/dist/\n", {}, "error"),
        ("dist", "", {}, "error"),
        # a host that clones the repository has nobody who makes it
        ("dist", "dist/\n", {"render.yaml": "services:\n- type: web\n  name: shop\n  runtime: docker\n"}, "error"),
    ],
)
def test_what_another_step_makes(
    copied: str, ignored: str, host: dict[str, str | bytes], severity: str, tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {
        "app.py": "from flask import Flask\napp = Flask(__name__)\n",
        ".gitignore": ignored,
        "Dockerfile": f"FROM python:3.13\nCOPY app.py .\nCOPY {copied} x/\nRUN pip install flask gunicorn\nCMD gunicorn app:app\n",
        **host,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(str(text))
    subprocess.run("git init -q && git add -A", shell=True, cwd=tmp_path, check=True)
    [rule] = load(["missing-copied-file"])
    found = list(rule.check(Project(discover(str(tmp_path)))))
    assert [problem.severity or rule.severity for problem in found] == [severity]


@pytest.mark.parametrize(
    ("modules", "is_told"),
    [
        ('[submodule "lib"]\n\tpath = vendor/lib\n\turl = https://example.com/lib.git\n', False),
        ("[submodule 'x']\n    path=vendor\n", False),
        ('[submodule "a"]\n\tpath = other/\n[submodule "b"]\n\tpath = vendor/lib/\n', False),
        ('[submodule "lib"]\n\tpath = lib\n', True),
        ('[submodule "lib"]\n\turl = vendor/lib\n', True),
        ("", True),
    ],
)
def test_what_a_submodule_holds(modules: str, is_told: bool) -> None:
    image = (
        "FROM python:3.13\nCOPY vendor/lib lib\nCOPY app.py .\nRUN pip install flask gunicorn\nCMD gunicorn app:app\n"
    )
    files = {"app.py": "from flask import Flask\napp = Flask(__name__)\n", "Dockerfile": image, ".gitmodules": modules}
    [rule] = load(["missing-copied-file"])
    assert bool(list(rule.check(Project(MemoryTree(files))))) is is_told  # type: ignore[arg-type]
