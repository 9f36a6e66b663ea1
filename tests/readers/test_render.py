"""render.yaml: services, variables, databases, and what Render refuses."""

from __future__ import annotations

import pytest

from flaskcheck.facts.services import (
    Command,
    Folder,
    Mount,
    PlatformFile,
    Port,
    PythonVersion,
    Service,
    Variable,
)
from flaskcheck.files.source import Source
from flaskcheck.ground.place import Place
from flaskcheck.hosts import render


def read(text: str, path: str = "render.yaml") -> PlatformFile:
    return render.read(Source(path, text.encode()))


def on(line: int, column: int, end: int) -> Place:
    return Place("render.yaml", line, column, line, end)


WEB = """\
services:
  - type: web
    name: cookies
    runtime: python
    plan: starter
    rootDir: ./backend
    buildCommand: pip install -r requirements.txt
    preDeployCommand: flask db upgrade
    startCommand: gunicorn run:app
    healthCheckPath: /healthz
    numInstances: 2
    disk:
      name: data
      mountPath: /var/data
    envVars:
      - key: PYTHON_VERSION
        value: "3.13.5"
      - key: PORT
        value: 8000
      - key: SECRET_KEY
        generateValue: true
      - key: API_KEY
        sync: false
      - key: DATABASE_URL
        fromDatabase:
          name: db
          property: connectionString
      - key: DB_HOST
        fromDatabase: {name: db, property: host}
      - fromGroup: shared
      - fromGroup: elsewhere
databases:
  - name: db
    plan: free
envVarGroups:
  - name: shared
    envVars:
      - key: LOG_LEVEL
        value: info
"""


def test_a_web_service_in_full() -> None:
    expected = Service(
        host="render",
        name="cookies",
        kind="web",
        place=on(2, 3, 14),
        root="backend",
        commands=(
            Command("pip install -r requirements.txt", "build", on(7, 19, 50)),
            Command("flask db upgrade", "release", on(8, 23, 39)),
            Command("gunicorn run:app", "start", on(9, 19, 35)),
        ),
        variables=(
            Variable("PYTHON_VERSION", "3.13.5", on(17, 16, 24)),
            Variable("PORT", "8000", on(19, 16, 20)),
            Variable("SECRET_KEY", None, on(20, 14, 24), "generated"),
            Variable("API_KEY", None, on(22, 14, 21), "dashboard"),
            Variable("DATABASE_URL", None, on(24, 14, 26), "database"),
            Variable("DB_HOST", None, on(28, 14, 21), "database"),
            Variable("LOG_LEVEL", "info", on(39, 16, 20)),
            Variable("*", None, on(31, 20, 29), "group"),
        ),
        folders=(Folder("backend", "./backend", "root", on(6, 14, 23)),),
        python=PythonVersion("3.13.5", "3.13.5", "render.yaml", on(17, 17, 23)),
        mounts=(Mount("/var/data", "data", on(14, 18, 27)),),
        ports=(Port(8000, "forward", on(19, 16, 20)),),
        health_paths=(Variable("healthCheckPath", "/healthz", on(10, 22, 30)),),
        databases=(Variable("DATABASE_URL", "postgres", on(24, 14, 26), "database"),),
        instances=2,
        plan="starter",
    )
    file = read(WEB)
    is_there = (Variable("", "postgres", on(33, 3, 13), "database"),)
    assert file.services == (
        expected,
        Service("render", "db", "database", on(33, 3, 13), databases=is_there, plan="free"),
    )
    assert (file.host, file.errors, file.variables, file.addons) == ("render", (), (), ())


@pytest.mark.parametrize(
    ("service", "kind", "phases"),
    [
        ("type: worker, name: a, runtime: python, buildCommand: b, startCommand: c", "worker", ["build", "start"]),
        ("type: pserv, name: a, env: python, buildCommand: b, startCommand: c", "web", ["build", "start"]),
        (
            "type: cron, name: a, runtime: python, schedule: '0 1 * * *', buildCommand: b, startCommand: c",
            "job",
            ["build", "cron"],
        ),
        ("type: web, name: a, env: static, buildCommand: b, staticPublishPath: dist", "static", ["build"]),
        ("type: keyvalue, name: a, ipAllowList: []", "database", []),
        ("type: web, name: a, runtime: image, image: {url: docker.io/x/y}", "web", []),
        ("type: web, name: a, runtime: node, buildCommand: b, startCommand: c", "web", ["build", "start"]),
    ],
)
def test_kinds(service: str, kind: str, phases: list[str]) -> None:
    file = read(f"services:\n  - {{{service}}}\n")
    (found,) = file.services
    assert (found.kind, [c.phase for c in found.commands], file.errors) == (kind, phases, ())


@pytest.mark.parametrize(
    ("fields", "image", "context"),
    [
        ("", "Dockerfile", ""),
        (", dockerfilePath: ./deploy/Dockerfile, dockerContext: ./deploy", "deploy/Dockerfile", "deploy"),
        (", rootDir: api", "api/Dockerfile", "api"),
        (", rootDir: api, dockerfilePath: ./Dockerfile.prod", "api/Dockerfile.prod", "api"),
        (", rootDir: api, dockerfilePath: api/Dockerfile, dockerContext: api", "api/Dockerfile", "api"),
    ],
)
def test_docker_paths(fields: str, image: str, context: str) -> None:
    (found,) = read(f"services:\n- {{type: web, name: a, runtime: docker, dockerCommand: ./run.sh{fields}}}").services
    assert (found.image, found.context, [c.text for c in found.commands]) == (image, context, ["./run.sh"])


def test_projects_and_ungrouped_services() -> None:
    file = read(
        "projects:\n- name: p\n  environments:\n  - name: production\n    services:\n"
        "    - {type: web, name: a, runtime: docker}\n"
        "ungrouped:\n  services:\n  - {type: worker, name: b, runtime: docker}\n"
    )
    assert [(s.name, s.kind) for s in file.services] == [("a", "web"), ("b", "worker")]
    assert file.errors == ()


def test_redis_of_a_service() -> None:
    (found, _) = read(
        "services:\n- type: web\n  name: a\n  runtime: docker\n  envVars:\n  - key: REDIS_URL\n    fromService:\n"
        "      {type: keyvalue, name: cache, property: connectionString}\n"
        "- {type: keyvalue, name: cache, ipAllowList: []}\n"
    ).services
    assert found.databases == (Variable("REDIS_URL", "redis", on(6, 10, 19), "database"),)
    assert found.variables == (Variable("REDIS_URL", None, on(6, 10, 19), "service"),)


def test_commands_in_other_scalars() -> None:
    (found,) = read(
        "services:\n- type: web\n  name: a\n  runtime: python\n  buildCommand: |\n"
        "    pip install .\n    flask db upgrade\n"
        '  startCommand: "gunicorn \\"app:create_app()\\""\n'
    ).services
    assert found.commands == (
        Command("pip install .\nflask db upgrade", "build", Place("render.yaml", 6, 5, 7, 21)),
        Command('gunicorn "app:create_app()"', "start", on(8, 18, 47), exact=False),
    )


OK = "type: web, name: a, runtime: docker"
DATABASES = "databases: [{name: x}]\n"


@pytest.mark.parametrize(
    ("text", "kind", "message", "line", "column"),
    [
        ("crons: []", "unknown-key", "field crons not found in type file.Spec", 1, 1),
        ("services: {}", "wrong-type", "services must be a list", 1, 11),
        (f"services:\n- {{{OK}, disks: []}}", "unknown-key", "field disks not found in type file.Service", 2, 41),
        (
            f"services:\n- {{{OK}, pythonVersion: 3}}",
            "unknown-key",
            "field pythonVersion not found in type file.Service",
            2,
            41,
        ),
        (
            "services:\n- {type: static, name: a, runtime: docker}",
            "unknown-value",
            'services[0].type: unknown type "static"',
            2,
            10,
        ),
        (
            "services:\n- {type: web, name: a, runtime: docker, rootDir: [a]}",
            "wrong-type",
            "services[0].rootDir must be text",
            2,
            50,
        ),
        ("services:\n- {name: a, runtime: docker}", "missing-key", "services[0]: type is required", 2, 1),
        ("services:\n- {type: web, runtime: docker}", "missing-key", "services[0]: name is required", 2, 1),
        ("services:\n- {type: web, name: a}", "missing-key", "services[0]: runtime is required", 2, 1),
        (
            "services:\n- {type: web, name: a, runtime: python, buildCommand: b}",
            "missing-key",
            "services[0]: startCommand is required",
            2,
            1,
        ),
        (
            "services:\n- {type: web, name: a, runtime: python3, rootDir: b}",
            "unknown-value",
            'services[0].runtime: invalid runtime "python3"',
            2,
            33,
        ),
        ("services:\n- {type: keyvalue, name: a}", "missing-key", "services[0]: ipAllowList is required", 2, 1),
        (
            "services:\n- {type: worker, name: a, runtime: docker, plan: free}",
            "unknown-value",
            "services[0].plan no such plan free for service type worker",
            2,
            50,
        ),
        (
            f"services:\n- {{{OK}, envVars: {{A: b}}}}",
            "wrong-type",
            '"services[0].envVars" must be a list of keys with values',
            2,
            50,
        ),
        (
            f"services:\n- {{{OK}, envVars: [A]}}",
            "wrong-type",
            "services[0].envVars[0] must be a mapping with key and value",
            2,
            51,
        ),
        (
            f"services:\n- {{{OK}, envVars: [{{key: A, value: b, sync: false}}]}}",
            "wrong-type",
            "services[0].envVars[0] cannot simultaneously specify fields value and sync",
            2,
            1,
        ),
        (
            f"services:\n- {{{OK}, envVars: [{{value: b}}]}}",
            "missing-key",
            "services[0].envVars[0] must be from group or have a key or value",
            2,
            1,
        ),
        (
            f"services:\n- {{{OK}, envVars: [{{key: A}}]}}",
            "no-value",
            "services[0].envVars[0]: A has neither a value nor a source of one, and nobody sets it",
            2,
            57,
        ),
        (
            f"services:\n- {{{OK}, envVars: [{{key: A, scope: b}}]}}",
            "unknown-key",
            "field scope not found in type file.EnvVar",
            2,
            60,
        ),
        (
            f"services:\n- {{{OK}, envVars: [{{key: A, value: [b]}}]}}",
            "wrong-type",
            "services[0].envVars[0].value must be text",
            2,
            67,
        ),
        (
            f"services:\n- {{{OK}, envVars: [{{key: A, fromDatabase: {{name: x, property: host}}}}]}}",
            "undefined-reference",
            'services[0].envVars[0].fromDatabase: no database "x" is defined in this Blueprint',
            2,
            81,
        ),
        (
            f"{DATABASES}services:\n- {{{OK}, envVars: [{{key: A, fromDatabase: {{name: x, property: url}}}}]}}",
            "unknown-value",
            'services[0].envVars[0].fromDatabase: unknown property "url"',
            3,
            94,
        ),
        (
            "envVarGroups:\n- {name: g, envVars: [{key: A, sync: false}]}",
            "unknown-key",
            "envVarGroups[0].envVars[0]: sync is not allowed in an environment group",
            2,
            38,
        ),
        (
            f"services:\n- {{{OK}, envVars: [{{key: PYTHON_VERSION, value: 3.10}}]}}",
            "wrong-type",
            "YAML reads 3.10 as the number 3.1: quote it, with its patch version",
            2,
            80,
        ),
        (f"services:\n- {{{OK}, name: b}}", "duplicate-key", 'the key "name" is written twice', 2, 41),
        ("services:\n- type: web\n name: a", "syntax", "did not find expected key", 3, 2),
    ],
)
def test_errors(text: str, kind: str, message: str, line: int, column: int) -> None:
    (found,) = read(text).errors
    assert (found.kind, found.place.line, found.place.column) == (kind, line, column)
    assert message in found.message


def test_a_template_is_skipped() -> None:
    assert read("services:\n- type: {{ kind }}\n") == PlatformFile("render.yaml", "render")


def test_an_alias_is_followed() -> None:
    file = read(
        "services:\n- type: web\n  name: a\n  runtime: docker\n  envVars: &shared\n  - key: A\n    value: b\n"
        "- type: worker\n  name: b\n  runtime: docker\n  envVars: *shared\n"
    )
    assert [[v.name for v in s.variables] for s in file.services] == [["A"], ["A"]]
    assert file.errors == ()


@pytest.mark.parametrize(
    ("keys", "mends"),
    [
        ("build: {buildCommand: b}, startCommand: s", ["Write buildCommand one level up, among the service's own keys."]),
        ("commands: {buildCommand: b, startCommand: s}", ["Write buildCommand and startCommand one level up, among the service's own keys."]),
        ("build_command: b, startCommand: s", ["Did you mean buildCommand?"]),
        ("buildComand: b, startCommand: s", ["Did you mean buildCommand?"]),
        ("pythonVersion: b, startCommand: s", ["", ""]),  # and buildCommand is required
        ("build: [b], startCommand: s", ["", ""]),
    ],
)  # fmt: skip
def test_a_key_that_stands_in_place_of_a_missing_one(keys: str, mends: list[str]) -> None:
    file = read(f"services:\n- {{type: web, name: a, runtime: python, {keys}}}")
    assert [error.mend for error in file.errors] == mends
