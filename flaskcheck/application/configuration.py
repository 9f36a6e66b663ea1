"""How start-up fills ``app.config``: every write and every file, class and mapping that is loaded, in the order of the steps."""

from __future__ import annotations

from functools import cached_property, partial

from flaskcheck.application.choice import certain, loaded, production_choice
from flaskcheck.application.settings import Configuration, Selection, Setting, Spare
from flaskcheck.effects.run import configuration_file
from flaskcheck.facts.expressions import Attribute, EnvRead, Literal, Mapping, Subscript
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.known import libraries
from flaskcheck.known.meanings import SETS
from flaskcheck.values.classes import attribute, attribute_names
from flaskcheck.values.value import Outcome, Reference, Unknown, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flaskcheck.effects.run import Step, Trace
    from flaskcheck.facts.expressions import Call, Expression
    from flaskcheck.facts.python import Statement
    from flaskcheck.ground.place import Place
    from flaskcheck.values.evaluator import Evaluator

ATTRIBUTES = libraries.members("flask.Flask()", SETS)
"""Attributes of a Flask object that are settings, with their keys."""


def configuration_of(trace: Trace) -> Configuration:
    """Collect the settings that a trace writes."""
    return _Collector(trace.evaluator).collect(trace.steps)


class _Collector:
    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self.settings: list[Setting] = []
        self.selections: list[Selection] = []
        self.opaque = False
        self.unseen: list[tuple[int, str]] = []
        self.asks: dict[int, Callable[[Evaluator], tuple[Outcome, ...] | None]] = {}

    def collect(self, steps: list[Step]) -> Configuration:
        for step in steps:
            statement = step.statement
            if isinstance(statement, Assignment):
                self._assignment(statement, step)
            elif isinstance(statement, CallSite):
                self._call(statement.call, step)
        return Configuration(self.settings, self.selections, self.opaque, self.unseen, Spare(self.evaluator, self.asks))

    def _add(self, setting: Setting, ask: Callable[[Evaluator], tuple[Outcome, ...] | None]) -> None:
        """Note a setting, and how to ask for its value again under other circumstances."""
        self.settings.append(setting)
        self.asks[id(setting)] = ask

    # -- direct writes ---------------------------------------------------------------------------

    def _assignment(self, statement: Assignment, step: Step) -> None:
        target = statement.target
        if isinstance(target, Subscript) and is_config(target.base) and isinstance(target.key, Literal):
            self._write(str(target.key.value), statement.value, step, "item")
            return
        base, _, name = target.dotted.rpartition(".")
        if isinstance(target, Attribute):
            base, name = "app" if is_application(target.base) else "", target.name
        if base and name in ATTRIBUTES and is_application_name(base):
            self._write(ATTRIBUTES[name], statement.value, step, "attribute")
        elif base.endswith(".config") and name.isupper():
            return  # ``app.config.X = …`` sets an attribute of the dictionary, not a setting

    @cached_property
    def _bare(self) -> Evaluator:
        return self.evaluator.bare()

    def _write(self, key: str, value: Expression, step: Step, source: str, owner: str = "") -> None:
        outcomes = self.evaluator.outcomes(value, step.where)
        place = step.statement.place if source in ("item", "attribute") else value.place
        guards = step.statement.guards
        by_default = step.sure or self._bare.runs(guards, step.where) is True
        setting = Setting(key, outcomes, place, step.path, step.sure, source, owner, value, guards, by_default)
        self._add(setting, lambda evaluator: evaluator.outcomes(value, step.where))

    # -- loading calls ---------------------------------------------------------------------------

    def _call(self, call: Call, step: Step) -> None:
        base, method = _receiver(call)
        if base is None or method not in _LOADERS or not is_config(base):
            return
        _LOADERS[method](self, call, step)

    def _from_object(self, call: Call, step: Step) -> None:
        value = call.argument(0, "obj")
        if value is None:
            return
        outcomes = self.evaluator.outcomes(value, step.where)
        things = [(o, loaded(self.evaluator, o, step.path)) for o in outcomes]
        chosen = production_choice(self.evaluator, things)
        candidates = tuple(thing for _, thing in things if thing is not None)
        names = tuple(dict.fromkeys(thing.name for _, thing in things if thing))
        for outcome, thing in things:
            known = thing is not None
            self.selections.append(
                Selection(
                    thing.name if thing else outcome.text,
                    thing.path if thing else "",
                    call.place,
                    "object",
                    outcome,
                    step.sure and certain(outcome, outcomes),
                    missing=not known and isinstance(outcome.value, str) and "\ufffc" not in outcome.text,
                    others=names,
                    candidates=candidates,
                )
            )
        if not chosen:
            self.opaque = True
        for outcome, thing in chosen:
            self._load(thing, outcome, step, len(chosen) == 1)

    def _load(self, thing: Reference, outcome: Outcome, step: Step, alone: bool) -> None:
        sure = step.sure and alone
        if thing.kind == "module":
            self._load_module(thing, sure)
            return
        for key in attribute_names(self.evaluator, thing):
            found = attribute(self.evaluator, thing, key)
            if found:
                place = self._place_of(thing, key) or found[0].place
                setting = Setting(key, found, place, place.path, sure, "class", thing.name, found[0].origin)
                self._add(setting, partial(attribute, thing=thing, name=key))

    def _place_of(self, thing: Reference, key: str) -> Place | None:
        from flaskcheck.values.classes import lineage

        for path, definition in lineage(self.evaluator, thing.path, thing.name):
            written = [
                s
                for s in self.evaluator.code.scope(path, definition.name)
                if isinstance(s, Assignment) and s.target.dotted == key
            ]
            if written:
                return self._decisive(written, Where(path, definition.name)).place
        return None

    def _decisive(self, written: Sequence[Statement], where: Where) -> Statement:
        """Of several writes of one name the last that surely runs, else the last: what follows under a condition may only change it."""
        sure = [s for s in written if self.evaluator.runs(s.guards, where)]
        return (sure or written)[-1]

    def _load_module(self, thing: Reference, sure: bool, source: str = "module") -> None:
        for key, bound in self.evaluator.code.bindings(thing.path).items():
            if not key.isupper():
                continue
            where = Where(thing.path)
            found = self.evaluator.final(list(bound), where)
            if found:
                place = self._decisive(bound, where).place
                setting = Setting(key, found, place, thing.path, sure, source, thing.name, found[0].origin)
                self._add(setting, partial(_module_attribute, bound=list(bound), where=where))

    def _from_mapping(self, call: Call, step: Step) -> None:
        for keyword in call.keywords:
            if keyword.name:
                self._write(keyword.name, keyword.value, step, "mapping")
        for argument in call.arguments:
            self._from_display(argument, step)

    def _from_display(self, value: Expression, step: Step) -> None:
        for outcome in self.evaluator.outcomes(value, step.where):
            thing = outcome.value
            if isinstance(thing, Reference) and isinstance(thing.value, Mapping):
                for key, item in zip(thing.value.keys, thing.value.items):
                    if isinstance(key, Literal):
                        self._write(str(key.value), item, step, "mapping")
            elif isinstance(thing, Unknown):
                self.opaque = self.opaque or not _is_test_parameter(value)

    def _from_pyfile(self, call: Call, step: Step) -> None:
        value = call.argument(0, "filename")
        silent = _is_true(call.argument(1, "silent"))
        if value is None:
            return
        for outcome in self.evaluator.outcomes(value, step.where):
            path = configuration_file(self.evaluator, outcome.text, step.path)
            name = outcome.text
            known = bool(name) and "\ufffc" not in name
            self.selections.append(
                Selection(name, path, call.place, "pyfile", outcome, step.sure, silent, known and not path)
            )
            if path:
                self._load_module(Reference("module", path, path), step.sure and not silent, "pyfile")
            else:
                self.opaque = True
                self.unseen.append((len(self.settings), name.rpartition("\ufffc")[2].lstrip("/") or "the file"))

    def _from_file(self, call: Call, step: Step) -> None:
        self.opaque = True
        value = call.argument(0, "filename")
        name = str(value.value) if isinstance(value, Literal) else "the file"
        self.unseen.append((len(self.settings), name))

    def _from_envvar(self, call: Call, step: Step) -> None:
        self.opaque = True
        value = call.argument(0, "variable_name")
        name = str(value.value) if isinstance(value, Literal) else ""
        silent = _is_true(call.argument(1, "silent"))
        self.unseen.append((len(self.settings), f"the file of {name}" if name else "the file"))
        self.selections.append(Selection(name, "", call.place, "envvar", None, step.sure, silent))

    def _from_prefixed_env(self, call: Call, step: Step) -> None:
        value = call.argument(0, "prefix")
        prefix = str(value.value) if isinstance(value, Literal) else "FLASK"
        self.selections.append(Selection(prefix, "", call.place, "prefixed-env", None, step.sure))
        self._declared_with_prefix(f"{prefix}_", call, step)
        for setting in list(self.settings):
            read = EnvRead(*call.mark, f"{prefix}_{setting.key}", setting.value, False, "from_prefixed_env")
            if setting.value is not None:
                outcomes = self.evaluator.outcomes(read, Where(setting.path))
                self.settings.append(
                    Setting(setting.key, outcomes, setting.place, setting.path, step.sure, "environment", prefix, read)
                )

    def _declared_with_prefix(self, prefix: str, call: Call, step: Step) -> None:
        for name in self.evaluator.variables:
            if name.startswith(prefix):
                read = EnvRead(*call.mark, name, None, False, "from_prefixed_env")
                self._write(name[len(prefix) :], read, step, "environment")

    def _setdefault(self, call: Call, step: Step) -> None:
        key, value = call.argument(0), call.argument(1)
        if isinstance(key, Literal) and value is not None:
            self._write(str(key.value), value, step, "setdefault")


_LOADING = {
    "object": _Collector._from_object,
    "mapping": _Collector._from_mapping,
    "pyfile": _Collector._from_pyfile,
    "file": _Collector._from_file,
    "envvar": _Collector._from_envvar,
    "prefixed env": _Collector._from_prefixed_env,
    "default": _Collector._setdefault,
}
_LOADERS = {method: _LOADING[of] for method, of in libraries.members("flask.Flask().config", SETS).items()}


def _module_attribute(evaluator: Evaluator, bound: list[Statement], where: Where) -> tuple[Outcome, ...] | None:
    return evaluator.final(bound, where)


def _receiver(call: Call) -> tuple[Expression | None, str]:
    from flaskcheck.values.calls import receiver

    return receiver(call)


def is_config(value: Expression) -> bool:
    """Whether the expression is an application's ``config``."""
    if isinstance(value, Attribute):
        return value.name == "config"
    base, _, last = value.dotted.rpartition(".")
    return last == "config" and bool(base) and is_application_name(base)


def is_application_name(dotted: str) -> bool:
    """Whether a name is one that Flask objects go by (``app``, ``self.app``, ``application``, ``server``, ``flask_app``…)."""
    last = dotted.rpartition(".")[2].lower().strip("_")
    return last in ("app", "application", "server", "api", "self", "flask", "current_app", "a") or last.endswith("app")


def is_application(value: Expression) -> bool:
    """Whether an expression looks like a Flask object."""
    return is_application_name(value.dotted) if value.dotted else False


def _is_true(value: Expression | None) -> bool:
    return isinstance(value, Literal) and value.value is True


def _is_test_parameter(value: Expression) -> bool:
    return any(word in value.dotted.lower() for word in ("test", "override", "config", "setting"))
