"""Which releases there are of well-known distributions, what they require, and which Pythons have wheels of them."""

from __future__ import annotations

from functools import lru_cache
from itertools import dropwhile, islice

from flaskcheck.ground.numbers import number
from flaskcheck.ground.record import Record
from flaskcheck.known.markers import numbers
from flaskcheck.known.versions import at_least, major_minor, within

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.specifiers import SpecifierSet


class RequiredRelease(Record):
    """What a release requires of another distribution: ``specifier`` is PEP 440 text, ``marker`` PEP 508 text."""

    name: str
    specifier: str
    marker: str = ""


class Release(Record):
    """One release. ``python`` is which it asks for (PEP 440 text), ``wheels`` the Pythons that it has a wheel for, in the words of the table."""

    name: str
    version: str
    python: str = ""
    needs: tuple[RequiredRelease, ...] = ()
    wheels: str = ""

    def runs_on(self, python: str) -> bool:
        """Whether an installer takes it on a Python (``3.13``)."""
        return admits(self.python, f"{python}.99" if python.count(".") < 2 else python)

    def has_wheel(self, python: str) -> bool:
        """Whether there is a wheel of it for CPython on Linux."""
        minor = (major_minor(python) or (3, 0))[1]
        return any(_covers(word, minor) for word in self.wheels.split())

    @property
    def pythons(self) -> str:
        """The Pythons that it has wheels for, as people write them: ``3.8 to 3.12``."""
        return ", ".join(map(_spelled, self.wheels.split()))


def _spelled(word: str) -> str:
    first, dash, last = word.partition("-")
    written = [f"{part[0]}.{part[1:].rstrip('+')}" for part in (first, last) if part]
    return " to ".join(written) if dash else f"{written[0]} and newer" if word.endswith("+") else written[0]


def _covers(word: str, minor: int) -> bool:
    if word == "any":
        return True
    first, dash, last = word.partition("-")
    least = number(first.rstrip("+")[1:]) or 0
    most = (number(last[1:]) or 0) if dash else 99 if word.endswith("+") else least
    return least <= minor <= most


@lru_cache(maxsize=256)
def releases_of(name: str) -> tuple[Release, ...]:
    """The releases of a distribution (normalised name), oldest first; none of one that the table does not have."""
    return tuple(release for versions, rest in _rows(name) for release in _of_row(name, versions, rest))


@lru_cache(maxsize=1024)
def of_version(name: str, version: str) -> tuple[Release, ...]:
    """Those releases of a distribution that the table has under this very version: one or none."""
    return tuple(r for versions, rest in _rows(name) if version in versions for r in _of_row(name, [version], rest))


def has_releases(name: str) -> bool:
    """Whether the table has a distribution (normalised name)."""
    return name in _lines()


@lru_cache(maxsize=1024)
def never_published(name: str, version: str) -> bool:
    """Whether there surely is no release of a distribution (normalised name) under a version that is older than the newest one of the table, or newer by so much that a slip made it."""
    own = numbers(version)
    if own is None or not has_releases(name) or of_version(name, version):
        return False
    if is_beyond_all(name, version):
        return True
    others = _further().get(name)
    known = [numbers(v) for versions, _ in _rows(name) for v in versions]
    newest = max((v for v in known if v is not None), default=[])
    return others is not None and own < newest and own not in known and own not in map(numbers, others.split())


_MOST_AHEAD, _YEARS = 20, 1900
"""Major versions by which no distribution is ahead of the table; those that are years count otherwise."""


def is_beyond_all(name: str, version: str) -> bool:
    """Whether a version is newer by far than all that a distribution (normalised name) ever had."""
    own = numbers(version)
    majors = [found[0] for versions, _ in _rows(name) for v in versions if (found := numbers(v))]
    return bool(own and majors) and max(majors) + _MOST_AHEAD < own[0] < _YEARS if own else False


@lru_cache(maxsize=1)
def _further() -> dict[str, str]:
    """The other releases of each distribution whose releases are all known, as they stand in the table."""
    from flaskcheck.known.tables.further_releases import LINES

    rows = (row.partition(":") for row in LINES.strip().replace("\n  ", " ").split("\n"))
    return {name: versions for name, _, versions in rows}


@lru_cache(maxsize=1)
def _lines() -> dict[str, list[str]]:
    """The lines of each distribution."""
    from flaskcheck.known.tables.releases import LINES

    found: dict[str, list[str]] = {}
    own: list[str] = []
    for line in LINES.split("\n"):
        if "|" in line:
            own.append(line)
        elif line:
            own = found[line] = []
    return found


@lru_cache(maxsize=256)
def _rows(name: str) -> tuple[tuple[list[str], str], ...]:
    """The versions of releases that are alike, and what is said of them, oldest first."""
    rows = (row.partition("|") for line in _lines().get(name, ()) for row in line.split(" / "))
    return tuple((versions.split(), rest) for versions, _, rest in rows)


def _of_row(name: str, versions: list[str], rest: str) -> list[Release]:
    python, needs, wheels = rest.split("|")
    required = tuple(_needs(needs))
    return [Release(name, version, python, required, wheels) for version in versions]


def _needs(words: str) -> Iterator[RequiredRelease]:
    for word in filter(None, words.split(" & ")):
        requirement, _, marker = word.partition(";")
        end = next((i for i, letter in enumerate(requirement) if letter in "=<>!~"), len(requirement))
        yield RequiredRelease(requirement[:end], requirement[end:], marker)


@lru_cache(maxsize=1024)
def specifiers(text: str) -> SpecifierSet | None:
    """A specifier that can be asked; ``None`` where it is none."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        return SpecifierSet(text)
    except InvalidSpecifier:
        return None


@lru_cache(maxsize=16384)
def admits(specifier: str, version: str) -> bool:
    """Whether a version is among those that a specifier admits; one that cannot be read admits all."""
    told = within(specifier, version) if specifier else True
    if told is not None:
        return told
    parsed = specifiers(specifier)
    try:
        return parsed is None or version in parsed
    except ValueError:  # only now packaging looks at the numbers: one has more digits than Python reads
        return True


_PATCHES = 40
"""No Python has had as many patch releases."""


def was_never(python: str) -> bool:
    """Whether there surely is no such Python (``3.12.999``), nor will be."""
    *series, patch = python.split(".")
    found = number(patch) if len(series) > 1 else None
    return found is not None and found >= _PATCHES


def lacks_python(asked: str, python: str) -> bool:
    """Whether a Python (``3.13``, ``3.13.5``) is surely none of those that a specifier admits."""
    if not asked or python.count(".") not in (1, 2) or not python.replace(".", "").isdigit():
        return False
    exact = [python] if python.count(".") == 2 else [f"{python}.{patch}" for patch in range(_PATCHES)]
    return not any(admits(asked, version) for version in exact)


def with_wheel(release: Release, python: str) -> Release | None:
    """The first release after another one that has a wheel for a Python, or ``None``."""
    later = dropwhile(lambda r: r.version != release.version, releases_of(release.name))  # they are in order
    return next((r for r in islice(later, 1, None) if r.has_wheel(python)), None)


_COMPILED = frozenset(
    (
        "bcrypt cffi cryptography gevent greenlet lxml matplotlib numpy pandas pillow psutil psycopg2-binary pyodbc scikit-learn scipy"
    ).split()
)
"""Those that are nothing without their compiled part; others (MarkupSafe, SQLAlchemy) do without where there is no compiler."""


def needs_compiler(release: Release) -> bool:
    """Whether a release can be built only where there is a compiler."""
    return release.name in _COMPILED


_FAILING = (
    ("pyyaml", ">=5.4,<6.0.1", "3.6"),  # 'build_ext' object has no attribute 'cython_sources'
    (
        "markupsafe",
        "==1.0",
        "3.9",
    ),  # cannot import name 'Feature' from 'setuptools' (0.19 to 0.23 build); images of older Pythons may hold one that has it
    ("markupsafe", "<=0.18", "3.9"),
    ("pandas", "<=2.0.3", "3.6"),  # No module named 'pkg_resources'
    ("numpy", "<=1.24.4", "3.12"),  # module 'pkgutil' has no attribute 'ImpImporter'
    ("greenlet", "<3", "3.12"),  # the C API of Python has changed
    ("greenlet", "<=3.0.3", "3.13"),
    ("typed-ast", "<=1.4.2", "3.13"),  # code.h: No such file or directory
)
"""Releases whose source does not build from some Python on: with the build tools of today, or because that Python has changed (each tried with gcc on CPython 3.12 and 3.13, November 2026)."""


def builds_nowhere(release: Release, python: str) -> bool:
    """Whether the source of a release does not build on a Python, whatever is installed."""
    rows = [(specifier, since) for name, specifier, since in _FAILING if name == release.name]
    return any(admits(specifier, release.version) and at_least(python, since) for specifier, since in rows)
