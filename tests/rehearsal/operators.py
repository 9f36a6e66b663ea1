"""Operators: one-line changes that can be made to any application. Each yields every mutant that it can make of one; a seed chooses.

A row of ``changes.TEXTS`` changes one place of a file by a pattern, a function of ``FILES`` changes which files there are or what git knows of them. Some changes are harmless on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from tests.rehearsal.changes import (
    HOST_FILES,
    LISTS_VARIABLES,
    MIGRATIONS,
    NEEDS_A_LIST,
    PYTHON,
    REQUIREMENTS,
    TEMPLATES,
    TEXTS,
)
from tests.rehearsal.learners import LEARNERS
from tests.rehearsal.slips import SLIPS

LONGEST_FILE = 60_000
"""Characters; what is longer is not somebody's own code."""


@dataclass(frozen=True)
class Mutant:
    """What is changed: new contents by path (``None``: deleted), what git forgets, what it ignores besides, and which scripts may not be run any more. ``told`` says it in a line."""

    told: str
    files: Mapping[str, str | None] = field(default_factory=dict)
    forgotten: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()


@dataclass(frozen=True)
class Operator:
    """``area`` is the part of an application that it is about; ``make`` yields its mutants."""

    name: str
    area: str
    make: Callable[[Mapping[str, str]], Iterator[Mutant]]


def _of_text(
    paths: str, pattern: str, new: str | Callable[[re.Match[str]], str], needs_a_list: bool = False
) -> Callable[[Mapping[str, str]], Iterator[Mutant]]:
    def make(files: Mapping[str, str]) -> Iterator[Mutant]:
        if needs_a_list and not any(
            LISTS_VARIABLES.search(text)
            for path, text in files.items()
            if path.endswith((".yaml", ".yml", "app.json")) and not path.startswith((".github/", ".devcontainer/"))
        ):
            return
        for path, text in files.items():
            if not re.search(paths, path) or len(text) > LONGEST_FILE or "/test" in f"/{path}":
                continue
            for match in re.finditer(pattern, text):
                changed = new(match) if callable(new) else match.expand(new)
                if changed != match[0]:
                    line = text.count("\n", 0, match.start()) + 1
                    told = f"{path}:{line}: {match[0].strip()[:50]!r} -> {changed.strip()[:50]!r}"
                    yield Mutant(told, {path: text[: match.start()] + changed + text[match.end() :]})

    return make


def _own(files: Mapping[str, str], pattern: str) -> Iterator[str]:
    return (path for path in files if re.search(pattern, path) and "/test" not in f"/{path}")


def _renamed(pattern: str, rename: Callable[[str], str]) -> Callable[[Mapping[str, str]], Iterator[Mutant]]:
    def make(files: Mapping[str, str]) -> Iterator[Mutant]:
        for path in _own(files, pattern):
            folder, _, name = path.rpartition("/")
            new = f"{folder}/{rename(name)}".lstrip("/")
            if new != path:
                yield Mutant(f"{path} renamed to {new}", {path: None, new: files[path]})

    return make


DEPLOYED = r"\.(?:py|html|css|js|sh|txt|ya?ml|mako|ini)$|(?:^|/)(?:Procfile|Dockerfile)$"


def _forgotten(files: Mapping[str, str]) -> Iterator[Mutant]:
    return (Mutant(f"{path} not in git", forgotten=(path,)) for path in _own(files, DEPLOYED))


def _ignored(files: Mapping[str, str]) -> Iterator[Mutant]:
    return (Mutant(f"{path} ignored by git", ignored=(path,)) for path in _own(files, DEPLOYED))


def _deleted(files: Mapping[str, str]) -> Iterator[Mutant]:
    return (Mutant(f"{path} deleted", {path: None}) for path in _own(files, DEPLOYED))


def _plain(files: Mapping[str, str]) -> Iterator[Mutant]:
    return (Mutant(f"{path} may not be executed", plain=(path,)) for path in _own(files, r"\.sh$"))


def _windows(files: Mapping[str, str]) -> Iterator[Mutant]:
    for path in _own(files, r"\.sh$|requirements.*\.txt$|Procfile$"):
        yield Mutant(f"{path} with the line ends of Windows", {path: files[path].replace("\n", "\r\n")})


def _no_migrations(files: Mapping[str, str]) -> Iterator[Mutant]:
    gone = {path: None for path in files if "migrations/" in path}
    if gone:
        yield Mutant("the migrations deleted", gone)
        yield Mutant("the migrations ignored by git", ignored=tuple(gone))


def _second_head(files: Mapping[str, str]) -> Iterator[Mutant]:
    for path in _own(files, MIGRATIONS):
        text = re.sub(r"(?m)^revision = .*", 'revision = "cafe0000beef"', files[path])
        yield Mutant(f"a copy of {path}", {path.replace(".py", "_copy.py"): text})


def _left_out(files: Mapping[str, str]) -> Iterator[Mutant]:
    for path in _own(files, r"(^|/)Dockerfile$"):
        ignore = f"{path}ignore".replace("Dockerfile", ".docker")
        for name in sorted({other.partition("/")[0] for other in files if not other.startswith(".")} - {"Dockerfile"}):
            yield Mutant(f"{ignore} leaves out {name}", {ignore: f"{files.get(ignore, '')}\n{name}\n"})


def _folders(files: Mapping[str, str]) -> Iterator[Mutant]:
    """Whole folders that git does not have, as a careless line of .gitignore leaves them out."""
    for folder in sorted({path.rpartition("/")[0] for path in files if "/" in path and "/test" not in f"/{path}"}):
        inside = tuple(path for path in files if path.startswith(f"{folder}/"))
        yield Mutant(f"{folder}/ ignored by git", ignored=inside)


def _other_migrations(files: Mapping[str, str]) -> Iterator[Mutant]:
    moved = {path: text for path, text in files.items() if path.startswith("migrations/")}
    if moved:
        new = {path.replace("migrations/", "migration/", 1): text for path, text in moved.items()}
        yield Mutant("migrations/ renamed to migration/", {**dict.fromkeys(moved), **new})


def _shadows(files: Mapping[str, str]) -> Iterator[Mutant]:
    top = [path for path in files if re.search(r"^\w+\.py$", path)]
    for name in ("flask", "gunicorn", "werkzeug", "logging"):
        if top and f"{name}.py" not in files:
            yield Mutant(f"{name}.py added", {f"{name}.py": "NOTES = 1\n"})


def _committed_secrets(files: Mapping[str, str]) -> Iterator[Mutant]:
    if ".env" not in files:
        yield Mutant(".env committed", {".env": "SECRET_KEY=5b1e8c0a9d7f4e2b93aa61f0\nMAIL_PASSWORD=vK8-rT2_qLm9zP\n"})


def _readme(files: Mapping[str, str]) -> Iterator[Mutant]:
    yield Mutant("NOTES.md added", {"NOTES.md": "# Notes\n\nRun `flask run --debug`.\n"})


def _renamed_folders(files: Mapping[str, str]) -> Iterator[Mutant]:
    """The folders that Flask looks for, by a name that is nearly right."""
    for folder in sorted(
        {
            path[: path.index(f"{name}/") + len(name)]
            for name in FOLDERS
            for path in files
            if re.search(rf"(?:^|/){name}/", path)
        }
    ):
        moved = {path: text for path, text in files.items() if path.startswith(f"{folder}/")}
        for new in (folder[:-1], folder[: -len(folder.rpartition("/")[2])] + folder.rpartition("/")[2].capitalize()):
            renamed = {path.replace(folder, new, 1): text for path, text in moved.items()}
            yield Mutant(f"{folder}/ renamed to {new}/", {**dict.fromkeys(moved), **renamed})


def _into_a_folder(files: Mapping[str, str]) -> Iterator[Mutant]:
    """What a host looks for at the top, in a folder."""
    for path in files:
        if "/" not in path and re.search(rf"{HOST_FILES}|{REQUIREMENTS}|^\.python-version$|^fly\.toml$", path):
            yield Mutant(f"{path} moved to deploy/", {path: None, f"deploy/{path}": files[path]})


def _other_suffix(files: Mapping[str, str]) -> Iterator[Mutant]:
    for path in _own(files, rf"{HOST_FILES}|{REQUIREMENTS}"):
        stem, dot, suffix = path.rpartition(".")
        new = f"{path}.txt" if not dot else f"{stem}.yml" if suffix == "yaml" else f"{stem}.{suffix}.{suffix}"
        yield Mutant(f"{path} renamed to {new}", {path: None, new: files[path]})


def _second_parent(files: Mapping[str, str]) -> Iterator[Mutant]:
    """A revision that names itself as its parent, and one whose file is copied under another name."""
    for path in _own(files, MIGRATIONS):
        if found := re.search(r"(?m)^revision(?:: str)? = (.*)$", files[path]):
            new = re.sub(r"(?m)^down_revision.*", f"down_revision = {found[1]}", files[path])
            yield Mutant(f"{path} is its own parent", {path: new})
            yield Mutant(f"{path} copied", {path.replace(".py", "_old.py"): files[path]})


def _ignored_suffixes(files: Mapping[str, str]) -> Iterator[Mutant]:
    """A line of .gitignore that means more than its author did."""
    for suffix in sorted(
        {path.rpartition(".")[2] for path in _own(files, r"\.(?:txt|sh|html|css|js|ya?ml|ini|cfg|json|toml|mako)$")}
    ):
        gone = tuple(path for path in files if path.endswith(f".{suffix}"))
        wide = f"{files.get('.gitignore', '')}\n*.{suffix}\n"
        yield Mutant(f"*.{suffix} ignored by git", {".gitignore": wide}, forgotten=gone)


def _names_itself(files: Mapping[str, str]) -> Iterator[Mutant]:
    for path in _own(files, REQUIREMENTS):
        yield Mutant(f"{path} names itself", {path: f"-r {path.rpartition('/')[2]}\n{files[path]}"})


def _imports_last(files: Mapping[str, str]) -> Iterator[Mutant]:
    """An import that a hand moved to the end of its file."""
    for path in _own(files, PYTHON):
        for found in re.finditer(r"(?m)^(?:import|from) (?!__future__)[^(\n]*\n", files[path]):
            text = files[path]
            moved = f"{text[: found.start()]}{text[found.end() :].rstrip()}\n\n{found[0]}"
            yield Mutant(f"{path}: {found[0].strip()!r} moved to the end", {path: moved})


def _lines_swapped(files: Mapping[str, str]) -> Iterator[Mutant]:
    """Two calls that stand below each other, in the other order."""
    for path in _own(files, PYTHON):
        text = files[path]
        for found in re.finditer(r"(?m)^( +)(\w[\w.]* = .*\)\n|\w[\w.]*\(.*\)\n)\1(\w[\w.]*\(.*\)\n)", text):
            swapped = f"{found[1]}{found[3]}{found[1]}{found[2]}"
            line = text.count("\n", 0, found.start()) + 1
            told = f"{path}:{line}: {found[2].strip()[:50]!r} below {found[3].strip()[:50]!r}"
            yield Mutant(told, {path: text[: found.start()] + swapped + text[found.end() :]})


BESIDE = {
    "scripts/try_it.py": 'import requests\nfrom flask import Flask\n\napp = Flask(__name__)\n\nif __name__ == "__main__":\n    app.run(debug=True)\n',
    "tests/test_more.py": "import pytest\n\nfrom nowhere import something\n\n\ndef test_it():\n    assert something\n",
    ".env.example": "SECRET_KEY=\nDATABASE_URL=postgresql://localhost/app\n",
    "requirements-dev.txt": "pytest\nblack==1\n",
    "compose.dev.yaml": "services:\n  cache:\n    image: redis:7\n    ports:\n      - 6379:6379\n",
    "docs/conf.py": 'import sphinx_theme\n\nproject = "Shop"\n',
}
"""What stands beside many applications and is no part of what is deployed."""


def _beside(files: Mapping[str, str]) -> Iterator[Mutant]:
    return (Mutant(f"{path} added", {path: text}) for path, text in BESIDE.items() if path not in files)


def _swapped(name: str) -> str:
    return name.swapcase() if name.islower() else name.lower()


FOLDERS = ("templates", "static", "migrations")

FILES = (
    Operator("rename-init", "files", _renamed(r"(^|/)__init__\.py$", lambda name: "_init_.py")),
    Operator("rename-folder-of-flask", "files", _renamed_folders),
    Operator("into-a-folder-of-its-own", "files", _into_a_folder),
    Operator("other-suffix", "files", _other_suffix),
    Operator("own-parent", "migrations", _second_parent),
    Operator("ignore-suffix", "git", _ignored_suffixes),
    Operator("rename-module", "files", _renamed(PYTHON, lambda name: name if name == "__init__.py" else f"new_{name}")),
    Operator("rename-template", "files", _renamed(TEMPLATES, lambda name: f"new_{name}")),
    Operator("template-file-in-other-case", "files", _renamed(TEMPLATES, str.capitalize)),
    Operator("rename-host-file", "files", _renamed(HOST_FILES, _swapped)),
    Operator("rename-requirements", "files", _renamed(REQUIREMENTS, str.capitalize)),
    Operator("forget-file", "git", _forgotten),
    Operator("ignore-file", "git", _ignored),
    Operator("delete-file", "files", _deleted),
    Operator("not-executable", "git", _plain),
    Operator("windows-line-ends", "files", _windows),
    Operator("no-migrations", "migrations", _no_migrations),
    Operator("second-head", "migrations", _second_head),
    Operator("left-out-of-image", "image", _left_out),
    Operator("ignore-folder", "git", _folders),
    Operator("migrations-renamed", "migrations", _other_migrations),
    Operator("shadowing-file", "code", _shadows),
    Operator("committed-secrets", "exposure", _committed_secrets),
    Operator("list-names-itself", "dependencies", _names_itself),
    Operator("import-at-the-end", "code", _imports_last),
    Operator("lines-swapped", "code", _lines_swapped),
    Operator("beside-the-application", "harmless", _beside),
    Operator("notes", "harmless", _readme),
)

OPERATORS = (
    *(
        Operator(name, area, _of_text(paths, pattern, new, name in NEEDS_A_LIST))
        for name, area, paths, pattern, new in (*TEXTS, *SLIPS, *LEARNERS)
    ),
    *FILES,
)


def drawn(files: Mapping[str, str], chance: Random) -> tuple[Operator, Mutant]:
    """One of the mutants that can be made of these files: each operator that applies is as likely as any other."""
    while True:
        operator = chance.choice(OPERATORS)
        made = list(operator.make(files))
        if made:
            return operator, chance.choice(made)
