"""The databases that a deployment opens: from the selected settings, engines, and the variables that platform files declare."""

from __future__ import annotations

import posixpath
import re
from functools import cached_property

from flaskcheck.effects.callers import Callers
from flaskcheck.effects.refusals import refuses
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.files.paths import is_in
from flaskcheck.ground.place import HOLE, Place
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.meanings import CONNECTS
from flaskcheck.known.settings import DATABASE_URLS
from flaskcheck.known.tables.drivers import DRIVERS
from flaskcheck.values.paths import begins_beside_code, place_beside_code
from flaskcheck.values.value import Outcome, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from flaskcheck.application.migrations import History
    from flaskcheck.application.schema.columns import Column
    from flaskcheck.application.schema.explicit_ids import Numbered
    from flaskcheck.application.schema.hashes import StoredHash
    from flaskcheck.application.schema.models import Table
    from flaskcheck.application.schema.steps import Steps
    from flaskcheck.application.settings import Configuration
    from flaskcheck.code.modules import Code
    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.statements import Statements
    from flaskcheck.effects.summaries import Effect
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Text
    from flaskcheck.facts.services import Service, Variable
    from flaskcheck.files.layout import View
    from flaskcheck.installed.installed import Installed
    from flaskcheck.known.meanings import Meaning

OPENING = dict(libraries.rows(CONNECTS, "url", "sqlite"))
_OF_PROVIDER = dict(libraries.rows(CONNECTS, "sqlite of provider"))
_OPENING_WORDS = frozenset(name.rpartition(".")[2] for name in (*OPENING, *_OF_PROVIDER))
PSYCOPG2 = ("psycopg2", "psycopg2-binary")
_ATTACHED = {"postgres": "postgresql", "postgresql": "postgresql", "mysql": "mysql", "mariadb": "mariadb"}
"""The scheme of a URL by what a host's file calls its database."""

_USUAL = ("postgresql://user:secret@db.example.com/shop", "mysql://user:secret@db.example.com/shop")
"""What hosts hand out."""
_CONTAINER = re.compile(r"[A-Za-z][\w-]*")
"""What another container is called: a name without a domain."""
_OLD = "postgres://user:secret@db.example.com/shop"


class DatabaseUse(Record):
    """One way in which the code opens a database. ``outcomes`` are the URLs (or file names, for ``kind`` ``sqlite``) it may use; ``place`` is where
    that is written; ``sure``: start-up or a request surely does it. ``spare`` are those that it would use if a declared variable were missing;
    ``file``: one outside the repository that may set another; ``only_read``: no statement on the connection may write; ``is_beside``: its folder is put together from the place of the code."""

    kind: str
    key: str
    outcomes: tuple[Outcome, ...]
    place: Place
    sure: bool
    spare: tuple[Outcome, ...] = ()
    file: str = ""
    only_read: bool = False
    is_beside: bool = False

    @property
    def fallback(self) -> Outcome | None:
        """The SQLite file that it opens where a variable is missing."""
        return next((o for o in (*self.outcomes, *self.spare) if o.unset and is_sqlite_url(o.text)), None)

    @property
    def variables(self) -> frozenset[str]:
        """The variables that have a part in it."""
        return frozenset(name for outcome in self.outcomes for name in outcome.variables)

    @property
    def is_sqlite_file(self) -> bool:
        """Whether every value that production can surely give is an SQLite file that is meant to last."""
        firm = [o.text for o in self.outcomes if not o.unset]
        if not firm or not all(firm):
            return False
        if self.kind != "sqlite":
            return all(map(is_sqlite_url, firm))
        return not any(is_in_memory(text) or "mode=ro" in text or "/tmp/" in text for text in firm)  # noqa: S108

    @property
    def is_put_by_others(self) -> bool:
        """Whether only those who run the application know the folder of its file: they give it."""
        texts = (o.text.partition("://")[2].lstrip("/") if self.kind == "url" else o.text for o in self.outcomes)
        return not self.is_beside and all(text.startswith(HOLE) and "/" in text for text in texts)

    @property
    def relative_file(self) -> str:
        """The one SQLite file that it surely opens, where that is written as a whole and relative; ``""`` for all others."""
        text = self.outcomes[0].text if len(self.outcomes) == 1 and self.is_sqlite_file else ""
        name = posixpath.normpath(text.partition(":///")[2].partition("?")[0]) if self.kind == "url" else ""
        is_whole = bool(text) and not self.variables and not self.spare and HOLE not in name
        return name if is_whole and not name.startswith(("/", ".", "file:")) else ""

    @property
    def file_name(self) -> str:
        """Its file, as a program in the project's folder names it; ``""`` when nothing of its name is known."""
        text = self.outcomes[0].text
        name = text.partition("://")[2].partition("?")[0].lstrip("/") if self.kind == "url" else text
        return posixpath.normpath(name) if name.strip(f"{HOLE}/.") else ""


class Scheme(Record):
    """What a database's URL begins with, where that is written, and whether it is sure."""

    name: str
    place: Place
    sure: bool


class Databases:
    """The databases of one deployment.

    ``start`` are the settings that it selects and the code that it reaches; ``shown`` the variables of files that show others which ones to set; ``handed`` the schemes with which
    the host hands out URLs.
    """

    def __init__(
        self,
        service: Service,
        view: View,
        start: Callable[[], tuple[Configuration, Production]],
        installed: Callable[[], Installed],
        shown: Callable[[], tuple[Variable, ...]],
        handed: tuple[str, ...] = (),
    ) -> None:
        self._service = service
        self._view = view
        self._start = start
        self._installed = installed
        self._shown = shown
        self._handed = handed

    @cached_property
    def uses(self) -> tuple[DatabaseUse, ...]:
        """Each way in which its code opens one."""
        return tuple(database_uses(*self._start()))

    @property
    def is_new(self) -> bool:
        """Whether the host's file makes the database, which is empty at first."""
        return any(variable.value in _ATTACHED for variable in self._service.databases)

    @cached_property
    def dialects(self) -> dict[str, bool]:
        """The kinds of databases that its URLs name (``postgresql``), each with whether that is sure."""
        found: dict[str, bool] = {}
        for scheme in self.schemes():
            name = _ATTACHED.get(scheme.name.partition("+")[0], scheme.name.partition("+")[0])
            found[name] = found.get(name, False) or scheme.sure
        return found

    @property
    def has_server(self) -> bool:
        """Whether a URL names one that is reached by a connection, as far as URLs are known."""
        return any(name not in ("sqlite", "mongodb", "redis") for name in self.dialects)

    def is_out_of_reach(self, given: frozenset[str]) -> bool:
        """Whether who has no variables but the ``given`` ones surely reaches none of the databases: the address is in a variable, or is another container's."""
        found = [o for use in self.uses if use.kind == "url" and use.sure for o in use.outcomes]
        return self.has_server and bool(found) and all(_is_out_of_reach(outcome, given) for outcome in found)

    def upgraded(self, histories: Iterable[History], dialect: str) -> Iterator[tuple[Steps, bool]]:
        """What each history of migrations does to a database of one kind, with whether it is sure that there is such a one; nothing where no URL names one."""
        for history in histories:
            if dialect in self.dialects:
                yield history.steps, self.dialects[dialect]

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables that reached models describe, as far as their names are known."""
        from flaskcheck.application.schema.models import tables_of

        return self._start()[1].told(tables_of)

    @property
    def hash_columns(self) -> Iterator[tuple[Column, StoredHash]]:
        """The columns in which reached code stores what Werkzeug makes of a password."""
        from flaskcheck.application.schema.hashes import hash_columns

        return hash_columns(self._start()[1], self.tables)

    @property
    def sqlite_statements(self) -> Iterator[tuple[Place, str, str]]:
        """What reached code sends to a database of any kind and only SQLite understands: where, what is written, what PostgreSQL says."""
        from flaskcheck.application.schema.of_sqlite import sqlite_statements

        return sqlite_statements(self._start()[1])

    def explicit_ids(self, effects: Iterable[Effect]) -> tuple[Numbered, ...]:
        """The rows of models that a start, or what programs do (``effects``), numbers itself, where requests add others to the same table."""
        from flaskcheck.application.schema.explicit_ids import explicit_ids

        is_counted = "postgresql" in self.dialects
        return explicit_ids(self._start()[1], self.tables, effects) if is_counted else ()

    def lasts(self, use: DatabaseUse, is_spare: bool = False) -> bool:
        """Whether the file that is opened (``is_spare``: where a variable is missing) lies on a mounted disk, or the deployment has one and the path is not known."""
        mounts = [mount.path.rstrip("/") for mount in self._service.mounts]
        opened = (use.fallback if is_spare else None) or use.outcomes[0]
        text, home, ask = opened.text, self._view.cwd.rstrip("/"), self._start()[1].evaluator
        if mounts and (place := place_beside_code(ask, opened, self._view.locate, home)):
            return any(is_in(place, mount) for mount in mounts)
        path = text.partition(":///")[2] if "://" in text else text
        text = text if path.startswith("/") else f"{text} {posixpath.normpath(f'{home}/{path}')}"
        around = any(m == home or m.startswith(f"{home}/instance") or home.startswith(f"{m}/") for m in mounts)
        return around or any(f"{mount}/" in text for mount in mounts) or bool(mounts and HOLE in text)

    def is_refused(self, use: DatabaseUse) -> bool:
        """Whether production does not go on with the file that would be opened where a variable is missing."""
        fallback = use.fallback
        return fallback is not None and refuses(self._start()[1], use.key, fallback.unset)

    def schemes(self) -> Iterator[Scheme]:
        """The schemes of the URLs that SQLAlchemy is given."""
        for use in self.uses:
            if use.kind != "url" or not use.sure:
                continue
            for outcome in use.outcomes:
                scheme = scheme_of(outcome.text)
                if scheme not in ("", "sqlite") and not outcome.unset:
                    yield Scheme(scheme, use.place, True)
            yield from self._of_host({name for o in use.outcomes if not o.is_known for name in o.variables})
        yield from self._rewritten()

    def _rewritten(self) -> Iterator[Scheme]:
        """The schemes with a driver that code makes of a URL which only the host knows, whichever of the usual ones that has, and what it makes of PostgreSQL's old one: who mends that means PostgreSQL."""
        uses = {use.key: use for use in self.uses if use.kind == "url"}
        attached = {variable.name for variable in self._service.databases}
        may_be_old = self._handed[:1] in ((), ("postgres",))
        for name in sorted({name for u in self.uses for o in u.outcomes if not o.text for name in o.variables}):
            made = [pair for usual in _USUAL for pair in self._made_of(name, usual, uses) if "+" in pair[0]]
            for scheme, use in self._made_of(name, _OLD, uses):
                if scheme == "postgresql" or (may_be_old and "+" in scheme):
                    made.append((scheme, use))
            is_sure = name in attached and self._handed == ("postgres",)
            yield from (Scheme(scheme, use.place, is_sure and "+" in scheme) for scheme, use in made)

    def _made_of(self, name: str, url: str, uses: dict[str, DatabaseUse]) -> Iterator[tuple[str, DatabaseUse]]:
        """The scheme that each use has where a variable holds a URL."""
        configuration, production = self._start()
        ask = production.evaluator.within(production.evaluator.world.given({name: url}))
        for key, use in uses.items():
            found = (o for _, values in configuration.written.in_world(ask, key) for o in values)
            schemes = {scheme_of(o.text) for o in found if name in o.variables}
            if len(schemes) == 1:
                yield schemes.pop(), use

    def _of_host(self, names: set[str]) -> Iterator[Scheme]:
        """The scheme of a URL that only the host knows: of the database that its file attaches, or as the installed driver tells."""
        if self._names_a_driver:
            return
        for variable in self._service.databases:
            scheme = _ATTACHED.get(variable.value or "", "")
            if variable.name in names and scheme:
                yield Scheme(scheme, variable.place, True)
                return
        if self._installed().any_of(*PSYCOPG2) and names:
            yield Scheme("postgresql", self._service.place, False)
        for variable in self._shown():
            shown = scheme_of(variable.value or "")
            if variable.name in names and shown not in ("", "sqlite"):
                yield Scheme(shown, variable.place, False)

    def unreadable(self) -> Iterator[tuple[DatabaseUse, Outcome, str]]:
        """The texts that SQLAlchemy is surely given and cannot read as a URL, each with why."""
        from flaskcheck.known.database_urls import fault

        for use in self.uses:
            is_sqlalchemys = use.key == "SQLALCHEMY_DATABASE_URI" or use.key.startswith("sqlalchemy.")
            if not (is_sqlalchemys and use.sure) or use.file:
                continue
            only = use.outcomes[0] if len(use.outcomes) == 1 else None
            if only and only.is_literal and not (only.guessed or only.unset):
                why = fault(only.text)
                if why:
                    yield use, only, why

    def without_driver(self) -> DatabaseUse | None:
        """The use of a URL that only the host knows where nothing is installed that opens any but SQLite's."""
        installed = self._installed()
        every = {name for names in DRIVERS.values() for name in names}
        if not installed.is_well_known or installed.any_of(*every) or next(self.schemes(), None) is not None:
            return None
        shown = {variable.name for variable in self._shown() if scheme_of(variable.value or "") == "sqlite"}
        for use in self.uses:
            is_open = all(o.variables and not (o.text if o.unset else o.is_known) for o in use.outcomes)
            if use.kind == "url" and use.sure and is_open and not (use.spare or use.variables & shown):
                return use
        return None

    @cached_property
    def _names_a_driver(self) -> bool:
        """Whether reached code writes a driver into the URL (``postgresql+psycopg2://``)."""
        return bool(self._start()[1].told(_naming_drivers))


def _naming_drivers(production: Production) -> Iterator[Text]:
    """The texts in reached modules that write a driver into a URL."""
    texts = (text for module in production.facts() for text in module.texts)
    return (text for text in texts if "postgresql+" in text.text or "mysql+" in text.text)


def database_uses(configuration: Configuration, production: Production) -> Iterator[DatabaseUse]:
    """Every database URL that production code selects, and every SQLite file that it opens."""
    for key in DATABASE_URLS:
        for setting in configuration.get(key):
            if key == "DATABASE" and not any("://" in o.text for o in setting.outcomes):
                continue  # flaskr's file name, opened with sqlite3.connect
            spare, file = configuration.written.spare(setting), configuration.replacing_file(setting)
            sure = setting.sure and not configuration.is_open(setting)
            is_beside = begins_beside_code(production.evaluator, setting.outcomes)
            yield DatabaseUse("url", key, setting.outcomes, setting.place, sure, spare, file, is_beside=is_beside)
    callers, statements = Callers(production), None
    temporary = {(site.path, site.scope) for site in production.calls_of(_TEMPORARY)}
    for site in production.calls_of(_OPENING_WORDS):
        meaning = OPENING.get(site.call.name) or _of_provider(production, site)
        value = site.call.argument(*meaning.argument("what")) if meaning else None
        if meaning and value is not None:
            for where in callers.worlds(site, (value,)):
                outcomes = production.evaluator.outcomes(value, where)
                kind = meaning.of.partition(" ")[0]
                statements = statements or (_statements(production) if meaning.of == "sqlite" else None)
                is_read = meaning.of == "sqlite" and statements is not None and statements.only_read(site)
                sure = not (_is_conditional(production.code, site) or (site.path, site.scope) in temporary)
                is_beside = begins_beside_code(production.evaluator, outcomes)
                yield DatabaseUse(kind, site.call.name, outcomes, site.place, sure, (), "", is_read, is_beside)


def _of_provider(production: Production, site: CallSite) -> Meaning | None:
    """What a call means that opens an SQLite file because it names SQLite as its provider (Pony)."""
    from flaskcheck.effects.uses.use import named

    where = Where.of(site)
    name = named(production.evaluator, site.call, where, _OF_PROVIDER)
    meaning = _OF_PROVIDER.get(name)
    provider = site.call.argument(*meaning.argument("provider")) if meaning else None
    found = production.evaluator.outcomes(provider, where) if provider is not None else ()
    return meaning if [outcome.text for outcome in found] == ["sqlite"] else None


_TEMPORARY = frozenset("gettempdir mkstemp mkdtemp NamedTemporaryFile TemporaryDirectory".split())
"""Python's ``tempfile``: nobody expects what lies there to last."""


def _statements(production: Production) -> Statements:
    from flaskcheck.effects.statements import Statements

    return Statements(production)


def _is_conditional(code: Code, site: CallSite) -> bool:
    """Whether a call may never be made; one that a request makes because it has not made it yet is made."""
    asking = [guard for guard in site.guards if guard.is_question]
    if any(guard.kind == "except" for guard in site.guards):
        return True
    bound = [s for s in code.scope(site.path, site.scope) if isinstance(s, Assignment)] if asking else []
    own = {a.target.dotted for a in bound if _names_own(a.value, frozenset())}
    return any(guard.test is None or not _names_own(guard.test, own) for guard in asking)


def _names_own(value: Expression, names: Collection[str]) -> bool:
    """Whether an expression is of what a request keeps for itself: ``g``, or one of some names."""
    return any(part.dotted in names or f"{part.dotted}.".startswith("flask.g.") for part in value.walk() if part.dotted)


def _is_out_of_reach(outcome: Outcome, given: frozenset[str]) -> bool:
    if outcome.variables and not outcome.unset:
        return outcome.variables.isdisjoint(given)
    host = outcome.text.partition("://")[2].rpartition("@")[2].partition("/")[0].partition(":")[0]
    return is_sqlite_url(outcome.text) or bool(_CONTAINER.fullmatch(host))


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
