"""``[tool.flaskcheck.deploy]``: what it states, what it refuses, and that it is judged as a platform file is."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import FLASK

from flaskcheck.facts.services import PlatformFile
from flaskcheck.files.source import Source
from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings.config import Config, load
from flaskcheck.ground.errors import ConfigError
from flaskcheck.hosts import stated
from flaskcheck.project import Project

NAMES = frozenset({"server"})


def read(text: str) -> PlatformFile:
    return stated.read(Source("flaskcheck.toml", text.encode()), "deploy")


def config(root: Path, text: str, name: str = "flaskcheck.toml", scanned: str = ".") -> Config:
    (root / scanned).mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text)
    return load(str(root / scanned), NAMES)


def test_all_keys() -> None:
    file = read(
        '[deploy]\nhost = "render"\nroot = "server/"\nbuild = ["pip install .", "flask db upgrade"]\nrelease = "flask check"\nstart = "gunicorn run:app"\n'
        'python = "3.13"\nvariables = {FLASK_APP = "run.py", SECRET_KEY = true, WORKERS = 2}\ndatabase = ["postgresql", "redis"]\n'
    )
    [service] = file.services
    assert (service.host, service.kind, service.root, file.errors) == ("render", "web", "server", ())
    phases = ["build", "build", "release", "start"]
    assert [c.phase for c in service.commands] == phases
    assert service.commands[-1].place.line == 6
    assert service.commands[-1].exact
    assert service.python is not None
    assert service.python.version == "3.13"
    values = [("FLASK_APP", "run.py", "literal"), ("SECRET_KEY", None, "dashboard"), ("WORKERS", "2", "literal")]
    assert [(v.name, v.value, v.source) for v in service.variables] == values
    assert [(v.name, v.value) for v in service.databases] == [("DATABASE_URL", "postgres"), ("REDIS_URL", "redis")]


def test_names_and_assignments_in_a_list() -> None:
    [service] = read('[deploy]\nvariables = ["SECRET_KEY", "FLASK_APP=run.py"]\n').services
    found = [(v.name, v.value, v.source) for v in service.variables]
    assert found == [("SECRET_KEY", None, "dashboard"), ("FLASK_APP", "run.py", "literal")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('strat = "gunicorn app:app"', "unknown key 'strat'; did you mean 'start'?"),
        ('host = "herokuu"', "there is no host 'herokuu'; did you mean 'heroku'?"),
        ('host = ["heroku"]', "host must be a text"),
        ("start = 3", "start must be a text"),
        ('start = ["gunicorn", "app:app"]', "start must be a text"),
        ("build = [1]", "build must be a text"),
        ("python = 3.10", 'python must be a text such as "3.13"'),
        ('database = "postgre"', "there is no database 'postgre'; did you mean 'postgres'?"),
        ('root = "../shop"', "no folder below this file's"),
        ('variables = "SECRET_KEY"', "variables must be a list of names"),
        ("variables = {SECRET_KEY = false}", "variables must be a list of names"),
        ("variables = [[]]", "variables must be a list of names"),
    ],
)
def test_refused(tmp_path: Path, text: str, said: str) -> None:
    for head in ("[deploy]", "[[deploy]]"):
        with pytest.raises(ConfigError) as caught:
            config(tmp_path, f"{head}\n{text}\n")
        assert said in str(caught.value)
        assert "flaskcheck.toml:2: [deploy]: " in str(caught.value)


@pytest.mark.parametrize("text", ["deploy = 3", "deploy = []", 'deploy = ["render"]'])
def test_no_table(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError):
        config(tmp_path, f"{text}\n")


@pytest.mark.parametrize(
    ("scanned", "root", "path", "seen"),
    [
        (".", "", "flaskcheck.toml", [""]),
        (".", "shop", "flaskcheck.toml", ["shop"]),
        (".", "./.shop/", "flaskcheck.toml", [".shop"]),
        ("shop", "shop", "../flaskcheck.toml", [""]),
        ("shop", "shop/api", "../flaskcheck.toml", ["api"]),
        ("shop", "blog", "", []),
        ("shop", "", "", []),
    ],
)
def test_roots_are_the_scanned_folders(tmp_path: Path, scanned: str, root: str, path: str, seen: list[str]) -> None:
    found = config(tmp_path, f'[deploy]\nroot = "{root}"\n', scanned=scanned).deploy
    assert [service.root for service in found] == seen
    assert {service.place.path for service in found} <= {path}


def test_pyproject_says_it_too(tmp_path: Path) -> None:
    text = '[[tool.flaskcheck.deploy]]\nhost = "fly"\n[[tool.flaskcheck.deploy]]\nhost = "heroku"\n'
    assert [s.host for s in config(tmp_path, text, "pyproject.toml").deploy] == ["fly", "heroku"]
    assert not config(tmp_path, '[tool.flaskcheck]\nhost = ["fly"]\n', "pyproject.toml").deploy


@pytest.mark.parametrize(
    ("text", "hosts", "titles"),
    [
        ('host = "render"\nstart = "gunicorn app:app"', (), ["Render web service"]),
        ('start = "gunicorn app:app"', (), ["Any host web service"]),
        ('start = "gunicorn app:app"', ("fly",), ["Fly.io web service"]),
        ('host = "render"\nstart = "gunicorn app:app"', ("fly", "heroku"), ["Render web service"]),
        ('python = "3.13"', (), ["Any host web service"]),
    ],
)
def test_it_is_the_deployment(text: str, hosts: tuple[str, ...], titles: list[str]) -> None:
    services = read(f"[deploy]\n{text}\n").services
    project = Project(MemoryTree({"app.py": FLASK}), hosts, stated=services)
    assert [d.title for d in project.deployments] == titles
    assert not any(d.is_implied for d in project.deployments)
    assert [a.path for d in project.deployments for a in d.start.applications] == ["app.py"]


def test_a_procfile_beside_it_is_its_hosts() -> None:
    services = read('[deploy]\nhost = "heroku"\nvariables = ["SECRET_KEY"]\n').services
    files: dict[str, str | bytes] = {"app.py": FLASK, "Procfile": "web: gunicorn app:app\n"}
    [deployment] = Project(MemoryTree(files), stated=services).deployments
    assert (deployment.host.key, deployment.place.path) == ("heroku", "Procfile")
    assert deployment.environment.has("SECRET_KEY")
