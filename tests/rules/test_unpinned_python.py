"""Deployments of which nothing says on which Python they run, and those of which something does."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import engine
from flaskcheck.findings.config import Config
from flaskcheck.findings.registry import load

RULE = "unpinned-python"
LIST = "flask==3.1.3\ngunicorn==23.0.0\n"
RENDER = (
    "services:\n- type: web\n  name: shop\n  runtime: python\n  buildCommand: {}\n  startCommand: gunicorn app:app\n"
)
SERVED = {"render.yaml": RENDER.format("pip install -r requirements.txt")}
HEROKU = {"app.json": '{"name": "shop", "stack": "heroku-24"}', "Procfile": "web: gunicorn app:app\n"}
RAILWAY = {"railway.json": '{"deploy": {"startCommand": "gunicorn app:app"}}'}
LOCK = 'version = 1\nrequires-python = ">=3.13"\n\n[[package]]\nname = "flask"\nversion = "3.1.3"\nsource = { registry = "https://pypi.org/simple" }\n'


def found(files: dict[str, str | bytes]) -> list[tuple[str, int, str]]:
    listed = {} if {"Pipfile.lock", "environment.yml"} & {*files} else {"requirements.txt": LIST}
    return check(RULE, {"app.py": FLASK, **listed, **files})


@pytest.mark.parametrize(
    ("files", "path", "severity"),
    [
        (SERVED, "render.yaml", "info"),
        (HEROKU, "Procfile", "info"),
        (RAILWAY, "railway.json", "info"),
        ({"Procfile": "web: gunicorn app:app\n"}, "Procfile", "info"),
        ({**SERVED, "runtime.txt": "python-3.12.7\n"}, "render.yaml", "warning"),
        ({**SERVED, "pyproject.toml": '[project]\nname = "shop"\nrequires-python = ">=3.10"\n'}, "render.yaml", "info"),
        ({}, "requirements.txt", "info"),
    ],
)  # fmt: skip
def test_nothing_names_it(files: dict[str, str | bytes], path: str, severity: str) -> None:
    [(at, _, graded)] = found(files)
    assert (at, graded) == (path, severity)


@pytest.mark.parametrize(
    "files",
    [
        {**SERVED, ".python-version": "3.13\n"},
        {**SERVED, "render.yaml": SERVED["render.yaml"] + "  envVars:\n  - key: PYTHON_VERSION\n    value: 3.13.5\n"},
        {**SERVED, "render.yaml": SERVED["render.yaml"] + "  envVars:\n  - key: PYTHON_VERSION\n    sync: false\n"},
        {**SERVED, "render.yaml": SERVED["render.yaml"] + "  envVars:\n  - fromGroup: shared\n"},
        {"render.yaml": RENDER.format("uv sync"), "uv.lock": LOCK},
        {"render.yaml": RENDER.format("pyenv install 3.13 && pip install -r requirements.txt")},
        {**HEROKU, "runtime.txt": "python-3.13.5\n"},
        {**HEROKU, "Pipfile.lock": '{"_meta": {"requires": {"python_version": "3.13"}}, "default": {"flask": {"version": "==3.1.3"}}}'},
        {**RAILWAY, "runtime.txt": "python-3.13.5\n"},
        {**RAILWAY, "mise.toml": '[tools]\npython = "3.13"\n'},
        {"Procfile": "web: gunicorn app:app\n", ".tool-versions": "python 3.13.1\n"},
        {"Dockerfile": "FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b :8000 app:app\n"},
        {"Procfile": "web: gunicorn app:app\n", "Pipfile": '[packages]\nflask = "*"\n[requires]\npython_version = "3.13"\n'},
        {"Procfile": "web: gunicorn app:app\n", "render.yaml": RENDER.format("true") + "  envVars:\n  - key: PYTHON_VERSION\n    value: 3.13.5\n"},
        {"shop.service": "[Service]\nWorkingDirectory=/srv/shop\nExecStart=/srv/shop/venv/bin/gunicorn app:app\n"},
        {"vercel.json": "{}", "Pipfile": '[packages]\nflask = "*"\n[requires]\npython_version = "3.13"\n'},
        {"render.yaml": "services:\n- type: web\n name: shop\n"},
        {"Procfile.txt": "web: gunicorn app:app\n"},
        {"environment.yml": "name: shop\ndependencies:\n- flask\n- gunicorn\n"},
    ],
)  # fmt: skip
def test_something_names_it(files: dict[str, str | bytes]) -> None:
    assert not found(files)


@pytest.mark.parametrize(
    ("pins", "severity"),
    [
        ("greenlet==2.0.2\n", "warning"),
        ("gunicorn==20.0.4\n", "warning"),
        ("gunicorn==19.7.1\ngevent==24.11.1\n", "warning"),
        ("greenlet==3.1.1\n", "info"),
        ("psycopg2-binary==2.9.9\n", "info"),
        ("gunicorn==23.0.0\n", "info"),
    ],
)
def test_what_fails_on_whatever_a_host_takes_is_a_warning(pins: str, severity: str) -> None:
    listed = "flask==3.1.3\n" + (pins if "gunicorn" in pins else f"gunicorn==23.0.0\n{pins}")
    assert [s for _, _, s in found({"Procfile": "web: gunicorn app:app\n", "requirements.txt": listed})] == [severity]


@pytest.mark.parametrize(
    ("pins", "version"),
    [
        ("", "3.14"),
        ("psycopg2-binary==2.9.10\n", "3.13"),
        ("psycopg2-binary==2.9.9\n", "3.12"),
        ("greenlet==2.0.2\n", "3.11"),
        ("numpy==1.18.0\n", ""),
    ],
)
def test_the_version_that_it_proposes(pins: str, version: str) -> None:
    files = {"app.py": FLASK, "requirements.txt": LIST + pins, **SERVED}
    [problem] = problems(RULE, files)
    assert (f": {version}." in problem.help) is bool(version)
    assert [edit.replacement for edit in problem.fix.edits] == [f"{version}\n"] if version else problem.fix is None


@pytest.mark.parametrize(
    ("rule", "pins"),
    [
        ("missing-wheel", "greenlet==2.0.2\ncffi==1.15.1\n"),
        ("incompatible-requirements", "gunicorn==20.0.4\n"),
    ],
)
def test_the_pins_that_it_breaks_are_told_with_it(rule: str, pins: str) -> None:
    tree = MemoryTree({"app.py": FLASK, "requirements.txt": f"flask==3.1.3\n{pins}", **SERVED})
    both = engine.check(tree, load([rule, RULE]), Config()).findings
    [finding] = both
    assert finding.rule == RULE
    assert len(finding.related) == len(pins.splitlines())
    alone = engine.check(tree, load([rule]), Config()).findings
    assert [f.rule for f in alone] == [rule]


def test_a_declared_python_leaves_them_their_own() -> None:
    tree = MemoryTree(
        {"app.py": FLASK, "requirements.txt": LIST + "greenlet==2.0.2\n", ".python-version": "3.14", **SERVED}
    )
    found = engine.check(tree, load(["missing-wheel", RULE]), Config()).findings
    assert [f.rule for f in found] == ["missing-wheel"]


def test_two_deployments_of_a_folder_are_told_once() -> None:
    tree = MemoryTree({"app.py": FLASK, "requirements.txt": LIST, **SERVED, "Procfile": "web: gunicorn app:app\n"})
    found = engine.check(tree, load([RULE]), Config()).findings
    assert len(found) == 1
