"""The environment variables that code sets itself: a start module's, before it imports anything of the repository, are there for whatever is imported then."""

from __future__ import annotations

from flaskcheck.facts.expressions import Expression, Literal, Mapping, Name, Subscript
from flaskcheck.facts.python import Statement
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.facts.python import CallSite, Module


class VariableWrite(Record):
    """A write of a variable; ``is_default``: it counts only where nobody else sets it."""

    name: str
    value: Expression
    statement: Statement
    is_default: bool = False

    @property
    def text(self) -> str | None:
        """The text that is written, where that is certain."""
        is_text = isinstance(self.value, Literal) and isinstance(self.value.value, str) and not self.is_default
        return str(self.value.value) if is_text and isinstance(self.value, Literal) else None


def given_variables(module: Module, is_own: Callable[[str], bool]) -> dict[str, VariableWrite]:
    """What a start module sets whenever it is loaded. ``is_own`` tells whether the repository has a module of a name."""
    ends = min(
        (i.place.line for i in module.imports if not i.scope and (i.level or is_own(i.module.partition(".")[0]))),
        default=min((site.place.line for site in module.environment), default=0),
    )
    found: dict[str, VariableWrite] = {}
    for given in written_variables(module):
        is_plain = not given.statement.scope and not given.statement.guards
        if is_plain and (not ends or given.statement.place.line < ends):
            if not given.is_default or given.name not in found:
                found[given.name] = given
    return found


def written_variables(module: Module) -> Iterator[VariableWrite]:
    """Every write into ``os.environ`` under a name that is written out, in the order of the source but for its form."""
    for assignment in module.assignments:
        target = assignment.target
        if isinstance(target, Subscript) and target.base.dotted == "os.environ" and isinstance(target.key, Literal):
            yield VariableWrite(str(target.key.value), assignment.value, assignment)
    for site in module.calls:
        function = site.call.function
        if type(function) is Name and function.name.startswith("os.environ."):
            yield from _by_call(site)


def _by_call(site: CallSite) -> Iterator[VariableWrite]:
    call, arguments = site.call, site.call.arguments
    if call.name == "os.environ.setdefault" and len(arguments) == 2 and isinstance(arguments[0], Literal):
        yield VariableWrite(str(arguments[0].value), arguments[1], site, True)
    elif call.name == "os.environ.update":
        for keyword in call.keywords:
            if keyword.name:
                yield VariableWrite(keyword.name, keyword.value, site)
        for display in arguments:
            for key, value in zip(display.keys, display.items) if isinstance(display, Mapping) else ():
                if isinstance(key, Literal):
                    yield VariableWrite(str(key.value), value, site)
