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
