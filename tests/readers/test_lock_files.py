"""Lock files: groups, extras, markers, places."""

from __future__ import annotations

import pytest

from flaskcheck.facts.requirements import DependencyFile
from flaskcheck.files.source import Source
from flaskcheck.ground.place import Place
from flaskcheck.readers.requirements import locks as lock_files
from flaskcheck.readers.requirements import pipfile


def source(path: str, text: str) -> Source:
    return Source(path, text.encode())


def grouped(file: DependencyFile) -> list[tuple[str, str, str]]:
    return [(r.name, r.group, r.marker) for r in file.requirements]


UV = """version = 1
requires-python = ">=3.12"

[[package]]
name = "shop"
source = { virtual = "." }
dependencies = [
    { name = "celery", extra = ["redis"] },
    { name = "flask" },
    { name = "pywin32", marker = "sys_platform == 'win32'" },
]

[package.optional-dependencies]
prod = [{ name = "gunicorn" }]

[package.dev-dependencies]
dev = [{ name = "pytest" }]
lint = [{ name = "ruff" }, { name = "pytest" }]

[[package]]
name = "celery"
version = "5.5"
dependencies = [{ name = "kombu" }]

[package.optional-dependencies]
redis = [{ name = "redis" }]

[[package]]
name = "click"
version = "8.3"
dependencies = [{ name = "colorama", marker = "sys_platform == 'win32'" }]

[[package]]
name = "colorama"
version = "0.4.6"

[[package]]
name = "flask"
version = "3.1.2"
dependencies = [{ name = "click" }]

[[package]]
name = "gunicorn"
version = "23.0"

[[package]]
name = "kombu"
version = "5.5"

[[package]]
name = "numpy"
version = "1.26"
resolution-markers = ["python_full_version < '3.12'"]

[[package]]
name = "pytest"
version = "8.0"
dependencies = [{ name = "numpy" }]

[[package]]
name = "pywin32"
version = "306"

[[package]]
name = "redis"
version = "5.2"

[[package]]
name = "ruff"
version = "0.9"
"""


def test_uv_groups_extras_and_markers() -> None:
    file = lock_files.read_uv(source("uv.lock", UV))
    assert grouped(file) == [
        ("celery", "", ""),
        ("click", "", ""),
        ("colorama", "", "sys_platform == 'win32'"),
        ("flask", "", ""),
        ("gunicorn", "prod", ""),
        ("kombu", "", ""),
        ("numpy", "dev", "(python_full_version < '3.12')"),
        ("numpy", "lint", "(python_full_version < '3.12')"),
        ("pytest", "dev", ""),
        ("pytest", "lint", ""),
        ("pywin32", "", "sys_platform == 'win32'"),
        ("redis", "", ""),
        ("ruff", "lint", ""),
    ]
    assert file.optional == ("prod",)
    assert file.requirements[3].place == Place("uv.lock", 38, 1, 38, 15)


def test_poetry_groups_extras_and_markers() -> None:
    text = """[[package]]
name = "flask"
version = "3.1.2"
groups = ["main"]
markers = "python_version >= \\"3.9\\""

[[package]]
name = "flask-mail"
version = "0.10"
optional = true
groups = ["main"]

[package.dependencies]
blinker = "*"

[[package]]
name = "blinker"
version = "1.9"
optional = true
groups = ["main"]

[[package]]
name = "psycopg2"
version = "2.9"
optional = true
groups = ["main"]
markers = "extra == \\"db\\""

[[package]]
name = "lost"
version = "1"
optional = true
groups = ["main"]

[[package]]
name = "colorama"
version = "0.4"
groups = ["main", "dev"]
markers = {main = "sys_platform == \\"win32\\"", dev = "os_name == \\"nt\\""}

[[package]]
name = "pytest"
version = "8.0"
groups = ["dev", "test"]

[extras]
mail = ["flask-mail"]

[metadata]
python-versions = "^3.11"
"""
    file = lock_files.read_poetry(source("poetry.lock", text))
    assert grouped(file) == [
        ("flask", "", 'python_version >= "3.9"'),
        ("flask-mail", "mail", ""),
        ("blinker", "mail", ""),
        ("psycopg2", "db", ""),
        ("lost", "optional", ""),
        ("colorama", "", 'sys_platform == "win32"'),
        ("pytest", "dev", ""),
        ("pytest", "test", ""),
    ]
    assert file.python == "^3.11"
    assert file.requirements[1].place == Place("poetry.lock", 8, 1, 8, 20)


def test_pdm_and_pylock() -> None:
    text = '[metadata]\nrequires_python = ">=3.11"\n[[package]]\nname = "a"\nversion = "1"\ngroups = ["x", "y"]\nmarker = "os_name == \\"nt\\""\n'
    file = lock_files.read_pdm(source("pdm.lock", text))
    assert grouped(file) == [("a", "x", 'os_name == "nt"'), ("a", "y", 'os_name == "nt"')]
    assert file.python == ">=3.11"
    text = """default-groups = ["base"]
[[packages]]
name = "a"
version = "1"
marker = "'dev' in dependency_groups"
[[packages]]
name = "b"
version = "1"
marker = "'base' in dependency_groups"
[[packages]]
name = "c"
marker = "sys_platform == 'win32'"
"""
    assert grouped(lock_files.read_pylock(source("pylock.toml", text))) == [
        ("a", "dev", ""),
        ("b", "", ""),
        ("c", "", "sys_platform == 'win32'"),
    ]


def test_pipfile_lock_places_and_categories() -> None:
    text = """{
    "_meta": {"requires": {"python_full_version": "3.12.4"}},
    "default": {
        "flask": {
            "version": "==3.1.2",
            "markers": "python_version >= '3.9'"
        },
        "shop": {
            "git": "https://x.org/shop.git"
        }
    },
    "develop": {
        "flask": {
            "version": "==3.1.2"
        }
    },
    "docs": {
        "sphinx": {}
    }
}
"""
    file = pipfile.read_lock(source("Pipfile.lock", text))
    assert grouped(file) == [
        ("flask", "", "python_version >= '3.9'"),
        ("shop", "", ""),
        ("flask", "dev", ""),
        ("sphinx", "docs", ""),
    ]
    assert [r.place.line for r in file.requirements] == [4, 8, 13, 18]
    assert (file.python, file.optional, file.requirements[1].url) == ("3.12.4", ("docs",), "https://x.org/shop.git")


@pytest.mark.parametrize(
    "read", [lock_files.read_poetry, lock_files.read_uv, lock_files.read_pdm, lock_files.read_pylock]
)
@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [
        ("a = 1\n[[", "syntax", 2),
        ("a = 1\n<<<<<<< HEAD\nb = 2\n", "merge-markers", 2),
        ("x = " + "[" * 9000, "nested-too-deep", 0),
        ("a = 1\na = 2\n", "syntax", 2),
    ],
)
def test_broken_locks(read: object, text: str, kind: str, line: int) -> None:
    file = read(source("x.lock", text))  # type: ignore[operator]
    [problem] = file.invalid
    assert (problem.kind, problem.place.line, file.lock, file.complete) == (kind, line, True, False)


@pytest.mark.parametrize(
    "read",
    [
        lock_files.read_poetry,
        lock_files.read_uv,
        lock_files.read_pdm,
        lock_files.read_pylock,
        pipfile.read,
        pipfile.read_lock,
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "package = 1",
        "packages = [1]",
        "[[package]]\nname = 3\n",
        '[[package]]\nname = "a"\nversion = 1\ndependencies = 3\ngroups = 1\n',
        '{"default": []}',
        '{"default": {"a": 1}}',
    ],
)
def test_odd_contents(read: object, text: str) -> None:
    assert read(source("x.lock", text)).path == "x.lock"  # type: ignore[operator]
