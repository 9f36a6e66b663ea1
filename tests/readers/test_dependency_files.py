"""pyproject.toml, Pipfile, lock files, setup files and conda environments."""

from __future__ import annotations

import pytest

from flaskcheck.code.modules import Code
from flaskcheck.facts.requirements import DependencyFile
from flaskcheck.files.source import Source
from flaskcheck.files.tree import MemoryTree
from flaskcheck.installed import setup_script
from flaskcheck.readers.requirements import (
    conda,
    pipfile,
    poetry,
    pyproject,
    setup_cfg,
)
from flaskcheck.readers.requirements import (
    locks as lock_files,
)


def source(path: str, text: str) -> Source:
    return Source(path, text.encode())


def named(file: DependencyFile) -> list[tuple[str, str, str]]:
    return [(r.name, r.specifier, r.group) for r in file.requirements]


def test_pep_621_and_groups() -> None:
    file = pyproject.read(
        source(
            "pyproject.toml",
            """[project]
name = "shop"
requires-python = ">=3.11"
dependencies = ["Flask>=3", "gunicorn==23.0.0", "not a requirement!"]
version = "1"
[project.optional-dependencies]
mail = ["flask-mail"]
[project.scripts]
shop = "shop:main"
[dependency-groups]
test = ["pytest", {include-group = "base"}]
base = ["coverage", {include-group = "test"}]
[tool.uv]
dev-dependencies = ["ruff"]
""",
        )
    )
    assert named(file) == [
        ("flask", ">=3", ""),
        ("gunicorn", "==23.0.0", ""),
        ("flask-mail", "", "mail"),
        ("pytest", "", "test"),
        ("coverage", "", "test"),
        ("coverage", "", "base"),
        ("pytest", "", "base"),
        ("ruff", "", "dev"),
    ]
    assert (file.kind, file.python, file.scripts, file.packages) == (
        "pyproject",
        ">=3.11",
        (("shop", "shop:main"),),
        ("shop",),
    )
    assert len(file.invalid) == 1
    assert file.requirements[1].place.line == 4


def test_setuptools_takes_dependencies_from_files() -> None:
    text = '[tool.setuptools.dynamic]\ndependencies = {file = ["requirements.txt"]}\n'
    assert [i.path for i in pyproject.read(source("lib/pyproject.toml", text)).includes] == ["lib/requirements.txt"]
    one = '[tool.setuptools.dynamic]\ndependencies = {file = "requirements.txt"}\n'
    assert [i.path for i in pyproject.read(source("pyproject.toml", one)).includes] == ["requirements.txt"]


def test_poetry() -> None:
    file = pyproject.read(
        source(
            "pyproject.toml",
            """[tool.poetry]
name = "shop"
[tool.poetry.dependencies]
python = "^3.11"
flask = "^3.0"
celery = {version = "~5.3", extras = ["redis"], optional = true}
shared = {git = "https://example.com/shared.git"}
[tool.poetry.dev-dependencies]
black = "*"
[tool.poetry.group.test.dependencies]
pytest = "8.*"
""",
        )
    )
    assert file.kind == "poetry"
    assert file.python == ">=3.11,<4"
    assert named(file) == [
        ("flask", ">=3.0,<4", ""),
        ("celery", ">=5.3,<5.4", "optional"),
        ("shared", "", ""),
        ("black", "", "dev"),
        ("pytest", "==8.*", "test"),
    ]
    assert file.requirements[1].extras == ("redis",)
    assert file.requirements[2].url == "https://example.com/shared.git"


@pytest.mark.parametrize(
    ("written", "specifier"),
    [
        ("^1.2.3", ">=1.2.3,<2"),
        ("^0.2.3", ">=0.2.3,<0.3"),
        ("^0", ">=0,<1"),
        ("~1", ">=1,<2"),
        ("~=1.4", "~=1.4"),
        (">=1,<2", ">=1,<2"),
        (">=1 <2", ">=1,<2"),
        ("*", ""),
        ("1.4", "==1.4"),
        ("", ""),
    ],
)
def test_carets_and_tildes(written: str, specifier: str) -> None:
    assert poetry.caret(written) == specifier


@pytest.mark.parametrize("text", ["[project\n", "x = " + "[" * 5000])
def test_broken_toml(text: str) -> None:
    file = pyproject.read(source("pyproject.toml", text))
    assert len(file.invalid) == 1
    assert not file.requirements


def test_pdm_groups() -> None:
    text = '[project]\ndependencies = ["flask"]\n[tool.pdm.dev-dependencies]\ntest = ["pytest"]\n'
    assert named(pyproject.read(source("pyproject.toml", text))) == [("flask", "", ""), ("pytest", "", "test")]


def test_pipfile() -> None:
    file = pipfile.read(
        source(
            "Pipfile",
            """[packages]
flask = "*"
gunicorn = {version = "==23.0.0", markers = "sys_platform == 'linux'"}
pywin32 = {version = "*", sys_platform = "== 'win32'"}
[dev-packages]
pytest = ">=8"
[requires]
python_version = "3.12"
[scripts]
start = "gunicorn app:app"
""",
        )
    )
    assert named(file) == [
        ("flask", "", ""),
        ("gunicorn", "==23.0.0", ""),
        ("pywin32", "", ""),
        ("pytest", ">=8", "dev"),
    ]
    assert file.requirements[2].marker == "sys_platform == 'win32'"
    assert (file.python, file.scripts) == ("3.12", (("run:start", "gunicorn app:app"),))
    assert pipfile.read(source("Pipfile", "[packages\n")).invalid


def test_pipfile_lock() -> None:
    text = '{"_meta": {"requires": {"python_version": "3.12"}}, "default": {"flask": {"version": "==3.1.2"}}, "develop": {"pytest": {"version": "==8.0"}}}'
    file = pipfile.read_lock(source("Pipfile.lock", text))
    assert named(file) == [("flask", "==3.1.2", ""), ("pytest", "==8.0", "dev")]
    assert (file.lock, file.python) == (True, "3.12")
    assert pipfile.read_lock(source("Pipfile.lock", "{,}")).invalid
    assert not pipfile.read_lock(source("Pipfile.lock", "[]")).requirements


def test_poetry_lock() -> None:
    text = """[[package]]
name = "flask"
version = "3.1.2"
groups = ["main", "dev"]

[[package]]
name = "pytest"
version = "8.0"
groups = ["dev"]

[[package]]
name = "black"
version = "24.0"
category = "dev"
"""
    assert named(lock_files.read_poetry(source("poetry.lock", text))) == [
        ("flask", "==3.1.2", ""),
        ("pytest", "==8.0", "dev"),
        ("black", "==24.0", "dev"),
    ]
    assert lock_files.read_poetry(source("poetry.lock", "[[")).invalid


def test_uv_lock_follows_the_project() -> None:
    text = """requires-python = ">=3.12"
[[package]]
name = "shop"
source = { editable = "." }
dependencies = [{ name = "flask" }]
[[package]]
name = "flask"
version = "3.1.2"
dependencies = [{ name = "werkzeug" }]
[[package]]
name = "werkzeug"
version = "3.1.3"
[[package]]
name = "pytest"
version = "8.0"
"""
    file = lock_files.read_uv(source("uv.lock", text))
    assert named(file) == [("flask", "==3.1.2", ""), ("werkzeug", "==3.1.3", ""), ("pytest", "==8.0", "dev")]
    assert file.python == ">=3.12"
    assert lock_files.read_uv(source("uv.lock", "[[")).invalid


def test_pdm_lock_and_pylock() -> None:
    text = '[[package]]\nname = "flask"\nversion = "3"\ngroups = ["default"]\n[[package]]\nname = "x"\nversion = "1"\ngroups = ["test"]\n'
    assert named(lock_files.read_pdm(source("pdm.lock", text))) == [("flask", "==3", ""), ("x", "==1", "test")]
    pylock = '[[packages]]\nname = "flask"\nversion = "3"\n'
    assert named(lock_files.read_pylock(source("pylock.toml", pylock))) == [("flask", "==3", "")]


def test_setup_py() -> None:
    text = """from setuptools import setup
REQUIRED = ["flask>=3", "celery"]
with open("requirements.txt") as file:
    lines = file.read()
setup(name="shop", install_requires=REQUIRED, extras_require={"dev": ["pytest", "bad one!"]}, python_requires=">=3.10")
"""
    file = setup_script.read(Code(MemoryTree({"setup.py": text})), "setup.py")
    assert named(file) == [("flask", ">=3", ""), ("celery", "", ""), ("pytest", "", "dev")]
    assert [i.path for i in file.includes] == ["requirements.txt"]
    assert (file.python, len(file.invalid)) == (">=3.10", 1)
    assert not setup_script.read(Code(MemoryTree({"setup.py": "x = 1\n"})), "setup.py").requirements


def test_setup_cfg() -> None:
    text = "[options]\ninstall_requires =\n    flask>=3\n    gunicorn\npython_requires = >=3.9\n[options.extras_require]\ndev = pytest\n"
    file = setup_cfg.read(source("setup.cfg", text))
    assert named(file) == [("flask", ">=3", ""), ("gunicorn", "", ""), ("pytest", "", "dev")]
    assert file.python == ">=3.9"
    assert setup_cfg.read(source("setup.cfg", "no section\n")).invalid


def test_conda() -> None:
    text = "dependencies:\n  - python=3.11\n  - flask=3.0\n  - conda-forge::gunicorn>=21\n  - '!!'\n  - pip:\n    - celery==5.3\n    - bad one!\n"
    file = conda.read(source("environment.yml", text))
    assert named(file) == [("flask", "==3.0.*", ""), ("gunicorn", ">=21", ""), ("celery", "==5.3", "")]
    assert (file.python, len(file.invalid)) == ("3.11", 1)
    assert not conda.read(source("environment.yml", "- 1\n")).requirements
