"""The address that an upgrade connects to because a file of the migrations says it, whatever the application is told."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Literal, Name, Subscript, called
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.readers.sections import entries
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite, Module
    from flaskcheck.values.evaluator import Evaluator

KEY = "sqlalchemy.url"
_MAKING = ("engine_from_config", "async_engine_from_config")
_SETTING = ("set_main_option", "set_section_option")
_OTHERS = frozenset(("create_engine", "create_async_engine", "get_engine", "set_section_option", "get_x_argument"))
"""What an environment calls that gets its engine, or the address, from elsewhere."""
_TEMPLATE = "driver://"
"""How the address begins that Alembic writes for people to replace."""


class WrittenUrl(Record):
    """An address that stands in the configuration of the migrations, or in their ``env.py``."""

    text: str
    place: Place


def written_url(evaluator: Evaluator, environment: str, configuration: str) -> WrittenUrl | None:
    """The address with which ``env.py`` surely makes its engine: the one of Alembic's ``configuration`` (a path), or one that it sets itself; ``None`` where it asks anything else."""
    module = evaluator.code.module(environment)
    if module is None or not _makes_engine(module):
        return None
    setting = [site for site in module.calls if called(site.call) in _SETTING]
    if setting:
        return _set(evaluator, setting[0]) if len(setting) == 1 else None
    tree = evaluator.code.tree
    for entry in entries(tree.source(configuration)) if tree.has(configuration) else ():
        if entry.section == "alembic" and entry.name == KEY:
            place = tree.source(configuration).span(entry.start, entry.end)
            is_plain = "://" in entry.value and not {"%", "$", "{"} & {*entry.value}
            return WrittenUrl(entry.value, place) if is_plain and not entry.value.startswith(_TEMPLATE) else None
    return None


def _makes_engine(module: Module) -> bool:
    """Whether it makes its engine of the configuration's section, as that is, and nothing else."""
    if any(called(site.call) in _OTHERS for site in module.calls):
        return False
    making = [site for site in module.calls if called(site.call) in _MAKING]
    if len(making) != 1 or any(guard.kind != "with" for guard in making[0].guards):
        return False
    site = making[0]
    given = site.call.argument(0, "configuration")
    named = {"prefix", "poolclass", "future"}
    is_plain = all(k.name in named or isinstance(k.value, Literal) for k in site.call.keywords if k.name != "url")
    has_url = any(keyword.name in ("url", "") for keyword in site.call.keywords)
    return is_plain and not has_url and _is_section(module, site, given)


def _is_section(module: Module, site: CallSite, given: Expression | None) -> bool:
    if isinstance(given, Name):
        bound = [a for a in module.assignments if a.scope == site.scope]
        changed = any(isinstance(a.target, Subscript) and a.target.base.dotted == given.name for a in bound)
        updated = any(s.call.name.startswith(f"{given.name}.") for s in module.calls)
        values = [a.value for a in bound if a.target.dotted == given.name]
        given = values[0] if len(values) == 1 and not changed and not updated else None
    return isinstance(given, Call) and called(given) == "get_section"


def _set(evaluator: Evaluator, site: CallSite) -> WrittenUrl | None:
    """The address that ``config.set_main_option("sqlalchemy.url", …)`` sets, where it is written in the code."""
    key, value = site.call.argument(0, "name"), site.call.argument(1, "value")
    if not isinstance(key, Literal) or key.value != KEY or value is None or site.guards or site.scope:
        return None
    found = evaluator.outcomes(value, Where.of(site))
    is_plain = len(found) == 1 and found[0].is_literal and not found[0].variables and "://" in found[0].text
    return WrittenUrl(found[0].text, site.place) if is_plain else None
