"""What is installed: the answer, and why it cannot be determined where it cannot."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.facts.requirements import Include, Requirement
from flaskcheck.ground.record import Record
from flaskcheck.ground.words import DEVELOPMENT, TOOLS, is_development, is_one_slip
from flaskcheck.known import versions
from flaskcheck.known.distributions import (
    INWARD_EXTRAS,
    OFTEN_BROUGHT,
    SHORTEST_SLIP,
    brings,
    distributions_for,
    distributions_with_program,
    has_known_modules,
    is_known_name,
    is_understood,
    surely_brings,
)
from flaskcheck.known.names import normalised
from flaskcheck.known.tables.pythons import NEEDED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.facts.requirements import DependencyFile


GENERIC_WORDS = frozenset({"flask", "python", "google", "cloud", "client", "api", "utils"})


NEVER_LISTED = frozenset({"setuptools", "pip", "wheel", "distribute"})
"""What ``pip freeze`` and pip-compile leave out, so that a complete list proves nothing about it."""

SOMETIMES_BROUGHT = NEVER_LISTED | frozenset(
    (
        "blinker packaging typing-extensions importlib-metadata importlib-resources greenlet tzdata pytz six zipp lazy-importer exceptiongroup tomli sniffio python-dateutil joserfc "
        "backports-zoneinfo pytz-deprecation-shim brotli zstandard backports-zstd pyzstd unidecode text-unidecode webencodings"
    ).split()
)
"""What well-known distributions bring only in some versions, or on some Pythons and processors: a complete list may lack it."""

SHARED = frozenset({"google", "azure", "zope", "backports", "jaraco"})
"""Modules that several distributions share, in parts whose names tell little."""

WHY = {
    "dev-only": "but only for development",
    "elsewhere": "in a file that the host does not install",
    "excluded": "but its marker doesn't hold there",
}
"""Why a declared distribution is not installed, by the status of an ``Answer``."""


class Answer(Record):
    """``status``: ``declared``, ``transitive`` (another distribution brings it), ``host`` (the host or the base image has it), ``dev-only`` (declared for development), ``elsewhere`` (declared in a file that this deployment does
    not install), ``excluded`` (its marker does not hold on Linux), ``missing``, ``doubtful`` (missing, unless a distribution that flaskcheck does not know brings it), ``unknown``."""

    status: str
    requirement: Requirement | None = None
    distribution: str = ""

    @property
    def why(self) -> str:
        """Why a distribution that is declared is not installed; ``""`` for any other answer."""
        return WHY.get(self.status, "")

    @property
    def is_absent(self) -> bool:
        """Whether it surely is not there, declared or not."""
        return self.status == "missing" or self.status in WHY


class Steering(Record):
    """``is_free``: something else than the lists chooses the releases, too: another index, a day, constraints that cannot be seen, what is there already; ``is_split``: several commands do, and a later one replaces what an earlier one
    has installed."""

    is_free: bool = False
    is_split: bool = False


UNSTEERED = Steering()
"""One command, and what it names."""


class Installed:
    """The distributions that one deployment installs.

    ``files`` are the dependency files read for it, ``fixed`` the paths of those whose versions a lock file or constraints fix; ``is_known`` is false when nothing in the repository tells what is installed; ``complete`` is false when something is
    installed that cannot be seen (a base image's own packages, a file that is not there). ``present`` are the distributions that are there before anything is installed, ``perhaps`` those that
    a host may install which chooses another of the repository's files. ``is_empty``: not even setuptools is there before. ``steering`` says whether one command chooses all releases, and whether by the lists alone.
    """

    def __init__(
        self,
        requirements: Iterable[Requirement],
        others: Iterable[Requirement],
        constraints: Iterable[Requirement],
        files: Iterable[DependencyFile],
        missing: Iterable[Include],
        is_known: bool,
        complete: bool = True,
        python: str = "",
        present: tuple[str, ...] = (),
        perhaps: frozenset[str] = frozenset(),
        steering: Steering = UNSTEERED,
    ) -> None:
        self.python = python
        self.present = present
        self.files = tuple(files)
        self.missing_includes = tuple(missing)
        self.is_known = is_known
        self.steering = steering
        self.is_empty = False
        self.complete = complete
        self.has_lock = any(f.lock for f in self.files)
        is_fixed = self.has_lock or any(file.kind == "constraints" for file in self.files)
        self.fixed = frozenset(file.path for file in self.files) if is_fixed else frozenset()
        self.requirements = tuple(requirements)
        self._by_name: dict[str, list[Requirement]] = {}
        for requirement in self.requirements:
            self._by_name.setdefault(requirement.name, []).append(requirement)
        self._others = {r.name: r for r in others}
        self.constraints = tuple(constraints)
        self._constraints = {r.name: r for r in self.constraints}
        self._perhaps = perhaps
        self._brought: dict[str, str] | None = None
        self._imports: dict[str, Answer] = {}

    def unknown(self) -> Installed:
        """The same with nothing taken as certain: absence proves nothing."""
        self.is_known = self.complete = False
        self._imports.clear()
        return self

    def overwritten(self, names: frozenset[str]) -> Installed:
        """The same where the job that deploys writes files of some names first: nothing is certain if one of its own is among them."""
        is_one = any(file.path.rpartition("/")[2] in names for file in self.files)
        return self.unknown() if is_one else self

    def has(self, distribution: str) -> Requirement | None:
        """The requirement that installs a distribution on the host, if any."""
        for requirement in self._by_name.get(normalised(distribution), ()):
            if versions.marker_applies(requirement.marker, self.python) is not False:
                return requirement
        return None

    def any_of(self, *names: str) -> Requirement | None:
        """The first of several distributions that is installed."""
        return next((found for name in names if (found := self.has(name))), None)

    @property
    def brought(self) -> dict[str, str]:
        """Well-known distributions that come along with the declared ones: name → through which."""
        if self._brought is None:
            found: dict[str, str] = {}
            for name in self._by_name:
                if self.has(name):
                    for other in (*brings(name), *self._extras_of(name)):
                        found.setdefault(other, name)
            self._brought = found
        return self._brought

    def _extras_of(self, name: str) -> Iterator[str]:
        """What a distribution's extras may bring that are named like it: gevent of ``gunicorn[gevent]``."""
        extras = (normalised(extra) for requirement in self._by_name[name] for extra in requirement.extras)
        return (extra for extra in extras if (name, extra) not in INWARD_EXTRAS)

    def provides(self, names: Iterable[str]) -> Answer:
        """Whether any of some alternative distributions is installed, and how."""
        candidates = [normalised(n) for n in names]
        for name in candidates:
            if requirement := self.has(name):
                return Answer("declared", requirement, name)
        for name in candidates:
            if name in self.brought:
                return Answer("transitive", self.has(self.brought[name]), name)
        for name in candidates:
            if name in self.present:
                return Answer("host", None, name)
        if not self.is_known or not self._perhaps.isdisjoint(candidates):
            return Answer("unknown")
        for name in candidates:
            if name in self._by_name:
                return Answer("excluded", self._by_name[name][0], name)
        for name in candidates:
            other = self._others.get(name)
            if other is not None and (self.complete or is_for_development(other)):
                # else an image may have it unseen, as another build of the repository does
                return Answer("dev-only" if is_for_development(other) else "elsewhere", other, name)
        return Answer("missing" if self.complete else "unknown", None, candidates[0] if candidates else "")

    def is_mentioned(self, module: str) -> bool:
        """Whether some file of the repository declares a distribution that provides a module, be it installed or not."""
        return any(name in self._by_name or name in self._others for name in map(normalised, distributions_for(module)))

    def provides_import(self, module: str) -> Answer:
        """Whether a module can be imported; ``distribution`` is the one to declare."""
        if module not in self._imports:
            names = distributions_for(module)
            answer = self.provides(names)
            if answer.status == "missing":
                answer = Answer(self._absence(module, names), None, names[0])
            elif answer.status in ("elsewhere", "dev-only") and answer.distribution in OFTEN_BROUGHT:
                # what is installed here may bring what another list names
                answer = Answer("unknown") if self._absence(module, names) == "unknown" else answer
            self._imports[module] = answer
        return self._imports[module]

    def _absence(self, module: str, names: tuple[str, ...]) -> str:
        """What it means that no declared distribution is known to provide a module: ``missing``, ``doubtful`` where one that flaskcheck does not know may bring it, or ``unknown``."""
        name, top = names[0], normalised(module.partition(".")[0])
        words = {w for w in top.split("-") if len(w) > 2} - GENERIC_WORDS
        kin = [d for d in self._by_name if words & set(d.split("-")) or d.endswith(top)]
        if not all(map(has_known_modules, kin)) or (NEVER_LISTED & {*names} and not self.is_empty):
            return "unknown"
        if self._is_understood and top not in SHARED and not top.startswith("-"):
            return "missing"
        if not is_known_name(name):
            return "doubtful" if self._is_slip(top) else "unknown"
        strange = any(
            not (is_known_name(r.name) or is_understood(r.name)) or _brings_unseen(r) for r in self.requirements
        )
        if self.has_lock or self._is_closed or not strange:
            return "missing"
        if any(r.url.endswith(ARCHIVES) and not is_known_name(r.name) for r in self.requirements):
            return "unknown"  # nobody can look into it
        named = {extra for r in self.requirements for extra in r.extras}
        is_kin = top.startswith("flask-") and any(
            d.startswith("flask-") and not is_understood(d) for d in self._by_name
        )
        return "unknown" if top in SHARED or name in OFTEN_BROUGHT or name in named or is_kin else "doubtful"

    def _is_slip(self, top: str) -> bool:
        """Whether a name of nothing that is known is one slip away from something installed that is well known."""
        return any(
            is_one_slip(top, name) and len(name) >= SHORTEST_SLIP and is_known_name(name) for name in self._by_name
        )

    @cached_property
    def _is_understood(self) -> bool:
        """Whether it is known of everything that is installed what it brings, so that there is no module but those."""
        everything = {*self._by_name, *self.brought, *self.present}
        return not any(map(_brings_unseen, self.requirements)) and all(map(has_known_modules, everything))

    @property
    def is_well_known(self) -> bool:
        """Whether all that is installed is well known, so that it brings no module that flaskcheck does not know."""
        return self.is_known and self.complete and not self.has_strangers

    @property
    def has_strangers(self) -> bool:
        """Whether a distribution is installed that flaskcheck does not know: it may bring any other."""
        return not all(map(is_known_name, self._by_name))

    @cached_property
    def _has_unseen(self) -> bool:
        """Whether something is installed from an address, that is in no table: whole applications come so, with their servers and workers, and nobody can look into it."""
        unseen = (r for r in self.requirements if "://" in r.url and not is_known_name(r.name))
        return any(unseen) and not (self.has_lock or self._is_closed)

    @cached_property
    def _is_closed(self) -> bool:
        """Whether the lists name everything that is installed, as a freeze does: then a distribution that flaskcheck does not know brings nothing that is not listed.

        A tool says that it made them, or what is known of their members says so: all that these bring is listed too.
        """
        if not all(self._is_exact(r) for r in self.requirements if not is_known_name(r.name)):
            return False
        files = [f for f in self.files if f.requirements]
        if files and all(f.compiled for f in files):
            return True
        brought = {other for name in self._by_name if self.has(name) for other in surely_brings(name)}
        return "flask" in self._by_name and brought - SOMETIMES_BROUGHT <= set(self._by_name)

    @staticmethod
    def _is_exact(requirement: Requirement) -> bool:
        return bool(versions.exact(requirement.specifier)) or "://" in requirement.url

    def provides_program(self, program: str) -> Answer:
        """Whether a program is installed; ``unknown`` for programs that no known distribution brings."""
        names = distributions_with_program(program)
        answer = self.provides(names) if names else Answer("unknown")
        return Answer("unknown") if answer.status == "missing" and self._has_unseen else answer

    def version(self, distribution: str) -> str:
        """The exact version that will be installed, or ``""``."""
        return versions.exact(self.specifier(distribution) or "")

    def specifier(self, distribution: str) -> str | None:
        """What limits the version, constraints included; ``None`` when it is not installed."""
        name = normalised(distribution)
        found = self._by_name.get(name, [])
        if not found and name not in self.brought:
            return None
        pins = [r.specifier for r in found if versions.exact(r.specifier)]
        if pins:
            return pins[-1]
        parts = [r.specifier for r in found if r.specifier]
        if name in self._constraints:
            parts.append(self._constraints[name].specifier)
        return ",".join(parts)

    def may_be(self, distribution: str, bound: str) -> bool:
        """Whether an install today can give a version at or above a bound (installers take the newest that is allowed)."""
        specifier = self.specifier(distribution)
        return specifier is not None and self._may_reach(distribution, specifier, bound)

    def must_be_below(self, distribution: str, bound: str) -> bool:
        """Whether every allowed version is below a bound."""
        specifier = self.specifier(distribution)
        return specifier is not None and not self._may_reach(distribution, specifier, bound)

    def _may_reach(self, distribution: str, specifier: str, bound: str) -> bool:
        """Whether the newest allowed version for the Python of the deployment can be the bound or newer."""
        python, needed = versions.major_minor(self.python), NEEDED.get((distribution, bound))
        is_too_old = python is not None and needed is not None and python < needed
        return versions.may_reach(specifier, bound) and (not is_too_old or bool(versions.exact(specifier)))


ARCHIVES = (".whl", ".zip", ".tar.gz", ".tgz", ".tar.bz2")
"""How files end that pip installs as they are."""


def _brings_unseen(requirement: Requirement) -> bool:
    """Whether the extras of a requirement may bring modules that flaskcheck does not know."""
    return any((requirement.name, normalised(extra)) not in INWARD_EXTRAS for extra in requirement.extras)


def is_for_development(requirement: Requirement) -> bool:
    """Whether a requirement stands in a group or a file that is named for development."""
    group, name = requirement.group, requirement.place.path.rpartition("/")[2]
    return group in DEVELOPMENT or group in TOOLS or is_development(name, TOOLS)
