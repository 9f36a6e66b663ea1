"""Which files are platform files, how those of one application are joined, and which are misnamed."""

from __future__ import annotations

from importlib import import_module

import pytest

from flaskcheck.facts.services import PlatformFile, Service
from flaskcheck.files.tree import MemoryTree
from flaskcheck.hosts import index
from flaskcheck.hosts.misnamed import misnamed
from flaskcheck.hosts.platform_files import deployed, platform_files

WEB = "web: gunicorn app:app\n"
RENDER = "services:\n- {type: web, name: a, runtime: docker}\n"


def files(contents: dict[str, str]) -> tuple[PlatformFile, ...]:
    return platform_files(MemoryTree(contents))


def services(contents: dict[str, str]) -> list[Service]:
    return [service for file in files(contents) for service in file.services]


def test_every_named_reader_exists() -> None:
    for line in index.LINES:
        if line.files:
            assert callable(import_module(f"flaskcheck.hosts.{line.module}").read)


@pytest.mark.parametrize(
    ("path", "text", "host"),
    [
        ("Procfile", WEB, "procfile"),
        ("backend/Procfile", WEB, "procfile"),
        ("app.json", '{"env": {}}', "heroku"),
        ("heroku.yml", "run: {web: a}", "heroku"),
        ("runtime.txt", "python-3.12.1", "heroku"),
        (".python-version", "3.12", "python"),
        (".tool-versions", "python 3.12", "python"),
        (".mise.toml", "", "python"),
        ("render.yaml", RENDER, "render"),
        ("render.yml", RENDER, "render"),
        ("app.yaml", "runtime: python313", "app-engine"),
        ("app-prod.yaml", "runtime: python313", "app-engine"),
        ("app.flexible.yml", "runtime: python\nenv: flex", "app-engine-flexible"),
        (".do/app.yaml", "services: [{name: a}]", "digitalocean"),
        (".do/deploy.template.yaml", "spec: {services: [{name: a}]}", "digitalocean"),
        ("fly.toml", "", "fly"),
        ("fly.production.toml", "", "fly"),
        ("railway.json", "{}", "railway"),
        ("nixpacks.toml", "", "railway"),
        ("railpack.json", "{}", "railway"),
        ("vercel.json", "{}", "vercel"),
        ("now.json", "{}", "vercel"),
        ("web/netlify.toml", "", "netlify"),
        ("firebase.json", '{"hosting": {}}', "firebase"),
        ("CNAME", "example.com", "github-pages"),
        (".ebextensions/01.config", "packages: {}", "beanstalk"),
        ("api/.platform/hooks/predeploy/01.sh", "#!/bin/sh", "beanstalk"),
        ("azure.yaml", "services: {}", "azure"),
        (".deployment", "[config]", "azure"),
        ("zappa_settings.toml", "", "zappa"),
        ("serverless.yml", "functions: {}", "serverless"),
        (".github/workflows/deploy.yml", "jobs: {}", "github"),
        ("docker-compose.yml", "services: {a: {image: x}}", "compose"),
        ("deploy/compose.prod.yaml", "services: {a: {image: x}}", "compose"),
        ("passenger_wsgi.py", "", "passenger"),
        ("me_pythonanywhere_com_wsgi.py", "", "pythonanywhere"),
    ],
)
def test_platform_files(path: str, text: str, host: str) -> None:
    assert [(f.path, f.host) for f in files({path: text, "app.py": ""})] == [(path, host)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Procfile.dev", WEB),
        ("Procfile.windows", WEB),
        ("Procfile.example", WEB),
        ("MyProcfile", WEB),
        ("render.yaml.example", RENDER),
        ("app.json", '{"expo": {}}'),
        ("app.yaml", "apiVersion: v1\nkind: Service"),
        ("docs/CNAME", "example.com"),
        ("sub/.github/workflows/deploy.yml", "jobs: {}"),
        ("my_wsgi.py", ""),
        ("startup.sh", "gunicorn app:app"),
        ("myapp.yaml", "runtime: python313"),
        ("decompose.yml", "services: {}"),
        ("web/node_modules/x/vercel.json", "{}"),
        ("application.yaml", "runtime: python313"),
    ],
)
def test_other_files(path: str, text: str) -> None:
    assert files({path: text}) == ()


def test_every_service_names_a_host() -> None:
    contents = {
        "Procfile": WEB,
        "passenger_wsgi.py": "",
        "azure.yaml": "services:\n  a: {project: ., language: py, host: containerapp}\n",
        ".github/workflows/a.yml": "jobs:\n  a:\n    steps:\n    - run: docker build . && kubectl apply -f x\n    - run: surge dist\n",
    }
    assert {service.host for service in services(contents)} == {
        "procfile",
        "passenger",
        "docker",
        "kubernetes",
        "surge",
    }
    assert all(service.host in index.MODULES for service in services(contents))


def test_names_that_speak_of_development() -> None:
    found = services(
        {"fly.toml": "", "fly.dev.toml": "", "fly.staging.toml": "", "app-test.yaml": "runtime: python313"}
    )
    assert [s.development for s in found] == [True, True, False, False]


def test_python_files_tell_of_a_host_by_their_name_alone() -> None:
    paths = ("dev_pythonanywhere_com_wsgi.py", "passenger_wsgi.py")
    assert [s.development for s in services(dict.fromkeys(paths, ""))] == [False, False]
    assert deployed((*paths, "Procfile", "runtime.txt")) == ["Procfile"]


# --- joins ------------------------------------------------------------------------------------------


def test_beanstalk_is_one_service_of_all_its_files() -> None:
    contents = {
        ".ebextensions/01.config": "packages: {}",
        ".ebextensions/02.config": "option_settings:\n- {option_name: A, value: b}\n",
    }
    (service,) = services(contents)
    assert [(c.text, c.supplied) for c in service.commands] == [
        ("gunicorn --bind 127.0.0.1:8000 application:application", True)
    ]
    (service,) = services({**contents, "Procfile": WEB})
    assert (service.host, service.proxied, [c.text for c in service.commands]) == (
        "beanstalk",
        True,
        ["gunicorn app:app"],
    )
    assert [v.name for v in service.variables] == ["A"]


def test_railway_overrides_its_builder() -> None:
    contents = {
        "railway.toml": '[deploy]\nstartCommand = "gunicorn a:app"\n',
        "nixpacks.toml": '[phases.setup]\nnixPkgs = ["python311"]\n[phases.build]\ncmds = ["make"]\n[start]\ncmd = "gunicorn b:app"\n',
    }
    (file,) = files(contents)
    (service,) = file.services
    assert [(c.phase, c.text) for c in service.commands] == [("build", "make"), ("start", "gunicorn a:app")]
    assert file.path == "railway.toml"
    assert file.python is not None
    assert file.python.version == "3.11"
    assert [c.text for s in services({"nixpacks.toml": contents["nixpacks.toml"]}) for c in s.commands] == [
        "make",
        "gunicorn b:app",
    ]


def test_digitalocean_reads_the_app_spec_first() -> None:
    spec = "services: [{name: a}]"
    assert [
        f.path for f in files({".do/app.yaml": spec, ".do/deploy.template.yaml": "spec: {services: [{name: a}]}"})
    ] == [".do/app.yaml"]


def test_compose_files_of_one_production() -> None:
    found = services(
        {
            "docker-compose.yml": "services:\n  web: {build: ., command: gunicorn app:app}\n",
            "docker-compose.prod.yml": "services:\n  web: {environment: {A: b}}\n",
            "docker-compose.override.yml": "services:\n  web: {command: flask run}\n",
        }
    )
    assert [(s.name, s.development, [v.name for v in s.variables]) for s in found if not s.development] == [
        ("web", False, ["A"])
    ]
    assert [[c.phase for c in s.commands] for s in found if s.development]


AZURE_WORKFLOW = "jobs:\n  a:\n    steps:\n    - run: flask db upgrade\n    - uses: azure/webapps-deploy@v3\n"


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        ({"startup.sh": "x"}, []),
        ({"startup.sh": "x", ".github/workflows/a.yml": AZURE_WORKFLOW}, [["flask db upgrade", "bash startup.sh"]]),
        ({"startup.txt": "gunicorn a:b", ".deployment": ""}, [["gunicorn a:b"]]),
        (
            {
                "startup.sh": "x",
                "azure.yaml": "services:\n  w: {project: ., language: py, host: appservice}\n",
                ".deployment": "",
            },
            [["bash startup.sh"]],
        ),
        ({"startup.sh": "x", "azure.yaml": "services:\n  w: {project: api, language: py, host: appservice}\n"}, [[]]),
        ({".deployment": "", ".github/workflows/a.yml": AZURE_WORKFLOW}, [["flask db upgrade"]]),
    ],
)
def test_azure_start_up_files(contents: dict[str, str], expected: list[list[str]]) -> None:
    assert [[c.text for c in s.commands] for s in services(contents)] == expected


@pytest.mark.parametrize(
    ("step", "contents", "expected"),
    [
        ("uses: akhileshns/heroku-deploy@v3", {"Procfile": WEB}, [("heroku", "web", "Procfile")]),
        (
            "uses: akhileshns/heroku-deploy@v3\n      with: {appdir: api}",
            {"api/Procfile": WEB},
            [("heroku", "web", "api/Procfile")],
        ),
        (
            "run: ssh me@host",
            {"Procfile": WEB},
            [("server", "web", ".github/workflows/a.yml"), ("procfile", "web", "Procfile")],
        ),
        ("run: flyctl deploy", {"fly.toml": "app = 'a'"}, [("fly", "web", "fly.toml")]),
        (
            "run: aws s3 sync dist s3://x",
            {"Procfile": WEB},
            [("s3", "static", ".github/workflows/a.yml"), ("procfile", "web", "Procfile")],
        ),
        ("run: flyctl deploy --config api/fly.toml", {"api/fly.toml": ""}, [("fly", "web", "api/fly.toml")]),
        (
            "run: flyctl deploy",
            {"a/fly.toml": "", "b/fly.toml": ""},
            [("fly", "web", ".github/workflows/a.yml"), ("fly", "web", "a/fly.toml"), ("fly", "web", "b/fly.toml")],
        ),
        ("run: railway up", {}, [("railway", "web", ".github/workflows/a.yml")]),
    ],
)
def test_a_workflow_tells_the_host(step: str, contents: dict[str, str], expected: list[tuple[str, str, str]]) -> None:
    workflow = f"jobs:\n  a:\n    steps:\n    - run: python -m build\n    - {step}\n"
    found = services({**contents, ".github/workflows/a.yml": workflow})
    assert [(s.host, s.kind, s.place.path) for s in found] == expected
    assert any(c.phase == "ci" for s in found for c in s.commands)


# --- misnamed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "expected", "host"),
    [
        ("procfile", "Procfile", "procfile"),
        ("ProcFile", "Procfile", "procfile"),
        ("Procfile.txt", "Procfile", "procfile"),
        ("backend/PROCFILE", "Procfile", "procfile"),
        ("Profile", "Procfile", "procfile"),
        (".procfile", "Procfile", "procfile"),
        ("infra/render.yml", "render.yaml", "render"),
        ("Render.yaml", "render.yaml", "render"),
        ("render.yaml.txt", "render.yaml", "render"),
        ("vercel.json.py", "vercel.json", "vercel"),
        ("vercel.js", "vercel.json", "vercel"),
        ("dockerfile.txt", "Dockerfile", "docker"),
        ("docker-compose.yaml.yml", "docker-compose.yaml", "compose"),
        ("docker_compose.yml", "docker-compose.yml", "compose"),
        ("heroku.yaml", "heroku.yml", "heroku"),
        ("Runtime.txt", "runtime.txt", "heroku"),
        ("python-version", ".python-version", "heroku"),
        (".python-version.txt", ".python-version", "heroku"),
        (".Python-version", ".python-version", "heroku"),
        ("App.yaml", "app.yaml", "app-engine"),
        ("railway.yml", "railway.toml", "railway"),
    ],
)
def test_misnamed(path: str, expected: str, host: str) -> None:
    assert misnamed(MemoryTree({path: "", "app.py": ""})) == ((path, expected, host),)


@pytest.mark.parametrize(
    "path",
    [
        *(
            "Procfile",
            "Procfile.dev",
            "Procfile.windows",
            "procfile.py",
            "dockerfile.py",
            "Dockerfile.dev",
            "dockerfile",
        ),
        *("Dockerfile.prod", "docker-compose.dev.yml", "app.py", "app.json.bak", "render.py", "render.yaml.example"),
        *(".profile", "profile", "readme.txt", "procfile.md", "compose.yml", "docker-compose.yml", "app.yml"),
    ],
)
def test_rightly_named(path: str) -> None:
    assert misnamed(MemoryTree({path: ""})) == ()


def test_a_copy_beside_the_right_name_is_not_misnamed() -> None:
    assert misnamed(MemoryTree({"procfile.txt": "", "Procfile": WEB})) == ()
    assert misnamed(MemoryTree({"a/procfile": "", "Procfile": WEB})) == (("a/procfile", "Procfile", "procfile"),)
