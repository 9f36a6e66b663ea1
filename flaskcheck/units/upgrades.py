"""Which programs of a deployment apply migrations, how often, and in which folder they look for them."""

from __future__ import annotations

import posixpath
import re

from flaskcheck.application.upgrades import upgrade_commands
from flaskcheck.files.paths import is_in
from flaskcheck.known import libraries
from flaskcheck.known.meanings import MAKES
from flaskcheck.shell.tests import absent_file
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite
    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.deployment import Deployment

DEFAULT_FOLDER = "migrations"
_LOCATION = re.compile(r"^\s*script_location\s*=\s*(?:%\(here\)s/)?(\S+)\s*$", re.MULTILINE)
_MAKERS = dict(libraries.rows(MAKES, "migrations"))
_MAKING = libraries.last_words(MAKES, "migrations")


def upgrades(deployment: Deployment) -> Iterator[Invocation]:
    """The programs that apply migrations with every deploy."""
    return (i for i in upgrade_commands(deployment.commands.programs()) if not _waits_for(i, deployment))


def first_upgrade_only(deployment: Deployment) -> tuple[Invocation, str] | None:
    """The program that applies migrations only until a file is there that outlives a deploy, with that file; ``None`` where another applies them always."""
    found = None
    for program in upgrade_commands(deployment.commands.programs()):
        file = _waits_for(program, deployment)
        if not file:
            return None
        found = found or (program, file)
    return found


def _waits_for(program: Invocation, deployment: Deployment) -> str:
    """The lasting file without which a program runs, and with which it does not."""
    for guard in program.guard_text.split("; ") if program.guard_text else ():
        written = absent_file(guard)
        if written and "$" not in written:
            path = posixpath.normpath(posixpath.join(program.cwd or "", written))
            is_kept = any(is_in(path, mount.path.rstrip("/")) for mount in deployment.service.mounts)
            if is_kept or deployment.host.is_lasting:
                return written
    return ""


def migrations_folder(deployment: Deployment, program: Invocation | None) -> str | None:
    """The folder in which migrations are looked for, as the program (or ``flask db upgrade`` in the deployed folder) names it; ``None`` when that cannot be told."""
    if program is not None and program.program == "alembic":
        return _alembic_folder(deployment, program)
    words = program.arguments if program else ()
    for number, word in enumerate(words):
        if word in ("-d", "--directory"):
            return words[number + 1] if number + 1 < len(words) else None
        if word.startswith("--directory="):
            return word.partition("=")[2]
    return _told_in_code(deployment)


def _alembic_folder(deployment: Deployment, program: Invocation) -> str | None:
    """``script_location`` of the file that Alembic reads."""
    if program.cwd is None or {"-c", "--config"} & set(program.arguments):
        return None
    path = deployment.view.find(deployment.view.join(program.cwd, "alembic.ini"))
    found = _LOCATION.search(deployment.tree.source(path).text) if path else None
    return found[1] if found and not re.search(r"[:%$]", found[1]) else None


def _told_in_code(deployment: Deployment) -> str | None:
    """``Migrate(directory=…)``, or Flask-Migrate's default."""
    production = deployment.start.production
    for site, _ in production.calls():
        if site.call.name.rpartition(".")[2] in _MAKING:
            value = _folder_given(production, site)
            if value is not None:
                found = production.evaluator.outcomes(value, Where(site.path, site.scope, before=site))
                return found[0].text if len(found) == 1 and found[0].is_literal else None
    return DEFAULT_FOLDER


def migrations_made(production: Production) -> CallSite | None:
    """Where the code sets Flask-Migrate up, in the way that has a default folder."""
    return next((site for site, _ in production.calls() if site.call.name in _MAKERS), None)


def _folder_given(production: Production, site: CallSite) -> Expression | None:
    """What a call says to Flask-Migrate of its folder, if it is one of its own."""
    name = site.call.name
    if name not in _MAKERS:
        made = production.evaluator.outcomes(site.call.function, Where(site.path, site.scope, before=site))
        name = next((o.value.name for o in made if isinstance(o.value, Reference) and o.value.kind == "external"), "")
    meaning = _MAKERS.get(name)
    return site.call.argument(*meaning.argument("folder")) if meaning else None
