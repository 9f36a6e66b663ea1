"""Which names of well-known libraries are meant by names with a slip in them."""

from __future__ import annotations

from functools import cache

from flaskcheck.ground.words import is_one_slip
from flaskcheck.known.tables.exports import EXPORTS, MODULES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

DATABASE = "flask_sqlalchemy.SQLAlchemy()"
"""How the names of such an object are asked for."""
_SHORTEST = 3
"""Letters of a name in which a slip can be told from another name."""


@cache
def names(module: str) -> frozenset[str]:
    """All names of a module, or of what ``SQLAlchemy()`` of Flask-SQLAlchemy gives; empty where they are not known."""
    own = EXPORTS.get(module, "").split()
    if module == DATABASE:
        return names("sqlalchemy").union(names("sqlalchemy.orm"), own)
    inner = MODULES.get(module, "").split()
    return frozenset((*own, *(name for name in inner if "." not in name))) if own else frozenset()


@cache
def meant_name(module: str, name: str) -> str:
    """The name of a module that is meant by one which it does not have; ``""`` where it may have it."""
    known = names(module)
    if not known or name in known or name.startswith("_"):
        return ""
    return _nearest(name, known)


def meant_module(dotted: str) -> str:
    """The module that is meant by one that no release of its library has; ``""`` where there may be one."""
    top, _, rest = dotted.partition(".")
    if top not in MODULES:
        lower = top.lower()
        is_case = lower != top and lower in MODULES and lower.startswith(("flask", "sqlalchemy", "werkzeug", "wtforms"))
        return f"{lower}.{rest}".rstrip(".") if is_case else ""
    inner = MODULES[top].split()
    if not rest or not inner or rest in inner:
        return ""
    package, _, last = rest.rpartition(".")
    beside = [name for name in inner if name.rpartition(".")[0] == package]
    near = _nearest(last, (name.rpartition(".")[2] for name in beside))
    return f"{top}.{package}.{near}".replace("..", ".") if near else ""


def _nearest(written: str, known: Iterable[str]) -> str:
    return next((name for name in sorted(known) if is_one_slip(written, name)), "") if len(written) >= _SHORTEST else ""
