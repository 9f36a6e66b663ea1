"""How a deployment brings its database up to date: the commands and calls that apply migrations."""

from __future__ import annotations

from flaskcheck.known import libraries
from flaskcheck.known.meanings import MIGRATES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.shell.follow import Invocation
    from flaskcheck.units.deployment import Deployment

UPGRADE_CALLS = libraries.named(MIGRATES)
MIGRATING = frozenset(name.partition(".")[0] for name in UPGRADE_CALLS)
SCRIPTS = ("manage", "migrate", "db_upgrade", "upgrade")


def upgrade_commands(deployment: Deployment) -> Iterator[Invocation]:
    """Programs of the build, release or start that run ``flask db upgrade`` or ``alembic upgrade``."""
    for invocation in deployment.programs("build", "release", "start", "ci"):
        if is_upgrade(invocation):
            yield invocation


def is_upgrade(invocation: Invocation) -> bool:
    """Whether a program applies migrations."""
    words = [w for w in invocation.arguments if not w.startswith("-")]
    if invocation.program == "flask":
        return "upgrade" in words and ("db" in words or len(words) > 1)
    if invocation.program == "alembic":
        return "upgrade" in words
    return invocation.program == "python" and ("upgrade" in words or any("migrat" in w for w in words))


def upgrades_in_code(deployment: Deployment) -> bool:
    """Whether reached code applies migrations itself."""
    return any(site.call.name in UPGRADE_CALLS for site, _ in deployment.production.calls())


def uses_migrations(deployment: Deployment) -> bool:
    """Whether the application uses Flask-Migrate or Alembic."""
    for module in deployment.production.facts():
        if any(i.module.partition(".")[0] in MIGRATING for i in module.imports):
            return True
    return False
