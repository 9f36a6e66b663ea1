"""The URLs of PostgreSQL that a deployment hands to SQLAlchemy: with which scheme they come from the host, and with which they arrive."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.application.databases import OPENING, scheme_of
from flaskcheck.application.settings import Setting
from flaskcheck.known.database_urls import meant_scheme
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.application.settings import Configuration
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.services import Service, Variable
    from flaskcheck.hosts.host import Host
    from flaskcheck.installed.installed import Installed
    from flaskcheck.values.value import Ask, Outcome

KEY = "SQLALCHEMY_DATABASE_URI"
_MAKING = frozenset(name for name in OPENING if name.startswith(("sqlalchemy.", "sqlmodel.")))
_MAKING_WORDS = {name.rpartition(".")[2] for name in _MAKING}
_URL = OPENING["sqlalchemy.create_engine"]
OLD_SCHEME = "postgres://"
_OLD, _NEW = f"{OLD_SCHEME}user:secret@db.example.com:5432/shop", "postgresql://user:secret@db.example.com:5432/shop"
_DRIVERS = ("psycopg2", "psycopg2-binary", "psycopg", "psycopg-binary", "pg8000", "asyncpg")


class PostgresUrls:
    """The URLs of one deployment.

    ``start`` are the settings that it selects and the code that it reaches, ``declared`` its variables; ``is_built_by_script``: a script of the repository builds it where no file says so.
    """

    def __init__(
        self,
        service: Service,
        host: Host,
        start: Callable[[], tuple[Configuration, Production]],
        installed: Callable[[], Installed],
        declared: Callable[[], dict[str, Variable]],
        is_built_by_script: Callable[[], bool],
    ) -> None:
        self._service = service
        self._host = host
        self._start = start
        self._installed = installed
        self._declared = declared
        self._is_built_by_script = is_built_by_script

    @property
    def _settings(self) -> tuple[Setting, ...]:
        configuration, production = self._start()
        return (*configuration.get(KEY), *(setting for setting, _ in self._engines(production.evaluator)))

    def _engines(self, ask: Ask) -> Iterator[tuple[Setting, tuple[Outcome, ...]]]:
        """The engines that code makes itself, whatever happens, as settings that nothing else reads; each with what its URL is to whom one asks."""
        production = self._start()[1]
        for site in production.calls_of(_MAKING_WORDS):
            value = site.call.argument(*_URL.argument("what")) if site.call.name in _MAKING else None
            if value is not None and not any(guard.is_question for guard in site.guards):
                found = production.evaluator.outcomes(value, Where.of(site))
                made = Setting(site.call.name, found, site.place, site.path, True, "call", value=value)
                yield made, ask.outcomes(value, Where.of(site))

    @cached_property
    def _variables(self) -> list[str]:
        return sorted({name for setting in self._settings for o in setting.outcomes for name in o.variables})

    def spoilt(self) -> Iterator[Setting]:
        """The settings that make a scheme of a right URL that flaskcheck does not know."""
        for name in self._variables:
            yield from (setting for setting, found in self._where(name, _NEW) if _is_spoilt(found))

    def turned(self) -> Iterator[Setting]:
        """The settings that make the old scheme of a right URL: nothing that a host hands over is left as SQLAlchemy takes it."""
        for name in self._variables:
            yield from (setting for setting, found in self._where(name, _NEW) if _is_old(found) and _is_alone(found))

    def old(self) -> Iterator[tuple[Setting, str]]:
        """The settings that surely still have the old scheme where the host makes the URL of a variable with it, each with that variable."""
        handed_over = self._handed_over
        for name in self._variables:
            if name in handed_over:
                yield from ((setting, name) for setting, found in self._where(name, _OLD) if _is_old(found))

    def misspelt(self) -> Iterator[tuple[Setting, str, str]]:
        """The settings that make a scheme with a slip in it of the URL that the host surely hands over, each with that and the one that is meant."""
        for name in self._variables:
            for setting, found in self._where(name, _OLD) if name in self._handed_over else ():
                schemes = {scheme_of(o.text) for o in found}
                scheme = schemes.pop() if len(schemes) == 1 else ""
                if near := meant_scheme(scheme):
                    yield setting, scheme, near

    def written(self) -> Iterator[tuple[Setting, Outcome]]:
        """The settings for which a URL with the old scheme is written, each with that."""
        for setting in self._settings:
            old = next((o for o in setting.outcomes if o.text.startswith(OLD_SCHEME)), None)
            if old is not None:
                yield setting, old

    def is_made_by_host(self, variable: str) -> bool:
        """Whether the host surely makes the URL of a variable, and with the old scheme."""
        is_attached = any(v.name == variable for v in self._service.databases)
        return is_attached and self._host.database_schemes == ("postgres",)

    def _where(self, variable: str, text: str) -> list[tuple[Setting, list[Outcome]]]:
        """What is written to the setting where a variable has a text: of each write the values that come from the variable."""
        configuration, production = self._start()
        evaluator = production.evaluator
        ask = evaluator.within(evaluator.world.given({variable: text}))
        found = (*configuration.written.in_world(ask, KEY), *self._engines(ask))
        return [(setting, [o for o in values if variable in o.variables]) for setting, values in found]

    @cached_property
    def _handed_over(self) -> set[str]:
        """Variables whose URL the host makes with the old scheme."""
        if self._host.database_schemes[:1] != ("postgres",):
            return {n for n, v in self._declared().items() if v.value and v.value.startswith(OLD_SCHEME)}
        found = {v.name for v in self._service.databases if v.value in (None, "postgres", "postgresql")}
        if self._installed().any_of(*_DRIVERS) and self._may_attach:
            found.add("DATABASE_URL")
        return found

    @property
    def _may_attach(self) -> bool:
        """Whether the host's own database may be attached where no file shows it: by its command line or its dashboard, which then sets DATABASE_URL."""
        declared = self._declared().get("DATABASE_URL")
        if declared is not None and declared.source != "database":
            return False  # the person who deploys gives one
        if self._host.stands_for_many:
            return not self._is_built_by_script()
        return self._host.database_schemes == ("postgres",)


def _is_spoilt(found: list[Outcome]) -> bool:
    schemes = {scheme_of(o.text).partition("+")[0] for o in found}
    return bool(schemes) and all(s.startswith("postgres") and s not in ("postgres", "postgresql") for s in schemes)


def _is_old(found: list[Outcome]) -> bool:
    return bool(found) and all(o.text.startswith(OLD_SCHEME) for o in found)


def _is_alone(found: list[Outcome]) -> bool:
    """Whether it is the variable's own URL, and no text into which its value is put."""
    return all(outcome.text.count("://") == 1 for outcome in found)
