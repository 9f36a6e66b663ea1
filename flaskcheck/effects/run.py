"""What runs when production starts, followed statement by statement without running anything.

From an entry (the module that a WSGI server imports, a script, a command) the trace loads modules in the order of their imports and steps into the
repository's own functions where start-up calls them, with what is known of their arguments. The steps are what every question about start-up is asked of: which
modules are loaded, which calls are made, in which order the configuration is set.
"""

from __future__ import annotations

import posixpath

from flaskcheck.facts.expressions import Name, Subscript, called
from flaskcheck.facts.python import Assignment, CallSite, Class, Failure, Import
from flaskcheck.ground.limits import MAX_FRAMES, MAX_LOADING_VISITS, MAX_STATEMENTS, MAX_VISITS
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.meanings import IMPORTS, SETS, STARTS
from flaskcheck.values.arguments import handed_on
from flaskcheck.values.calls import bound_call
from flaskcheck.values.returns import bound_to, receiver_of
from flaskcheck.values.value import Outcome, Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.facts.expressions import Call, Expression
    from flaskcheck.facts.python import Function, Statement
    from flaskcheck.values.evaluator import Evaluator
    from flaskcheck.values.value import Ask


_AT_END = libraries.last_words(STARTS, "end")
LOADERS = libraries.last_words(IMPORTS) | libraries.last_words(SETS, "object", "pyfile")


class Step(Record):
    """One statement that start-up executes. ``sure`` is false under a condition that cannot be decided; ``caller`` is the call or import that led to it,
    ``is_beside`` of one that has a function run in a thread or a process of its own."""

    statement: Statement
    where: Where
    sure: bool
    caller: Step | None = None
    is_beside: bool = False

    @property
    def path(self) -> str:
        return self.where.path

    @property
    def way(self) -> tuple[Step, ...]:
        """The steps by which it is reached, itself first."""
        found, step = [self], self.caller
        while step is not None:
            found.append(step)
            step = step.caller
        return tuple(found)

    @property
    def runs_beside(self) -> bool:
        """Whether it runs in a thread or a process of its own: the start goes on when it fails."""
        return any(step.is_beside for step in self.way)

    @property
    def is_registered_for_the_end(self) -> bool:
        """Whether it runs when the process ends, because something on the way to it was registered for that."""
        called_beside = (step.statement for step in self.way if step.is_beside)
        return any(isinstance(s, CallSite) and called(s.call) in _AT_END for s in called_beside)

    def runs_in(self, ask: Ask) -> bool | None:
        """Whether it runs in the world of whom one asks: every condition on the way to it holds."""
        found: bool | None = True
        for step in self.way:
            runs = ask.runs(step.statement.guards, step.where) if step.statement.guards else True
            if runs is False:
                return False
            found = found if runs else None
        return found

    def asked(self, ask: Ask) -> Iterator[str]:
        """The variables that the conditions on the way to it ask for."""
        for step in self.way:
            for guard in step.statement.guards:
                if guard.kind == "if" and guard.test is not None:
                    for outcome in ask.outcomes(guard.test, step.where.replaced(before=guard)):
                        yield from sorted(outcome.variables)


class Chance(Record):
    """When a start executes a statement: always, or where the variables of ``unset`` are missing; ``assumed``: as far as words can be trusted it does not in production."""

    unset: frozenset[str] = frozenset()
    assumed: bool = False


class Entry(Record):
    """Where production starts: ``path`` is loaded as ``name`` (``__main__`` for a script); ``factory``, a function that the module defines or imports, is called
    with ``call``'s arguments, ``functions`` are further functions that a command runs. ``is_brief``: of a command that ends, while servers go on (``flask db upgrade``)."""

    path: str
    name: str
    factory: Function | None = None
    call: Call | None = None
    functions: tuple[tuple[str, str], ...] = ()
    is_brief: bool = False


class Spoken:
    """The calls among steps by their last words, and the assignments by ``name =``. Most questions are about few words, and every deployment asks them of the same steps."""

    def __init__(self) -> None:
        self._count = 0
        self._by_word: dict[str, list[tuple[int, Step]]] = {}

    def of(self, steps: list[Step], is_meant: Callable[[str], bool]) -> list[Step]:
        """Those of the steps that call what is meant, in their order; there may be more steps than the last time."""
        for position in range(self._count, len(steps)):
            statement = steps[position].statement
            if isinstance(statement, CallSite):
                word = called(statement.call)
            elif isinstance(statement, Assignment):
                word = f"{statement.target.dotted} ="
            else:
                continue
            self._by_word.setdefault(word, []).append((position, steps[position]))
        self._count = len(steps)
        found = [item for word, items in self._by_word.items() if is_meant(word) for item in items]
        return [step for _, step in sorted(found, key=_position)]


def _position(item: tuple[int, Step]) -> int:
    return item[0]


class Trace:
    """The steps of one start. ``loaded`` are the modules in the order of their loading, each with the module that loaded it first; ``skipped`` are calls and failures that do not
    run here and may in another world. ``note`` is called with each step when it is made."""

    def __init__(self, evaluator: Evaluator, note: Callable[[Step], None] | None = None) -> None:
        self.evaluator = evaluator
        self.code = evaluator.code
        self.steps: list[Step] = []
        self.skipped: list[Step] = []
        self.entries: list[Entry] = []
        self.loaded: dict[str, str] = {}
        self.entered: set[tuple[str, str]] = set()
        self.stopping: dict[bool, tuple[int, list[Step]]] = {}
        """What ``stops`` has gathered."""
        self.hearing: dict[tuple[int, bool], tuple[int, dict[str, list[tuple[int, Step]]]]] = {}
        """Likewise ``stops_without``, for each evaluator."""
        self._spoken = Spoken(), Spoken()
        self._visits: dict[tuple[str, str], int] = {}
        self._stack: list[tuple[str, str]] = []
        self._note = note

    def seen_by(self, evaluator: Evaluator) -> Trace:
        """The same steps in a deployment that looks alike up to here (``values/alike.py``)."""
        same = Trace(evaluator)
        same.__dict__.update(self.__dict__, evaluator=evaluator)
        return same

    def calling(self, is_meant: Callable[[str], bool], skipped: bool = False) -> list[Step]:
        """The steps that call something by a last word that is meant (``get`` of ``redis.get()``) or assign to a name (``name =``), in their order; the skipped ones behind them, if those count."""
        found = self._spoken[0].of(self.steps, is_meant)
        return [*found, *self._spoken[1].of(self.skipped, is_meant)] if skipped else found

    def chance(self, statement: Statement) -> Chance | None:
        """When a start surely executes a statement; ``None`` when that cannot be determined, or it never does."""
        own = [step for step in self.steps if step.statement is statement]
        if any(step.sure or step.runs_in(self.evaluator) for step in own):
            return Chance()
        bare = self.evaluator.within(self.evaluator.world.bare())
        skipped = [step for step in self.skipped if step.statement is statement]
        step = next((step for step in (*own, *skipped) if step.runs_in(bare)), None)
        return Chance(frozenset(step.asked(bare)), step in skipped) if step is not None else None

    def start(self, entry: Entry) -> Trace:
        """Follow one entry; more may be added to the same trace."""
        self.entries.append(entry)
        for package in self._packages(entry):
            self.load(package, "", True)
        self.load(entry.path, "", True)
        if entry.factory is not None:
            self.load(entry.factory.place.path, entry.path, True)
            self.call_function(entry.factory, entry.call, Where(entry.path), True)
        for path, name in entry.functions:
            function = self.code.function(path, name)
            if function is not None:
                self.load(path, entry.path, True)
                self.call_function(function, None, Where(path), True)
        return self

    def _packages(self, entry: Entry) -> list[str]:
        names = entry.name.split(".")[:-1]
        found = [self.evaluator.importer.locate(".".join(names[:end])) for end in range(1, len(names) + 1)]
        return [located.path for located in found if located and located.kind == "package"]

    def load(self, path: str, importer: str, sure: bool, caller: Step | None = None) -> None:
        """Execute a module's top level, once."""
        if path in self.loaded or not path.endswith((".py", ".wsgi")):
            return
        self.loaded[path] = importer
        self._run(Where(path), sure, caller)

    def _run(self, where: Where, sure: bool, caller: Step | None) -> None:
        if len(self._stack) >= MAX_FRAMES:
            return
        self._stack.append((where.path, where.scope))
        self.entered.add((where.path, where.scope))
        for statement in self.code.scope(where.path, where.scope):
            if len(self.steps) >= MAX_STATEMENTS:
                break
            at = Where(where.path, where.scope, where.bound, statement, statement.guards)
            runs = self.evaluator.runs(statement.guards, where) if statement.guards else True
            if runs is not False:
                self._step(Step(statement, at, sure and runs is True, caller))
            elif isinstance(statement, (CallSite, Failure)):
                self.skipped.append(Step(statement, at, False, caller))
        self._stack.pop()

    def _step(self, step: Step) -> None:
        self.steps.append(step)
        if self._note is not None:
            self._note(step)
        statement, where = step.statement, step.where
        if isinstance(statement, Import):
            for located in self.evaluator.importer.targets(where.path, statement):
                self.load(located.path, where.path, step.sure, step)
        elif isinstance(statement, Class):
            self._run(Where(where.path, statement.name), step.sure, step)
        elif isinstance(statement, CallSite):
            self._call(statement.call, where, step)
            handed = handed_on(self.evaluator, statement, where)
            if handed is not None:
                self._run_beside(handed, where, step)

    def _run_beside(self, value: Expression, where: Where, step: Step) -> None:
        """Step into a function that a thread, a pool or a scheduler runs: the start goes on when it fails."""
        for outcome in self.evaluator.outcomes(value, where):
            thing = outcome.value
            function = self.code.function(thing.path, thing.name) if isinstance(thing, Reference) else None
            if function is not None:
                self.call_function(function, None, where, False, step.replaced(is_beside=True))

    def _call(self, call: Call, where: Where, step: Step) -> None:
        if _loads_by_name(call):
            self._load_named(call, where, step)
            return
        if isinstance(call.function, Name) and self._is_foreign(call.function, where):
            return
        for outcome in self.evaluator.outcomes(call.function, where):
            thing = outcome.value
            if not isinstance(thing, Reference):
                continue
            if (bound := bound_call(outcome, call)) is not None:
                self._call(bound, where, step)
            if thing.kind == "function":
                function = self.code.function(thing.path, thing.name)
                if function is not None:
                    self.call_function(function, call, where, step.sure, step, receiver_of(self.evaluator, call, where))
            elif thing.kind == "class":
                self._instantiate(thing, call, where, step)

    def _load_named(self, call: Call, where: Where, step: Step) -> None:
        """``from_object("config.Production")``, ``from_pyfile("config.py")`` and ``import_module("pkg")`` execute a module too."""
        for outcome in self.evaluator.outcomes(call.arguments[0], where) if call.arguments else ():
            if not outcome.text:
                continue
            path = configuration_file(self.evaluator, outcome.text, where.path)
            if not path and HOLE not in outcome.text:
                split = self.evaluator.importer.split_name(where.path, outcome.text.replace(":", "."))
                path = split[0].path if split else ""
            if path:
                self.load(path, where.path, step.sure, step)

    def _is_foreign(self, name: Name, where: Where) -> bool:
        """Quick answer for names of other distributions and of plain builtins, which are most."""
        if name.imported:
            return self.evaluator.importer.split_name(where.path, name.name) is None
        return False

    def _instantiate(self, thing: Reference, call: Call, where: Where, step: Step) -> None:
        from flaskcheck.values.classes import lineage

        for path, definition in lineage(self.evaluator, thing.path, thing.name):
            function = self.code.function(path, f"{definition.name}.__init__")
            if function is not None:
                made = Outcome(Reference("instance", thing.path, thing.name), call, where.path)
                self.call_function(function, call, where, step.sure, step, made)
                return

    def call_function(
        self,
        function: Function,
        call: Call | None,
        where: Where,
        sure: bool,
        caller: Step | None = None,
        receiver: Outcome | None = None,
    ) -> None:
        """Step into a first-party function with what is known of its arguments."""
        key = (function.path, function.name)
        visits = self._visits.get(key, 0)
        if key in self._stack or (visits >= MAX_VISITS and not (visits < MAX_LOADING_VISITS and self._loads(key))):
            return
        self._visits[key] = visits + 1
        bound = bound_to(self.evaluator, function, call, where, receiver)
        self._run(Where(key[0], key[1], bound), sure, caller)

    def _loads(self, key: tuple[str, str]) -> bool:
        """Whether a function loads modules by names that it is given, or writes under keys that it is given: each call brings another one."""
        return any(
            (isinstance(s, CallSite) and _loads_by_name(s.call))
            or (isinstance(s, Assignment) and isinstance(s.target, Subscript) and isinstance(s.target.key, Name))
            for s in self.code.scope(*key)
        )


def _loads_by_name(call: Call) -> bool:
    return called(call) in LOADERS


def configuration_file(evaluator: Evaluator, name: str, beside: str) -> str:
    """The repository path of a configuration file that ``from_pyfile`` names: beside the application, above it, or in ``instance/``; ``""`` when it is not there."""
    tail = name.rpartition(HOLE)[2].lstrip("/")
    if not tail or "/" not in tail and "." not in tail:
        return ""
    folder = beside.rpartition("/")[0]
    for base in dict.fromkeys((folder, folder.rpartition("/")[0], "")):
        for prefix in ("", "instance/"):
            path = posixpath.normpath(posixpath.join(base, prefix, tail))
            if evaluator.code.tree.has(path):
                return path
    return ""


def lies_beside(evaluator: Evaluator, path: str, beside: str) -> bool:
    """Whether such a file is in git just beside the application, where Flask looks for it, so that it is loaded wherever the application is deployed. With ``instance_relative_config`` Flask looks elsewhere."""
    module = evaluator.code.module(beside)
    words = (word.name for site in (module.calls if module is not None else ()) for word in site.call.keywords)
    is_here = path.rpartition("/")[0] == beside.rpartition("/")[0] and evaluator.code.tree.is_tracked(path)
    return is_here and "instance_relative_config" not in words
