"""Which bindings reach a name, and what it is by them.

A name is what its last sure binding makes it, or one of the possible ones after that. What cannot be missing is left out: a name whose method start-up has
called before is not ``None``, or the program would have stopped there.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from flaskcheck.code.bindings import deciding, imported_name, reads_setting
from flaskcheck.facts.expressions import Compare, Name, Opaque, receiver
from flaskcheck.facts.python import Assignment, CallSite, Class, Function, Import
from flaskcheck.ground.limits import MAX_IMPORTS_LOOKED_AT, MAX_NAMES_IN_ONE_ANOTHER, MAX_OUTCOMES, MAX_VALUE_DEPTH
from flaskcheck.ground.place import WHOLE, Spans, start
from flaskcheck.known.environment_readers import variables_by_key
from flaskcheck.readers import screens
from flaskcheck.values import displays, operations, things, variables
from flaskcheck.values.classes import attribute
from flaskcheck.values.filled import hands_names_on
from flaskcheck.values.question import Question
from flaskcheck.values.value import UNKNOWN, Outcome, Reference, Unknown, Where, beside_unknown, guesses
from flaskcheck.values.world import NOTHING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Guard, Statement
    from flaskcheck.values.value import Ask, Bound

ENVIRONMENT = variables_by_key()
PERHAPS = frozenset("and or if-else lambda comprehension".split())
"""Inside these an expression may not be evaluated."""

_OF_MODULES, _IMPORTS = attrgetter("_names._of_modules"), attrgetter("_names._imports")


class Names:
    """Follows names, dotted and imported ones too; ``ask`` tells what they are bound to."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.code = ask.code
        self.importer = ask.importer
        self._modules_open = 0
        self._of_modules: dict[tuple[str, str], tuple[tuple[Outcome, ...] | None, frozenset[str]]] = {}
        self._imports_open = 0
        self._imports: dict[tuple[str, str], tuple[bool, frozenset[str]]] = {}
        self._arguments: dict[int, tuple[frozenset[str], Bound]] = {}

    def name(self, value: Name, where: Where) -> tuple[Outcome, ...]:
        """What a name is where it stands."""
        if value.name == "__name__":
            module = Reference("module", where.path, self.importer.name_of(where.path))
            return (Outcome(module, value, where.path),)
        constant = operations.PLATFORM_CONSTANTS.get(value.name) if value.imported else None
        if constant is not None:
            return (Outcome(constant, value, where.path),)
        limit = start(where.before) if where.before else None
        key = (where.path, where.scope, value.name, limit)  # x = x + 1 asks for the x before it
        question = self.ask.question
        if key in question.active:
            question.cuts += 1
            return ()
        question.active.add(key)
        try:
            if value.imported:
                return self.imported(value.name, value, where)
            first, _, rest = value.name.partition(".")
            found = self._local(first, value, where)
            return self.attributes(found, rest, value, where) if rest else found
        finally:
            question.active.discard(key)

    def _local(self, name: str, value: Expression, where: Where) -> tuple[Outcome, ...]:
        """Outcomes of a local name: parameters, then the assignments of its scope, then those of the module."""
        scope = where.scope
        while scope:
            assigned = self._assigned(name, scope, where if scope == where.scope else where.until(None))
            if assigned is not None:
                return assigned
            for bound, outcomes in where.bound if scope == where.scope else ():
                if bound == name:
                    return self._here(outcomes)
            around = self.code.function(where.path, scope)
            if around is not None and any(parameter.name == name for parameter in around.parameters):
                break  # nobody knows what it is given
            if around is not None and (inner := self.code.function(where.path, f"{scope}.{name}")) is not None:
                return (Outcome(Reference("function", where.path, inner.name), value, where.path),)
            scope = scope.rpartition(".")[0]
        found = None if scope else self._global(name, where) or self._star(where.path, name)
        return found if found is not None else (Outcome(Unknown(name), value, where.path),)

    def _global(self, name: str, where: Where) -> tuple[Outcome, ...] | None:
        """Outcomes of a module's name as seen from a scope: a function that sets it further down (``if done: return``, then ``done = True``) first finds what the module has set."""
        bindings = self.code.bindings(where.path).get(name, ()) if where.scope and where.before else ()
        others = [b for b in bindings if b.scope != where.scope]
        if others and len(others) < len(bindings):
            return self.final(list(others), Where(where.path))
        return self._assigned(name, "", where.until(None) if where.scope else where)

    def _here(self, found: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
        """Those of some values that can be so in this world: an argument may have been worked out in another."""
        may_have = self.ask.world.may_have
        return tuple(o for o in found if may_have(o.variables - o.unset)) or found

    def _assigned(self, name: str, scope: str, where: Where) -> tuple[Outcome, ...] | None:
        if scope == "":
            if where.before is None and not where.guards:
                return self._of_module(name, where.path)
            statements: list[Statement] = list(self.code.bindings(where.path).get(name, ()))
        else:
            statements = self.code.binders(where.path, scope, name)
            if not statements:
                return None
        if scope != where.scope:
            where = Where(where.path, scope, (), where.before, where.guards)
        return self.final(statements, where)

    def _of_module(self, name: str, path: str) -> tuple[Outcome, ...] | None:
        """Outcomes of a module's name once the module is loaded; the same for every caller, so they are kept."""
        key, heard = (path, name), self.ask.world.heard
        if key not in self._of_modules and not self.ask.of_peers(_OF_MODULES, key):
            if not (bindings := self.code.bindings(path).get(name)):
                return None
            question = self.ask.question
            if self._modules_open >= MAX_NAMES_IN_ONE_ANOTHER:
                question.cuts += 1
                return None
            shallow, question.depth = question.depth, min(question.depth, MAX_VALUE_DEPTH // 2)
            self._modules_open += 1
            found, own = heard.during(self.final, list(bindings), Where(path))
            self._modules_open -= 1
            question.depth = shallow
            if len(question.active) > 1 and (found is None or any(isinstance(o.value, Unknown) for o in found)):
                return found  # perhaps cut short by the question that is being answered
            if found and self.code.once(hands_names_on, path, ""):
                found = guesses(found)
            self._of_modules[key] = found, own
        found, own = self._of_modules[key]
        heard.names |= own
        return found

    # -- the bindings that count -----------------------------------------------------------------

    def final(self, statements: list[Statement], where: Where) -> tuple[Outcome, ...] | None:
        """The outcomes left after a run of statements that bind the same thing: the last sure one and the possible ones after it."""
        kept: list[Statement] = []
        before = statements[: bisect_left(statements, start(where.before), key=start)] if where.before else statements
        for statement in reversed(before):  # what stands before a sure one counts no more
            runs = self.ask.runs(_beyond(statement.guards, where.guards), where) if statement.guards else True
            if runs is False or _binds_nothing(statement):
                continue
            kept.append(statement)
            if runs:
                break
        if not kept:
            return None
        kept.reverse()
        branches: list[variables.Branch] = []
        for statement in kept if len(kept) > 1 else ():
            missing = self._missing_variables(statement, where) | variables.unread(statement, kept)
            bound = self._bound_by(statement, where)
            if missing:
                bound = tuple(
                    o if isinstance(o.value, Unknown) or o.variables else o.replaced(unset=o.unset | missing)
                    for o in bound
                )
            branches.append((bound, () if missing else variables.chosen_by(self.ask, statement, where)))
        found = variables.together(branches) if branches else self._bound_by(kept[0], where)
        if isinstance(kept[0], Assignment) and any(o.value is None and o.unset for o in found):
            return self._without_impossible(kept[0].target.dotted, found, kept, where)
        return beside_unknown(found)

    def _missing_variables(self, statement: Statement, where: Where) -> frozenset[str]:
        """The environment variables that must be missing for a statement to run: ``if not key: key = "dev"``, ``if url: … else: url = "sqlite…"``."""
        names: frozenset[str] = frozenset()
        for guard in statement.guards:
            if guard in where.guards or guard.kind != "if" or guard.test is None:
                continue
            tested = variables.tested_for_absence(guard.test, guard.negated)
            if tested is not None:
                for outcome in self.ask.outcomes(tested, where.replaced(before=guard)):
                    names |= outcome.variables
        return names

    def _without_impossible(
        self, name: str, found: tuple[Outcome, ...], kept: list[Statement], where: Where
    ) -> tuple[Outcome, ...]:
        """The outcomes of a name without ``None`` where a method of it was called between its binding and here.

        ``uri = os.getenv("DATABASE_URL")``, then ``if uri.startswith("postgres://")``: without the variable this raises AttributeError, so that a later
        ``uri or "sqlite:///…"`` never takes its second half.
        """
        first = min(map(start, kept))
        calls = self.code.once(_method_calls, where.path, where.scope).get(name, ())
        is_called = any(_surely_calls(call, first, where) for call in calls)
        known = tuple(o for o in found if o.value is not None)
        return known if is_called and known else found

    def _bound_by(self, statement: Statement, where: Where) -> tuple[Outcome, ...]:
        if isinstance(statement, Assignment):
            if (edits := self.ask.world.edits) is not None and edits.changes(statement):
                return (Outcome(UNKNOWN, statement.value, where.path),)
            at = Where(where.path, where.scope, where.bound, statement, statement.guards)
            return self.ask.outcomes(displays.filled(self.ask, statement, where), at)
        if isinstance(statement, Import) and (name := imported_name(statement)):
            return self.imported(name, Name(*statement.mark, name, True), where)
        if isinstance(statement, (Function, Class)):
            kind = "class" if isinstance(statement, Class) else "function"
            origin = Name(*statement.mark, statement.name, False)
            return (Outcome(Reference(kind, where.path, statement.name), origin, where.path),)
        return ()

    # -- imports and attributes --------------------------------------------------------------------

    def imported(self, dotted: str, value: Expression, where: Where) -> tuple[Outcome, ...]:
        """Outcomes of a fully qualified name as seen from a file."""
        split = self.importer.split_name(where.path, dotted)
        if split is None:
            return (Outcome(Reference("external", "", dotted), value, where.path),)
        located, rest = split
        module = Outcome(Reference("module", located.path, located.name), value, where.path)
        key = (located.path, "import", rest)
        if not rest:
            return (module,)
        question = self.ask.question
        if key in question.active:
            question.cuts += 1
            return ()
        question.active.add(key)  # modules that import from one another may lead in a circle
        try:
            return self.attributes((module,), rest, value, where)
        finally:
            question.active.discard(key)

    def attributes(self, found: tuple[Outcome, ...], rest: str, value: Expression, where: Where) -> tuple[Outcome, ...]:
        """Follow a dotted rest of attributes from each outcome."""
        for name in rest.split(".") if rest else ():
            onward: tuple[Outcome, ...] = ()
            for outcome in found:
                onward += self._attribute_of(outcome, name, value, where)
            found = onward[:MAX_OUTCOMES]
        return found

    def _attribute_of(self, outcome: Outcome, name: str, value: Expression, where: Where) -> tuple[Outcome, ...]:
        thing = outcome.value
        kind = thing.kind if type(thing) is Reference else ""
        results: tuple[Outcome, ...] | None = None
        if kind == "module":
            results = self._assigned(name, "", Where(thing.path)) if thing.path.endswith((".py", ".wsgi")) else None
            results = results or self._star(thing.path, name)
        elif kind in ("class", "instance"):
            results = attribute(self.ask, thing, name, outcome)
            if results is None and (made := things.made_by_library(self.ask, thing)):
                results = self._of_library(Reference("external", "", made), name, value, where)
        elif kind == "external":
            results = self._of_library(thing, name, value, where)
        if results is None:
            results = (Outcome(UNKNOWN, value, where.path),)
        if not (outcome.unset or outcome.variables):
            return results
        return tuple(o.given(outcome) for o in results)

    def _of_library(self, thing: Reference, name: str, value: Expression, where: Where) -> tuple[Outcome, ...]:
        """An attribute of something from a library: a setting of an application, a constant, or another such thing."""
        key = things.key_of(thing, name)
        if key and (set_to := self.ask.setting(key)) is not None:
            return set_to
        dotted = f"{thing.name}.{name}"
        constant = operations.PLATFORM_CONSTANTS.get(dotted)
        return (Outcome(Reference("external", "", dotted) if constant is None else constant, value, where.path),)

    def _star(self, path: str, name: str) -> tuple[Outcome, ...] | None:
        for statement in self.code.bindings(path).get("*", []) if path.endswith((".py", ".wsgi")) else ():
            if isinstance(statement, Import):
                for located in self.importer.targets(path, statement):
                    if located.path.endswith(".py") and (found := self._assigned(name, "", Where(located.path))):
                        return found
        return None

    # -- the quick answer ------------------------------------------------------------------------

    def can_be_known(self, test: Expression, where: Where) -> bool:
        """Whether a test can be anything but unknown, given what is known of the arguments of its scope: asked before it is looked at in earnest.

        Most tests in an application's code ask for what only a request can tell (``form.validate()``, ``user is None``). That no constant, variable or thing of
        the repository is at the end of the way does not depend on where the test stands, so the index of each file knows it once for each name.

        May say yes of what turns out to be unknown, never the other way round: like every screen it is held against runs in which all are open.
        """
        arguments = self._known_arguments(where.bound) if where.bound else NOTHING
        return screens.is_open or self._can_be_known(test, where.path, where.scope, arguments)

    def _can_be_known(self, value: Expression, path: str, scope: str, arguments: frozenset[str]) -> bool:
        if type(value) is Name:
            if reads_setting(value.name):
                return True
            if value.imported:
                return self._imports_something(path, value.name)
            first = value.name.partition(".")[0]
            return (
                first == "__name__" or first in arguments or self._comes_from_something(path, scope, first, arguments)
            )
        parts = deciding(value)
        if parts is None:
            return True
        if len(parts) == 1:
            return self._can_be_known(parts[0], path, scope, arguments)
        known = (self._can_be_known(part, path, scope, arguments) for part in parts)
        return all(known) if type(value) is Compare else any(known)

    def _comes_from_something(self, path: str, scope: str, name: str, arguments: frozenset[str]) -> bool:
        origins = self.code.index(path).origins(scope, name)
        if origins.is_known or not arguments.isdisjoint(origins.names):
            return True
        return any(self._imports_something(path, imported) for imported in origins.imported)

    def _imports_something(self, path: str, dotted: str) -> bool:
        """Names of other distributions are known by name only, but for what every platform answers alike."""
        key, heard = (path, dotted), self.ask.world.heard
        if key not in self._imports and not self.ask.of_peers(_IMPORTS, key):
            if self._imports_open >= MAX_IMPORTS_LOOKED_AT:
                return True
            self._imports[key] = True, NOTHING  # modules may import from one another in a circle
            self._imports_open += 1
            try:
                self._imports[key] = heard.during(self._tells_something, path, dotted)
            finally:
                self._imports_open -= 1
        kept = self._imports[key]
        heard.names |= kept[1]
        return kept[0]

    def _tells_something(self, path: str, dotted: str) -> bool:
        is_named = dotted in ENVIRONMENT or operations.tells_of_platform(dotted)
        return is_named or any(map(_tells_something, self._imported_afresh(dotted, path)))

    def _imported_afresh(self, dotted: str, path: str) -> tuple[Outcome, ...]:
        """The outcomes of an imported name as a question of its own, whatever is being answered now."""
        name = Name(WHOLE, Spans(path), dotted, True)
        if self.importer.split_name(path, dotted) is None:
            return (Outcome(Reference("external", "", dotted), name, path),)
        asked, self.ask.question = self.ask.question, Question()
        try:
            return self.ask.outcomes(name, Where(path))
        finally:
            self.ask.question = asked

    def _known_arguments(self, bound: Bound) -> frozenset[str]:
        """The parameters of which something is known."""
        kept = self._arguments.get(id(bound))
        if kept is None:
            names = frozenset(name for name, found in bound if any(map(_tells_something, found)))
            kept = self._arguments[id(bound)] = names, bound
        return kept[0]


def _tells_something(outcome: Outcome) -> bool:
    """Whether an outcome is a constant or a thing of the repository, or an application's configuration, or comes of a comparison, by which ``assumptions.by_origin`` judges."""
    thing = outcome.value
    if isinstance(outcome.origin, Compare) or things.is_configuration_of(outcome):
        return True
    return not isinstance(thing, Unknown) and not (isinstance(thing, Reference) and thing.kind == "external")


def _beyond(guards: tuple[Guard, ...], known: tuple[Guard, ...]) -> tuple[Guard, ...]:
    """The guards that are not among those known to hold (each guard of a file is one object)."""
    if not known or not guards:
        return guards
    held = set(map(id, known))
    return tuple(guard for guard in guards if id(guard) not in held)


def _binds_nothing(statement: Statement) -> bool:
    return (
        isinstance(statement, Assignment)
        and isinstance(statement.value, Opaque)
        and statement.value.kind in ("declared", "deleted")
    )


def _method_calls(code: Code, path: str, scope: str) -> dict[str, list[CallSite]]:
    """The calls of methods in a scope, by the name whose methods they are."""
    found: dict[str, list[CallSite]] = {}
    for site in code.scope(path, scope):
        base = receiver(site.call)[0] if isinstance(site, CallSite) else None
        if isinstance(site, CallSite) and isinstance(base, Name) and not base.imported:
            found.setdefault(base.name, []).append(site)
    return found


def _surely_calls(site: CallSite, first: tuple[int, int], where: Where) -> bool:
    """Whether a call of a method of a name is surely made after its first binding and before the place that is asked about."""
    if start(site) < first or (where.before is not None and start(site) >= start(where.before)):
        return False
    return not PERHAPS & set(site.context) and {*map(id, site.guards)} <= {*map(id, where.guards)}
