"""Where nothing names a Python, a host takes one of its own: what fails there is a warning, since an older service may keep its older one."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import engine
from flaskcheck.findings.config import Config
from flaskcheck.findings.registry import load

RENDER = "services:\n  - type: web\n    name: shop\n    runtime: python\n    buildCommand: pip install -r requirements.txt\n    startCommand: gunicorn app:app\n"
PROCFILE = {"Procfile": "web: gunicorn app:app\n"}
HOSTS = {
    "a Procfile": PROCFILE,
    "Heroku": {**PROCFILE, "heroku.yml": "build:\n  languages:\n    - python\n"},
    "Render": {"render.yaml": RENDER},
    "Railway": {"railway.json": '{"deploy": {"startCommand": "gunicorn app:app"}}'},
}
KNOWN = {
    "a file": {**PROCFILE, ".python-version": "3.11\n"},
    "runtime.txt": {**PROCFILE, "runtime.txt": "python-3.11.9\n"},
    "a variable": {"render.yaml": f"{RENDER}    envVars:\n      - key: PYTHON_VERSION\n        value: 3.11.9\n"},
    "an image": {"Dockerfile": "FROM python:3.11-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:8000 app:app\n"},
    "an image of whatever Python": {"Dockerfile": "FROM acme/python\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:8000 app:app\n"},
    "nobody": {},
}  # fmt: skip
CASES = {
    "missing-wheel": (FLASK, "flask==3.1.3\ngunicorn==23.0.0\ngreenlet==2.0.2\n"),
    "removed-stdlib-module": (f"import imp\n{FLASK}", "flask==3.1.3\ngunicorn==23.0.0\n"),
    "incompatible-requirements": (FLASK, "flask==3.1.3\ngunicorn==20.1.0\n"),
}


def files(rule: str, *more: dict[str, str]) -> dict[str, str | bytes]:
    code, requirements = CASES[rule]
    return {"app.py": code, "requirements.txt": requirements, **{k: v for each in more for k, v in each.items()}}


@pytest.mark.parametrize("rule", CASES)
@pytest.mark.parametrize("host", HOSTS)
def test_the_host_takes_its_own(rule: str, host: str) -> None:
    [problem] = problems(rule, files(rule, HOSTS[host]))
    assert [severity for _, _, severity in check(rule, files(rule, HOSTS[host]))] == ["warning"]
    assert "where nothing names another" in problem.message


@pytest.mark.parametrize("rule", CASES)
@pytest.mark.parametrize("by", KNOWN)
def test_what_is_named_or_unknown(rule: str, by: str) -> None:
    assert not check(rule, files(rule, KNOWN[by]))


def test_a_wheel_for_the_newest_is_enough() -> None:
    """A Procfile stands for hosts that take 3.13 and for some that take 3.14: a release that has a wheel for one of them is let be."""
    lists = {"requirements.txt": "flask==3.1.3\ngunicorn==23.0.0\npsycopg2-binary==2.9.10\n"}
    assert not check("missing-wheel", files("missing-wheel", PROCFILE, lists))
    assert check("missing-wheel", files("missing-wheel", HOSTS["Heroku"], lists)) == [("requirements.txt", 3, "info")]


def test_what_only_has_to_be_compiled_is_told_as_advice() -> None:
    lists = {"requirements.txt": "flask==3.1.3\ngunicorn==23.0.0\npsycopg2-binary==2.9.5\n"}
    assert check("missing-wheel", files("missing-wheel", PROCFILE, lists)) == [("requirements.txt", 3, "info")]


def test_pins_that_one_older_python_mends_are_one_mistake() -> None:
    lists = {"requirements.txt": "flask==3.1.3\ngunicorn==23.0.0\npsycopg2-binary==2.9.5\ngreenlet==2.0.2\n"}
    tree = MemoryTree(files("missing-wheel", PROCFILE, lists))
    [finding] = engine.check(tree, load(["missing-wheel"]), Config()).findings
    assert (finding.place.line, [related.place.line for related in finding.related]) == (4, [3])
