"""The jobs that requests hand to a queue: some other process has to do them."""

from __future__ import annotations

from flaskcheck.effects.reach import REQUEST
from flaskcheck.effects.uses.use import named
from flaskcheck.facts.expressions import Call, receiver
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.meanings import STARTS
from flaskcheck.values.value import UNKNOWN, Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.python import CallSite, Function
    from flaskcheck.known.meanings import Meaning


class Queued(Record):
    """A call by which a request hands a job to a queue; ``library`` is the one whose worker does it: ``celery``, ``rq``, ``dramatiq``."""

    library: str
    site: CallSite


def queued(production: Production) -> tuple[Queued, ...]:
    """The calls by which requests hand jobs to queues."""
    return production.told(_queued)


def _queued(production: Production) -> Iterator[Queued]:
    for site in production.calls_of({name.rpartition(".")[2] for name in libraries.named(STARTS, "queued")}):
        if production.phase(site) == REQUEST and _is_rq(production, site):
            yield Queued("rq", site)
    makers = dict(libraries.rows(STARTS, "made task"))
    for site in production.calls_of(("delay", "apply_async", "send", "send_with_options")):
        if production.phase(site) != REQUEST:
            continue
        base, word = receiver(site.call)
        found = production.evaluator.outcomes(base, Where.of(site)) if base is not None else ()
        for outcome in found:
            function = _function(production, outcome.value)
            maker = _maker(production, function, makers) if function is not None else ""
            if maker and (maker == "dramatiq") == word.startswith("send"):
                yield Queued(maker, site)
                break


def _is_rq(production: Production, site: CallSite) -> bool:
    """Whether a job is handed to a queue of RQ's: what cannot be determined and is called a queue is one where the code makes one, and keeps it on the application perhaps."""
    where, rows = Where.of(site), dict(libraries.rows(STARTS, "queued"))
    if named(production.evaluator, site.call, where, rows):
        return True
    base, _ = receiver(site.call)
    found = production.evaluator.outcomes(base, where) if base is not None else ()
    is_called_queue = base is not None and base.dotted.lower().endswith(("queue", ".q"))
    if not is_called_queue or not all(o.value is UNKNOWN or _is_of_application(o.value) for o in found):
        return False
    made = production.calls_of(("Queue",))
    return any(
        named(production.evaluator, each.call, Where.of(each), {"rq.Queue": rows["rq.Queue().enqueue"]})
        for each in made
    )


def _is_of_application(value: object) -> bool:
    return isinstance(value, Reference) and value.name.startswith("flask.current_app.")


def _function(production: Production, value: object) -> Function | None:
    is_own = isinstance(value, Reference) and value.kind == "function"
    return production.code.function(value.path, value.name) if is_own and isinstance(value, Reference) else None


def _maker(production: Production, function: Function, makers: dict[str, Meaning]) -> str:
    """The library whose decorator makes a task of a function."""
    where = Where(function.spans.path, function.scope)
    for decorator in function.decorators:
        made = decorator if isinstance(decorator, Call) else Call(decorator.at, decorator.spans, decorator, (), ())
        name = named(production.evaluator, made, where, makers)
        if name:
            return name.partition(".")[0]
    return ""
