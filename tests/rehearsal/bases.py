"""The applications that are changed: the good repositories of ``tests/repos``, and public ones out of a folder that is named on the command line."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.rehearsal.operators import Mutant
from tests.rehearsal.plans import SECRET


@dataclass(frozen=True)
class Base:
    """An application that can be deployed. ``target``: where it is, as servers name it; ``keeps``: it has a database, so a second deployment tells more; ``dashboard``: what its owner has set there (``""``: the address of the database).

    ``commit`` is that of a public repository (``name`` is then ``owner/name``); ``folder`` the part of it that is deployed, ``added`` what deploying it takes besides.
    """

    name: str
    target: str
    keeps: bool = False
    dashboard: Mapping[str, str] = field(default_factory=lambda: {"SECRET_KEY": SECRET})
    commit: str = ""
    folder: str = ""
    added: Mapping[str, str] = field(default_factory=dict)


OWN = (
    Base("app-engine-good", "main:app"),
    Base("cloud-foundry-good", "wsgi:app"),
    Base("digitalocean-good", "wsgi:app"),
    Base("docker-compose-good", "shop:create_app()", keeps=True),
    Base("heroku-single-file-good", "app:app"),
    Base("tutorial-6-clean", "run:app", keeps=True),
)

PUBLIC = (Base("digitalocean/sample-flask", "app:app", commit="7d0906df0e7189c96cfc7f5fabc4d47bbacf5617"),)
"""Deployed as they are."""


def there(folder: Path) -> tuple[Base, ...]:
    """The public bases that a folder holds."""
    return tuple(base for base in PUBLIC if (folder / base.name.replace("/", "+")).is_dir())


def lay(base: Base, folder: Path, root: Path) -> None:
    """Make a git repository of a base at ``root``. ``folder`` holds the public ones, each in ``owner+name``."""
    import golden

    if not base.commit:
        golden.build(base.name, root.parent)
        (root.parent / base.name).rename(root)
        return
    source = folder / base.name.replace("/", "+") / base.folder
    shutil.copytree(source, root, symlinks=True, ignore=shutil.ignore_patterns(".git"))
    git(root, "init", "-q")
    for path, text in base.added.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    git(root, "add", "-A", "-f")


def contents(root: Path) -> dict[str, str]:
    """The texts that git has of a repository, by path."""
    found = {}
    for path in git(root, "ls-files", "-z").split("\0"):
        try:
            found[path] = (root / path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
    return found


def change(root: Path, mutant: Mutant) -> None:
    """Make a mutant of the repository at ``root``."""
    for path, text in mutant.files.items():
        if text is None:
            (root / path).unlink()
            git(root, "rm", "-q", "--cached", "--", path)
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, newline="")
            git(root, "add", "-f", "--", path)
    for path in (*mutant.forgotten, *mutant.ignored):
        git(root, "rm", "-q", "--cached", "--", path)
    if mutant.ignored:
        with (root / ".gitignore").open("a") as file:
            file.writelines(f"/{path}\n" for path in mutant.ignored)
        git(root, "add", "-f", "--", ".gitignore")
    for path in mutant.plain:
        git(root, "update-index", "--chmod=-x", path)


def git(root: Path, *words: str) -> str:
    """What git answers, with settings of its own."""
    variables = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(["git", *words], cwd=root, check=True, env=variables, capture_output=True, text=True).stdout
