"""Hosts whose files give a start command under a key, and Kamal."""

from __future__ import annotations

import re

import pytest

from flaskcheck.facts.services import PlatformFile
from flaskcheck.files.source import Source
from flaskcheck.files.tree import MemoryTree
from flaskcheck.hosts import index, kamal, one_key
from flaskcheck.hosts.platform_files import platform_files
from tests.checking import FLASK, check

FILES: dict[str, str | bytes] = {"requirements.txt": "flask\ngunicorn\n", "app.py": FLASK}
DOCKERFILE = (
    'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["gunicorn", "app:app"]\n'
)
RUNNER = (
    "version: 1.0\nruntime: python311\nbuild:\n  commands:\n    pre-build: [a]\n    build: [pip install -r requirements.txt, c]\nrun:\n  runtime-version: 3.11.4\n"
    "  pre-run: [flask db upgrade, flask seed]\n  command: gunicorn app:app\n  network: {port: 8000, env: PORT}\n  env: [{name: A, value: '1'}]\n  secrets: [{name: B, value-from: x}]\n"
)
UPSUN = (
    "applications:\n  shop:\n    source: {root: back}\n    type: 'python:3.12'\n    hooks: {build: make, deploy: flask db upgrade}\n    variables: {env: {A: '1'}}\n"
    "    web: {commands: {start: gunicorn app:app}}\n    workers: {jobs: {commands: {start: celery -A app worker}}}\n"
)


def read(path: str, text: str) -> PlatformFile:
    return one_key.read(Source(path, text.encode()))


def commands(file: PlatformFile) -> list[list[tuple[str, str]]]:
    return [[(c.phase, c.text) for c in service.commands] for service in file.services]


def test_each_format_is_in_the_index() -> None:
    (line,) = [line for line in index.LINES if line.module == "one_key"]
    assert set(line.files.split("|")) == {form.files for form in one_key.FORMATS} | {r"\.environment"}
    assert {form.host for form in one_key.FORMATS} == set(line.hosts)


def test_app_runner() -> None:
    file = read("apprunner.yaml", RUNNER)
    (service,) = file.services
    assert commands(file) == [
        [
            ("build", "a"),
            ("build", "pip install -r requirements.txt"),
            ("build", "c"),
            ("release", "flask db upgrade"),
            ("release", "flask seed"),
            ("start", "gunicorn app:app"),
        ]
    ]
    assert [(v.name, v.value, v.source) for v in service.variables] == [("A", "1", "literal"), ("B", None, "secret")]
    assert [(p.number, p.role) for p in service.ports] == [(8000, "forward")]
    assert service.python is not None
    assert service.python.version == "3.11.4"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[deployment]\nrun = 'gunicorn app:app'\n", [[("start", "gunicorn app:app")]]),
        (
            "[deployment]\nrun = ['gunicorn', 'app:app']\nbuild = ['pip', 'install']\n",
            [[("build", "pip install"), ("start", "gunicorn app:app")]],
        ),
        ("run = 'python app.py'\n", []),
    ],
)
def test_replit(text: str, expected: list[list[tuple[str, str]]]) -> None:
    assert commands(read(".replit", text)) == expected


@pytest.mark.parametrize("bind", ["", "-b 0.0.0.0:5000 ", "-b 0.0.0.0:$PORT "])
def test_replit_finds_the_port(bind: str) -> None:
    files = {**FILES, ".replit": f"[deployment]\nrun = 'gunicorn {bind}app:app'\n"}
    assert check("fixed-port", files) == check("loopback-bind", files) == []


def test_a_static_replit() -> None:
    (service,) = read(".replit", "[deployment]\ndeploymentTarget = 'static'\npublicDir = 'dist'\n").services
    assert service.kind == "static"


def test_upsun() -> None:
    file = read(".upsun/config.yaml", UPSUN)
    assert [(s.name, s.kind, s.root) for s in file.services] == [("shop", "web", "back"), ("jobs", "worker", "back")]
    assert commands(file) == [
        [("build", "make"), ("release", "flask db upgrade"), ("start", "gunicorn app:app")],
        [("start", "celery -A app worker")],
    ]
    assert [s.python.version if s.python else "" for s in file.services] == ["3.12", "3.12"]


@pytest.mark.parametrize(
    ("path", "text", "root"),
    [
        (".platform.app.yaml", "name: shop\ntype: python:3.12\nweb: {commands: {start: gunicorn app:app}}\n", ""),
        ("back/.platform.app.yaml", "name: shop\nweb: {commands: {start: gunicorn app:app}}\n", "back"),
        (
            ".platform/applications.yaml",
            "- name: shop\n  source: {root: back}\n  web: {commands: {start: gunicorn app:app}}\n",
            "back",
        ),
    ],
)
def test_platform_sh(path: str, text: str, root: str) -> None:
    (service,) = read(path, text).services
    assert (service.name, service.root, service.commands[0].text) == ("shop", root, "gunicorn app:app")


APPLICATION = (
    "name: shop\ntype: python:3.12\nweb: {commands: {start: flask run -p $PORT}}\nhooks: {deploy: flask db upgrade}\n"
)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({".environment": "# what flask serves\nexport FLASK_APP=server.py\n"}, False),
        ({".environment": 'FLASK_APP="server"\nexport FLASK_APP\n'}, False),
        ({".environment": "export FLASK_APP=$(cat name)\n"}, False),  # nobody knows what
        ({".environment": "export FLASK_APP=gone.py\n"}, True),
        ({"back/.environment": "export FLASK_APP=server.py\n"}, True),  # another folder's
        ({}, True),
    ],
)
def test_the_script_that_sets_variables_on_platform_sh(files: dict[str, str], told: bool) -> None:
    project: dict[str, str | bytes] = {".platform.app.yaml": APPLICATION, "server.py": FLASK, **files}
    project["requirements.txt"] = "flask\nflask-migrate\n"
    assert bool(check("unresolved-flask-app", project)) is told
    assert check("loopback-bind", project) == []


def test_the_same_name_beside_another_hosts_file() -> None:
    files = {".environment": "export FLASK_APP=gone.py\n", "render.yaml": "services: []\n", "server.py": FLASK}
    assert {f.host for f in platform_files(MemoryTree(files))} == {"render"}


def test_copilot() -> None:
    text = (
        "name: api\ntype: Load Balanced Web Service\nimage: {build: back/Dockerfile, port: 8000}\ncommand: ['gunicorn', 'app:app']\n"
        "variables: {A: 1}\nsecrets: {B: /b}\nhttp: {healthcheck: {path: /health}}\n"
    )
    (service,) = read("copilot/api/manifest.yml", text).services
    assert (service.kind, service.image, service.context, service.commands[0].as_arguments) == (
        "web",
        "back/Dockerfile",
        "",
        True,
    )
    assert [(v.name, v.value) for v in service.variables] == [("A", "1"), ("B", None)]
    assert ([p.number for p in service.ports], [v.value for v in service.health_paths]) == ([8000], ["/health"])
    (job,) = read("copilot/job/manifest.yml", "type: Scheduled Job\nimage: {build: Dockerfile}\n").services
    assert job.kind == "job"


KAMAL = "service: shop\nimage: ann/shop\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (KAMAL + "servers: [192.0.2.1]\n", [("web", "web", "")]),
        (KAMAL + "servers:\n  web: {hosts: [h], cmd: gunicorn app:app}\n", [("web", "web", "gunicorn app:app")]),
        (
            KAMAL + "servers:\n  web: [h]\n  job: {hosts: [h], cmd: celery worker}\n",
            [("web", "web", ""), ("job", "worker", "celery worker")],
        ),
        ("production:\n  servers: [h]\n", []),
        ("a: [\n", []),
    ],
)
def test_kamal(text: str, expected: list[tuple[str, str, str]]) -> None:
    services = kamal.read(Source("config/deploy.yml", text.encode())).services
    assert [(s.name, s.kind, s.commands[0].text if s.commands else "") for s in services] == expected


def test_the_environment_of_kamal() -> None:
    text = (
        KAMAL
        + "env:\n  clear: {A: '1', E: <%= x %>}\n  secret: [B, 'C:D']\nservers:\n  web: {hosts: [h], env: {clear: {F: 2}}}\nproxy: {app_port: 8000, healthcheck: {path: /up}}\n"
    )
    (service,) = kamal.read(Source("config/deploy.yml", text.encode())).services
    assert [(v.name, v.value) for v in service.variables] == [
        ("A", "1"),
        ("E", None),
        ("B", None),
        ("C", None),
        ("F", "2"),
    ]
    assert ([p.number for p in service.ports], [v.value for v in service.health_paths]) == ([8000], ["/up"])
    assert (service.image, service.context) == ("Dockerfile", "")


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("apprunner.yaml", RUNNER, 0),
        ("apprunner.yaml", RUNNER.replace("app:app", "wsgi:app"), 10),
        (".replit", "[deployment]\nrun = ['gunicorn', '-b', '0.0.0.0:80', 'main:app']\n", 2),
        (".replit", "run = 'gunicorn main:app'\n", 0),
        (".platform.app.yaml", "web:\n  commands:\n    start: gunicorn -b :$PORT main:app\n", 3),
        (".upsun/config.yaml", "applications:\n  a:\n    web:\n      commands:\n        start: gunicorn main:app\n", 5),
        (
            "copilot/a/manifest.yml",
            "type: Backend Service\nimage:\n  build: Dockerfile\ncommand: gunicorn main:app\n",
            4,
        ),
        ("zbpack.json", '{"start_command": "gunicorn main:app"}', 1),
        ("config/deploy.yml", KAMAL + "servers:\n  web:\n    hosts: [h]\n    cmd: gunicorn main:app\n", 6),
        ("config/deploy.yml", KAMAL + "servers:\n  web:\n    hosts: [h]\n    cmd: gunicorn app:app\n", 0),
        ("config/deploy.yml", "production:\n  cmd: gunicorn main:app\n", 0),
    ],
)
def test_the_target(path: str, text: str, line: int) -> None:
    image = {} if path == ".replit" else {"Dockerfile": DOCKERFILE}
    found = check("unresolved-app", {**FILES, **image, path: text})
    assert found == ([(path, line, "error")] if line else [])


def test_nothing_is_read_without_its_keys() -> None:
    assert re.fullmatch(one_key.FORMATS[1].files, ".replit")
    assert read("copilot/a/manifest.yml", "name: x\n") == PlatformFile("copilot/a/manifest.yml", "")
    assert read("apprunner.yaml", "{{ x }}: [\n") == PlatformFile("apprunner.yaml", "")


def test_replit_counts_where_nothing_else_serves() -> None:
    text = "[deployment]\nrun = ['gunicorn', 'main:app']\n"
    assert check("unresolved-app", {**FILES, ".replit": text}) == [(".replit", 2, "error")]
    assert check("unresolved-app", {**FILES, ".replit": text, "Procfile": "web: gunicorn app:app\n"}) == []
