"""Which configuration production picks, where start-up names several or leaves the choice to the host."""

from __future__ import annotations

from flaskcheck.application.settings import Selection, is_development_name, is_production_name
from flaskcheck.facts.expressions import Literal, Name
from flaskcheck.facts.python import Assignment, Text
from flaskcheck.ground import words
from flaskcheck.ground.place import HOLE
from flaskcheck.known.loopback import loopback_host
from flaskcheck.values.classes import attribute, attribute_names, lineage
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flaskcheck.application.settings import Setting
    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Call
    from flaskcheck.facts.python import Module, Statement
    from flaskcheck.values.evaluator import Evaluator
    from flaskcheck.values.value import Ask, Outcome

_BY_PATH = frozenset(
    "importlib.util.spec_from_file_location importlib.machinery.SourceFileLoader imp.load_source runpy.run_path".split()
)

INITIALISER = ".__init__"

FLAGS = ("DEBUG", "TESTING")
"""Settings that only developers switch on."""


def loaded(evaluator: Evaluator, outcome: Outcome, path: str) -> Reference | None:
    """The class, instance or module that ``from_object`` loads; a text is imported as Flask imports it."""
    thing = outcome.value
    if isinstance(thing, str):
        name = thing.replace(":", ".").strip()
        name = _filled(evaluator, name) if HOLE in name else name
        if name == "__main__" or not name:
            return None
        several = [o.value for o in evaluator.imported(name, Name(*outcome.origin.mark, name, True), Where(path))]
        named = [v for v in several if isinstance(v, Reference) and v.kind == "class"]
        thing = _production_first(named) if len(named) > 1 else several[0]
    if isinstance(thing, Reference) and thing.kind == "function":
        return None
    return thing if isinstance(thing, Reference) and thing.kind in ("class", "instance", "module") else None


def _filled(evaluator: Evaluator, name: str) -> str:
    """The name that one with an unknown part can only be in production: of the modules and classes that fit, the one that says so; ``""`` where none or several do."""
    before, _, after = name.partition(HOLE)
    parent, _, start = before.rpartition(".")
    end, _, rest = after.partition(".")
    fitting = {n for n in _members(evaluator, parent) if n.startswith(start) and n.endswith(end) and n != start + end}
    chosen = [n for n in fitting if is_production_name(n)] if HOLE not in after else []
    return ".".join(filter(None, (parent, chosen[0], rest))) if len(chosen) == 1 else ""


def _members(evaluator: Evaluator, name: str) -> Iterator[str]:
    """The modules in a package and the names that it or a module binds; of ``""`` the modules that are imported by one name."""
    located = evaluator.importer.locate(name) if name else None
    if located is not None and located.kind != "namespace":
        yield from evaluator.code.bindings(located.path)
    inside = f"{name}." if name else ""
    for path in evaluator.code.paths if located is not None or not name else ():
        dotted = evaluator.importer.name_of(path)
        if dotted.startswith(inside):
            yield dotted[len(inside) :].partition(".")[0]


def _production_first(things: list[Reference]) -> Reference:
    """Of the things that a name may be bound to, the one that production would pick."""
    others = [t for t in things if not is_development_name(t.name)]
    return next((t for t in things if is_production_name(t.name)), others[0] if others else things[0])


def production_choice(
    evaluator: Evaluator, things: list[tuple[Outcome, Reference | None]], path: str
) -> list[tuple[Outcome, Reference]]:
    """Of several possible configurations, those that a production environment would pick; ``path`` is the file that loads one."""
    known = [(o, t) for o, t in things if t is not None]
    if not known:
        found = _usual_production_class(evaluator) if things and not _loads_files(evaluator, path) else None
        return [(things[0][0], found)] if found else []
    named = [(o, t) for o, t in known if is_production_name(t.name) and not _is_for_tests(evaluator, t)]
    quiet = [(o, t) for o, t in named if not _tests(evaluator, t)] if len(named) > 1 else []
    kept = quiet or named or [(o, t) for o, t in known if not is_development_name(t.name)]
    if not kept and (len(things) > 1 or known[0][0].unset):
        sibling = _production_sibling(evaluator, known[0][1])
        return [(known[0][0], sibling)] if sibling else []
    return kept or known


def _loads_files(evaluator: Evaluator, path: str) -> bool:
    """Whether a file loads modules by their paths, so that what nobody can read may be the host's own."""
    module = evaluator.code.module(path)
    return module is not None and any(site.call.name in _BY_PATH for site in module.calls)


def _is_for_tests(evaluator: Evaluator, thing: Reference) -> bool:
    """Whether a configuration that is called one for production builds upon one for tests, and leaves testing on."""
    if thing.kind == "module":
        return False
    bases = [definition.name for _, definition in lineage(evaluator, thing.path, thing.name)][1:]
    return any(map(is_development_name, bases)) and _tests(evaluator, thing)


def _tests(evaluator: Evaluator, thing: Reference) -> bool:
    """Whether a configuration has testing on, as none that visitors meet beside one that has it off."""
    found = attribute(evaluator, thing, "TESTING") if thing.kind != "module" else None
    return any(o.value is True for o in found or ())


def selection(
    evaluator: Evaluator,
    call: Call,
    outcome: Outcome,
    thing: Reference | None,
    sure: bool,
    others: tuple[str, ...],
    candidates: tuple[Reference, ...],
) -> Selection:
    """What ``from_object`` is given, one of several things perhaps."""
    return Selection(
        thing.name if thing else outcome.text,
        thing.path if thing else "",
        call.place,
        "object",
        outcome,
        sure,
        missing=thing is None and isinstance(outcome.value, str) and HOLE not in outcome.text,
        others=others,
        candidates=candidates,
        is_for_development=thing is not None and is_for_development(evaluator, thing),
    )


def certain(outcome: Outcome, outcomes: tuple[Outcome, ...]) -> bool:
    """Whether an expression surely has this outcome where the variables are missing that it needs missing: an unknown test, or a variable that is set, may pick another."""
    if outcome.guessed or (not outcome.unset and any(o.guessed and o.variables for o in outcomes)):
        return False
    return not any(
        o.value != outcome.value
        and not o.guessed
        and o.unset <= outcome.unset
        and not (o.variables - o.unset) & outcome.unset
        for o in outcomes
    )


_SHOWN = frozenset("example examples sample template".split())


def _usual_production_class(evaluator: Evaluator) -> Reference | None:
    """The only production class of the usual configuration modules, when the choice is left to the host."""
    found = []
    for path in evaluator.code.paths:
        name = path.rpartition("/")[2]
        is_usual = name in ("config.py", "settings.py", "configs.py", "configuration.py") or "/config/" in f"/{path}"
        if is_usual and _SHOWN.isdisjoint(words.parts(name)):  # what shows how one looks is copied, and then filled in
            module = evaluator.code.module(path) if evaluator.importer.name_of(path) else None
            found += [(path, c.name) for c in (module.classes if module else ()) if is_production_name(c.name)]
    return Reference("class", *found[0]) if len(found) == 1 else None


def is_for_development(evaluator: Evaluator, thing: Reference) -> bool:
    """Whether a configuration is for development or testing: its name says so, and what it holds, or one for production beside it."""
    if not is_development_name(thing.name):
        return False
    return any(_is_of_development(evaluator, thing, key) for key in keys_of(evaluator, thing)) or _has_counterpart(
        evaluator, thing
    )


def follows(evaluator: Evaluator, thing: Reference, key: str) -> bool:
    """Whether a setting of a configuration for development only follows from its choice: the one for production would set it otherwise."""
    if key in FLAGS:
        return True
    other = _production_sibling(evaluator, thing)
    there = value_of(evaluator, other, key) if other else None
    here = value_of(evaluator, thing, key) if there else None
    return bool(there and here) and [o.origin for o in there or ()] != [o.origin for o in here or ()]


def keys_of(ask: Ask, thing: Reference) -> tuple[str, ...]:
    """The settings that a configuration holds."""
    if thing.kind == "module":
        return tuple(key for key in ask.code.bindings(thing.path) if key.isupper())
    return tuple(attribute_names(ask, thing))


def value_of(ask: Ask, thing: Reference, key: str) -> tuple[Outcome, ...] | None:
    """What a configuration holds under a key."""
    if thing.kind != "module":
        return attribute(ask, thing, key)
    bound = ask.code.bindings(thing.path).get(key)
    return ask.final(list(bound), Where(thing.path)) if bound else None


def _is_of_development(evaluator: Evaluator, thing: Reference, key: str) -> bool:
    """Whether a setting is one of a developer's machine: a flag that is on, an address of the machine itself."""
    found = value_of(evaluator, thing, key) or ()
    if key in FLAGS:
        return any(o.is_known and o.value is True for o in found)
    return any(o.text and not o.unset and loopback_host(o.text) for o in found)


def _has_counterpart(evaluator: Evaluator, thing: Reference) -> bool:
    """Whether a class or module for production stands beside one for development."""
    if thing.kind != "module" and _production_sibling(evaluator, thing):
        return True
    folder = thing.path.rpartition("/")[0]
    stems = (path.rpartition("/") for path in evaluator.code.paths)
    return any(at == folder and is_production_name(name.removesuffix(".py")) for at, _, name in stems)


def _production_sibling(evaluator: Evaluator, thing: Reference) -> Reference | None:
    """The production class beside a development class that is only the default choice."""
    module = evaluator.code.module(thing.path) if thing.kind != "module" else None
    for definition in module.classes if module else ():
        if is_production_name(definition.name):
            return Reference("class", thing.path, definition.name)
    return None


def is_never_chosen(statement: Statement, near: list[Setting], of: Callable[[str], Iterable[Setting]]) -> bool:
    """Whether a statement is a text that the setting of its name does not have in production: an alternative (``a if test else b``), or all that a class gives it where another class gives something else.

    ``near`` are the settings that are selected around it, ``of`` gives those of a name.
    """
    if not isinstance(statement, Text):
        return False
    names = {w.partition(":")[2] for w in statement.context if w.startswith("assign:")}
    own = [s for s in near if s.key in names] if "if-else" in statement.context else []
    outcomes = [outcome for setting in own for outcome in setting.outcomes]
    if outcomes:
        return all(o.is_known and statement.text not in o.text for o in outcomes)
    key = min(names) if len(statement.context) == len(names) == 1 else ""
    found = [setting.place for setting in of(key)] if key.isupper() else []
    return bool(found) and not any(place == statement.place or place.holds(statement.place) for place in found)


def is_of_configuration(module: Module | None, statement: Statement) -> bool:
    """Whether a statement is in the body of a class that assigns upper-case names, or in an initialiser that sets such attributes."""
    body = statement.scope.removesuffix(INITIALISER)
    if module is None or all(body != definition.name for definition in module.classes):
        return False
    before = "" if body == statement.scope else "self."
    names = (a.target.dotted for a in module.assignments if a.scope == statement.scope)
    return any(name.startswith(before) and name[len(before) :].isupper() for name in names)


def turns_testing_on(code: Code, statement: Statement) -> bool:
    """Whether a statement is in the body of a class that turns TESTING on."""
    bound = code.binders(statement.place.path, statement.scope, "TESTING") if statement.scope else ()
    values = (b.value for b in bound if isinstance(b, Assignment))
    return any(isinstance(value, Literal) and value.value is True for value in values)
