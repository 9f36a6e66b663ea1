"""What an image makes besides copying the repository: installed projects, written files and folders, and what it leaves out."""

from __future__ import annotations

import pytest
from checking import FLASK, check

PROJECT = (
    '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n\n'
    '[project]\nname = "shop"\nversion = "1"\ndependencies = ["flask==3.1.2", "gunicorn==23.0.0"]\n'
)
SERVES = 'CMD ["gunicorn", "-b", "0.0.0.0:80", "shop:app"]\n'


def project(*lines: str, folder: str = "", source: str = "", **files: str) -> dict[str, str | bytes]:
    """A project in a folder whose package stands in another one, and the image of some lines, which serves it."""
    return {
        f"{folder}pyproject.toml": PROJECT,
        f"{folder}{source}shop/__init__.py": FLASK,
        "Dockerfile": "\n".join(("FROM python:3.13-slim AS build", *lines, SERVES)),
        **files,
    }


FINAL = ("FROM python:3.13-slim", "WORKDIR /srv")


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (project("COPY . /code", "RUN pip install /code"), 0),
        (project("COPY . /code", "WORKDIR /code", "RUN pip install '.[prod]' && rm -rf /code"), 0),
        (project("COPY api /code", "RUN cd /code && python -m pip install .", folder="api/", source="src/"), 0),
        (project("COPY . /code", "RUN uv pip install --system -e /code", source="src/"), 0),
        (project("COPY . /code", "RUN cd /code && uv sync --no-dev"), 0),
        (project("COPY . /code", "RUN cd /code && poetry install --only main"), 0),
        (project("COPY . /code", "RUN pip install 'shop @ file:///code'"), 0),
        (
            project(
                "COPY . /code", "WORKDIR /code", "RUN pip install -r all.txt", "WORKDIR /", **{"all.txt": "-e .\n"}
            ),
            0,
        ),
        (project("RUN --mount=type=bind,target=/code pip install /code"), 0),
        (
            project(
                "COPY . /code", "RUN pip install --prefix=/deps /code", *FINAL, "COPY --from=build /deps /usr/local"
            ),
            0,
        ),
        (
            project(
                "COPY . /code",
                "RUN pip wheel -w /wheels /code",
                *FINAL,
                "COPY --from=build /wheels /wheels",
                "RUN pip install /wheels/*.whl",
            ),
            0,
        ),
        (
            project(
                "WORKDIR /code",
                "COPY . .",
                "RUN uv build",
                *FINAL,
                "COPY --from=build /code/dist /d",
                "RUN pip install /d/*",
            ),
            0,
        ),
        (
            project(
                "COPY . /code",
                "RUN pip wheel -w /wheels /code",
                *FINAL,
                "RUN --mount=from=build,source=/wheels,target=/w pip install /w/*",
            ),
            0,
        ),
        # nothing is installed: the module is in another folder than the one where the command runs
        (project("COPY . /code", "RUN pip install flask gunicorn"), 1),
        (project("COPY . /code", "RUN cd /code && poetry install --no-root"), 1),
        (project("COPY . /code", "RUN cd /code && uv sync --no-install-project"), 1),
        # the stage that installs it is not part of what is served
        (project("COPY . /code", "RUN pip install /code", *FINAL, "COPY . /code", "RUN pip install flask gunicorn"), 1),
        # a folder without a project
        (project("COPY . /code", "RUN pip install /code/shop"), 1),
    ],
)
def test_an_installed_project_is_importable_from_every_folder(files: dict[str, str | bytes], found: int) -> None:
    assert len(check("unresolved-app", files)) == found


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("pip install ./api && gunicorn shop:app", 0),
        ("pip install -e api/ && gunicorn shop:app", 0),
        ("pip install flask gunicorn && gunicorn shop:app", 1),
    ],
)
def test_an_installed_project_on_a_host(command: str, found: int) -> None:
    files = {"api/pyproject.toml": PROJECT, "api/src/shop/__init__.py": FLASK, "Procfile": f"web: {command}\n"}
    assert len(check("unresolved-app", files)) == found


def test_extras_of_an_installed_project_are_installed() -> None:
    extras = '[project.optional-dependencies]\nweb = ["requests==2.32.5"]\n'
    for words, found in (("'.[web]'", 0), (".", 1)):
        files = project("WORKDIR /code", "COPY . .", f"RUN pip install {words}")
        files |= {"pyproject.toml": PROJECT + extras, "shop/__init__.py": "import requests\n" + FLASK}
        assert len(check("undeclared-import", files)) == found


LOCKED = ("COPY pyproject.toml .", "RUN ")


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("RUN printf 'flask\\ngunicorn\\n' > all.txt && pip install -r all.txt",), 0),
        (("RUN cat > all.txt <<EOF", "flask", "EOF", "RUN pip install -r all.txt"), 0),
        (("RUN (echo flask; echo gunicorn) > all.txt", "RUN pip install -r all.txt"), 0),
        (("RUN poetry export --without-hashes -o all.txt", "RUN pip install --requirement=all.txt"), 0),
        (("RUN uv export --output-file=all.txt && pip install -r all.txt",), 0),
        (("RUN uv export -o all.txt && pip install -r all.txt && rm -f all.txt",), 0),
        (
            (
                "RUN uv export -o /tmp/all.txt \\",
                " && uv pip install --system -r /tmp/all.txt \\",
                " && rm -rf /tmp/*.txt",
            ),
            0,
        ),
        (("RUN echo flask > all.txt && rm all.txt", "RUN pip install -r all.txt"), 1),
        (("RUN pip-compile all.in && pip install -r all.txt",), 0),
        (('SHELL ["/bin/bash", "-c"]', "RUN pip install -r <(poetry export)"), 0),
        (("RUN poetry export | pip install -r /dev/stdin",), 0),
        (("COPY --from=build /tmp/all.txt .", "RUN pip install -r all.txt"), 0),
        (("COPY <<EOF all.txt", "flask", "EOF", "RUN pip install -r all.txt"), 0),
        (("RUN echo flask > other.txt && pip install -r all.txt",), 1),
        (("RUN poetry export -o other.txt && pip install -r all.txt",), 1),
    ],
)
def test_requirements_that_the_image_makes(lines: tuple[str, ...], found: int) -> None:
    stages = ("RUN echo flask > /tmp/all.txt", "FROM python:3.13-slim", "WORKDIR /code", "COPY shop shop")
    assert len(check("missing-requirements-file", project(*stages, *lines))) == found


@pytest.mark.parametrize(
    ("build", "found"),
    [
        ("poetry export -f requirements.txt > all.txt && pip install -r all.txt", 0),
        ("pip install poetry; poetry export --output all.txt; pip install -r all.txt", 0),
        ("cat base.txt extra.txt | tee all.txt && pip install -r all.txt", 0),
        ("cp requirements/prod.txt all.txt && pip install -r all.txt", 0),
        ("make lock && pip install -r all.txt", 0),
        ("pip install -r <(pipenv requirements)", 0),
        ("pip install -U pip && pip install -r all.txt", 1),
        ("cat all.txt > other.txt; pip install -r all.txt", 1),
    ],
)
def test_requirements_that_the_build_of_a_host_makes(build: str, found: int) -> None:
    service = f"services:\n- type: web\n  name: a\n  runtime: python\n  buildCommand: {build!r}\n  startCommand: gunicorn app:app\n"
    assert (
        len(
            check(
                "missing-requirements-file",
                {"app.py": FLASK, "render.yaml": service, "requirements/prod.txt": "flask\n"},
            )
        )
        == found
    )


def test_what_an_exported_lock_lists_is_installed() -> None:
    files = project("WORKDIR /code", "COPY . .", "RUN poetry export > all.txt && pip install -r all.txt")
    assert not check("missing-wsgi-server", files)
    files["shop/__init__.py"] = "import requests\n" + FLASK
    assert not check(
        "undeclared-import", project("COPY . .", "RUN pip install -r <(curl -s https://example.com/all.txt)")
    )


HOME = FLASK + 'app.config["DATA"] = "/home/ann/shop/data"\n'


def image(*lines: str, python: str = FLASK, **files: str) -> dict[str, str | bytes]:
    """An application in /app of an image that some more lines make."""
    start = ("FROM python:3.13-slim", "WORKDIR /app", "RUN pip install flask gunicorn", *lines)
    command = 'CMD ["gunicorn", "-b", "0.0.0.0:80", "app:app"]\n'
    return {"app.py": python, "Dockerfile": "\n".join((*start, command)), **files}


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("COPY . .", "RUN useradd -m -u 1000 -s /bin/bash ann"), 0),
        (("COPY . .", "RUN adduser --disabled-password --gecos '' ann"), 0),
        (("COPY . .", "RUN adduser -D -h /home/ann/shop worker"), 0),
        (("COPY . .", "RUN install -d -o nobody /home/ann/shop"), 0),
        (("COPY . .", "VOLUME /home/ann/shop"), 0),
        (("COPY . .", 'VOLUME ["/home/ann/shop/data"]'), 0),
        (("WORKDIR /home/ann/shop", "COPY . ."), 0),
        (("COPY . .", "COPY fixtures /home/ann/shop/data"), 0),
        (("COPY . .",), 1),
        (("COPY . .", "RUN useradd -u 1000 ann"), 1),
        (("COPY . .", "RUN adduser -D -H ann"), 1),
        (("COPY . .", "RUN mkdir -p /home/other/shop"), 1),
    ],
)
def test_homes_that_the_image_makes(lines: tuple[str, ...], found: int) -> None:
    files = image(*lines, python=HOME, **{"fixtures/a.csv": "a\n"})
    assert len(check("absolute-local-path", files)) == found


def test_homes_that_are_mounted() -> None:
    files = image("COPY . .", python=HOME)
    for mount, found in (("data:/home/ann/shop/data", 0), ("data:/data", 1)):
        compose = f"services:\n  web:\n    build: .\n    volumes:\n      - {mount}\nvolumes:\n  data:\n"
        assert len(check("absolute-local-path", {**files, "compose.yaml": compose})) == found


PAGE = (
    FLASK + "from flask import render_template\n\n\n@app.get('/')\ndef index():\n    return render_template('a.html')\n"
)
LINKS = "<link rel='stylesheet' href=\"{{ url_for('static', filename='app.css') }}\">\n"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("FROM python:3.13-slim", "WORKDIR /app", "COPY . .", "COPY --from=assets /out /app/static"), 0),
        (("FROM python:3.13-slim", "WORKDIR /app", "COPY . .", "COPY --from=assets /out/app.css static/"), 0),
        (("FROM python:3.13-slim", "WORKDIR /srv", "COPY . .", "COPY --from=assets --chown=1000 /out/ ./static"), 0),
        (("FROM python:3.13-slim", "WORKDIR /app", "COPY . .", "RUN npm run build"), 0),
        (("FROM python:3.13-slim", "WORKDIR /app", "COPY . .", "RUN curl -o static/app.css https://example.com/a"), 0),
        (("FROM python:3.13-slim", "WORKDIR /app", "COPY . ."), 1),
        (("FROM python:3.13-slim", "WORKDIR /app", "COPY . .", "COPY --from=assets /out /app/front"), 1),
        (("FROM python:3.13-slim", "WORKDIR /app", "COPY . .", "RUN npm ci"), 1),
    ],
)
def test_static_files_that_the_image_makes(lines: tuple[str, ...], found: int) -> None:
    files = {"app.py": PAGE, "templates/a.html": LINKS, "static/robots.txt": "", "front/a.css": ""}
    files["Dockerfile"] = "\n".join(("FROM node:22 AS assets", "RUN npm run build", *lines, "CMD gunicorn app:app\n"))
    assert len(check("missing-static-file", files)) == found


@pytest.mark.parametrize(("build", "found"), [("npm ci && npm run build", 0), ("npm ci", 1), ("flask --version", 1)])
def test_static_files_that_the_build_of_a_host_makes(build: str, found: int) -> None:
    service = f"services:\n- type: web\n  name: a\n  runtime: python\n  buildCommand: {build}\n  startCommand: gunicorn app:app\n"
    files = {"app.py": PAGE, "templates/a.html": LINKS, "static/robots.txt": "", "render.yaml": service}
    assert len(check("missing-static-file", files)) == found


@pytest.mark.parametrize(
    ("lines", "ignored", "found"),
    [
        (("COPY . .",), "**/*.html\n", [".dockerignore"]),
        (("COPY . .",), "**/templates/**\n", [".dockerignore"]),
        (("COPY . .",), "*\n!*.py\n", [".dockerignore"]),
        (("COPY app.py .",), "", ["app.py"]),
        (("COPY *.py ./",), "docs\n", ["app.py"]),
        (("COPY . .",), "docs\ntemplates/*.md\n", []),
        (("COPY . .",), "templates\n!templates\n", []),
        (("COPY app.py .", "COPY templates templates"), "", []),
        (("COPY app.py .", "RUN git clone https://example.com/a.git templates"), "", []),
    ],
)
def test_templates_that_the_image_lacks(lines: tuple[str, ...], ignored: str, found: list[str]) -> None:
    page = {"templates/a.html": "<p>a</p>\n", "templates/b.html": "<p>b</p>\n", ".dockerignore": ignored}
    files = image(*lines, python=PAGE + "\n\ndef other():\n    return render_template('b.html')\n", **page)
    assert [path for path, _, _ in check("missing-template", files)] == found


def test_templates_that_are_mounted_are_there() -> None:
    compose = "services:\n  web:\n    build: .\n    volumes:\n      - ./templates:/app/templates\n"
    files = image("COPY app.py .", python=PAGE, **{"templates/a.html": "", "compose.yaml": compose})
    assert not check("missing-template", files)


@pytest.mark.parametrize("package", ["python3-yaml", "python3-dotenv", "python3-pil", "py3-dateutil", "python3-bs4"])
def test_packages_of_the_system_are_named_like_modules(package: str) -> None:
    module = {"pil": "PIL"}.get(package.partition("-")[2], package.partition("-")[2])
    lines = (f"RUN apt-get install -y python3-flask python3-gunicorn {package}", "WORKDIR /app", "COPY . .")
    files = {
        "app.py": f"import {module}\n{FLASK}",
        "Dockerfile": "\n".join(("FROM debian:12", *lines, "CMD gunicorn app:app\n")),
    }
    assert not check("undeclared-import", files)


PLAIN_IMAGE = {
    "app.py": "import flask\napp = flask.Flask(__name__)\n",
    "requirements.txt": "flask==3.1.1\ngunicorn==23.0.0\n",
}


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("COPY . .\n", [("app.py", 1, "error")]),
        ("RUN mkdir /data && useradd shop\nCOPY . .\n", [("app.py", 1, "error")]),
        ("COPY . .\nRUN pip install --no-cache-dir gunicorn\n", [("app.py", 1, "error")]),
        ("RUN apt-get update && apt-get install -y libpq5\nCOPY . .\n", [("app.py", 1, "error")]),
        ("COPY . .\nRUN pip install -r requirements.txt\n", []),
        ("COPY . .\nRUN python tools/bootstrap.py\n", []),
        ("COPY . .\nRUN ./install.sh\n", []),
        ("COPY --from=wheels /opt/venv /opt/venv\nENV PATH=/opt/venv/bin:$PATH\nCOPY . .\n", []),
        ("COPY . .\nRUN git clone https://example.com/tools /tools && pip install /tools\n", []),
        ("COPY --from=ghcr.io/shop/base:1 /usr/local/lib /usr/local/lib\nCOPY . .\n", []),
    ],
)  # fmt: skip
def test_what_no_step_of_an_image_installs_is_not_there(steps: str, expected: list[tuple[str, int, str]]) -> None:
    image = f'FROM python:3.13-slim\nWORKDIR /srv\n{steps}CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]\n'
    assert check("undeclared-import", {**PLAIN_IMAGE, "Dockerfile": image}) == expected
