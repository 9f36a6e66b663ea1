"""How a deployment brings its database up to date: the commands and calls that apply migrations."""

from __future__ import annotations

import re

from flaskcheck.facts.expressions import Literal
from flaskcheck.known import libraries
from flaskcheck.known.meanings import CREATES_TABLES, MIGRATES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Call
    from flaskcheck.shell.program import Invocation

UPGRADE_CALLS = libraries.named(MIGRATES)
_UPGRADE_WORDS = libraries.last_words(MIGRATES)
MIGRATING = frozenset(name.partition(".")[0] for name in UPGRADE_CALLS)
KEEPING = frozenset(name.partition(".")[0] for name in libraries.named(CREATES_TABLES, "all"))


def upgrade_commands(programs: Iterable[Invocation]) -> Iterator[Invocation]:
    """Those of a deployment's programs that apply migrations in its build, release or start (``flask db upgrade``, ``alembic upgrade``)."""
    for invocation in programs:
        if invocation.phase in ("build", "release", "start", "ci") and is_upgrade(invocation):
            yield invocation


def is_upgrade(invocation: Invocation) -> bool:
    """Whether a program applies migrations."""
    words = [w for w in invocation.arguments if not w.startswith("-")]
    if invocation.program == "flask":
        return "upgrade" in words and ("db" in words or len(words) > 1)
    if invocation.program == "alembic":
        return "upgrade" in words
    return invocation.program == "python" and ("upgrade" in words or any("migrat" in w for w in words))


def upgrades_in_container(invocation: Invocation) -> bool:
    """Whether a program starts another in a container that applies migrations: ``docker run --rm shop flask db upgrade``."""
    words = invocation.arguments
    begun = next((at for at, word in enumerate(words) if word in _ENTERING), None)
    if invocation.program not in _CONTAINERS or begun is None:
        return False
    inside = [word.rpartition("/")[2] for word in words[begun + 1 :]]
    told = next((at for at, word in enumerate(inside) if word in ("flask", "alembic") or word.endswith(".py")), None)
    return (told is not None and "upgrade" in inside[told:]) or any(_UPGRADES.search(word) for word in inside)


_CONTAINERS = frozenset("docker docker-compose podman podman-compose kubectl oc nerdctl".split())
_ENTERING = frozenset(("run", "exec"))
_UPGRADES = re.compile(r"\b(?:flask (?:[\w.:=-]+ ){0,6}db|alembic|\.py db) upgrade\b")


def upgrades_in_code(production: Production) -> bool:
    """Whether reached code applies migrations itself."""
    return any(site.call.name in UPGRADE_CALLS for site in production.calls_of(_UPGRADE_WORDS))


def upgrades_itself(code: Code, path: str) -> bool:
    """Whether a script applies migrations by calls of its own: it is written to update a database, not to run commands for tests."""
    module = code.module(path)
    return module is not None and any(site.call.name in UPGRADE_CALLS for site in module.calls)


def migrating_script(code: Code, paths: Iterable[str]) -> str:
    """The script with a command of Flask-Script that Flask-Migrate gives (``manager.add_command("db", MigrateCommand)``), or ``""``: Flask-Migrate before 3.0 has it."""
    from flaskcheck.readers.screens import holds_word

    for path in paths:
        module = code.module(path) if holds_word(code.tree.source(path), "MigrateCommand") else None
        for site in module.calls if module is not None else ():
            given = [argument.dotted.rpartition(".")[2] for argument in site.call.arguments]
            if site.call.name.endswith("add_command") and "MigrateCommand" in given and _is_called_db(site.call):
                return path
    return ""


def _is_called_db(call: Call) -> bool:
    name = call.argument(0, "name")
    return isinstance(name, Literal) and name.value == "db"


def uses_migrations(production: Production) -> bool:
    """Whether the application uses Flask-Migrate or Alembic."""
    return _imports_any(production, MIGRATING)


def has_tables(production: Production) -> bool:
    """Whether the application has tables that migrations may be about, whichever tool drives these: a module of its own is enough."""
    return _imports_any(production, MIGRATING | KEEPING)


def _imports_any(production: Production, packages: frozenset[str]) -> bool:
    return any(i.module.partition(".")[0] in packages for module in production.facts() for i in module.imports)
