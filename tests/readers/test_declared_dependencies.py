"""pyproject.toml, Pipfile, setup files and conda environments: what is easily read wrong."""

from __future__ import annotations

import pytest

from flaskcheck.code.modules import Code
from flaskcheck.facts.requirements import Requirement
from flaskcheck.files.source import Source
from flaskcheck.files.tree import MemoryTree
from flaskcheck.ground.place import Place
from flaskcheck.installed import setup_script
from flaskcheck.readers.requirements import conda, pipfile, poetry, pyproject, setup_cfg


def source(path: str, text: str) -> Source:
    return Source(path, text.encode())


def test_places_are_those_of_the_items() -> None:
    text = '[project]\nname = "flask"\nversion = "1"\nkeywords = ["flask"]\ndependencies = [\n    "flask",\n    \'celery\', "a b",\n]\n'
    file = pyproject.read(source("pyproject.toml", text))
    assert [r.place for r in file.requirements] == [
        Place("pyproject.toml", 6, 6, 6, 11),
        Place("pyproject.toml", 7, 6, 7, 12),
    ]
    assert [i.place for i in file.invalid] == [Place("pyproject.toml", 7, 16, 7, 19)]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            'a = {version = "^1", python = ">=3.8,<3.9"}',
            [("", ">=1,<2", 'python_version >= "3.8" and python_version < "3.9"')],
        ),
        ('a = {version = "1", platform = "win32"}', [("", "==1", 'sys_platform == "win32"')]),
        ('a = {version = "*", markers = "os_name == \'nt\'"}', [("", "", "os_name == 'nt'")]),
        (
            'a = {version = "*", markers = "x or y", platform = "linux"}',
            [("", "", '(x or y) and sys_platform == "linux"')],
        ),
        ('a = {version = "1", optional = true}', [("mail", "==1", ""), ("all", "==1", "")]),
        ('z = {version = "1", optional = true}', [("optional", "==1", "")]),
        (
            'a = [{version = "1", python = "<3.9"}, {version = "2"}]',
            [("", "==1", 'python_version < "3.9"'), ("", "==2", "")],
        ),
        ('a = "^1 || ^2"', [("", "", "")]),
        ('a = "^1.2rc1"', [("", ">=1.2rc1,<2", "")]),
        ('a = "=1.2"', [("", "==1.2", "")]),
        ('a = ">= 1.2 , < 2"', [("", ">=1.2,<2", "")]),
    ],
)
def test_poetry_entries(entry: str, expected: list[tuple[str, str, str]]) -> None:
    text = f'[tool.poetry.dependencies]\n{entry}\n[tool.poetry.extras]\nmail = ["a"]\nall = ["A"]\n'
    file = pyproject.read(source("pyproject.toml", text))
    assert [(r.group, r.specifier, r.marker) for r in file.requirements] == expected
    assert all(r.place.line == 2 for r in file.requirements)
    assert file.optional == ("mail", "all", poetry.OPTIONAL)


def test_poetry_optional_group() -> None:
    text = '[tool.poetry.group.docs]\noptional = true\n[tool.poetry.group.docs.dependencies]\nsphinx = "*"\n'
    file = pyproject.read(source("pyproject.toml", text))
    assert ([r.group for r in file.requirements], file.optional) == (["docs"], ("docs", "optional"))


@pytest.mark.parametrize(
    ("text", "complete", "includes"),
    [
        ('[project]\ndynamic = ["version"]\n[build-system]\nbuild-backend = "hatchling.build"\n', True, []),
        ('[project]\ndynamic = ["dependencies"]\n[build-system]\nbuild-backend = "hatchling.build"\n', False, []),
        ('[project]\ndynamic = ["dependencies"]\n[build-system]\nbuild-backend = "setuptools.build_meta"\n', True, []),
        (
            '[project]\ndynamic = ["dependencies"]\n[tool.hatch.metadata.hooks.requirements_txt]\nfiles = ["../base.txt"]\n',
            True,
            ["base.txt"],
        ),
        ("[project\n", False, []),
    ],
)
def test_dependencies_that_are_declared_elsewhere(text: str, complete: bool, includes: list[str]) -> None:
    file = pyproject.read(source("lib/pyproject.toml", text))
    assert (file.complete, [i.path for i in file.includes]) == (complete, includes)


def test_pipfile_markers_categories_and_places() -> None:
    text = """[packages]
a = {version = "*", markers = "x", os_name = "== 'nt'"}
"b.c" = {git = "https://x.org/b.git", ref = "main", editable = true, extras = ["web"]}
[docs]
sphinx = "*"
"""
    file = pipfile.read(source("Pipfile", text))
    first, second, third = file.requirements
    assert first.marker == "(x) and (os_name == 'nt')"
    assert second.replaced(place=Place("")) == Requirement(
        "b-c", "b.c", Place(""), "", "", ("web",), "", "https://x.org/b.git", True, ""
    )
    assert (third.group, third.place, file.optional) == ("docs", Place("Pipfile", 5, 1, 5, 13), ("docs",))


@pytest.mark.parametrize(
    ("body", "names", "includes", "complete"),
    [
        ('setup(install_requires=["flask"] + ["celery"])', ["flask", "celery"], [], True),
        ('BASE = ["flask"]\nsetup(install_requires=[*BASE, "celery"])', ["flask", "celery"], [], True),
        ('setup(install_requires="""\n  flask\n  # why\n  celery>=5\n""")', ["flask", "celery"], [], True),
        ("setup(install_requires=read_them())", [], [], False),
        ("setup(**options)", [], [], False),
        ('setup(install_requires=parse("requirements/base.txt"))', [], ["lib/requirements/base.txt"], True),
        (
            'setup(install_requires=open(os.path.join(HERE, "deps", "requirements.txt")))',
            [],
            ["lib/deps/requirements.txt"],
            True,
        ),
        ('setup(install_requires=(HERE / "requirements.txt").read_text().split())', [], ["lib/requirements.txt"], True),
        ('setup(install_requires=["flask"], package_data={"": ["requirements.txt"]})', ["flask"], [], True),
        ('setup(name="x")', [], [], True),
        ('def needed():\n    return ["flask"]\nsetup(install_requires=needed())', ["flask"], [], True),
        ('V = "3"\nsetup(install_requires=["flask>=" + V, f"celery=={V}"])', ["flask", "celery"], [], True),
        ('NEEDS = ["flask"]\nNEEDS += ["celery"]\nsetup(install_requires=NEEDS)', ["flask", "celery"], [], True),
        ('NEEDS = {"web": ["flask"]}\nsetup(install_requires=NEEDS["web"])', ["flask"], [], True),
        ('class Shop:\n    needs = ["flask"]\nsetup(install_requires=Shop.needs)', ["flask"], [], True),
        ('A, B = ["flask"], ["celery"]\nsetup(install_requires=A + B)', ["flask", "celery"], [], True),
        ("from needs import NEEDS\nsetup(install_requires=NEEDS)", ["flask"], [], True),
        ('from needs import NEEDS\nsetup(install_requires=NEEDS + ["celery"])', ["flask", "celery"], [], True),
        ('setup(install_requires=["flask", *unknown()])', ["flask"], [], False),
        ('A = ["flask", *A]\nsetup(install_requires=A)', ["flask"], [], False),
        ("setup(", [], [], False),
    ],
)
def test_setup_py(body: str, names: list[str], includes: list[str], complete: bool) -> None:
    text = f"import os\nfrom setuptools import setup\n{body}\n"
    file = setup_script.read(
        Code(MemoryTree({"lib/setup.py": text, "lib/needs.py": 'NEEDS = ["flask"]\n'})), "lib/setup.py"
    )
    assert ([r.name for r in file.requirements], [i.path for i in file.includes], file.complete) == (
        names,
        includes,
        complete,
    )


def test_setup_cfg_files_and_refusals() -> None:
    file = setup_cfg.read(source("lib/setup.cfg", "[options]\ninstall_requires = file: requirements.txt, more.txt\n"))
    assert [(i.path, i.place.line) for i in file.includes] == [("lib/requirements.txt", 2), ("lib/more.txt", 2)]
    file = setup_cfg.read(source("setup.cfg", "[options]\ninstall_requires =\n  a b\n  flask;\n"))
    assert ([r.name for r in file.requirements], [i.place.line for i in file.invalid]) == (["flask"], [3])
    [problem] = setup_cfg.read(source("setup.cfg", "[options]\nx = 1\ny\n")).invalid
    assert problem.place.line == 3


@pytest.mark.parametrize(
    ("written", "name", "specifier"),
    [
        ("flask", "flask", ""),
        ("flask=3.0", "flask", "==3.0.*"),
        ("flask==3.0", "flask", "==3.0"),
        ("flask=3.0=py39_0", "flask", "==3.0"),
        ("flask=3.0.*", "flask", "==3.0.*"),
        ("flask 3.0", "flask", "==3.0"),
        ("flask 3.*", "flask", "==3.*"),
        ("flask >=2,<3", "flask", ">=2,<3"),
        ("flask >=2,3.*", "flask", ">=2,==3.*"),
        ("flask 2|3", "flask", ""),
        ("conda-forge::flask>=3", "flask", ">=3"),
        ("conda-forge/linux-64::flask", "flask", ""),
        ("flask[version='>=3']", "flask", ">=3"),
    ],
)
def test_conda_specifications(written: str, name: str, specifier: str) -> None:
    [found] = conda.read(source("environment.yml", f'dependencies:\n  - "{written}"\n')).requirements
    assert (found.name, found.specifier, found.place.line) == (name, specifier, 2)


def test_the_pip_list_of_conda_is_a_requirements_file() -> None:
    text = "dependencies:\n- pip\n- pip:\n  - -r requirements.txt\n  - --pre\n  - flask==3.0\n  - -e .\n"
    file = conda.read(source("deploy/environment.yml", text))
    assert [i.path for i in file.includes] == ["deploy/requirements.txt"]
    assert [(r.name, r.url) for r in file.requirements] == [("pip", ""), ("flask", ""), ("", ".")]
    assert not file.invalid


PROJECT = '[project]\nname = "shop"\nversion = "1"\n'


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        (PROJECT + 'dependencies = ["flask==3.1", "gunicorn 23"]\n', 4, "project.dependencies[1]: Invalid requirement"),
        (PROJECT + 'dependencies = [\n  "flask",\n  "a=>1",\n]\n', 6, "project.dependencies[1]"),
        (PROJECT + 'dependencies = "flask"\n', 4, "must be a list of strings"),
        (PROJECT + '[project.dependencies]\nflask = "3"\n', 4, "project.dependencies must be a list of strings"),
        (PROJECT + 'dependencies = ["git+https://x.org/y.git#egg=z"]\n', 4, "has no name"),
        (PROJECT + 'dependencies = ["./libs/z"]\n', 4, "has no name"),
        (PROJECT + '[project.optional-dependencies]\nweb = ["gunicorn=23"]\n', 5, "optional-dependencies.web[0]"),
        (PROJECT + 'requires-python = "~3.12"\n', 4, "requires-python '~3.12'"),
        (PROJECT + 'requires-python = "3.12"\n', 4, "requires-python '3.12'"),
        (PROJECT + 'requires-python = "3.12.*"\n', 4, "requires-python '3.12.*'"),
        (PROJECT + 'requires-python = ">=3.8.*"\n', 4, "requires-python"),
        ('[project]\nname = "shop"\n', 1, "project.version is missing"),
        ('# a shop\n\n[project]\nversion = "1"\ndynamic = ["readme"]\n', 3, "project.name is missing"),
        ('[project]\nname = "shop"\nversion = 1.0\n', 3, "project.version must be a string"),
        ('[project]\nname = "shop"\nversion = "first"\n', 3, "'first' is no version"),
        ('[project]\nname = "my shop"\nversion = "1"\n', 2, "'my shop' is no name"),
        ('[project]\nname = "shop"\ndynamic = "version"\n', 3, "project.dynamic must be a list"),
    ],
)
def test_tables_that_every_builder_refuses(text: str, line: int, part: str) -> None:
    """Seen with setuptools 84.2, hatchling 1.33, poetry-core 2.5, pdm-backend 2.5 and uv 0.13."""
    first = pyproject.read(source("pyproject.toml", text)).invalid[0]
    assert (first.kind, first.place.line) == ("project-table", line)
    assert part in first.message


@pytest.mark.parametrize(
    "text",
    [
        PROJECT + 'requires-python = ">=3.10, <3.15"\ndependencies = []\n',
        PROJECT + 'requires-python = "==3.12.*"\n',
        PROJECT + 'requires-python = "~=3.12"\n',
        PROJECT + 'dependencies = ["z @ git+https://x.org/y.git", "flask[async] >= 3 ; python_version > \'3.8\'"]\n',
        PROJECT
        + '[build-system]\nbuild-backend = "poetry.core.masonry.api"\n[tool.black]\n'.replace(
            "[build", 'requires-python = "^3.12"\n[build'
        ),
        '[project]\nname = "shop"\nversion = "v1.0.post1"\n',
        '[project]\nname = "shop"\ndynamic = ["version", "dependencies"]\n',
        '[project]\nname = "shop"\n[tool.poetry]\nversion = "1"\n',
        '[project]\nname = "shop"\n[tool.poetry]\npackage-mode = false\n',
        "[tool.ruff]\nline-length = 100\n",
    ],
)
def test_tables_that_some_builder_takes(text: str) -> None:
    assert not pyproject.read(source("pyproject.toml", text)).invalid
