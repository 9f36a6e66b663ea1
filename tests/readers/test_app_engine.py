"""app.yaml of App Engine, standard and flexible."""

from __future__ import annotations

import pytest

from flaskcheck.facts.services import Command, Folder, PlatformFile, PythonVersion, Service, Variable
from flaskcheck.files.source import Source
from flaskcheck.ground.place import Place
from flaskcheck.hosts import app_engine


def read(text: str, path: str = "app.yaml") -> PlatformFile:
    return app_engine.read(Source(path, text.encode()))


def on(line: int, column: int, end: int) -> Place:
    return Place("app.yaml", line, column, line, end)


def test_standard_in_full() -> None:
    file = read(
        "runtime: python313\nservice: api\ninstance_class: F2\nentrypoint: gunicorn -b :$PORT main:app\n"
        "env_variables:\n  FLASK_ENV: production\n  DEBUG: on\nbuild_env_variables:\n  A: b\n"
        "handlers:\n- url: /static\n  static_dir: app/static\n- url: /.*\n  script: auto\n"
        "automatic_scaling:\n  max_instances: 3\nbeta_settings:\n  cloud_sql_instances: a:b:c\n"
    )
    service = Service(
        host="app-engine",
        name="api",
        kind="web",
        place=on(1, 1, 19),
        commands=(Command("gunicorn -b :$PORT main:app", "start", on(4, 13, 40)),),
        variables=(
            Variable("FLASK_ENV", "production", on(6, 3, 24)),
            Variable("DEBUG", "on", on(7, 3, 12)),
            Variable("A", "b", on(9, 3, 7), "build"),
        ),
        folders=(Folder("app/static", "app/static", "static", on(12, 15, 25)),),
        python=PythonVersion("python313", "3.13", "app.yaml", on(1, 10, 19)),
        depends_on=("a:b:c",),
        instances=3,
        plan="F2",
    )
    assert file == PlatformFile("app.yaml", "app-engine", (service,))


def test_the_default_entrypoint_is_supplied() -> None:
    (service,) = read("runtime: python312\n", "backend/app.yaml").services
    place = Place("backend/app.yaml", 1, 1, 1, 19)
    assert service.root == "backend"
    assert service.commands == (Command("gunicorn -b :$PORT main:app", "start", place, exact=False, supplied=True),)


@pytest.mark.parametrize(
    ("text", "host", "version", "image", "commands", "base"),
    [
        (
            "runtime: python\nenv: flex\nruntime_config:\n  runtime_version: '3.12'\n",
            "app-engine-flexible",
            "3.12",
            "",
            0,
            "",
        ),
        ("runtime: python\nvm: true\nruntime_config:\n  python_version: 3\n", "app-engine-flexible", "3", "", 0, ""),
        ("runtime: custom\nenv: flexible\n", "app-engine-flexible", None, "Dockerfile", 0, ""),
        ("runtime: python27\n", "app-engine-python2", "2.7", "", 0, ""),
        ("runtime: python27\nhandlers:\n- {url: /.*, script: shop.app}\n", "app-engine-python2", "2.7", "", 0, ""),
        ("runtime: nodejs20\nentrypoint: node a.js\n", "app-engine", None, "", 1, "nodejs20"),
        ("runtime: python311\nentrypoint: {shell: gunicorn a:b}\n", "app-engine", "3.11", "", 1, ""),
    ],
)
def test_variants(text: str, host: str, version: str | None, image: str, commands: int, base: str) -> None:
    file = read(text)
    (service,) = file.services
    assert (file.host, service.host, service.image, len(service.commands), service.base) == (
        host,
        host,
        image,
        commands,
        base,
    )
    assert (service.python.version if service.python else None) == version


def test_health_checks_of_flexible() -> None:
    (service,) = read("runtime: python\nenv: flex\nentrypoint: x\nreadiness_check:\n  path: /ready\n").services
    assert service.health_paths == (Variable("readiness_check.path", "/ready", on(5, 9, 15)),)


@pytest.mark.parametrize(
    "text",
    [
        "apiVersion: v1\nkind: Service\n",
        "command: [gunicorn, app:app]\nenv:\n- name: A\n  value: b\n",
        "name: x\nservices:\n- name: web\n",
        "title: something else\n",
        "runtime: {{ runtime }}\n",
    ],
)
def test_other_files_of_that_name(text: str) -> None:
    assert read(text) == PlatformFile("app.yaml", "")


@pytest.mark.parametrize(
    ("text", "kind", "message", "line", "column"),
    [
        (
            "runtime: python313\nenvironment: a\n",
            "unknown-key",
            "Unexpected attribute 'environment' for object of type AppInfoExternal.",
            2,
            1,
        ),
        ("entrypoint: a\nenv_variables: {A: b}\n", "missing-key", "app.yaml must specify a runtime", 1, 1),
        (
            "runtime: python3.11\n",
            "unknown-value",
            '"python3.11" is no runtime of the standard environment: write python313',
            1,
            10,
        ),
        (
            "runtime: python\n",
            "unknown-value",
            '"python" is no runtime of the standard environment: write python313',
            1,
            10,
        ),
        (
            "runtime: python313\nenv_variables:\n- A=b\n",
            "wrong-type",
            '"env_variables" must be a mapping of names to values',
            3,
            1,
        ),
        ("runtime: python313\nenv_variables:\n  A: [b]\n", "wrong-type", '"env_variables.A" must be text', 3, 6),
        (
            "runtime: python313\nthreadsafe: true\n",
            "ignored-key",
            "threadsafe belongs to Python 2: python313 does not read it",
            2,
            13,
        ),
        (
            "runtime: python313\nlibraries:\n- name: x\n",
            "unknown-key",
            "libraries is not supported by python313: name them in requirements.txt",
            3,
            1,
        ),
        (
            "runtime: python313\nhandlers:\n- url: /.*\n  script: main.app\n",
            "unknown-value",
            '"script" field for handler must be set to "auto" for runtime python313.',
            4,
            11,
        ),
        ("runtime: python313\nruntime: python312\n", "duplicate-key", 'the key "runtime" is written twice', 2, 1),
        ("runtime: python313\n\tservice: a\n", "syntax", "found a tab character that violates indentation", 2, 1),
    ],
)
def test_errors(text: str, kind: str, message: str, line: int, column: int) -> None:
    (found,) = read(text).errors
    assert (found.kind, found.place.line, found.place.column) == (kind, line, column)
    assert message in found.message


@pytest.mark.parametrize("value", ["", "  # THEME: dark\n", "~", "null", "{}"])
def test_variables_without_entries(value: str) -> None:
    file = read(f"runtime: python313\nenv_variables: {value.lstrip()}\nhandlers:\n- url: /.*\n  script: auto\n")
    assert (file.errors, file.services[0].variables) == ((), ())


@pytest.mark.parametrize("value", ["text", "'null'", "''", "[]"])
def test_variables_that_are_no_mapping(value: str) -> None:
    assert [e.kind for e in read(f"runtime: python313\nenv_variables: {value}\n").errors] == ["wrong-type"]
