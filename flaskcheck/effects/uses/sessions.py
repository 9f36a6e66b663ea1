"""Where requests write to the session, which only a signing key makes possible."""

from __future__ import annotations

from flaskcheck.facts.expressions import Name, Subscript, receiver
from flaskcheck.facts.python import Assignment
from flaskcheck.known import libraries
from flaskcheck.known.meanings import WRITES_SESSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.python import Statement

_WRITING = libraries.named(WRITES_SESSION, "call")
_METHODS = libraries.named(WRITES_SESSION, "method")
_WORDS = frozenset(name.rpartition(".")[2] for name in (*_WRITING, *_METHODS))
_OTHERS = libraries.named(WRITES_SESSION, "other store")


def session_writes(production: Production) -> tuple[Statement, ...]:
    """The statements of requests that write to Flask's own session; none where the application may keep its sessions otherwise."""
    return production.told(_session_writes)


def _session_writes(production: Production) -> Iterator[Statement]:
    if production.calls_of(("from_prefixed_env",)):
        return  # the host's variables may be any setting
    imported = {f"{i.module}.{i.name}" for module in production.facts() for i in module.imports}
    if not imported.isdisjoint(_OTHERS) or any(
        i.target.dotted.endswith("session_interface") for i, _ in production.assignments()
    ):
        return
    for site in production.calls_of(_WORDS):
        base, method = receiver(site.call)
        owner = f"{base.name}.{method}" if isinstance(base, Name) and base.imported else ""
        if site.call.name in _WRITING or owner in _METHODS:
            yield site
    for assignment, _ in production.assignments():
        target = assignment.target
        if (
            isinstance(target, Subscript)
            and target.base.dotted == "flask.session"
            and isinstance(assignment, Assignment)
        ):
            yield assignment
