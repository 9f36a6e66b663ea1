"""The databases that a deployment opens: from the selected settings, engines, and the variables that platform files declare."""

from __future__ import annotations

from flaskcheck.effects.callers import Callers
from flaskcheck.effects.statements import only_reads
from flaskcheck.facts.python import CallSite
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.meanings import CONNECTS
from flaskcheck.known.settings import DATABASE_URLS
from flaskcheck.values.value import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.application.settings import Configuration
    from flaskcheck.effects.reach import Production

OPENING = dict(libraries.rows(CONNECTS, "url", "sqlite"))


class DatabaseUse(Record):
    """One way in which the code opens a database. ``outcomes`` are the URLs (or file names, for ``kind`` ``sqlite``) it may use; ``place`` is where
    that is written; ``sure``: start-up or a request surely does it. ``spare`` are those that it would use if a declared variable were missing;
    ``file``: one outside the repository that may set another; ``only_read``: no statement on the connection may write."""

    kind: str
    key: str
    outcomes: tuple[Outcome, ...]
    place: Place
    sure: bool
    spare: tuple[Outcome, ...] = ()
    file: str = ""
    only_read: bool = False


def database_uses(configuration: Configuration, production: Production) -> Iterator[DatabaseUse]:
    """Every database URL that production code selects, and every SQLite file that it opens."""
    for key in DATABASE_URLS:
        for setting in configuration.get(key):
            if key == "DATABASE" and not any("://" in o.text for o in setting.outcomes):
                continue  # flaskr's file name, opened with sqlite3.connect
            spare, file = configuration.written.spare(setting), configuration.replacing_file(setting)
            sure = setting.sure and not configuration.is_open(setting)
            yield DatabaseUse("url", key, setting.outcomes, setting.place, sure, spare, file)
    callers = Callers(production)
    for site, _ in production.calls():
        meaning = OPENING.get(site.call.name)
        value = site.call.argument(*meaning.argument("what")) if meaning else None
        if meaning and value is not None:
            for where in callers.worlds(site, (value,)):
                outcomes = production.evaluator.outcomes(value, where)
                is_read = meaning.of == "sqlite" and only_reads(production, site)
                sure = not _is_conditional(site)
                yield DatabaseUse(meaning.of, site.call.name, outcomes, site.place, sure, only_read=is_read)


def _is_conditional(site: CallSite) -> bool:
    return any(guard.kind in ("if", "except") for guard in site.guards)


def scheme_of(text: str) -> str:
    """``postgresql+psycopg2`` of ``postgresql+psycopg2://…``; ``""`` without one."""
    head, found, _ = text.partition("://")
    return head.lower() if found and head.replace("+", "").replace("-", "").isalnum() else ""


def is_sqlite_url(text: str) -> bool:
    """Whether a URL names an SQLite file (not one in memory)."""
    return scheme_of(text).partition("+")[0] == "sqlite" and not is_in_memory(text)


def is_in_memory(text: str) -> bool:
    """Whether an SQLite URL or file name means a database in memory."""
    rest = text.partition("://")[2] if "://" in text else text
    return rest in ("", "/", "/:memory:", ":memory:") or "mode=memory" in rest
