"""What every start says to a database, and the connections that are open after it."""

from __future__ import annotations

from flaskcheck.effects.reach import REQUEST
from flaskcheck.effects.uses.use import Use, at_start, is_certain, named
from flaskcheck.facts.expressions import Attribute, Call, called, owner_of, receiver
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.files.tree import says
from flaskcheck.known import libraries
from flaskcheck.known.meanings import TALKS
from flaskcheck.values.classes import lineage
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.run import Step
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.known.meanings import Meaning

_FETCHING = frozenset(
    "all first first_or_404 one one_or_404 one_or_none count scalar get get_or_404 delete update paginate".split()
)
"""What sends a query, whatever that was made of."""
_MODEL = "flask_sqlalchemy.SQLAlchemy().Model"
_ALONE = (b"NullPool", b"StaticPool", b"dispose(", b"register_after_fork", b"after_in_child", b"postfork")
"""What a file says where no process keeps a connection that another one opened."""


def talks(production: Production) -> tuple[Use, ...]:
    """The calls that every start surely makes and that send something to a database: those of a pool, those that open a connection themselves (``own``), those of a query."""
    return production.told(_talks)


def inherited(production: Production, configuration: str) -> tuple[Use, ...]:
    """Those after which a connection stays open that later processes have too; none where a file of the code, or the server's ``configuration``, opens others in each."""
    found = tuple(use for use in talks(production) if use.meaning.of != "own" or _is_kept(production, use))
    paths = (*production.modules, *filter(None, (configuration,))) if found else ()
    return () if says(production.code.tree, paths, _ALONE) else found


def _talks(production: Production) -> Iterator[Use]:
    yield from at_start(production, TALKS, "pool", "own")
    rows = dict(libraries.rows(TALKS, "query"))
    seen: set[int] = set()
    for step in production.trace.calling(_FETCHING.__contains__):
        site = step.statement
        if isinstance(site, CallSite) and id(site) not in seen and is_certain(step, site):
            name = _asked(site.call, step, production, rows)
            if name:
                seen.add(id(site))
                yield Use(name, rows.get(name) or rows[f"{name}.query"], site, step.where, step)


def _asked(call: Call, step: Step, production: Production, rows: dict[str, Meaning]) -> str:
    """What a query is made of: a session's ``query()``, or a model's ``query``; ``""`` where it is none."""
    root: Expression | None = receiver(call)[0]
    while root is not None:
        if isinstance(root, Call) and called(root) == "query":
            return named(production.evaluator, root, step.where, rows)
        owner = owner_of(root)
        if owner is not None and root.dotted.endswith(".query"):
            return _MODEL if _is_model(owner, step, production) else ""
        root = receiver(root)[0] if isinstance(root, Call) else root.base if isinstance(root, Attribute) else None
    return ""


def _is_model(owner: Expression, step: Step, production: Production) -> bool:
    ask = production.evaluator
    things = (outcome.value for outcome in ask.outcomes(owner, step.where))
    classes = (thing for thing in things if isinstance(thing, Reference) and thing.kind == "class")
    every = ((path, definition) for thing in classes for path, definition in lineage(ask, thing.path, thing.name))
    bases = (o.value for path, c in every for base in c.bases for o in ask.outcomes(base, Where(path, c.scope)))
    return any(isinstance(base, Reference) and base.name == _MODEL for base in bases)


def _is_kept(production: Production, use: Use) -> bool:
    """Whether requests use the connection that a call of a module opens, and the start does not close it."""
    code, site = production.code, use.site
    bound = (s for s in code.scope(site.path, site.scope) if isinstance(s, Assignment) and s.value is site.call)
    name = next((s.target.dotted for s in bound if not site.scope), "")
    module = code.module(site.path) if name else None
    own = [s for s in module.calls if s.call.name.rpartition(".")[0] == name] if module else []
    is_closed = any(called(s.call) == "close" and not s.scope for s in own)
    return not is_closed and any(production.phase(s) == REQUEST for s in own)
