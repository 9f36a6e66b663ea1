"""App specs of DigitalOcean."""

from __future__ import annotations

import pytest

from flaskcheck.facts.services import Command, Folder, PlatformFile, Port, Service, Variable
from flaskcheck.files.source import Source
from flaskcheck.ground.place import Place
from flaskcheck.hosts import digitalocean


def read(text: str, path: str = ".do/app.yaml") -> PlatformFile:
    return digitalocean.read(Source(path, text.encode()))


def on(line: int, column: int, end: int) -> Place:
    return Place(".do/app.yaml", line, column, line, end)


SPEC = """\
name: cookies
envs:
- key: LOG_LEVEL
  value: info
services:
- name: web
  source_dir: /backend
  build_command: pip install -r requirements.txt
  run_command: gunicorn --bind 0.0.0.0:8000 run:app
  http_port: 8000
  instance_count: 2
  instance_size_slug: basic-xs
  health_check:
    http_path: /healthz
  envs:
  - key: DATABASE_URL
    value: ${db.DATABASE_URL}
  - key: SECRET_KEY
    type: SECRET
    value: EV[1:abc:def]
  - key: API_KEY
    type: SECRET
  - key: HOST
    value: ${APP_DOMAIN}
  - key: BUILD
    scope: BUILD_TIME
    value: "1"
jobs:
- name: migrate
  kind: PRE_DEPLOY
  run_command: flask db upgrade
workers:
- name: worker
  dockerfile_path: worker/Dockerfile
  source_dir: worker
static_sites:
- name: site
  source_dir: web
  build_command: npm run build
  output_dir: dist
databases:
- name: db
  engine: PG
  size: db-s-1vcpu-1gb
"""


def test_a_spec_in_full() -> None:
    file = read(SPEC)
    web, migrate, worker, site, database = sorted(file.services, key=lambda s: s.place.line)
    assert web == Service(
        host="digitalocean",
        name="web",
        kind="web",
        place=on(6, 1, 12),
        root="backend",
        commands=(
            Command("pip install -r requirements.txt", "build", on(8, 18, 49)),
            Command("gunicorn --bind 0.0.0.0:8000 run:app", "start", on(9, 16, 52)),
        ),
        variables=(
            Variable("DATABASE_URL", None, on(17, 12, 30), "database"),
            Variable("SECRET_KEY", None, on(20, 12, 25), "secret"),
            Variable("API_KEY", None, on(21, 10, 17), "secret"),
            Variable("HOST", "${APP_DOMAIN}", on(24, 12, 25), "reference"),
            Variable("BUILD", "1", on(27, 12, 15), "build"),
        ),
        folders=(Folder("backend", "/backend", "root", on(7, 15, 23)),),
        ports=(Port(8000, "forward", on(10, 14, 18)),),
        health_paths=(Variable("health_check.http_path", "/healthz", on(14, 16, 24)),),
        databases=(Variable("DATABASE_URL", "postgres", on(16, 3, 22), "database"),),
        instances=2,
        plan="basic-xs",
    )
    assert migrate == Service(
        "digitalocean",
        "migrate",
        "job",
        on(29, 1, 16),
        commands=(Command("flask db upgrade", "release", on(31, 16, 32)),),
    )
    assert (worker.kind, worker.root, worker.image, worker.context) == (
        "worker",
        "worker",
        "worker/Dockerfile",
        "worker",
    )
    assert (site.kind, site.root, [f.path for f in site.folders]) == ("static", "web", ["web", "web/dist"])
    is_there = (Variable("", "postgres", on(42, 1, 11), "database"),)
    assert database == Service(
        "digitalocean", "db", "database", on(42, 1, 11), databases=is_there, plan="db-s-1vcpu-1gb"
    )
    assert file.variables == (Variable("LOG_LEVEL", "info", on(4, 10, 14)),)
    assert file.errors == ()


def test_a_template_has_its_spec_inside_and_sub_folders_their_own_root() -> None:
    file = read("spec:\n  services:\n  - name: web\n    source_dir: api\n", "sub/.do/deploy.template.yaml")
    assert [(s.name, s.root) for s in file.services] == [("web", "sub/api")]


def test_a_database_of_unknown_kind_gives_no_scheme() -> None:
    (service,) = read("services:\n- name: a\n  envs:\n  - {key: U, value: '${elsewhere.DATABASE_URL}'}\n").services
    assert (service.databases, service.variables) == ((), (Variable("U", None, on(4, 21, 48), "database"),))


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("services: {}\n", '"services" must be a list', 1, 11),
        ("services:\n- name: a\n  http_port: '80'\n", '"services.http_port" must be a number', 3, 14),
    ],
)
def test_errors(text: str, message: str, line: int, column: int) -> None:
    (found,) = read(text).errors
    assert (found.kind, found.message, found.place.line, found.place.column) == ("wrong-type", message, line, column)


COMPONENT = "name: a\nservices:\n- name: web\n  envs:\n  - key: A\n  github: {repo: a/b}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{COMPONENT}  run_comand: x\n", [("unknown-key", 7)]),
        (f"{COMPONENT}  health_check: {{http_pat: /x}}\n", [("unknown-key", 7)]),
        ("name: a\nservice:\n- name: web\n", [("unknown-key", 2)]),
        ("name: a\njobs:\n- name: b\n  envs:\n  - key: A\n    vale: b\n", [("unknown-key", 6)]),
        (f"{COMPONENT}  something_new: x\n", [("unknown-value", 7)]),
        (f"{COMPONENT}  http_port: 8080\n  autoscaling: {{metrics: {{cpu: {{percent: 70}}}}}}\n", []),
        ("name: a\nalerts:\n- rule: DEPLOYMENT_FAILED\ndatabases:\n- name: db\n  engine: PG\n", []),
    ],
)
def test_fields_that_doctl_does_not_know(text: str, found: list[tuple[str, int]]) -> None:
    assert [(e.kind, e.place.line) for e in read(text).errors] == found


def test_the_template_of_a_button_is_not_decoded_by_doctl() -> None:
    text = "spec:\n  name: a\n  services:\n  - name: web\n    run_comand: x\n"
    assert read(text, ".do/deploy.template.yaml").errors == ()
