"""The environment variables that a start module sets itself, before it imports anything of the repository: whatever is imported then finds them."""

from __future__ import annotations

from flaskcheck.facts.expressions import Literal, Subscript
from flaskcheck.known.secrets import is_secret_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Module, Statement


def given_variables(module: Module, is_own: Callable[[str], bool]) -> dict[str, str | None]:
    """Each with its text, or ``None`` where that is not written or only a default. ``is_own`` tells whether the repository has a module of a name.

    Secrets are left out: a key that stands here is no better than the default that it hides.
    """
    ends = min(
        (i.place.line for i in module.imports if not i.scope and (i.level or is_own(i.module.partition(".")[0]))),
        default=min((site.place.line for site in module.environment), default=0),
    )
    found: dict[str, str | None] = {}
    for statement, name, value in _written(module):
        if statement.scope or statement.guards or not isinstance(name, Literal) or is_secret_name(str(name.value)):
            continue
        if not ends or statement.place.line < ends:
            is_text = isinstance(value, Literal) and isinstance(value.value, str)
            found[str(name.value)] = str(value.value) if is_text and isinstance(value, Literal) else None
    return found


def _written(module: Module) -> Iterator[tuple[Statement, Expression, Expression | None]]:
    """The statements that write into ``os.environ``, each with the name and the value that it then has."""
    for assignment in module.assignments:
        target = assignment.target
        if isinstance(target, Subscript) and target.base.dotted == "os.environ":
            yield assignment, target.key, assignment.value
    for site in module.calls:
        arguments = site.call.arguments
        if site.call.name == "os.environ.setdefault" and arguments:
            yield site, arguments[0], None
