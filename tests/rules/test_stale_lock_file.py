"""Locks that were made from another state of the project: what fits was compared with pipenv's and Poetry's own answer on 113 public repositories, and with uv's."""

from __future__ import annotations

import hashlib
import json

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import engine
from flaskcheck.findings.config import Config
from flaskcheck.findings.registry import load

RULE = "stale-lock-file"
PIPFILE = '[[source]]\nname = "pypi"\nurl = "https://pypi.org/simple"\nverify_ssl = true\n\n[packages]\nflask = "*"\n{}\n[requires]\npython_version = "3.13"\n'
SOURCES = [{"name": "pypi", "url": "https://pypi.org/simple", "verify_ssl": True}]
POETRY = '[tool.poetry]\nname = "shop"\n\n[tool.poetry.dependencies]\npython = "^3.12"\nflask = "^3.1"\n{}'
UV = '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.12"\ndependencies = [{}]\n'
FLASK_LOCKED = '[[package]]\nname = "flask"\nversion = "3.1.3"\n'
IMAGE = "FROM python:3.13\nWORKDIR /app\nRUN pip install pipenv poetry uv\nCOPY . .\nRUN {}\nCMD gunicorn -b :8000 app:app\n"


def pipfile_lock() -> str:
    """What pipenv makes of the Pipfile without anything added."""
    told = {
        "_meta": {"sources": SOURCES, "requires": {"python_version": "3.13"}},
        "default": {"flask": "*"},
        "develop": {},
    }
    digest = hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    return json.dumps(
        {"_meta": {"hash": {"sha256": digest}}, "default": {"flask": {"version": "==3.1.3"}}, "develop": {}}
    )


def poetry_lock() -> str:
    """What Poetry makes of the project without anything added."""
    told = {
        "dependencies": {"python": "^3.12", "flask": "^3.1"},
        "dev-dependencies": None,
        "extras": None,
        "source": None,
    }
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    return f'{FLASK_LOCKED}\n[metadata]\nlock-version = "2.1"\npython-versions = "^3.12"\ncontent-hash = "{digest}"\n'


def uv_lock(told: str) -> str:
    """A lock of uv's, made of some requirements."""
    own = f'[[package]]\nname = "shop"\nversion = "1"\nsource = {{ virtual = "." }}\n\n[package.metadata]\nrequires-dist = [{told}]\n'
    return f'version = 1\nrequires-python = ">=3.12"\n\n{FLASK_LOCKED}\n{own}'


def pipenv(added: str, command: str) -> dict[str, str | bytes]:
    return {"Pipfile": PIPFILE.format(added), "Pipfile.lock": pipfile_lock(), "Dockerfile": IMAGE.format(command)}


def poetry(added: str, command: str) -> dict[str, str | bytes]:
    return {"pyproject.toml": POETRY.format(added), "poetry.lock": poetry_lock(), "Dockerfile": IMAGE.format(command)}


def uv(now: str, then: str, command: str = "uv sync --locked") -> dict[str, str | bytes]:
    return {"pyproject.toml": UV.format(now), "uv.lock": uv_lock(then), "Dockerfile": IMAGE.format(command)}


HEROKU = {
    "app.json": '{"name": "shop", "stack": "heroku-24"}',
    "Procfile": "web: gunicorn app:app\n",
    ".python-version": "3.13\n",
}
ADDED = 'gunicorn = "*"\n'


def on_heroku(files: dict[str, str | bytes]) -> dict[str, str | bytes]:
    return {**{path: text for path, text in files.items() if path != "Dockerfile"}, **HEROKU}


def found(files: dict[str, str | bytes]) -> list[tuple[str, str]]:
    return [(path, severity) for path, _, severity in check(RULE, {"app.py": FLASK, **files})]


@pytest.mark.parametrize(
    ("files", "place"),
    [
        (pipenv(ADDED, "pipenv install --deploy --system"), ("Pipfile.lock", "error")),
        (pipenv(ADDED, "pipenv sync"), ("Pipfile.lock", "warning")),
        (pipenv(ADDED, "pipenv install"), ("Pipfile.lock", "info")),
        (on_heroku(pipenv(ADDED, "")), ("Pipfile.lock", "error")),
        (poetry(ADDED, "poetry install --only main"), ("poetry.lock", "error")),
        (poetry("[tool.poetry.group.dev.dependencies]\npytest = '*'\n", "poetry sync"), ("poetry.lock", "error")),
        (on_heroku(poetry(ADDED, "")), ("poetry.lock", "error")),
        (uv('"flask", "gunicorn"', '{ name = "flask" }'), ("uv.lock", "error")),
        (uv('"flask>=3.1"', '{ name = "flask", specifier = ">=3.0" }'), ("uv.lock", "error")),
        (uv('"flask"', '{ name = "flask" }, { name = "gunicorn" }', "uv sync --frozen --no-dev"), ("uv.lock", "warning")),
        (on_heroku(uv('"flask", "gunicorn"', '{ name = "flask" }')), ("uv.lock", "error")),
    ],
)  # fmt: skip
def test_made_from_another_state(files: dict[str, str | bytes], place: tuple[str, str]) -> None:
    assert found(files) == [place]


@pytest.mark.parametrize(
    "files",
    [
        pipenv("", "pipenv install --deploy"),
        pipenv("", "pipenv sync"),
        pipenv(ADDED, "pipenv lock && pipenv install --deploy"),
        pipenv(ADDED, "pipenv install --skip-lock"),
        on_heroku(pipenv("", "")),
        {**on_heroku(pipenv("", "")), "Pipfile": PIPFILE.format("").replace("flask", "Flask").replace("[requires]", "# told\n[requires]")},
        poetry("", "poetry install"),
        poetry("[tool.ruff]\nline-length = 100\n", "poetry install"),
        uv('"flask"', '{ name = "flask" }'),
        uv('"Flask<4,>=3.1"', '{ name = "flask", specifier = ">=3.1,<4" }'),
        uv('"flask[async] ; python_version > \'3.0\'"', '{ name = "flask", extras = ["async"] }'),
        uv('"flask"', '{ name = "flask" }, { name = "psycopg", marker = "extra == \'pg\'" }'),
        {**uv('"flask", "gunicorn"', '{ name = "flask" }'), "uv.lock": f"version = 1\n{FLASK_LOCKED}"},
        {**uv('"flask", "gunicorn"', '{ name = "flask" }', "pip install flask gunicorn")},
    ],
)  # fmt: skip
def test_made_from_this_one(files: dict[str, str | bytes]) -> None:
    assert not found(files)


@pytest.mark.parametrize(
    ("tool", "files", "command", "path"),
    [
        ("uv", {"pyproject.toml": UV.format('"flask"')}, "uv sync --frozen", "Dockerfile"),
        ("uv", {"pyproject.toml": UV.format('"flask"')}, "uv sync --locked --no-dev", "Dockerfile"),
        ("pipenv", {"Pipfile": PIPFILE.format("")}, "pipenv sync", "Dockerfile"),
        ("pipenv", {"Pipfile": PIPFILE.format(""), ".gitignore": "Pipfile.lock\n", **HEROKU}, "", "Pipfile"),
    ],
)
def test_not_there(tool: str, files: dict[str, str | bytes], command: str, path: str) -> None:
    image = {"Dockerfile": IMAGE.format(command)} if command else {}
    assert found({**files, **image}) == [(path, "error")]


@pytest.mark.parametrize(
    "files",
    [
        {"pyproject.toml": UV.format('"flask"'), "Dockerfile": IMAGE.format("uv sync")},
        {"pyproject.toml": UV.format('"flask"'), "Dockerfile": IMAGE.format("uv lock && uv sync --frozen")},
        {"pyproject.toml": POETRY.format(""), "Dockerfile": IMAGE.format("poetry install")},
        {"Pipfile": PIPFILE.format(""), "Dockerfile": IMAGE.format("pipenv install --deploy")},
        {"Pipfile": PIPFILE.format(""), "Procfile": "web: gunicorn app:app\n"},
    ],
)
def test_not_needed(files: dict[str, str | bytes]) -> None:
    assert not found(files)


MOUNTED = "FROM python:3.13\nRUN pip install uv\nRUN --mount=type=bind,source=pyproject.toml,target=/pyproject.toml --mount=type=bind,source=uv.lock,target=/uv.lock uv sync --frozen\nCOPY . /srv\nWORKDIR /srv\nCMD gunicorn -b :8000 app:app\n"


def test_the_folder_that_is_meant() -> None:
    outer = {
        "pyproject.toml": '[project]\nname = "all"\nversion = "1"\ndependencies = []\n',
        "compose.yaml": "services:\n  web:\n    build: shop\n",
    }
    inner = uv('"flask"', '{ name = "flask" }')
    project = {
        **outer,
        **{f"shop/{path}": text for path, text in inner.items()},
        "shop/Dockerfile": MOUNTED,
        "shop/app.py": FLASK,
    }
    assert not check(RULE, project)
    stale = {**project, "shop/pyproject.toml": UV.format('"flask", "gunicorn"')}
    assert [(path, severity) for path, _, severity in check(RULE, stale)] in ([], [("shop/uv.lock", "warning")])


def told(*rules: str, **files: str | bytes) -> list[str]:
    tree = MemoryTree({"app.py": FLASK, **files})
    return [finding.rule for finding in engine.check(tree, load([*rules, RULE]), Config()).findings]


def test_what_follows_is_told_with_it() -> None:
    heroku = {**HEROKU, "Pipfile": PIPFILE.format("")}
    assert told("no-requirements", **heroku) == [RULE]
    assert told("several-package-managers", **heroku, **{"requirements.txt": "flask\n"}) == ["several-package-managers"]


def test_a_lock_that_is_copied_is_missing_there() -> None:
    project = {"pyproject.toml": UV.format('"flask"')}
    image = "FROM python:3.13\nWORKDIR /app\nCOPY pyproject.toml uv.lock ./\nRUN pip install uv && uv sync --frozen\nCOPY . .\nCMD gunicorn -b :8000 app:app\n"
    assert told("missing-copied-file", **project, Dockerfile=image) == ["missing-copied-file"]


BARE = (
    'version = 1\nrequires-python = ">=3.12"\n\n[[package]]\nname = "shop"\nversion = "1"\nsource = { virtual = "." }\n'
)


def of_uv(manifest: str, lock: str) -> list[str]:
    files: dict[str, str | bytes] = {"app.py": FLASK, "pyproject.toml": manifest, "uv.lock": lock}
    return [path for path, _, _ in check(RULE, {**files, "Dockerfile": IMAGE.format("uv sync --locked")})]


def test_a_lock_from_before_there_was_a_requirement() -> None:
    assert of_uv(UV.format('"flask"'), BARE) == ["uv.lock"]
    assert of_uv(UV.format(""), BARE) == []
    older = BARE + 'dependencies = [{ name = "flask" }]\n\n' + FLASK_LOCKED  # by a uv that told no requirements
    assert of_uv(UV.format('"flask"'), older) == []


@pytest.mark.parametrize(
    ("group", "locked", "fits"),
    [
        ('["pytest>=8"]', '[{ name = "pytest", specifier = ">=8" }]', True),
        ('["pytest>=8", "mypy"]', '[{ name = "pytest", specifier = ">=8" }]', False),
        ('["Py.Test"]', '[{ name = "py-test" }]', True),
        ("[]", '[{ name = "pytest" }]', False),
        ('["mypy", { include-group = "lint" }]', '[{ name = "mypy" }, { name = "ruff" }]', True),
    ],
)
def test_groups_of_uv(group: str, locked: str, fits: bool) -> None:
    manifest = UV.format('"flask"') + f"\n[dependency-groups]\nfor_tests = {group}\nlint = []\n"
    lock = uv_lock('{ name = "flask" }') + f"\n[package.metadata.requires-dev]\nfor-tests = {locked}\n"
    assert of_uv(manifest, lock) == ([] if fits else ["uv.lock"])


@pytest.mark.parametrize(
    ("asked", "fits"), [(">=3.12", True), (">= 3.12", True), (">=3.11", False), (">=3.12,<4", True), ("==3.12.*", True)]
)
def test_the_python_of_a_uv_lock(asked: str, fits: bool) -> None:
    manifest = UV.format('"flask"').replace(">=3.12", asked)
    assert of_uv(manifest, uv_lock('{ name = "flask" }')) == ([] if fits else ["uv.lock"])


def test_the_python_of_a_workspace_is_that_of_its_members() -> None:
    manifest = UV.format('"flask"').replace(">=3.12", ">=3.11") + '\n[tool.uv.workspace]\nmembers = ["lib"]\n'
    assert of_uv(manifest, uv_lock('{ name = "flask" }')) == []
