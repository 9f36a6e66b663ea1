"""The code that production reaches: what start-up executes, and what requests can execute afterwards."""

from __future__ import annotations

from functools import cached_property
from itertools import chain

from flaskcheck.code.modules import calls_by_word, strays
from flaskcheck.effects.commands import is_command, names_command
from flaskcheck.effects.foresight import is_caught, is_foreseen, may_call
from flaskcheck.facts.expressions import Name, Starred, last_name, mention
from flaskcheck.facts.python import Assignment, CallSite, Function, Import
from flaskcheck.ground.limits import MAX_CALLERS
from flaskcheck.known import libraries
from flaskcheck.known.meanings import REGISTERS
from flaskcheck.values.alike import Likeness
from flaskcheck.values.returns import bind
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from typing import Any, TypeVar

    from flaskcheck.code.modules import Code
    from flaskcheck.effects.run import Trace
    from flaskcheck.facts.python import Class, Guard, Module, Statement, Text
    from flaskcheck.values.evaluator import Evaluator
    from flaskcheck.values.value import Bound

    S = TypeVar("S", bound=Statement)
    T = TypeVar("T")

STARTUP = "startup"
UPGRADE, RELEASE = "upgrade", "release"
REQUEST = "request"

_SET_UP = libraries.named(REGISTERS, "setup")
_SETTING_UP = libraries.last_words(REGISTERS, "setup")


def _position(item: tuple[int, CallSite]) -> int:
    return item[0]


def _bound(assignments: list[Assignment], guard: Guard) -> frozenset[str]:
    """The names that are bound under a test."""
    return frozenset(a.target.dotted for a in assignments if guard in a.guards and a.target.dotted)


def _unpacks(site: CallSite) -> bool:
    """Whether a call gives what nobody can count."""
    return any(isinstance(a, Starred) for a in site.call.arguments) or any(not k.name for k in site.call.keywords)


class Production:
    """What one start-up reaches. ``modules`` maps each reached file to the phase in which it is loaded.

    ``like`` is what another start-up reaches, from the same entries in a deployment that looks alike to all code up to there.
    """

    def __init__(self, trace: Trace, like: Production | None = None) -> None:
        self.trace = trace
        self.code = trace.code
        self.evaluator = trace.evaluator
        self._like = (like, Likeness(self.evaluator, like.evaluator)) if like else None
        self._answers: dict[str, tuple[Any, ...]] = {}
        self._told: dict[tuple[object, ...], tuple[Any, ...]] = {}
        self._named: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
        self._calling: dict[str, dict[str, tuple[Bound, ...]]] = {}
        self.modules: dict[str, str] = like.modules if like else dict.fromkeys(trace.loaded, STARTUP)
        self.scopes: dict[tuple[str, str], str] = like.scopes if like else dict.fromkeys(trace.entered, STARTUP)
        if like is None:
            self._reach()

    # -- reaching --------------------------------------------------------------------------------

    def _reach(self) -> None:
        """Grow the set of live scopes from start-up's own: handlers, callbacks, and what these call in turn."""
        todo = list(self.scopes)
        for path in list(self.modules):
            todo.extend(self._roots(path))
        while todo:
            path, scope = todo.pop()
            for found in self._referenced(path, scope):
                if found not in self.scopes:
                    self.scopes[found] = REQUEST
                    todo.append(found)
            for loaded in self._imported(path, scope):
                self.modules[loaded] = REQUEST
                self.scopes[(loaded, "")] = REQUEST
                todo.append((loaded, ""))
                todo.extend(self._roots(loaded))

    def _roots(self, path: str) -> list[tuple[str, str]]:
        """Functions of a loaded module that something outside calls: decorated ones and methods; not commands of the command line."""
        module = self.code.module(path)
        found = []
        classes = {c.name for c in module.classes} if module else set()
        idle = {c.name for c in module.classes if self._is_idle(path, c)} if module else set()
        for function in module.functions if module else ():
            is_method = function.scope in classes
            if (is_method or function.decorators) and function.scope not in idle and not is_command(function):
                key = (path, function.name)
                if key not in self.scopes and self._parent_is_live(path, function):
                    self.scopes[key] = STARTUP if self._sets_up(path, function) else REQUEST
                    found.append(key)
        for definition in module.classes if module else ():
            self.scopes.setdefault((path, definition.name), self.modules[path])
        return found

    def _sets_up(self, path: str, function: Function) -> bool:
        """Whether a function is called when its blueprint is registered, before any request."""
        marks = (d for d in function.decorators if last_name(d) in _SETTING_UP)
        things = (o.value for mark in marks for o in self.evaluator.outcomes(mark, Where(path, function.scope)))
        return any(isinstance(thing, Reference) and thing.name in _SET_UP for thing in things)

    def _is_idle(self, path: str, plain: Class) -> bool:
        """Whether a plain class is named nowhere in its module but where production never comes: a stand-in for developers' machines."""
        is_plain = all(isinstance(base, Name) and base.name == "object" for base in plain.bases)
        if plain.scope or not is_plain or plain.decorators or plain.keywords:
            return False
        if plain.name in self.code.once(_bases, path, ""):
            return False
        named = self.code.once(_named, path, "").get(plain.name, ())
        return bool(named) and all(guards and self.evaluator.runs(guards, at) is False for guards, at in named)

    def _parent_is_live(self, path: str, function: Function) -> bool:
        """A decorated function inside a factory counts only when the factory itself is reached."""
        parent = function.scope
        if not parent or self.code.class_(path, parent):
            return self.evaluator.runs(function.guards, Where(path)) is not False
        return (path, parent) in self.scopes

    def _referenced(self, path: str, scope: str) -> Iterator[tuple[str, str]]:
        """First-party functions that a live scope names: called, or handed on as callbacks; of those that are reached already only some.

        Whether production executes a statement is asked only where the statement leads to something new.
        """
        where = Where(path, scope)
        for guards, mentioned in self.code.mentions(path, scope):
            named = ((f, is_called) for key, is_called in mentioned.items() for f in self._named_by(where, *key))
            found = [f for f, c in named if f not in self.scopes and (c or not names_command(self.code, *f))]
            if found and (not guards or self.evaluator.runs(guards, where) is not False):
                yield from found
        for inner in self.code.functions_in(path, scope) if scope else ():
            if inner.decorators and not is_command(inner):
                yield (path, inner.name)

    def _named_by(self, where: Where, name: str, imported: bool) -> tuple[tuple[str, str], ...]:
        """The functions that a name leads to."""
        if not imported:
            return self._local_functions(where.path, where.scope, name)
        split = self.evaluator.importer.split_name(where.path, name)
        return (
            self._functions_at(split[0].path, split[1]) if split and split[1] and split[0].path.endswith(".py") else ()
        )

    def _local_functions(self, path: str, scope: str, name: str) -> tuple[tuple[str, str], ...]:
        while scope and not self.code.function(path, f"{scope}.{name}"):
            scope = scope.rpartition(".")[0]
        return self._functions_at(path, f"{scope}.{name}" if scope else name)

    def _functions_at(self, path: str, name: str) -> tuple[tuple[str, str], ...]:
        key = (path, name)
        if key not in self._named:
            self._named[key] = tuple(self._function_at(path, name))
        return self._named[key]

    def _function_at(self, path: str, name: str, depth: int = 0) -> Iterator[tuple[str, str]]:
        if self.code.function(path, name):
            yield (path, name)
        for binding in self.code.bindings(path).get(name.partition(".")[0], []) if depth < 6 else ():
            if isinstance(binding, Import) and binding.name:
                split = self.evaluator.importer.split_name(
                    path, "." * binding.level + f"{binding.module}.{binding.name}".lstrip(".")
                )
                if split and split[1] and split[0].path.endswith(".py") and split[0].path != path:
                    yield from self._function_at(split[0].path, split[1], depth + 1)

    def _imported(self, path: str, scope: str) -> list[str]:
        """Modules that a live function imports and that nothing loaded before."""
        found: list[str] = []
        for statement in self.code.imports(path, scope):
            if statement.guards and self.evaluator.runs(statement.guards, Where(path, scope)) is False:
                continue
            for located in self.evaluator.importer.targets(path, statement):
                if located.path.endswith(".py") and located.path not in self.modules and located.path not in found:
                    found.append(located.path)
        return found

    def is_certain(self, statement: Statement) -> bool:
        """Whether every start executes a statement: at import, or in a function that start-up calls outside a test."""
        return id(statement) in self._certain

    @cached_property
    def _certain(self) -> frozenset[int]:
        return frozenset(id(step.statement) for step in self.trace.steps if step.sure)

    def is_at_start(self, statement: Statement, phase: str) -> bool:
        """Whether every start executes a statement of a phase: at the top of a module, or in a function that start-up calls outside a test; or what runs before it does."""
        if phase in (UPGRADE, RELEASE):
            return True
        return phase == STARTUP and (not statement.scope or self.is_certain(statement))

    def is_spare(self, statement: Statement) -> bool:
        """Whether nothing executes a statement before someone sets a variable that nobody declares, or a test that cannot be determined chooses between it and another way to make the same thing."""
        where = Where(statement.spans.path, statement.scope)
        runs = self._bare.runs(statement.guards, where) if statement.guards else True
        return runs is False or (runs is None and self._is_choice(statement, where))

    @cached_property
    def _bare(self) -> Evaluator:
        return self.evaluator.within(self.evaluator.world.bare())

    def _is_choice(self, statement: Statement, where: Where) -> bool:
        tests = [g for g in statement.guards if g.kind == "if" and self._bare.runs((g,), where) is None]
        beside = [s for s in self.code.scope(where.path, where.scope) if isinstance(s, Assignment)]
        return any(_bound(beside, guard) & _bound(beside, guard.replaced(negated=not guard.negated)) for guard in tests)

    # -- answers ---------------------------------------------------------------------------------

    def phase(self, statement: Statement) -> str:
        """In which phase production can execute a statement; ``""`` when it cannot."""
        path = statement.spans.path
        scope = self.scopes.get((path, statement.scope))
        if scope is None or path not in self.modules:
            return ""
        if statement.guards and self.evaluator.runs(statement.guards, Where(path, statement.scope)) is False:
            return ""
        return scope

    def _live(self, statements: tuple[S, ...]) -> list[tuple[S, str]]:
        """Those of a module's statements that production can execute, each with its phase."""
        verdicts: dict[tuple[int, str], str] = {}
        phase, guards, scope = "", None, None
        found = []
        for statement in statements:
            if statement.guards is not guards or statement.scope is not scope:  # most stand together under the same
                guards, scope = statement.guards, statement.scope
                known = verdicts.get((id(guards), scope))
                if known is None:
                    known = verdicts[id(guards), scope] = "" if self._is_shut(statement) else self.phase(statement)
                phase = known
            if phase:
                found.append((statement, phase))
        return found

    def _is_shut(self, statement: Statement) -> bool:
        """Whether tests of what its function is given keep a statement from running, with whatever reached code calls the function."""
        path, scope = statement.spans.path, statement.scope
        tests = [g.test for g in statement.guards if g.kind == "if" and g.test is not None] if scope else []
        function = self.code.function(path, scope) if tests else None
        if function is None or not mention(tests, {p.name for p in function.parameters if p.default is not None}):
            return False
        if scope not in self._calling.setdefault(path, {}):
            self._calling[path][scope] = tuple(self._bound_by_calls(function))
        bound = self._calling[path][scope]
        return bool(bound) and all(self.evaluator.runs(statement.guards, Where(path, scope, b)) is False for b in bound)

    def _bound_by_calls(self, function: Function) -> Iterator[Bound]:
        """What the calls of reached code that may lead to a function bind to its parameters; nothing where anything else may call it."""
        if function.decorators:
            return
        owner, _, last = function.name.rpartition(".")
        is_method = bool(owner) and self.code.class_(function.path, owner) is not None
        word = owner.rpartition(".")[2] if last == "__init__" and is_method else last
        telling, own = self.code.naming(word, self.modules), (function.path, function.place.line)
        if any((path, line) != own for path in telling for line in self.code.once(strays, path, word)):
            return  # asked first: that is the same for all deployments
        every = [site for path in telling for site in self.code.once(calls_by_word, path, "").get(word, ())]
        wanted = function.path, owner if last == "__init__" and is_method else function.name
        sites = [site for site in every if self.phase(site) and may_call(self.evaluator, site, *wanted)]
        if len(sites) > MAX_CALLERS or any(map(_unpacks, sites)):
            return
        for site in sites:
            yield bind(self.evaluator, function, site.call, Where.of(site), 1 if is_method else 0)

    def facts(self) -> Iterator[Module]:
        """The facts of every reached module, in the order of loading."""
        for path in self.modules:
            module = self.code.module(path)
            if module is not None:
                yield module

    def of_kind(self, kind: str) -> tuple[tuple[Any, str], ...]:
        """Every statement of one kind (a field of ``Module``) that production can execute, with its phase. Rules ask for the same again and again."""
        if kind not in self._answers:
            self._answers[kind] = self._likewise(lambda other: other.of_kind(kind)) or self._of_kind(kind)
        return self._answers[kind]

    def told(self, question: Callable[..., Iterable[T]], *given: str | tuple[object, ...]) -> tuple[T, ...]:
        """What a function says of this production. It may ask the code and the evaluator, nothing else: then one answer holds for all deployments that look alike."""
        key = question, *given
        if key not in self._told:
            found = self._likewise(lambda other: other.told(question, *given))
            self._told[key] = tuple(question(self, *given)) if found is None else found
        return self._told[key]

    def _likewise(self, asked: Callable[[Production], T]) -> T | None:
        """What the other start-up answers, if the deployments still look alike after that."""
        if self._like is None or not self._like[1].holds():
            return None
        found = asked(self._like[0])
        return found if self._like[1].holds() else None

    def _of_kind(self, kind: str) -> tuple[tuple[Any, str], ...]:
        if kind == "functions":  # a function is reached when it is called, not where it is defined
            return tuple(self._functions())
        return tuple(chain.from_iterable(self._live(getattr(module, kind)) for module in self.facts()))

    def calls(self) -> tuple[tuple[CallSite, str], ...]:
        """Every call that production can make, with its phase."""
        return self.of_kind("calls")

    def calls_of(self, words: Collection[str]) -> list[CallSite]:
        """Those calls of what is called by one of these last words (``get`` of ``redis.get()``, of ``connect().get()`` and of ``get()``), in their order."""
        found = [item for word in words for item in self._calls_by_word.get(word, ())]
        return [site for _, site in sorted(found, key=_position)]

    @cached_property
    def _calls_by_word(self) -> dict[str, list[tuple[int, CallSite]]]:
        calls = self.calls()
        if self._like is not None and self._like[0].calls() is calls:
            return self._like[0]._calls_by_word
        found: dict[str, list[tuple[int, CallSite]]] = {}
        for position, (site, _) in enumerate(calls):
            function = site.call.function
            name = getattr(function, "name", "")
            found.setdefault(name.rpartition(".")[2] if type(function) is Name else name, []).append((position, site))
        return found

    def texts(self) -> tuple[tuple[Text, str], ...]:
        """Every text in code that production can execute, with its phase."""
        return self.of_kind("texts")

    def assignments(self) -> tuple[tuple[Assignment, str], ...]:
        """Every assignment that production can execute, with its phase."""
        return self.of_kind("assignments")

    def imports(self) -> tuple[tuple[Import, str], ...]:
        """Every import that production can execute, with its phase."""
        return self.of_kind("imports")

    def is_optional(self, statement: Import) -> bool:
        """Whether the code copes when an import fails, or makes it only under a test that foresees that."""
        return is_foreseen(self.evaluator, statement) or is_caught(self.evaluator, statement, self.calls_of)

    def copes_without(self, statement: Import) -> bool:
        """Whether the code goes on without what an import asks for, there or where its module is imported."""
        return self.is_optional(statement) or statement.spans.path in self._done_without

    @cached_property
    def _done_without(self) -> frozenset[str]:
        """The modules without which the code goes on when they fail to load: every way to them leads over an import that is caught."""
        needed: dict[str, set[str]] = {}
        imported: set[str] = set()
        for statement, _ in self.imports():
            path = statement.spans.path
            for located in self.evaluator.importer.targets(path, statement):
                imported.add(located.path)
                if not self.is_optional(statement):
                    needed.setdefault(path, set()).add(located.path)
        todo = [path for path in self.modules if path not in imported or not self.trace.loaded.get(path, "?")]
        found: set[str] = set()
        while todo:
            path = todo.pop()
            if path not in found:
                found.add(path)
                todo.extend(needed.get(path, ()))
        return frozenset(self.modules) - found

    def functions(self) -> tuple[tuple[Function, str], ...]:
        """Every function that production can call, with the phase in which it can first run."""
        return self.of_kind("functions")

    def _functions(self) -> Iterator[tuple[Function, str]]:
        for module in self.facts():
            for function in module.functions:
                phase = self.scopes.get((module.path, function.name))
                if phase:
                    yield function, phase


def _bases(code: Code, path: str, _scope: str) -> frozenset[str]:
    """What the classes of a module derive from, by name."""
    module = code.module(path)
    return frozenset(getattr(b, "dotted", "") for c in (module.classes if module else ()) for b in c.bases)


def _named(code: Code, path: str, _scope: str) -> dict[str, list[tuple[tuple[Guard, ...], Where]]]:
    """Where in a module each name is mentioned, and under which conditions."""
    found: dict[str, list[tuple[tuple[Guard, ...], Where]]] = {}
    for scope in ("", *code.index(path).functions):
        for guards, names in code.mentions(path, scope):
            for name in {name.partition(".")[0] for name, _ in names}:
                found.setdefault(name, []).append((guards, Where(path, scope)))
    return found
