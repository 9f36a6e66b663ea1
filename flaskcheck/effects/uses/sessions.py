"""Where requests write to the session, which only a signing key makes possible."""

from __future__ import annotations

from flaskcheck.facts.expressions import Literal, Name, Subscript, called, receiver
from flaskcheck.known import libraries
from flaskcheck.known.meanings import SETS, WRITES_SESSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.python import Statement

_WRITING = libraries.named(WRITES_SESSION, "call")
_METHODS = libraries.named(WRITES_SESSION, "method")
_WORDS = frozenset(name.rpartition(".")[2] for name in (*_WRITING, *_METHODS))
_OTHERS = libraries.named(WRITES_SESSION, "other store")
_KEY = "SECRET_KEY"
_LOADING = libraries.last_words(SETS, "object", "mapping", "pyfile", "file", "envvar", "prefixed env") - {"update"}


def session_writes(production: Production) -> tuple[Statement, ...]:
    """The statements of requests that write to Flask's own session; none where the application may keep its sessions otherwise."""
    return production.told(_session_writes)


def _session_writes(production: Production) -> Iterator[Statement]:
    if production.calls_of(("from_prefixed_env",)):
        return  # the host's variables may be any setting
    imported = {f"{i.module}.{i.name}" for module in production.facts() for i in module.imports}
    targets = [(assignment, assignment.target) for assignment, _ in production.assignments()]
    if not imported.isdisjoint(_OTHERS) or any(t.dotted.endswith("session_interface") for _, t in targets):
        return
    for site in production.calls_of(_WORDS):
        base, method = receiver(site.call)
        owner = f"{base.name}.{method}" if isinstance(base, Name) and base.imported else ""
        if site.call.name in _WRITING or owner in _METHODS:
            yield site
    for assignment, target in targets:
        if isinstance(target, Subscript) and target.base.dotted == "flask.session":
            yield assignment


def sets_key(production: Production, files: tuple[str, ...]) -> bool:
    """Whether a statement of some files that no start is seen to run sets a key, or loads settings of which it may be one."""
    run = {id(step.statement) for step in production.trace.steps}
    for path in files:
        raw = production.code.tree.source(path).raw
        module = production.code.module(path) if b"secret_key" in raw.lower() or b"config" in raw else None
        for assignment in module.assignments if module else ():
            key = assignment.target.key if isinstance(assignment.target, Subscript) else None
            is_key = assignment.target.dotted.endswith(".secret_key") or (
                isinstance(key, Literal) and key.value == _KEY
            )
            if is_key and id(assignment) not in run:
                return True
        for site in module.calls if module else ():
            is_loading = called(site.call) in _LOADING or any(k.name == _KEY for k in site.call.keywords)
            if is_loading and id(site) not in run:
                return True
    return False
