"""Which distribution provides a module or a program, and what comes along with it."""

from __future__ import annotations

import re
from functools import lru_cache

from flaskcheck.ground.words import is_one_slip, nearly
from flaskcheck.known.names import normalised
from flaskcheck.known.tables.brings import BRINGS
from flaskcheck.known.tables.imports import IMPORTS
from flaskcheck.known.tables.programs import PROGRAMS, WSGI_SERVERS
from flaskcheck.known.tables.stdlib import ADDED, REMOVED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_API_VERSION = re.compile(r"-v\d+(?:(?:alpha|beta|p\d+beta)\d+)?$")
"""What the modules of a service's API have at the end, and its distribution has not: ``compute_v1``, ``videointelligence_v1p3beta1``."""


def distributions_for(module: str) -> tuple[str, ...]:
    """The distributions, any of which provides a module: by the longest dotted name that the table has, else the one of the same name."""
    parts = module.split(".")
    for end in range(len(parts), 0, -1):
        found = IMPORTS.get(".".join(parts[:end]))
        if found:
            return (*found, *_namesake(parts))
    return _namesake(parts)


def _namesake(parts: list[str]) -> tuple[str, ...]:
    if parts[0] == "google" and len(parts) > 1:
        # A namespace: google.cloud.x and google.cloud.x_v1 come from google-cloud-x.
        full = "-".join(parts[:3]).lower().replace("_", "-")
        return (*dict.fromkeys((_API_VERSION.sub("", full), full, "-".join(parts[:2]).lower())),)
    return (normalised(parts[0]),)


@lru_cache(maxsize=1)
def _rest() -> dict[str, tuple[str, ...]]:
    """What the less frequent distributions require: most lists name none of them, so the table is read when one is asked for."""
    from flaskcheck.known.tables.requires import LINES, NOTHING

    rows = (*LINES.replace("\n", " / ").split(" / "), *NOTHING.split())
    return {words[0]: tuple(words[1:]) for words in map(str.split, rows) if words}


def _required(distribution: str) -> tuple[str, ...] | None:
    """What a distribution requires itself; ``None`` where that is not known."""
    found = BRINGS.get(distribution)
    return _rest().get(distribution) if found is None else found


@lru_cache(maxsize=512)
def brings(distribution: str, up_to: frozenset[str] = frozenset()) -> frozenset[str]:
    """What installing a distribution may install with it, in whichever of its releases, all the way down, or down to some; of one that flaskcheck does not know, what its name says that it extends."""
    own = _required(distribution)
    todo = list(own if own is not None else ("flask",) if distribution.startswith("flask-") else ())
    return _all_the_way(distribution, todo, lambda name: () if name in up_to else _required(name))


@lru_cache(maxsize=512)
def surely_brings(distribution: str) -> frozenset[str]:
    """What installing the newest release of a well-known distribution installs with it."""
    return _all_the_way(distribution, list(BRINGS.get(distribution, ())), BRINGS.get)


def _all_the_way(
    distribution: str, todo: list[str], required: Callable[[str], tuple[str, ...] | None]
) -> frozenset[str]:
    found: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo.extend(required(name) or ())
    return frozenset(found - {distribution})


SOURCE_ALONE = {
    "psycopg2": (
        "Error: pg_config executable not found.",
        "Write psycopg2-binary, or install gcc and libpq-dev before pip runs.",
    ),
    "mysqlclient": (
        "Exception: Can not find valid pkg-config name.",
        "Install gcc, pkg-config and default-libmysqlclient-dev before pip runs, or use PyMySQL.",
    ),
    "uwsgi": ("Exception: you need a C compiler to build uWSGI", "Install gcc before pip runs, or use gunicorn."),
    "python-ldap": (
        "error: [Errno 2] No such file or directory: 'gcc'",
        "Install gcc, libldap2-dev and libsasl2-dev before pip runs.",
    ),
}
"""Distributions without wheels for Linux: how pip ends where nothing is there to build them with (psycopg2 2.9.10, mysqlclient 2.2.7, uWSGI 2.0.31, python-ldap 3.4.4, each tried without
a compiler on the PATH), and what helps."""

OFTEN_BROUGHT = frozenset(
    "requests numpy six urllib3 certifi python-dateutil pytz typing-extensions attrs packaging setuptools cryptography idna pyyaml pandas protobuf pydantic httpx anyio aiohttp "
    "markupsafe click jinja2 werkzeug sqlalchemy lxml pillow tqdm charset-normalizer cffi jsonschema marshmallow google-auth boto3 botocore pyparsing scipy regex websockets websocket-client".split()
)
"""Distributions that many others bring along, so that a requirement flaskcheck does not know may do so too."""

INWARD_EXTRAS = frozenset(
    {
        *(("psycopg", extra) for extra in ("binary", "c")),
        *(("redis", extra) for extra in ("hiredis", "libvalkey")),
        *(("gunicorn", extra) for extra in ("setproctitle",)),
        ("sqlalchemy", "asyncio"),
    }
)
"""Extras that bring only what the distribution itself uses: parts of it in C, a faster parser."""


@lru_cache(maxsize=1)
def _known_names() -> frozenset[str]:
    provided = {name for names in IMPORTS.values() for name in names}
    return frozenset({*provided, *BRINGS, *(n for names in BRINGS.values() for n in names), *PROGRAMS, *WSGI_SERVERS})


def is_known_name(distribution: str) -> bool:
    """Whether the tables know a distribution of this normalised name."""
    return distribution in _known_names()


SHORTEST_SLIP = 6
"""Letters that a name has at least: of shorter ones too many are like each other."""

LONGEST_SLIP = 100
"""Letters that it has at most: each pair of them is exchanged in a name of its own, and no known one is so long."""


def meant_by_slip(distribution: str) -> str:
    """The known distribution whose normalised name another one is with two neighbouring letters exchanged; ``""`` for a known one, and where there is none."""
    known = _known_names()
    if distribution in known or not SHORTEST_SLIP <= len(distribution) + 1 <= LONGEST_SLIP:
        return ""
    pairs = range(len(distribution) - 1)
    swapped = (f"{distribution[:i]}{distribution[i + 1]}{distribution[i]}{distribution[i + 2 :]}" for i in pairs)
    return next((name for name in swapped if name in known), "")


def has_known_modules(distribution: str) -> bool:
    """Whether it is known what a distribution brings, and which modules are its own."""
    return distribution in BRINGS


def is_understood(distribution: str) -> bool:
    """Whether it is known what a distribution brings, nothing included."""
    return all(_required(name) is not None for name in (distribution, *brings(distribution)))


def programs_of(distribution: str) -> tuple[str, ...]:
    """The programs that a distribution installs, as far as known."""
    return PROGRAMS.get(normalised(distribution), ())


def distributions_with_program(program: str) -> tuple[str, ...]:
    """The distributions that install a program; empty when none is known (which does not mean that it is missing)."""
    return tuple(name for name, programs in PROGRAMS.items() if program in programs)


NO_SLIPS = frozenset({"unicorn", "pythonw", "flaskr"})
"""Programs that are there, one letter from a well-known one."""


@lru_cache(maxsize=64)
def near_program(written: str) -> str:
    """The well-known program whose name was misspelt by one letter (left out, added, changed or two that changed places) or by capitals, or ``""``.

    A number or a ``d`` behind a name makes another program of it (``gunicorn3``, ``python3``, ``celeryd``), and some names are one letter from each other.
    """
    if written in NO_SLIPS or written[-1:].isdigit() or written[-1:] == "d":
        return ""
    programs = {program for names in PROGRAMS.values() for program in names} | {"python", "poetry", "pipenv"}
    if written in programs or len(written) < 5:
        return ""
    if written.lower() in programs:
        return written.lower()  # case counts on Linux
    return next((p for p in sorted(programs) if len(p) > 4 and is_one_slip(written, p)), "")


@lru_cache(maxsize=16)
def stdlib_modules(version: str = "") -> frozenset[str]:
    """The top-level modules of the standard library of a Python; of every supported one when the version is not known."""
    import sys

    names = {*sys.stdlib_module_names, *REMOVED, *ADDED}
    wanted = _key(version)
    if wanted is None:
        return frozenset(names)
    gone = {m for m, v in REMOVED.items() if (_key(v) or wanted) <= wanted}
    later = {m for m, v in ADDED.items() if (_key(v) or wanted) > wanted}
    return frozenset(names - gone - later)


def _key(version: str) -> tuple[int, int] | None:
    from flaskcheck.known.versions import major_minor

    return major_minor(version)


DATABASE = "flask_sqlalchemy.SQLAlchemy()"
"""How the names of such an object are asked for."""
_SHORTEST = 3
"""Letters of a name in which a slip can be told from another name."""


@lru_cache(maxsize=128)
def exported_names(module: str) -> frozenset[str]:
    """All names of a module, or of what ``SQLAlchemy()`` of Flask-SQLAlchemy gives; empty where they are not known."""
    from flaskcheck.known.tables.exports import EXPORTS, MODULES

    own = EXPORTS.get(module, "").split()
    if module == DATABASE:
        return exported_names("sqlalchemy").union(exported_names("sqlalchemy.orm"), own)
    inner = MODULES.get(module, "").split()
    return frozenset((*own, *(name for name in inner if "." not in name))) if own else frozenset()


@lru_cache(maxsize=4096)
def meant_name(module: str, name: str) -> str:
    """The name of a module that is meant by one which it does not have; ``""`` where it may have it."""
    known = exported_names(module)
    if not known or name in known or name.startswith("_") or name in _OF_PYTHON_2:
        return ""
    return _nearest(name, known) or home_of(module, name)


def home_of(module: str, name: str) -> str:
    """The name with the module of a library that has it, where another library's module is asked for it that no release had it in; ``""`` where none of these is known to have it."""
    from flaskcheck.known.tables.exports import EXPORTS

    top = module.partition(".")[0]
    if not top.startswith(_LIBRARIES) or (top, name) in _ONCE or len(name) < _SHORTEST:
        return ""
    homes = [other for other, names in EXPORTS.items() if other.startswith(_LIBRARIES) and name in names.split()]
    own = [home for home in homes if home.partition(".")[0] == top]
    found = [home for home in own or homes if "(" not in home]
    return f"{min(found, key=len)}.{name}" if found else ""


_LIBRARIES = ("flask", "werkzeug", "sqlalchemy", "wtforms")


@lru_cache(maxsize=256)
def is_known_library(name: str) -> bool:
    """Whether a dotted name is of a library whose names are all known, and of which none but Flask's own is an application."""
    from flaskcheck.known.tables.exports import EXPORTS

    return name.partition(".")[0] != "flask" and any(name.startswith(f"{module}.") for module in EXPORTS)


_ONCE = frozenset(("flask_wtf", name) for name in "StringField TextField PasswordField SubmitField validators".split())
"""The libraries whose names are told from one another; what Flask-WTF 0.8 had of WTForms."""

_OF_PYTHON_2 = frozenset(
    "setdefaultencoding maxint getcwdu exc_clear exc_type exc_value letters uppercase lowercase maketrans izip imap ifilter iteritems urlencode".split()
)
"""Names of Python 2's standard library, which code that runs on both asks for behind a test."""


def meant_module(dotted: str) -> str:
    """The module that is meant by one that no release of its library has; ``""`` where there may be one."""
    from flaskcheck.known.tables.exports import MODULES

    top, _, rest = dotted.partition(".")
    if top not in MODULES:
        lower = top.lower()
        is_case = lower != top and lower in MODULES and lower.startswith(("flask", "sqlalchemy", "werkzeug", "wtforms"))
        return f"{lower}.{rest}".rstrip(".") if is_case else ""
    inner = MODULES[top].split()
    if not rest or not inner or rest in inner:
        return ""
    extension = f"{top}_{rest}"
    if top == "flask" and (extension in MODULES or is_known_name(extension.replace("_", "-"))):
        return extension
    package, _, last = rest.rpartition(".")
    beside = [name for name in inner if name.rpartition(".")[0] == package]
    near = _nearest(last, (name.rpartition(".")[2] for name in beside))
    return f"{top}.{package}.{near}".replace("..", ".") if near else ""


def _nearest(written: str, known: Iterable[str]) -> str:
    return nearly(written, known) if len(written) >= _SHORTEST else ""


__all__ = [
    "INWARD_EXTRAS",
    "OFTEN_BROUGHT",
    "WSGI_SERVERS",
    "brings",
    "distributions_for",
    "distributions_with_program",
    "is_known_name",
    "is_understood",
    "programs_of",
    "stdlib_modules",
]
