"""The settings in a gunicorn configuration file, which is Python: told by the evaluator, never run.

A value that depends on environment variables is written as the shell would write it (``0.0.0.0:${PORT:-8000}``), so that all else can
treat it like a command line. It is found by asking twice: what the value is where each variable stands for itself, and where one of them is missing.
"""

from __future__ import annotations

import re
from itertools import islice

from flaskcheck.code.imports import Importer
from flaskcheck.facts.expressions import Items
from flaskcheck.facts.python import Assignment, Import
from flaskcheck.ground.limits import MAX_MISSING_VARIABLES
from flaskcheck.ground.place import HOLE, Place
from flaskcheck.ground.record import Record
from flaskcheck.servers.options import GivenOption
from flaskcheck.values.evaluator import Evaluator
from flaskcheck.values.value import Reference, Unknown, Where
from flaskcheck.values.world import World

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from flaskcheck.code.bindings import Binding
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Module
    from flaskcheck.servers.server import Surroundings
    from flaskcheck.shell.program import Invocation
    from flaskcheck.values.value import Outcome

    Asked = Callable[[Evaluator], "tuple[Outcome, ...] | None"]

UNKNOWN, ABSENT = object(), object()
"""What a setting is where it has no single value, and where nothing sets it."""


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
    module = around.code.module(path)
    if module is None or module.error:
        return GunicornFile(is_read=False)
    worlds = _Worlds(module, around, invocation)
    options: list[GivenOption] = []
    unknown: list[tuple[str, Place]] = []
    for name, bindings in around.code.bindings(path).items():
        last = bindings[-1]
        if not isinstance(last, (Assignment, Import)) or not worlds.is_set(bindings):
            continue
        place = last.value.place if isinstance(last, Assignment) else last.place
        texts = worlds.texts(bindings, place)
        if texts is None:
            unknown.append((name, place))
        else:
            options.extend(GivenOption(name, text, where, "config") for text, where in texts)
    return GunicornFile(tuple(options), tuple(unknown), not _hands_its_names_on(module))


def _hands_its_names_on(module: Module) -> bool:
    """Whether a file gives all its names to someone who may add others: ``set_defaults(globals())``."""
    return any(site.call.name in ("globals", "locals", "vars") for site in module.calls)


class _Worlds:
    """A configuration file where each environment variable whose text is not known stands for itself, or is missing."""

    def __init__(self, module: Module, around: Surroundings, invocation: Invocation) -> None:
        self.code = around.code
        self.importer = Importer(around.code, around.view, (invocation.cwd,) if invocation.cwd else ())
        self.file = Where(module.path)
        self.given = {**around.variables, **dict(invocation.environment)}
        read = dict.fromkeys(site.read.variable for site in module.environment)
        self.marks = {name: f"{HOLE}{name}{HOLE}" for name in read if self.given.get(name) is None}
        self.free = {name: at for at, name in enumerate(self.marks) if name not in self.given}
        self._world = World({**self.given, **self.marks}, True)
        self._evaluators: dict[frozenset[str], Evaluator] = {}

    def is_set(self, bindings: list[Binding]) -> bool:
        """Whether a name may be bound, whatever is missing."""
        asked = self._bound(bindings)
        return any(self._value(asked, missing) is not ABSENT for missing in self._nothing_or_one(asked))

    def texts(self, bindings: list[Binding], place: Place) -> list[tuple[str, Place]] | None:
        """The value of a name: one text, or the texts of a list, with their places; ``None`` when it depends on what cannot be known."""
        asked = self._bound(bindings)
        value = self._value(asked, frozenset())
        if not (isinstance(value, Reference) and isinstance(value.value, Items)):
            text = "" if value is None and self._is_the_same(asked) else self._spelled(asked)
            return None if text is None else [(text, place)]
        if not self._is_the_same(asked):
            return None
        items = [(self._spelled(self._item(item, Where(value.path, value.name))), item) for item in value.value.items]
        return None if any(text is None for text, _ in items) else [(text or "", item.place) for text, item in items]

    def _bound(self, bindings: list[Binding]) -> Asked:
        """What the bindings of a name make it; nothing sure where none of them surely runs."""

        def asked(evaluator: Evaluator) -> tuple[Outcome, ...] | None:
            found = evaluator.final(list(bindings), self.file)
            return found if found is None or any(evaluator.runs(b.guards, self.file) for b in bindings) else ()

        return asked

    def _item(self, item: Expression, where: Where) -> Asked:
        return lambda evaluator: evaluator.outcomes(item, where)

    def _nothing_or_one(self, asked: Asked) -> list[frozenset[str]]:
        return [frozenset(), *(frozenset({name}) for name in self._deciding(asked, frozenset()))]

    def _deciding(self, asked: Asked, missing: frozenset[str]) -> list[str]:
        """The variables that have a part in a value, which is the same without any other; one more where what is not read here has a part, for where one is missing no others are set."""
        evaluator = self._evaluator(missing)
        _, heard = evaluator.world.heard.during(asked, evaluator)
        begun = tuple(name[:-1] for name in heard if name.endswith("*"))
        found = {name for name in heard if name in self.free}
        found.update(name for name in self.free if begun and name.startswith(begun))
        if any(name[0] != "\0" and name not in self.given and name not in self.marks for name in heard):
            found.update(islice((name for name in self.free if name not in found), 1))
        return sorted(found, key=self.free.__getitem__)

    def _is_the_same(self, asked: Asked) -> bool:
        """Whether a value does not depend on which variables are missing."""
        first, *others = [self._value(asked, missing) for missing in self._nothing_or_one(asked)]
        return all(other == first for other in others)

    def _spelled(
        self, asked: Asked, missing: frozenset[str] = frozenset(), outer: frozenset[str] = frozenset()
    ) -> str | None:
        """A value as text, its variables with their defaults in it, where some are missing already; ``outer`` are those that the caller spells."""
        value = self._value(asked, missing)
        if value in (UNKNOWN, ABSENT) or isinstance(value, Reference) or len(missing) > MAX_MISSING_VARIABLES:
            return None
        text = str(value)
        marked = [name for name in _MARK.findall(text) if name in self.marks]
        inside = frozenset(name for name in marked if name in self.free)
        spelled = {name: f"${{{name}}}" for name in marked if name not in outer}
        for name in self._deciding(asked, missing):
            without = missing | {name}
            if name in missing or name in outer:
                continue
            if name not in inside and self._value(asked, without) != value:
                return None
            if name in inside and self._value(asked, without) is not UNKNOWN:
                default = _between(text, self.marks[name], self._spelled(asked, without, outer | inside))
                if default is None:
                    return None
                spelled[name] = spelled[name] if default == "None" else f"${{{name}:-{default}}}"
        for name, shown in spelled.items():
            text = text.replace(self.marks[name], shown)
        return text

    def _evaluator(self, missing: frozenset[str]) -> Evaluator:
        """Whom to ask where some variables are missing; where none is, others may be set that nothing here tells."""
        if missing not in self._evaluators:
            world = self._world.without(missing) if missing else World({**self.given, **self.marks})
            self._evaluators[missing] = Evaluator(self.code, self.importer, world)
        return self._evaluators[missing]

    def _value(self, asked: Asked, missing: frozenset[str]) -> Any:
        """The one value of an expression where some variables are missing."""
        found = asked(self._evaluator(missing))
        if found is None:
            return ABSENT
        values = {(type(o.value), o.value): o.value for o in found}
        value = next(iter(values.values())) if len(values) == 1 else UNKNOWN
        is_thing = isinstance(value, Reference) and value.kind != "items"
        return UNKNOWN if isinstance(value, Unknown) or is_thing or self._has_hole(value) else value

    def _has_hole(self, value: Any) -> bool:
        """Whether a text has an unknown part that is no variable."""
        if not isinstance(value, str) or HOLE not in value:
            return False
        return HOLE in _MARK.sub(lambda found: "" if found[1] in self.marks else found[0], value)


_MARK = re.compile(f"{HOLE}([^{HOLE}]*){HOLE}")


def _between(text: str, mark: str, other: str | None) -> str | None:
    """What stands in another text where the mark stands in this one; ``None`` when they differ elsewhere."""
    if other is None:
        return None
    count = text.count(mark)
    length, rest = divmod(len(other) - len(text) + count * len(mark), count)
    at = text.index(mark)
    found = other[at : at + length]
    return found if length >= 0 and not rest and text.replace(mark, found) == other else None
