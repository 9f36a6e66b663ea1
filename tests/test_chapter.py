"""The mistakes of one chapter about deployment: planted one by one into its clean project, each is told; what changes nothing in production changes no verdict."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import golden
import pytest
import tomli

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import config, engine, registry
from flaskcheck.findings.report import Finding

TABLE = tomli.loads((Path(__file__).parent / "chapter.toml").read_text(encoding="utf-8"))
BUILD = "#!/usr/bin/env bash\nset -e\npip install -r requirements.txt\nflask db upgrade\n"
STATED = """[tool.flaskcheck.deploy]
host = "render"
build = "pip install -r requirements.txt && flask db upgrade"
start = "gunicorn run:app"
python = "3.13"
variables = ["DATABASE_URL", "SECRET_KEY", "FLASK_APP=run.py"]
database = "postgres"
"""


class SetUp(NamedTuple):
    """One way in which a reader of the chapter deploys: ``start`` is the file with the commands."""

    files: dict[str, str]
    hosts: tuple[str, ...] = ()
    start: str = ""


@cache
def set_up(name: str) -> SetUp:
    folder = golden.REPOS / "tutorial-6-clean" / "repo"
    found = {
        "/".join(p.replace("dot_", ".", 1) if p.startswith("dot_") else p for p in path.relative_to(folder).parts): path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    files = {path: source.read_text(encoding="utf-8") for path, source in found.items()}
    if name == "render":
        return SetUp(files, (), "render.yaml")
    del files["render.yaml"]
    if name == "build":
        return SetUp({**files, "build.sh": BUILD, "Procfile": "web: gunicorn run:app\n"}, ("render",), "Procfile")
    if name == "deploy":
        return SetUp({**files, "pyproject.toml": STATED}, (), "pyproject.toml")
    return SetUp(files, ("render",))


def planted(files: dict[str, str], edits: list[list[str]]) -> dict[str, str]:
    """The files after some edits."""
    files = dict(files)
    for path, *texts in edits:
        old, new = texts or ("", "")
        if not texts:
            del files[path]
        elif old == "=>":
            files[new] = files.pop(path)
        elif old:
            assert files[path].count(old) == 1, (path, old)
            files[path] = files[path].replace(old, new)
        else:
            files[path] = new
    return files


def found(entry: dict[str, Any], name: str) -> list[Finding]:
    """What is told of a set-up with an entry's edits."""
    base = set_up(name)
    files = planted(base.files, entry.get("edits", []))
    if "start" in entry:
        files = planted(files, [[base.start, *entry["start"]]])
    ignored = {".env", *entry.get("ignored", [])} - {*entry.get("shown", [])}
    tree = MemoryTree(
        files, ignored=ignored & {*files}, untracked=entry.get("untracked", ()), modes={"build.sh": "100755"}
    )
    rules = registry.load_all()[0]
    names = frozenset(word for rule in rules for word in (rule.name, rule.family))
    settings = config.load("/shop", names, read=lambda path: _read(files, path))
    report = engine.check(tree, rules, settings.replaced(host=base.hosts))
    assert not report.crashes
    return [f for f in report.findings if f.severity != "info"]


def _read(files: dict[str, str], path: str) -> bytes:
    inside = path.removeprefix("/shop/")
    if inside not in files:
        raise FileNotFoundError(2, "No such file", path)
    return files[inside].encode()


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(entry, name, id=f"{entry['name']} ({name})")
        for entry in TABLE[kind]
        for name in entry.get("in", ("render", "dash", "build", "deploy"))
    ]


@pytest.mark.parametrize(("entry", "name"), cases("mistake"))
def test_a_mistake_is_told(entry: dict[str, Any], name: str) -> None:
    assert entry["rule"] in {finding.rule for finding in found(entry, name)}


@pytest.mark.parametrize(("entry", "name"), cases("twin"))
def test_what_changes_nothing_changes_no_verdict(entry: dict[str, Any], name: str) -> None:
    assert found(entry, name) == []


@pytest.mark.parametrize("name", ["render", "dash", "build", "deploy"])
def test_the_clean_project_is_clean(name: str) -> None:
    assert found({}, name) == []
