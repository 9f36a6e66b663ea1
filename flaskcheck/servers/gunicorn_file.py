"""The settings in a gunicorn configuration file, which is Python: read from its facts, never run.

A value that depends on environment variables is written as the shell would write it (``0.0.0.0:${PORT:-8000}``), so that all else can
treat it like a command line.
"""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Conditional, Either, EnvRead, Expression, Items, Join, Literal, Name
from flaskcheck.facts.python import Module
from flaskcheck.ground.limits import MAX_GUNICORN_DEPTH
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.servers.options import GivenOption

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.python import Assignment
    from flaskcheck.servers.server import Surroundings
    from flaskcheck.shell.program import Invocation

CASTS = frozenset(("int", "str", "float", "bool"))


class GunicornFile(Record):
    """What a configuration file sets, in source order; ``unknown`` are settings whose value cannot be read, with their places. ``is_read``: false when
    there is a file that cannot be read, so that it may set anything."""

    options: tuple[GivenOption, ...] = ()
    unknown: tuple[tuple[str, Place], ...] = ()
    is_read: bool = True

    def option(self, name: str) -> GivenOption | None:
        """The last value of a setting."""
        return next((option for option in reversed(self.options) if option.name == name), None)

    def unreadable(self, name: str) -> Place | None:
        """Where a setting is made in a way that cannot be read."""
        return dict(self.unknown).get(name)


def read(path: str, around: Surroundings, invocation: Invocation) -> GunicornFile:
    """The settings in the file at a repository path. Names that gunicorn does not know are among them: it ignores them."""
    module = around.module_of(path)
    if module is None or module.error:
        return GunicornFile(is_read=False)
    return _Reader(module, around, invocation).config()


class _Reader:
    def __init__(self, module: Module, around: Surroundings, invocation: Invocation) -> None:
        self.around = around
        self.invocation = invocation
        self.assigned: dict[str, list[Assignment]] = {}
        for assignment in module.assignments:
            if not assignment.scope and isinstance(assignment.target, Name) and "." not in assignment.target.name:
                self.assigned.setdefault(assignment.target.name, []).append(assignment)

    def config(self) -> GunicornFile:
        options: list[GivenOption] = []
        unknown: list[tuple[str, Place]] = []
        for name, assignments in self.assigned.items():
            last = assignments[-1]
            texts = self.texts(name, 0)
            if texts is None:
                unknown.append((name, last.value.place))
            else:
                options.extend(GivenOption(name, text, place, "config") for text, place in texts)
        return GunicornFile(tuple(options), tuple(unknown))

    def texts(self, name: str, depth: int) -> list[tuple[str, Place]] | None:
        """The value of a name: one text, or the texts of a list; ``None`` when it depends on what cannot be known."""
        assignments = self.assigned[name]
        if any(guard.kind not in ("try", "with") for guard in assignments[-1].guards):
            return None
        value = assignments[-1].value
        if isinstance(value, Items):
            found = [(self.text(item, depth), item.place) for item in value.items]
            return None if any(text is None for text, _ in found) else [(text or "", place) for text, place in found]
        text = self.text(value, depth)
        return None if text is None else [(text, value.place)]

    def text(self, value: Expression, depth: int) -> str | None:
        """An expression as text; variables of the environment that are not known stay in it as ``${NAME:-default}``."""
        if depth > MAX_GUNICORN_DEPTH:
            return None
        if isinstance(value, Literal):
            return "" if value.value is None else str(value.value)
        if isinstance(value, EnvRead):
            return self._variable(value, depth)
        if isinstance(value, Join):
            parts = [self.text(part, depth + 1) for part in value.parts]
            return None if None in parts else "".join(part or "" for part in parts)
        if isinstance(value, Name) and value.name in self.assigned:
            found = self.texts(value.name, depth + 1)
            return found[0][0] if found and len(found) == 1 else None
        if isinstance(value, Call) and value.name in CASTS and len(value.arguments) == 1 and not value.keywords:
            return self.text(value.arguments[0], depth + 1)
        if isinstance(value, Either) and value.operator == "or":
            return self._either(value, depth)
        if isinstance(value, Conditional):
            branches = (self.text(value.then, depth + 1), self.text(value.otherwise, depth + 1))
            return branches[0] if branches[0] == branches[1] else None
        return None

    def _variable(self, read: EnvRead, depth: int) -> str | None:
        is_set, value = self.around.variable(self.invocation, read.variable)
        if value is not None:
            return value
        if is_set or read.required or read.default is None:
            return f"${{{read.variable}}}"
        default = self.text(read.default, depth + 1)
        return None if default is None else f"${{{read.variable}:-{default}}}"

    def _either(self, value: Either, depth: int) -> str | None:
        """``environ.get("X") or "y"``: the shell's ``${X:-y}``."""
        first, *others = value.options
        if not isinstance(first, EnvRead) or len(others) != 1:
            return None
        known = self._variable(first, depth)
        default = self.text(others[0], depth + 1)
        if known and "$" not in known:
            return known
        return None if default is None else f"${{{first.variable}:-{default}}}"
