"""What an expression can be in production, for one deployment: a few outcomes, never a guess.

Three-valued throughout: what cannot be known is ``UNKNOWN``. An outcome that only occurs while some environment variables are missing says so in
``unset``, which is how a fallback (``environ.get("X", "dev")``) is told from a setting.
"""

from __future__ import annotations

from flaskcheck.facts.expressions import (
    Attribute,
    Call,
    Compare,
    Conditional,
    Either,
    EnvRead,
    Expression,
    Items,
    Join,
    Literal,
    Mapping,
    Name,
    Not,
    Opaque,
    Subscript,
)
from flaskcheck.facts.python import Assignment, Class, Function, Import
from flaskcheck.ground.limits import MAX_EFFORT, MAX_NAMES_IN_ONE_ANOTHER, MAX_OUTCOMES, MAX_VALUE_DEPTH
from flaskcheck.ground.place import HOLE, WHOLE, Spans, start
from flaskcheck.values import operations
from flaskcheck.values.decidable import Decidable, imported_name
from flaskcheck.values.value import UNKNOWN, Outcome, Reference, Unknown, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Dictionary
    from typing import Any

    from flaskcheck.code.imports import Importer
    from flaskcheck.code.modules import Code
    from flaskcheck.facts.python import Guard, Statement


BRANCHING = frozenset({"except", "for", "while", "match"})
"""Guards under which a statement may or may not run; ``try``, ``with`` and ``finally`` bodies are taken as run."""


class Evaluator:
    """Evaluates expressions as one deployment would see them.

    ``variables`` maps declared environment variables to their literal value, or to ``None`` when they are set to something unknown.
    ``complete``: nothing but the platform's own file can set variables, so a variable that is not declared is missing.
    ``mains`` are the files run as ``__main__``.
    """

    def __init__(
        self,
        code: Code,
        importer: Importer,
        variables: Dictionary[str, str | None],
        complete: bool = False,
        mains: frozenset[str] = frozenset(),
    ) -> None:
        self.code = code
        self.importer = importer
        self.variables = variables
        self.complete = complete
        self.mains = mains
        self._decidable = Decidable(code, self._imported_afresh)
        self._depth = 0
        self._modules_open = 0
        self._effort = 0
        self._active: set[tuple[object, ...]] = set()
        self._answers: dict[tuple[object, ...], tuple[tuple[Outcome, ...], Expression, Where]] = {}
        """The answers to whole questions. Keys hold identities, so what they identify is kept too."""
        self._parts: dict[tuple[object, ...], tuple[tuple[Outcome, ...], int, int, int, Expression, Where]] = {}
        """Parts of questions, unless a limit or a circle cut them short, with the effort and the depth that they took: those are charged again, so that an
        answer does not depend on what was kept."""
        self._cuts = 0
        self._deepest = 0
        self._module_names: dict[tuple[str, str], tuple[Outcome, ...] | None] = {}
        self._guards: dict[tuple[int, str], bool | None] = {}
        self._verdicts: dict[tuple[int, str], tuple[bool | None, tuple[Guard, ...]]] = {}
        """Whether all guards of a statement hold where no argument is known, with the guards, whose identity is in the key."""

    # -- expressions ---------------------------------------------------------------------------

    def outcomes(self, value: Expression, where: Where) -> tuple[Outcome, ...]:
        """All values the expression can have; at least one."""
        if type(value) is Literal:
            return (Outcome(value.value, value, where.path),)
        key = (id(value), where.path, where.scope, where.before and where.before.at, id(where.guards), id(where.bound))
        if self._depth:
            return self._part(value, where, key)
        if key not in self._answers:
            self._effort = 0
            self._answers[key] = self._found(value, where), value, where
        return self._answers[key][0]

    def _part(self, value: Expression, where: Where, key: tuple[object, ...]) -> tuple[Outcome, ...]:
        """The outcomes of an expression inside a question, within the limits of depth and effort."""
        depth = self._depth
        effort = self._effort = self._effort + 1
        if depth >= MAX_VALUE_DEPTH or effort > MAX_EFFORT:
            self._cuts += effort > MAX_EFFORT
            self._deepest = max(self._deepest, depth)
            return (Outcome(UNKNOWN, value, where.path),)
        kept = self._parts.get(key) or self._parts.get((*key, depth))
        if kept and effort + kept[1] <= MAX_EFFORT and (depth + kept[2] < MAX_VALUE_DEPTH or depth == kept[3]):
            self._effort += kept[1]
            self._deepest = max(self._deepest, depth + kept[2])
            return kept[0]
        cuts, deepest, self._deepest = self._cuts, self._deepest, depth
        found = self._found(value, where)
        if cuts == self._cuts:
            is_whole = self._deepest < MAX_VALUE_DEPTH  # what depth has cut short is the same again only at this depth
            place = key if is_whole else (*key, depth)
            self._parts[place] = found, self._effort - effort, self._deepest - depth, depth, value, where
        self._deepest = max(self._deepest, deepest)
        return found

    def _found(self, value: Expression, where: Where) -> tuple[Outcome, ...]:
        self._depth += 1
        try:
            handler = _HANDLERS.get(type(value))
            found = handler(self, value, where) if handler else ()
        finally:
            self._depth -= 1
        return _distinct(found) or (Outcome(UNKNOWN, value, where.path),)

    def truth(self, value: Expression, where: Where) -> bool | None:
        """Whether a test holds in production; ``None`` when it depends. Branches that test for development or testing do not hold."""
        from flaskcheck.values.assumptions import assumption, by_origin

        if not self._decidable.test(value, where):
            return assumption(value, self, where)
        found = self.outcomes(value, where)
        firm = [o for o in found if not o.unset] or list(found)
        truths = {bool(o.value) if o.is_known else _is_set(o) or None for o in firm}
        if len(truths) == 1 and None not in truths:
            return truths.pop()
        assumed = assumption(value, self, where)
        return by_origin(found, self) if assumed is None else assumed

    def runs(self, guards: tuple[Guard, ...], where: Where) -> bool | None:
        """Whether a statement under these guards runs: ``True`` surely, ``False`` never in production, ``None`` perhaps."""
        if not guards:
            return True
        if where.bound:
            return _all(self._holds(guard, where) for guard in guards)
        key = (id(guards), where.scope)
        kept = self._verdicts.get(key)
        if kept is None:
            verdict = _all(self._holds_always(guard, where) for guard in guards)
            kept = self._verdicts[key] = verdict, guards
        return kept[0]

    def _holds_always(self, guard: Guard, where: Where) -> bool | None:
        """The same for a guard that depends on no argument: one answer for all that stands under it."""
        key = (id(guard), where.scope)  # facts live as long as the evaluator does
        if key not in self._guards:
            self._guards[key] = self._holds(guard, where)
        return self._guards[key]

    def _holds(self, guard: Guard, where: Where) -> bool | None:
        holds: bool | None = True
        if guard.kind == "main":
            holds = where.path in self.mains
        elif guard.kind == "type-checking":
            holds = False
        elif guard.kind == "if" and guard.test is not None:
            holds = self.truth(guard.test, where.replaced(before=guard))
        elif guard.kind == "if" or guard.kind in BRANCHING:
            return None
        return holds if holds is None or not guard.negated else not holds

    def _literal(self, value: Literal, where: Where) -> tuple[Outcome, ...]:
        return (Outcome(value.value, value, where.path),)

    def _env_read(self, value: EnvRead, where: Where) -> tuple[Outcome, ...]:
        name = value.variable
        names = frozenset({name})
        if name in self.variables:
            given = self.variables[name]
            known = Unknown("" if value.cast else "set") if given is None else operations.cast(given, value.cast)
            return (Outcome(known, value, where.path, frozenset(), names),)
        fallback: list[Outcome] = []
        if value.default is not None:
            for outcome in self.outcomes(value.default, where):
                fallback.append(outcome.replaced(unset=outcome.unset | names, variables=outcome.variables | names))
        elif not value.required:
            fallback.append(Outcome(None, value, where.path, names, names))
        if self.complete and fallback:
            return tuple(fallback)
        return (Outcome(Unknown("environment"), value, where.path, frozenset(), names), *fallback)

    def _join(self, value: Join, where: Where) -> tuple[Outcome, ...]:
        if not any(isinstance(part, Literal) for part in value.parts):
            known = [self.outcomes(part, where)[0].value for part in value.parts]
            if all(isinstance(v, (int, float)) for v in known):
                return ()  # a sum of numbers
        sofar = [Outcome("", value, where.path)]
        for part in value.parts:
            options = self.outcomes(part, where)
            sofar = [
                Outcome(
                    left.value + operations.as_text(right.value),
                    value,
                    where.path,
                    left.unset | right.unset,
                    left.variables | right.variables,
                )
                for left in sofar
                for right in options
            ][:MAX_OUTCOMES]
        return tuple(sofar)

    def _either(self, value: Either, where: Where) -> tuple[Outcome, ...]:
        stop_when = value.operator == "or"
        results: list[Outcome] = []
        passing: list[tuple[frozenset[str], frozenset[str]]] = [(frozenset(), frozenset())]
        for position, option in enumerate(value.options):
            last = position == len(value.options) - 1
            onward: list[tuple[frozenset[str], frozenset[str]]] = []
            for outcome in self.outcomes(option, where):
                truth = operations.truth(outcome.value)
                for unset, names in passing:
                    merged = outcome.replaced(unset=outcome.unset | unset, variables=outcome.variables | names)
                    if last or truth is stop_when or truth is None:
                        results.append(merged)
                    if not last and (truth is not stop_when if truth is not None else _may_pass(outcome)):
                        onward.append((merged.unset, merged.variables))
            passing = onward
        return tuple(results)

    def _conditional(self, value: Conditional, where: Where) -> tuple[Outcome, ...]:
        test = self.truth(value.test, where)
        found: tuple[Outcome, ...] = ()
        if test is not False:
            found += self.outcomes(value.then, where)
        if test is not True:
            found += self.outcomes(value.otherwise, where)
        if test is None:  # a test of the variable itself: without it the other branch is a fallback
            found = _with_tested_variables(value, found)
        return found

    def _compare(self, value: Compare, where: Where) -> tuple[Outcome, ...]:
        results = []
        for left in self.outcomes(value.left, where):
            for right in self._members(value.right, where):
                results.append(
                    Outcome(
                        operations.compare(left.value, value.operator, right.value),
                        value,
                        where.path,
                        left.unset | right.unset,
                        left.variables | right.variables,
                    )
                )
        return tuple(results)

    def _members(self, value: Expression, where: Where) -> tuple[Outcome, ...]:
        """Outcomes of the right side of a comparison, displays as tuples of constants."""
        if not isinstance(value, Items):
            return self.outcomes(value, where)
        members = [self.outcomes(item, where) for item in value.items]
        if all(len(m) == 1 and m[0].is_known for m in members):
            return (Outcome(tuple(m[0].value for m in members), value, where.path),)
        return (Outcome(UNKNOWN, value, where.path),)

    def _not(self, value: Not, where: Where) -> tuple[Outcome, ...]:
        found = []
        for outcome in self.outcomes(value.operand, where):
            truth = operations.truth(outcome.value)
            found.append(outcome.replaced(value=UNKNOWN if truth is None else not truth, origin=value))
        return tuple(found)

    def _display(self, value: Mapping | Items, where: Where) -> tuple[Outcome, ...]:
        kind = "mapping" if isinstance(value, Mapping) else "items"
        return (Outcome(Reference(kind, where.path, where.scope, value), value, where.path),)

    # -- names ---------------------------------------------------------------------------------

    def _name(self, value: Name, where: Where) -> tuple[Outcome, ...]:
        if value.name == "__name__":
            module = Reference("module", where.path, self.importer.name_of(where.path))
            return (Outcome(module, value, where.path),)
        constant = operations.PLATFORM_CONSTANTS.get(value.name) if value.imported else None
        if constant is not None:
            return (Outcome(constant, value, where.path),)
        limit = start(where.before) if where.before else None
        key = (where.path, where.scope, value.name, limit)  # x = x + 1 asks for the x before it
        if key in self._active:
            self._cuts += 1
            return ()
        self._active.add(key)
        try:
            if value.imported:
                return self.imported(value.name, value, where)
            first, _, rest = value.name.partition(".")
            found = self.local(first, value, where)
            return self.attributes(found, rest, value, where) if rest else found
        finally:
            self._active.discard(key)

    def local(self, name: str, value: Expression, where: Where) -> tuple[Outcome, ...]:
        """Outcomes of a local name: parameters, then the assignments of its scope, then those of the module."""
        scope = where.scope
        while scope:
            assigned = self._assigned(name, scope, where if scope == where.scope else where.replaced(before=None))
            if assigned is not None:
                return assigned
            for bound, outcomes in where.bound if scope == where.scope else ():
                if bound == name:
                    return outcomes
            scope = scope.rpartition(".")[0]
        before = where.before if not where.scope else None
        found = self._assigned(name, "", where.replaced(before=before))
        return found if found is not None else (Outcome(Unknown(name), value, where.path),)

    def _assigned(self, name: str, scope: str, where: Where) -> tuple[Outcome, ...] | None:
        if scope == "":
            if where.before is None and not where.guards:
                return self._module_name(name, where.path)
            statements: list[Statement] = list(self.code.bindings(where.path).get(name, ()))
        else:
            statements = self.code.binders(where.path, scope, name)
            if not statements:
                return None
        inner = where.replaced(scope=scope, bound=where.bound if scope == where.scope else ())
        return self.final(statements, inner)

    def _module_name(self, name: str, path: str) -> tuple[Outcome, ...] | None:
        """Outcomes of a module's name once the module is loaded; the same whoever asks, so they are kept."""
        key = (path, name)
        if key not in self._module_names:
            if not self.code.bindings(path).get(name):
                return None
            if self._modules_open >= MAX_NAMES_IN_ONE_ANOTHER:
                self._cuts += 1
                return None
            shallow = self._depth
            self._depth = min(self._depth, MAX_VALUE_DEPTH // 2)
            self._modules_open += 1
            found = self.final(list(self.code.bindings(path)[name]), Where(path))
            self._modules_open -= 1
            self._depth = shallow
            if len(self._active) > 1 and (found is None or any(isinstance(o.value, Unknown) for o in found)):
                return found  # perhaps cut short by the question that is being answered
            self._module_names[key] = found
        return self._module_names[key]

    def final(self, statements: list[Statement], where: Where) -> tuple[Outcome, ...] | None:
        """The outcomes left after a run of statements that bind the same thing: the last sure one and the possible ones after it."""
        kept: list[Statement] = []
        for statement in statements:
            if where.before and start(statement) >= start(where.before):
                continue
            runs = self.runs(_beyond(statement.guards, where.guards), where)
            if runs is False or _binds_nothing(statement):
                continue
            kept = [statement] if runs else [*kept, statement]
        if not kept:
            return None
        found: tuple[Outcome, ...] = ()
        for statement in kept:
            bound = self._bound_by(statement, where)
            missing = self._missing_variables(statement, where) if len(kept) > 1 else frozenset()
            if missing:
                bound = tuple(
                    o.replaced(unset=o.unset | missing) if o.is_known and not o.variables else o for o in bound
                )
            found += bound
        if any(o.value is None and o.unset for o in found) and isinstance(kept[0], Assignment):
            from flaskcheck.values.absence import without_impossible

            return without_impossible(self, kept[0].target.dotted, found, kept, where)
        return found

    def _missing_variables(self, statement: Statement, where: Where) -> frozenset[str]:
        """The environment variables that must be missing for a statement to run: ``if not key: key = "dev"``, ``if url: … else: url = "sqlite…"``."""
        names: frozenset[str] = frozenset()
        for guard in statement.guards:
            if guard in where.guards or guard.kind != "if" or guard.test is None:
                continue
            tested = _tested_for_absence(guard.test, guard.negated)
            if tested is not None:
                for outcome in self.outcomes(tested, where.replaced(before=guard)):
                    names |= outcome.variables
        return names

    def _bound_by(self, statement: Statement, where: Where) -> tuple[Outcome, ...]:
        at = Where(where.path, where.scope, where.bound, statement, statement.guards)
        if isinstance(statement, Assignment):
            return self.outcomes(statement.value, at)
        if isinstance(statement, Import):
            name = imported_name(statement)
            return self.imported(name, Name(*statement.mark, name, True), where)
        if isinstance(statement, (Function, Class)):
            kind = "class" if isinstance(statement, Class) else "function"
            origin = Name(*statement.mark, statement.name, False)
            return (Outcome(Reference(kind, where.path, statement.name), origin, where.path),)
        return ()

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
        if key in self._active:
            self._cuts += 1
            return ()
        self._active.add(key)  # modules that import from one another may lead in a circle
        try:
            return self.attributes((module,), rest, value, where)
        finally:
            self._active.discard(key)

    def _imported_afresh(self, dotted: str, path: str) -> tuple[Outcome, ...]:
        """The outcomes of an imported name as a question of its own, whatever is being answered now."""
        name = Name(WHOLE, Spans(path), dotted, True)
        if self.importer.split_name(path, dotted) is None:
            return (Outcome(Reference("external", "", dotted), name, path),)
        saved = self._depth, self._effort, self._active, self._cuts, self._deepest
        self._depth, self._effort, self._active = 0, 0, set()
        try:
            return self.outcomes(name, Where(path))
        finally:
            self._depth, self._effort, self._active, self._cuts, self._deepest = saved

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
        results: tuple[Outcome, ...] | None = None
        if isinstance(thing, Reference) and thing.kind == "module":
            results = self._assigned(name, "", Where(thing.path)) if thing.path.endswith(".py") else None
            results = results or self._star(thing.path, name)
        elif isinstance(thing, Reference) and thing.kind in ("class", "instance"):
            from flaskcheck.values.classes import attribute

            results = attribute(self, thing, name)
        elif isinstance(thing, Reference) and thing.kind == "external":
            results = (Outcome(Reference("external", "", f"{thing.name}.{name}"), value, where.path),)
        if results is None:
            results = (Outcome(UNKNOWN, value, where.path),)
        if not (outcome.unset or outcome.variables):
            return results
        return tuple(
            o.replaced(unset=o.unset | outcome.unset, variables=o.variables | outcome.variables) for o in results
        )

    def _star(self, path: str, name: str) -> tuple[Outcome, ...] | None:
        for statement in self.code.bindings(path).get("*", []) if path.endswith(".py") else ():
            if isinstance(statement, Import):
                for located in self.importer.targets(path, statement):
                    if located.path.endswith(".py") and (found := self._assigned(name, "", Where(located.path))):
                        return found
        return None

    # -- parts, calls --------------------------------------------------------------------------

    def _attribute(self, value: Attribute, where: Where) -> tuple[Outcome, ...]:
        return self.attributes(self.outcomes(value.base, where), value.name, value, where)

    def _subscript(self, value: Subscript, where: Where) -> tuple[Outcome, ...]:
        results: tuple[Outcome, ...] = ()
        for base in self.outcomes(value.base, where):
            for key in self.outcomes(value.key, where):
                results += self.item(base, key, value, where, None)
        return results

    def item(
        self, base: Outcome, key: Outcome, value: Expression, where: Where, default: Expression | None
    ) -> tuple[Outcome, ...]:
        """What ``base[key]`` is; ``default`` is the second argument of ``.get``."""
        thing = base.value
        display = thing.value if isinstance(thing, Reference) and thing.kind == "mapping" else None
        found: tuple[Outcome, ...] = (Outcome(UNKNOWN, value, where.path),)
        if isinstance(display, Mapping) and key.is_known and isinstance(thing, Reference):
            at = Where(thing.path, thing.name)
            item = next((i for k, i in display_items(display) if _is_key(k, key.value)), None)
            if item is not None:
                found = self.outcomes(item, at)
            elif default is not None and None not in display.keys:
                found = self.outcomes(default, where)
        elif isinstance(display, Mapping) and isinstance(thing, Reference):  # any of them
            at = Where(thing.path, thing.name)
            several = len(display.items) > 1
            every = (o for item in display.items[:MAX_OUTCOMES] for o in self.outcomes(item, at))
            found = tuple(o.replaced(guessed=True) if several else o for o in every)
        return tuple(
            o.replaced(unset=o.unset | key.unset | base.unset, variables=o.variables | key.variables | base.variables)
            for o in found
        )

    def _call(self, value: Call, where: Where) -> tuple[Outcome, ...]:
        from flaskcheck.values.calls import outcomes_of_call

        return outcomes_of_call(self, value, where)

    def _opaque(self, value: Opaque, where: Where) -> tuple[Outcome, ...]:
        return (Outcome(UNKNOWN, value, where.path),)


_HANDLERS: dict[type, Any] = {
    Literal: Evaluator._literal,
    EnvRead: Evaluator._env_read,
    Join: Evaluator._join,
    Either: Evaluator._either,
    Conditional: Evaluator._conditional,
    Compare: Evaluator._compare,
    Not: Evaluator._not,
    Mapping: Evaluator._display,
    Items: Evaluator._display,
    Name: Evaluator._name,
    Attribute: Evaluator._attribute,
    Subscript: Evaluator._subscript,
    Call: Evaluator._call,
    Opaque: Evaluator._opaque,
}


def display_items(display: Mapping) -> list[tuple[Expression | None, Expression]]:
    """Key and value of each entry, the last first, as Python lets the last win."""
    return list(zip(reversed(display.keys), reversed(display.items)))


def _is_key(key: Expression | None, wanted: object) -> bool:
    return isinstance(key, Literal) and key.value == wanted


def _all(verdicts: Iterable[bool | None]) -> bool | None:
    """``False`` when one is, else ``None`` when one is, else ``True``."""
    found: bool | None = True
    for verdict in verdicts:
        if verdict is False:
            return False
        found = found if verdict else None
    return found


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


def _tested_for_absence(test: Expression, negated: bool) -> Expression | None:
    """What a test finds missing when it holds: ``x`` of ``not x``, ``x is None``, ``x == ""``, or of a plain ``x`` in the else branch."""
    if isinstance(test, Not):
        return test.operand if not negated else None
    if isinstance(test, Compare) and isinstance(test.right, Literal) and test.right.value in (None, ""):
        absent = test.operator in ("is", "==")
        return test.left if absent is not negated else None
    return test if negated and isinstance(test, (Name, EnvRead)) else None


def _is_set(outcome: Outcome) -> bool:
    """Whether the value is the text of a variable that the deployment has: it is taken to hold something."""
    return isinstance(outcome.value, Unknown) and outcome.value.why == "set"


def _may_pass(outcome: Outcome) -> bool:
    """Whether an unknown left side of ``or`` may be empty: a variable that is set is taken to hold something."""
    return not (isinstance(outcome.value, Unknown) and outcome.variables and not outcome.unset)


def _with_tested_variables(value: Conditional, found: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """``url if url else "sqlite…"``: constants that stand beside a read of the tested variable are its fallback."""
    read = frozenset(v.variable for v in value.test.walk() if isinstance(v, EnvRead))
    if not read or not any(read & o.variables for o in found):
        return found
    return tuple(o if read & o.variables or not o.is_known else o.replaced(unset=o.unset | read) for o in found)


def _distinct(found: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    if len(found) < 2:
        return found
    by_identity = {(type(o.value), o.value, id(o.origin), o.unset, o.variables, o.guessed): o for o in reversed(found)}
    return tuple(reversed(by_identity.values()))[:MAX_OUTCOMES]


__all__ = ["HOLE", "UNKNOWN", "Evaluator", "Outcome", "Reference", "Unknown", "Where", "display_items"]
