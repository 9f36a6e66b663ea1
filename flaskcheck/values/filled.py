"""Dictionaries that code fills under keys which only running tells: the entries of a file, a loop over the variables of the environment; a module's own names are such a one."""

from __future__ import annotations

from flaskcheck.code.bindings import writes_namespace
from flaskcheck.facts.expressions import Call, Literal, Mapping, Name, Subscript, receiver
from flaskcheck.facts.python import Assignment
from flaskcheck.ground.record import Record
from flaskcheck.known.environment_readers import variables_by_call, variables_by_key
from flaskcheck.values.value import UNKNOWN, Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.values.value import Ask, Where

_ENVIRONMENT, _READERS = variables_by_key(), variables_by_call()


class FilledLater(Record):
    """How one dictionary is filled: ``by_variables`` when each entry takes the variable of its name, ``keys`` that are written by themselves too; ``openly``: under others."""

    by_variables: bool
    openly: bool
    keys: frozenset[object] = frozenset()


def takes_variable(statement: Assignment) -> bool:
    """Whether the variable of the same name is written under a key: ``config[key] = os.environ[key]``."""
    key = statement.target.key.dotted if isinstance(statement.target, Subscript) else ""
    parts = list(statement.value.walk()) if key and statement.value is not None else []
    asks = any(part.dotted in _ENVIRONMENT or (isinstance(part, Call) and part.name in _READERS) for part in parts)
    return asks and any(part.dotted == key for part in parts)


def as_filled(
    ask: Ask, display: Mapping, key: object, found: tuple[Outcome, ...], read: Expression, where: Where
) -> tuple[Outcome, ...]:
    """What a dictionary holds under a key once it is filled; ``found`` is what it holds where nothing has filled it, or a default."""
    filling = ask.code.once(_fillings, display.spans.path, "").get(display.at)
    if filling is None or not (filling.openly or key in filling.keys or filling.by_variables):
        return found
    if filling.openly or key in filling.keys or not isinstance(key, str):
        return (Outcome(UNKNOWN, read, where.path), *(o.replaced(guessed=True) for o in found))
    name = Literal(*read.mark, key)
    variable = ask.variable(name, None, False, read, where)
    given = tuple(o for o in variable if o.value is not None or not o.unset)
    missing = frozenset((key,)) if any(o.unset for o in variable) else frozenset()
    is_set = bool(given) and not missing
    return given if is_set else (*given, *(o.replaced(unset=o.unset | missing) for o in found))


def _fillings(code: Code, path: str, _scope: str) -> dict[int, FilledLater]:
    """The dictionaries of a module that its code fills so, by where each is written out."""
    module = code.module(path)
    named = [a for a in module.assignments if not a.scope and type(a.target) is Name] if module else []
    displays = {a.target.dotted: a.value for a in named if isinstance(a.value, Mapping)}
    found: dict[int, FilledLater] = {}
    for name, display in displays.items():
        written = [a for a in module.assignments if _is_entry_of(a, name)] if module else []
        keys = frozenset(
            k.value for a in written if isinstance(a.target, Subscript) and isinstance(k := a.target.key, Literal)
        )
        others = [a for a in written if isinstance(a.target, Subscript) and not isinstance(a.target.key, Literal)]
        is_updated = any(site.scope and _updates(site.call, name) for site in module.calls) if module else False
        if written or is_updated:
            is_open = is_updated or not all(map(takes_variable, others))
            found[display.at] = FilledLater(bool(others) and not is_open, is_open, keys)
    return found


def _is_entry_of(assignment: Assignment, name: str) -> bool:
    target = assignment.target
    return isinstance(target, Subscript) and target.base.dotted == name


def _updates(call: Call, name: str) -> bool:
    base, method = receiver(call)
    return method == "update" and base is not None and base.dotted == name


_READING = frozenset(("call:print", "call:dict", "call:len", "call:repr", "call:sorted", "call:str"))


def hands_names_on(code: Code, path: str, _: str) -> bool:
    """Whether a module gives its names to what may put others in their place: ``load(globals())``, ``def load(names=locals())``; or does that itself."""
    facts = code.module(path)
    if facts is None:
        return False
    given = (site.context[-2:] for site in facts.calls if site.call.name in ("globals", "locals") and not site.scope)
    handed = (c for c in given if c and c[-1].startswith(("argument:", "default:")) and c[0] not in _READING)
    return next(handed, None) is not None or writes_namespace(facts)
