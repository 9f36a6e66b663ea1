"""With what the functions of the code are called: the places where an expression that depends on parameters has a meaning."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Name, mention, receiver
from flaskcheck.ground.limits import MAX_CALLERS
from flaskcheck.values.returns import bind, bound_to, receiver_of
from flaskcheck.values.value import Outcome, Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite, Function, Statement


class Callers:
    """The calls of one production's code that lead to its functions."""

    def __init__(self, production: Production) -> None:
        self.production = production

    def worlds(self, statement: Statement, values: Iterable[Expression]) -> tuple[Where, ...]:
        """Where a statement stands, once for each way in which it is reached, if the values depend on parameters of its function."""
        path = statement.spans.path
        here = Where(path, statement.scope, (), statement, statement.guards)
        function = self.production.code.function(path, statement.scope) if statement.scope else None
        if function is None or not mention(values, {p.name for p in function.parameters}):
            return (here,)
        bound = [here.replaced(bound=self._bound(function, site)) for site in self._of(function)]
        return tuple(bound[:MAX_CALLERS]) or (here.replaced(bound=self._own(function)),)

    def _own(self, function: Function) -> tuple[tuple[str, tuple[Outcome, ...]], ...]:
        """A method's first parameter where no call of it is seen: an object of its class, from which no other derives."""
        code, owner = self.production.code, function.scope
        is_method = function.parameters and not function.decorators and code.class_(function.path, owner) is not None
        if not is_method or any(base.dotted.rpartition(".")[2] == owner for base in self._bases(owner)):
            return ()
        parameter = function.parameters[0]
        thing = Reference("instance", function.path, owner)
        return ((parameter.name, (Outcome(thing, Name(*function.mark, parameter.name, False), function.path),)),)

    def _bases(self, name: str) -> Iterator[Expression]:
        modules = (self.production.code.module(path) for path in self.production.code.files_with(name))
        yield from (base for module in modules if module for each in module.classes for base in each.bases)

    def _bound(self, function: Function, site: CallSite) -> tuple[tuple[str, tuple[Outcome, ...]], ...]:
        evaluator = self.production.evaluator
        where = Where.of(site)
        is_method = self.production.code.class_(function.path, function.scope) is not None
        owner = receiver_of(evaluator, site.call, where) if is_method else None
        if owner is not None:
            return bound_to(evaluator, function, site.call, where, owner)
        return bind(evaluator, function, site.call, where, 1 if is_method else 0)

    def _of(self, function: Function) -> Iterator[CallSite]:
        """The calls that lead to a function, by its name or by its class's."""
        owner, _, name = function.name.rpartition(".")
        is_constructor = name == "__init__"
        wanted = (function.path, owner if is_constructor else function.name)
        last = wanted[1].rpartition(".")[2]
        for site in self.production.calls_of((last,)):
            if not site.call.name and not isinstance(receiver(site.call)[0], Call):
                continue  # a method of what an expression gives that makes nothing
            found = self.production.evaluator.outcomes(site.call.function, Where(site.path, site.scope, (), site))
            things = (o.value for o in found if isinstance(o.value, Reference))
            if any((thing.path, thing.name) == wanted for thing in things):
                yield site
