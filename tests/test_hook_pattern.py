"""The hook starts for every file that a report may depend on, and for no other: its pattern against the engine's own tables."""

from __future__ import annotations

import re
from pathlib import Path

import golden
import pytest
import yaml
from flaskcheck.rules.committed_database import SUFFIXES
from hypothesis import given
from hypothesis import strategies as st

from flaskcheck.files.tree import MemoryTree, Tree
from flaskcheck.findings import engine, names, registry
from flaskcheck.findings.config import Config
from flaskcheck.findings.page import parse
from flaskcheck.hosts import misnamed, platform_files
from flaskcheck.readers.env_file import kind_of_env_file
from flaskcheck.readers.requirements import index as dependency_files
from flaskcheck.rule import Rule
from flaskcheck.units import repository

ROOT = Path(__file__).parent.parent
[HOOK] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
PATTERN = re.compile(HOOK["files"])
RULES = registry.load(names.builtin_names())


def starts(path: str) -> bool:
    """As pre-commit decides (pre-commit, "Filtering files with types" and ``files``)."""
    return PATTERN.search(path) is not None


def of_interest(tree: Tree) -> set[str]:
    """The files that a run reads or reports."""
    report = engine.check(tree, RULES, Config())
    return (tree.read_paths | {f.place.path for f in report.findings}) & {*tree.files, *(tree.tracked or ())}


def stored(name: str) -> MemoryTree:
    folder = golden.REPOS / name / "repo"
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return MemoryTree({re.sub(r"(^|/)dot_", r"\1.", path): content for path, content in files.items()})


@pytest.mark.parametrize("name", golden.names())
def test_what_is_read_in_whole_repositories(name: str) -> None:
    found = of_interest(stored(name))
    assert len(found) > 2
    assert [path for path in sorted(found) if not starts(path)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_is_read_in_the_examples(rule: Rule) -> None:
    found = {path for example in parse(rule.page).examples for path in of_interest(example.tree())}
    assert found
    assert [path for path in sorted(found) if not starts(path)] == []


@pytest.mark.parametrize(
    "name",
    [
        *dependency_files.READERS,
        dependency_files.SETUP,
        *misnamed._NAMES,
        *misnamed._ALSO_WRITTEN,
        *(f"{name}.txt" for name in misnamed._NAMES),
        *(f"page{ending}" for ending in (*repository.PAGES, *repository.FRONT_END)),
    ],
)
def test_what_the_tables_name(name: str) -> None:
    assert starts(name)
    assert starts(f"shop/{name}")


SEGMENT = st.from_regex(r"[\w. -]{1,12}", fullmatch=True)
WORDS = st.lists(st.sampled_from(["env", "prod", "example", "a1", "sh", "production", ""]), min_size=1, max_size=4)


@given(st.from_regex(platform_files.names(), fullmatch=True))
def test_every_platform_file(path: str) -> None:
    assert starts(path)


@given(SEGMENT, st.sampled_from(["Dockerfile{}", "Dockerfile.{}", "{}.Dockerfile", "Containerfile"]))
def test_every_dockerfile(name: str, form: str) -> None:
    path = form.format(name)
    assert starts(path) or not repository.is_dockerfile(path)


@given(
    SEGMENT, st.sampled_from(["{}requirements{}.txt", "requirements/{}.txt", "deps/{0}.txt", "constraints{}.in", "{}"])
)
def test_every_requirements_file(name: str, form: str) -> None:
    path = form.format(name, name)
    assert starts(path) or not dependency_files.is_requirements_name(path)


@given(WORDS, st.sampled_from([".", "-", "_"]))
def test_every_env_file(words: list[str], separator: str) -> None:
    path = separator.join(words)
    assert starts(path) or kind_of_env_file(path) == "not"


@given(SEGMENT, st.sampled_from(["db", "db3", "sqlite", "sqlite3", "s3db", "SQLITE", "txt"]))
def test_every_database(name: str, ending: str) -> None:
    path = f"{name}.{ending}"
    assert starts(path) or not path.lower().endswith(SUFFIXES)


@pytest.mark.parametrize(
    "path",
    [
        "bin/start", "deploy/run.sh", "Makefile", "package.json", "gunicorn.conf.py", "uwsgi.ini", "supervisord.conf", "nginx.conf", "alembic.ini",
        "migrations/versions/1_first.py", "flaskcheck.toml", ".gitignore", "web/.dockerignore", "shop.service", "README/app.py", "src/app.ts", "a b.py",
        "été.py", ".github/workflows/deploy.yml",
    ],
)  # fmt: skip
def test_more_files_that_start_it(path: str) -> None:
    assert starts(path)


@pytest.mark.parametrize(
    "path",
    [
        "README.md", "README", "readme.txt", "docs/index.rst", "docs/guide.md", "LICENSE", "LICENSE.txt", "CHANGELOG.md", "AUTHORS", "static/logo.png",
        "static/photo.JPG", "static/icon.svg", "fonts/a.woff2", "data.csv", "notebook.ipynb", "paper.pdf", "src/main.rs", "static/robots.txt", "app/Main.java",
        "environment.md", "translations/de/LC_MESSAGES/messages.po",
    ],
)  # fmt: skip
def test_files_that_do_not_start_it(path: str) -> None:
    assert not starts(path)


@given(st.from_regex(platform_files.names(), fullmatch=True))
def test_what_a_file_ends_with_tells_enough_to_find_its_reader(path: str) -> None:
    ending = path.rpartition("/")[2].rpartition(".")[2]
    is_any = ".platform/hooks/" in path or path.endswith(platform_files._LONG_ENDINGS)
    if ending in platform_files._ENDINGS or is_any:
        every = platform_files.names().fullmatch(path)
        assert every
        assert platform_files._named(path, "" if is_any else ending) == every.lastgroup
