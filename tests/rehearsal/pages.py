"""The Bad examples of the rules' pages, deployed: what their line ``Outcome:`` says must happen."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flaskcheck.findings import names, registry
from flaskcheck.findings.page import Example, parse
from flaskcheck.known.distributions import distributions_for, distributions_with_program
from flaskcheck.project import Project
from flaskcheck.rule import Rule
from tests.rehearsal.outcomes import expected
from tests.rehearsal.plans import SECRET, NotPlayableError
from tests.rehearsal.player import Outcome, Player

DASHBOARD = {"SECRET_KEY": SECRET, "DATABASE_URL": ""}
"""What the owner of a page's example has set where its file does not say it."""

REQUIREMENTS = ("requirements.txt", "Pipfile", "pyproject.toml", "poetry.lock", "uv.lock", "setup.py")

STUB = b"from alembic import context\n"
MIGRATING = b"""\
from alembic import context
from flask import current_app

with current_app.extensions["migrate"].db.engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
"""
"""What stands in migrations/env.py where an example only hints at it."""


@dataclass(frozen=True)
class Page:
    """A Bad example with an outcome."""

    rule: Rule
    example: Example

    @property
    def title(self) -> str:
        """``unresolved-app: the attribute is another``."""
        return f"{self.rule.name}: {self.example.title}".removesuffix(": ")


def pages() -> list[Page]:
    """Those of all built-in rules."""
    rules = registry.load(names.builtin_names())
    return [Page(rule, example) for rule in rules for example in parse(rule.page).examples if example.outcome]


def rehearse(player: Player, page: Page) -> tuple[Outcome, str]:
    """How the deployment of a page went, and why that is not what the page says (``""``: it is).

    Raises: NotPlayableError, ValueError for an outcome of no known form.
    """
    wanted = expected(page.example.outcome)
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        repository = lay(page.example, Path(folder) / "repository")
        if wanted.cloned:
            return Outcome("", ""), _missing(repository, Path(folder) / "clone", wanted.cloned)
        if wanted.verified:
            return Outcome("", ""), _unsaid(repository, wanted.verified)
        paths = list(dict.fromkeys(("/", wanted.path) if wanted.lost else (wanted.path,)))
        is_worker = wanted.failed == "worker"
        proxy = next((p for p, _ in page.example.files if p.endswith("nginx.conf")), "") if wanted.proxied else ""
        outcome = player.play(repository, paths, DASHBOARD, wanted.is_of_two, told=True, workers=is_worker, proxy=proxy)
    return outcome, wanted.differs(outcome)


def _missing(repository: Path, clone: Path, content: bytes) -> str:
    """Why a clone does not show something, ``""`` where it does."""
    _git(repository, "-c", "user.name=Ann", "-c", "user.email=ann@example.com", "commit", "-q", "-m", "All")
    _git(repository, "clone", "-q", str(repository), str(clone))
    files = (path for path in clone.rglob("*") if path.is_file() and ".git" not in path.relative_to(clone).parts)
    return "" if any(content in path.read_bytes() for path in files) else "a clone does not show it"


def _unsaid(repository: Path, text: str) -> str:
    """Why systemd does not say something of the units of a repository, ``""`` where it does.

    Raises: NotPlayableError.
    """
    program = shutil.which("systemd-analyze")
    if program is None:
        raise NotPlayableError("systemd-analyze is not on this machine")
    units = [str(path) for path in repository.rglob("*.service")]
    told = subprocess.run([program, "verify", *units], capture_output=True, text=True, timeout=60, check=False)
    return "" if text in told.stderr else f"systemd says {told.stderr!r}"


def lay(example: Example, root: Path) -> Path:
    """Make a git repository of an example, and of what every deployed application has, where the example leaves it out."""
    files = {**dict(_scenery(example)), **dict(example.files)}
    files = {path: MIGRATING if content == STUB else content for path, content in files.items()}
    root.mkdir()
    _git(root, "init", "-q")
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    _git(root, "add", "-f", "--", *(path for path in files if path not in (*example.untracked, *example.ignored)))
    for path, mode in example.modes:
        _git(root, "update-index", f"--chmod={'+' if mode == '100755' else '-'}x", path)
    return root


def _scenery(example: Example) -> Iterator[tuple[str, bytes]]:
    """A list of requirements, and a Procfile where no file tells a host."""
    project = Project(example.tree())
    paths = [path for path, _ in example.files]
    if not any(path.rpartition("/")[2] in REQUIREMENTS for path in paths) and "requirement" not in "".join(paths):
        yield "requirements.txt", "\n".join(["flask", "gunicorn", *_imported(example), *_run(project)]).encode()
    told = [d for d in project.deployments if not d.is_implied]
    if not told and project.applications:
        one = project.applications[0]
        module = one.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        yield "Procfile", f'web: gunicorn "{module}:{f"{one.factory}()" if one.factory else one.variable}"\n'.encode()


def _imported(example: Example) -> list[str]:
    """The distributions that the example's own imports need."""
    own = {part.removesuffix(".py") for path, _ in example.files for part in path.split("/")}
    found = {module for path, content in example.files if path.endswith(".py") for module in _modules(content)}
    wanted = sorted(
        module for module in found if module.partition(".")[0] not in {*own, *sys.stdlib_module_names, "flask"}
    )
    return [
        one for module in wanted for name in distributions_for(module)[:1] for one in _BUILT.get(name, name).split()
    ]


def _run(project: Project) -> list[str]:
    """The distributions of the programs that the example runs."""
    return [
        name for _, ran in project.programs("start", "release") for name in distributions_with_program(ran.program)[:1]
    ]


_BUILT = {"psycopg2": "psycopg2-binary", "flask-sqlalchemy": "flask-sqlalchemy psycopg[binary]"}
"""The same without a compiler, and what a database needs besides."""


def _modules(content: bytes) -> Iterator[str]:
    try:
        tree = ast.parse(content)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def _git(root: Path, *words: str) -> None:
    variables = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *words], cwd=root, check=True, env=variables, capture_output=True)
