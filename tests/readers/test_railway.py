"""railway.json, railway.toml, nixpacks.toml, railpack.json."""

from __future__ import annotations

import pytest

from flaskcheck.facts.services import Command, Folder, PlatformFile, PythonVersion, Service, Variable
from flaskcheck.files.source import Source
from flaskcheck.ground.place import Place
from flaskcheck.hosts import railway


def read(path: str, text: str) -> PlatformFile:
    return railway.read(Source(path, text.encode()))


def on(path: str, line: int, column: int, end: int) -> Place:
    return Place(path, line, column, line, end)


def test_railway_json_in_full() -> None:
    path = "railway.json"
    file = read(
        path,
        '{\n  "$schema": "https://railway.com/railway.schema.json",\n'
        '  "build": {"builder": "DOCKERFILE", "dockerfilePath": "deploy/Dockerfile", "buildCommand": "make"},\n'
        '  "deploy": {\n    "startCommand": "gunicorn main:app",\n    "preDeployCommand": ["flask db upgrade"],\n'
        '    "healthcheckPath": "/up", "numReplicas": 2,  // two\n  },\n}\n',
    )
    service = Service(
        host="railway",
        name="",
        kind="web",
        place=on(path, 3, 3, 101),
        commands=(
            Command("make", "build", on(path, 3, 94, 98)),
            Command("flask db upgrade", "release", on(path, 6, 27, 43)),
            Command("gunicorn main:app", "start", on(path, 5, 22, 39)),
        ),
        folders=(Folder("deploy/Dockerfile", "deploy/Dockerfile", "dockerfile", on(path, 3, 57, 74)),),
        variables=(Variable("RAILWAY_BUILDER", "DOCKERFILE", on(path, 3, 25, 35), "build"),),
        health_paths=(Variable("healthcheckPath", "/up", on(path, 7, 25, 28)),),
        image="deploy/Dockerfile",
        instances=2,
    )
    assert file == PlatformFile(path, "railway", (service,))


def test_railway_toml() -> None:
    file = read(
        "api/railway.toml",
        '[build]\nbuilder = "nixpacks"\n[deploy]\nstartCommand = "python job.py"\ncronSchedule = "0 1 * * *"\n',
    )
    (service,) = file.services
    assert (service.kind, service.root, service.image, [c.phase for c in service.commands]) == (
        "job",
        "api",
        "",
        ["cron"],
    )


def test_nixpacks() -> None:
    path = "nixpacks.toml"
    file = read(
        path,
        '[phases.setup]\nnixPkgs = ["gcc", "python311"]\n[phases.install]\ncmds = ["pip install .", "pip check"]\n'
        '[start]\ncmd = "gunicorn app:app"\n[variables]\nFLASK_DEBUG = "1"\n',
    )
    (service,) = file.services
    assert service.commands == (
        Command("pip install .", "build", on(path, 4, 10, 23)),
        Command("pip check", "build", on(path, 4, 27, 36)),
        Command("gunicorn app:app", "start", on(path, 6, 8, 24)),
    )
    assert service.variables == (Variable("FLASK_DEBUG", "1", on(path, 8, 1, 18)),)
    assert file.python == PythonVersion("python311", "3.11", path, on(path, 2, 20, 29))


def test_nixpacks_version_variable_wins() -> None:
    file = read(
        "nixpacks.toml", '[phases.setup]\nnixPkgs = ["python311"]\n[variables]\nNIXPACKS_PYTHON_VERSION = "3.12"\n'
    )
    assert file.python == PythonVersion("3.12", "3.12", "NIXPACKS_PYTHON_VERSION", on("nixpacks.toml", 4, 28, 32))


def test_railpack() -> None:
    file = read(
        "railpack.json",
        '{"packages": {"python": "3.12"}, "steps": {"build": {"commands": ["...", "make", {"cmd": "npm ci"}]}},\n'
        ' "deploy": {"startCommand": "gunicorn app:app", "variables": {"A": "b"}}}',
    )
    (service,) = file.services
    assert [(c.text, c.phase) for c in service.commands] == [
        ("make", "build"),
        ("npm ci", "build"),
        ("gunicorn app:app", "start"),
    ]
    assert [v.name for v in service.variables] == ["A"]
    assert file.python is not None
    assert file.python.version == "3.12"


@pytest.mark.parametrize(
    ("path", "text", "kind", "line", "column"),
    [
        ("railway.json", '{"build": "x"}', "wrong-type", 1, 11),
        ("railway.json", '{"deploy": {"startCommand": ["a"]}}', "wrong-type", 1, 29),
        ("railway.json", '{"deploy": {"startCommand": "a"}', "syntax", 1, 33),
        ("railway.toml", "[build\n", "syntax", 1, 1),
    ],
)
def test_errors(path: str, text: str, kind: str, line: int, column: int) -> None:
    (found,) = read(path, text).errors
    assert (found.kind, found.place.line, found.place.column) == (kind, line, column)


@pytest.mark.parametrize("name", ["nixpacks.toml", "railpack.json"])
@pytest.mark.parametrize("folder", ["", "api/"])
def test_a_builders_file_counts_for_both_files_of_railway(name: str, folder: str) -> None:
    builder = (
        '[phases.setup]\nnixPkgs = ["python311"]\n' if name == "nixpacks.toml" else '{"packages": {"python": "3.11"}}'
    )
    start = '[deploy]\nstartCommand = "gunicorn app:app"\n'
    files = [
        read(f"{folder}railway.toml", start),
        read(f"{folder}railway.json", '{"deploy": {"startCommand": "gunicorn app:app"}}'),
        read(f"{folder}{name}", builder),
    ]
    versions = [file.python.version if file.python else "" for file in railway.joined(files)]
    assert versions == ["3.11", "3.11"]
    assert [file.python for file in railway.joined(files[:2])] == [None, None]
    assert len(railway.joined(files[:1])) == 1
