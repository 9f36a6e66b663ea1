"""Texts that are put together, as whole as they can be determined."""

from __future__ import annotations

import re

from flaskcheck.facts.expressions import Call, Join, Literal, Name, Starred, Subscript
from flaskcheck.ground.place import HOLE
from flaskcheck.known import libraries
from flaskcheck.known.credentials import is_plain_word
from flaskcheck.known.meanings import LOOKS_UP
from flaskcheck.values.classes import lineage
from flaskcheck.values.filled import hands_names_on
from flaskcheck.values.things import is_configuration_of
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.code.given_variables import VariableWrite
    from flaskcheck.code.modules import Code
    from flaskcheck.effects.comparisons import Denied
    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.uses.printed import Printed
    from flaskcheck.facts.python import CallSite, Text
    from flaskcheck.ground.place import Place
    from flaskcheck.values.evaluator import Evaluator
    from flaskcheck.values.value import Ask, Outcome


_REQUESTS = tuple(libraries.named(LOOKS_UP, "request"))


class Texts:
    """The texts in the code that one deployment reaches."""

    def __init__(self, production: Callable[[], Production]) -> None:
        self._production = production

    def whole(self, text: Text) -> str:
        """A text with those of its parts that are surely known."""
        return whole(self._production().evaluator, text)

    def variable_of(self, text: Text) -> str:
        """The variable whose default a text is: of a read, or of what a function reads that is handed both; ``""`` for any other."""
        return text.variable or _handed_with(self._production().evaluator, text)

    def is_unused(self, text: Text, is_default: bool) -> bool:
        """Whether production goes on with something else than a text: that is spare, a switch beside it that no variable turns keeps it off, or it may be replaced."""
        from flaskcheck.effects.switches import is_switched_off

        production = self._production()
        if production.is_spare(text) or is_switched_off(production.evaluator, text):
            return True
        return self._may_be_another(text, is_default)

    def variable_writes(self, name: str) -> tuple[VariableWrite, ...]:
        """Where production sets an environment variable itself, under no test that it may not meet."""
        production = self._production()
        found = (write for path in production.modules for write in production.code.once(_writes, path, ""))
        written = (write for write in found if write.name == name)
        return tuple(w for w in written if production.phase(w.statement) and not w.statement.is_questioned)

    def given_at_start(self) -> dict[str, VariableWrite]:
        """The environment variables that the start modules set themselves, before they import anything of the repository."""
        from flaskcheck.values.own_variables import own_variables

        production = self._production()
        each = own_variables(production.evaluator, [entry.path for entry in production.trace.entries])
        return {name: given for one in each for name, given in one.items()}

    def printed(self) -> tuple[Printed, ...]:
        """The calls that write secrets of the host into the log."""
        from flaskcheck.effects.uses.printed import printed

        return printed(self._production())

    def denied(self) -> tuple[Denied, ...]:
        """The tests of a variable that hold although its text says no."""
        from flaskcheck.effects.comparisons import denied

        return denied(self._production())

    def _may_be_another(self, text: Text, is_default: bool) -> bool:
        """Whether something else may stand in place of a text: it is the default of an entry of a mapping that a function is given, or of a parameter that all calls give; it stands in a class that is filled
        with what is read elsewhere, or in a module that gives its names to what replaces them, or is a default (of a variable) in a part that not every start has."""
        production, key = self._production(), (text.spans.path, text.scope)
        if is_default_of_what_is_given(production.code, text) or _is_always_given(production, text):
            return True
        if not text.scope:
            return production.code.once(hands_names_on, text.spans.path, "")
        is_of_an_option = key in production.told(_entered) and key not in production.told(_entered, "surely")
        return (is_default and is_of_an_option) or key in production.told(_filled_classes)

    def is_put_over_input(self, text: Text) -> bool:
        """Whether a text is put under a key of what a visitor has sent; a plain word may be, where nobody knows what it is put into."""
        head, _, name = (text.context[-1] if text.context else "").partition(":")
        if head != "assign" or not name.endswith("]"):
            return False
        holder = _holder(self._production().evaluator, text)
        return holder == "request" or (not holder and is_plain_word(text.text))

    def compared(self) -> Iterator[tuple[str, Outcome]]:
        """The passwords and tokens in the code that what a visitor sends has to equal, each with the name under which it is sent."""
        from flaskcheck.effects.comparisons import compared_secrets

        return iter(self._production().told(compared_secrets))


def _writes(code: Code, path: str, _: str) -> tuple[VariableWrite, ...]:
    """What a module puts into the environment."""
    from flaskcheck.code.given_variables import written_variables

    module = code.module(path)
    return tuple(written_variables(module)) if module else ()


def _is_always_given(production: Production, text: Text) -> bool:
    """Whether a text is the default of a parameter that each call in reached code gives, or one of a class of which reached code makes nothing."""
    head, _, name = (text.context[-1] if text.context else "").partition(":")
    module = production.code.module(text.spans.path) if head == "default" else None
    for function in module.functions if module else ():
        owner, _, last = function.name.rpartition(".")
        names = [p.name for p in function.parameters if p.kind == "positional"]
        default = next((p.default for p in function.parameters if p.name == name), None)
        if default is None or default.place != text.place:
            continue
        is_method = bool(owner) and production.code.class_(function.path, owner) is not None
        at = names.index(name) - is_method if name in names else -1
        is_made = last == "__init__" and is_method
        called = owner.rpartition(".")[2] if is_made else last
        calls = [site.call for site in production.calls_of((called,))]
        if not calls:
            return is_made and not any(production.calls_of(_derived(production, called)))
        return all(_gives(call, at, name) for call in calls)
    return False


def _derived(production: Production, name: str) -> tuple[str, ...]:
    """What the classes are called that derive from one of a name, at whatever depth."""
    modules = map(production.code.module, production.modules)
    classes = [
        (c.name.rpartition(".")[2], {b.dotted.rpartition(".")[2] for b in c.bases})
        for m in modules
        for c in (m.classes if m else ())
    ]
    found, before = {name}, 0
    while len(found) > before:
        before = len(found)
        found |= {own for own, bases in classes if bases & found}
    return tuple(found - {name})


def _gives(call: Call, at: int, name: str) -> bool:
    """Whether a call gives a parameter, or something unpacked that may hold it."""
    is_unpacked = any(isinstance(a, Starred) for a in call.arguments) or any(not k.name for k in call.keywords)
    return is_unpacked or call.argument(at, name) is not None


def is_default_of_what_is_given(code: Code, text: Text) -> bool:
    """Whether a text is only the default of an entry of a mapping that a function is given (``def load(raw): raw.get("name", …)``): what is in that nobody knows here."""
    if text.context[-1:] not in (("argument:1",), ("argument:default",)):
        return False
    owner, _, method = text.context[-2].partition(":")[2].rpartition(".")
    function = code.function(text.spans.path, text.scope) if method in ("get", "pop") else None
    return any(parameter.name == owner for parameter in (function.parameters if function else ()))


def _entered(production: Production, how: str = "") -> set[tuple[str, str]]:
    """The functions that start-up enters, or enters ``surely``: where it does not, a test of the configuration decides, for no visitor is there yet."""
    found = set()
    for step in production.trace.steps:
        path, scope = step.where.path, step.where.scope
        if scope and step.caller is not None and (step.caller.sure or not how):
            found.add((path, scope))
    return {(path, scope) for path, scope in found if production.code.function(path, scope)}


def _filled_classes(production: Production) -> set[tuple[str, str]]:
    """The classes, with their bases, of which production sets attributes under names that cannot be determined."""
    ask = production.evaluator
    found: set[tuple[str, str]] = set()
    for site in production.calls_of(("setattr",)):
        where = Where(site.spans.path, site.scope, before=site, guards=site.guards)
        thing, name = site.call.arguments[:2] if len(site.call.arguments) == 3 else (None, None)
        for outcome in ask.outcomes(thing, where) if thing is not None and not isinstance(name, Literal) else ():
            made = outcome.value
            if isinstance(made, Reference) and made.kind in ("class", "instance"):
                found.update((path, definition.name) for path, definition in lineage(ask, made.path, made.name))
    return found


def _handed_with(ask: Evaluator, text: Text) -> str:
    """The variable that a function is told to read before it takes a text: one of the repository's code shows it, any other is given a name such as variables have, and its answer is used."""
    if text.context[-1:] not in (("argument:1",), ("argument:default",)) or not text.context[:-2]:
        return ""
    site = ask.code.once(_takers, text.spans.path, "").get(text.place)
    if site is None:
        return ""
    where = Where(text.spans.path, site.scope, before=site, guards=site.guards)
    found = ask.outcomes(site.call, where)
    world = ask.world.without(name for o in found for name in o.variables)
    unset = ask.within(world).outcomes(site.call, where)
    read = [min(o.unset) for o in unset if o.unset and o.text == text.text]
    is_foreign = all(isinstance(o.value, Reference) and o.value.kind == "external" for o in found)
    first = site.call.argument(0)
    name = first.value if is_foreign and isinstance(first, Literal) else ""
    return read[0] if read else name if isinstance(name, str) and _VARIABLE.fullmatch(name) else ""


_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")


def _takers(code: Code, path: str, _scope: str) -> dict[Place, CallSite]:
    """The calls that are handed a name first and a text behind it or as ``default``, by where that text stands."""
    module = code.module(path)
    found: dict[Place, CallSite] = {}
    for site in module.calls if module else ():
        behind = site.call.argument(1, "default")
        if isinstance(behind, Literal) and isinstance(behind.value, str):
            found[behind.place] = site
    return found


def whole(ask: Ask, text: Text) -> str:
    """A text with those of its parts that are surely known: ``http://{HOST}:{PORT}`` is the address that it spells."""
    if HOLE not in text.text:
        return text.text
    where = Where(text.spans.path, text.scope, before=text, guards=text.guards)
    joined = ask.code.once(_joins, text.spans.path, text.scope).get(text.at)
    found = [o for o in ask.outcomes(joined, where) if not o.unset] if joined is not None else []
    return found[0].text if len(found) == 1 and found[0].text else text.text


def _joins(code: Code, path: str, scope: str) -> dict[int, Join]:
    """The texts of a scope that are put together, by where they stand."""
    module = code.module(path)
    if module is None:
        return {}
    values = (
        *(assignment.value for assignment in module.assignments if assignment.scope == scope),
        *(site.call for site in module.calls if site.scope == scope),
        *(r.value for f in module.functions if f.name == scope for r in f.returns if r.value is not None),
    )
    found: dict[int, Join] = {}
    for part in (part for value in values for part in value.walk() if isinstance(part, Join)):
        found.setdefault(part.at, part)
    return found


def _holder(ask: Ask, text: Text) -> str:
    """What a text is put into under a key: ``request`` (what a visitor has sent), ``mapping`` (configuration, or one that the code makes); ``""`` where that is not known."""
    where = Where(text.spans.path, text.scope, before=text, guards=text.guards)
    target = ask.code.once(_filled, text.spans.path, "").get(text.place.line)
    return _kind_of(ask.outcomes(target.base, where)) if target else ""


def _filled(code: Code, path: str, _scope: str) -> dict[int, Subscript]:
    """What the assignments under a key fill, by each of their lines."""
    module = code.module(path)
    found: dict[int, Subscript] = {}
    for assignment in module.assignments if module else ():
        place, target = assignment.place, assignment.target
        if isinstance(target, Subscript):
            found.update((line, target) for line in range(place.line, place.end_line + 1) if line not in found)
    return found


def _kind_of(found: tuple[Outcome, ...]) -> str:
    things = [o.value for o in found if isinstance(o.value, Reference)]
    if any(thing.kind == "external" and thing.name.startswith(_REQUESTS) for thing in things):
        return "request"
    parts = (part for o in found for part in o.origin.walk())
    if any(isinstance(part, Name) and part.imported and part.name.startswith(_REQUESTS) for part in parts):
        return "request"
    is_made = any(thing.kind == "mapping" for thing in things) or any(map(is_configuration_of, found))
    return "mapping" if is_made else ""
