"""The configuration that production selects: every write to ``app.config`` that start-up performs, in its order, the last one winning."""

from __future__ import annotations

from flaskcheck.effects.run import configuration_file
from flaskcheck.facts.expressions import Attribute, EnvRead, Literal, Mapping, Name, Subscript
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.ground import words
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.meanings import SETS
from flaskcheck.values.classes import attribute, attribute_names
from flaskcheck.values.value import Outcome, Reference, Unknown, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from flaskcheck.effects.run import Step, Trace
    from flaskcheck.facts.expressions import Call, Expression
    from flaskcheck.facts.python import Statement
    from flaskcheck.values.evaluator import Evaluator

ATTRIBUTES = libraries.members("flask.Flask()", SETS)
"""Attributes of a Flask object that are settings, with their keys."""


class Setting(Record):
    """One write of one setting. ``place`` is where it is written: in the configuration class when a class is loaded.

    ``outcomes`` are what it may be; ``sure``: start-up certainly performs it. ``source``: ``item``, ``attribute``, ``class``, ``module``, ``mapping``, ``pyfile``,
    ``update``, ``environment``, ``setdefault``. ``owner`` is the class or module it comes from, ``""`` for direct writes.
    """

    key: str
    outcomes: tuple[Outcome, ...]
    place: Place
    path: str
    sure: bool
    source: str
    owner: str = ""
    value: Expression | None = None


class Selection(Record):
    """One ``from_object``/``from_pyfile``: what was loaded. ``name`` is the class, module or file; ``unset`` the variables that must be missing for it;
    ``others`` are the other choices that the same expression has."""

    name: str
    path: str
    place: Place
    source: str
    outcome: Outcome | None
    sure: bool
    silent: bool = False
    missing: bool = False
    others: tuple[str, ...] = ()
    candidates: tuple[Reference, ...] = ()


class Configuration:
    """All settings of the applications that one start-up makes."""

    def __init__(
        self, settings: list[Setting], selections: list[Selection], opaque: bool, unseen: list[tuple[int, str]]
    ) -> None:
        self.settings = settings
        self._unseen = unseen
        self.selections = selections
        self.opaque = opaque
        """Something loads settings that cannot be told (a file outside the repository, ``from_envvar``, an unknown object)."""

    def written(self, key: str) -> list[Setting]:
        """Every write of a key, in order."""
        return [s for s in self.settings if s.key == key]

    def get(self, key: str) -> tuple[Setting, ...]:
        """The writes of a key that can be the final one: the last sure one and the possible ones after it."""
        final: list[Setting] = []
        for setting in self.written(key):
            if is_development_name(setting.owner):
                continue  # development-config tells that production selects the wrong one; what is in it follows from that
            replaces = setting.sure and setting.source != "setdefault"
            if setting.source == "setdefault" and final:
                continue
            final = [setting] if replaces else [*final, setting]
        return tuple(final)

    def replacing_file(self, setting: Setting) -> str:
        """The file outside the repository (``instance/config.py``) that start-up loads after a setting was written, and that may write it anew; ``""`` when none."""
        position = next((i for i, s in enumerate(self.settings) if s is setting), len(self.settings))
        return next((name for index, name in reversed(self._unseen) if index > position), "")

    def gives(self, key: str) -> bool:
        """Whether a key surely has a value that is not ``None``, so that a default for it is never used."""
        written = self.get(key)
        return any(s.sure for s in written) and all(o.value is not None for s in written for o in s.outcomes)

    @property
    def keys(self) -> list[str]:
        """All keys that are written, in order of first writing."""
        return list(dict.fromkeys(s.key for s in self.settings))


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

    def collect(self, steps: list[Step]) -> Configuration:
        for step in steps:
            statement = step.statement
            if isinstance(statement, Assignment):
                self._assignment(statement, step)
            elif isinstance(statement, CallSite):
                self._call(statement.call, step)
        return Configuration(self.settings, self.selections, self.opaque, self.unseen)

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

    def _write(self, key: str, value: Expression, step: Step, source: str, owner: str = "") -> None:
        outcomes = self.evaluator.outcomes(value, step.where)
        place = step.statement.place if source in ("item", "attribute") else value.place
        self.settings.append(Setting(key, outcomes, place, step.path, step.sure, source, owner, value))

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
        things = [(o, self._thing(o, step)) for o in outcomes]
        chosen = self._production_choice(things)
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
                    step.sure,
                    missing=not known and isinstance(outcome.value, str) and "\ufffc" not in outcome.text,
                    others=names,
                    candidates=candidates,
                )
            )
        if not chosen:
            self.opaque = True
        for outcome, thing in chosen:
            self._load(thing, outcome, step, len(chosen) == 1)

    def _production_choice(self, things: list[tuple[Outcome, Reference | None]]) -> list[tuple[Outcome, Reference]]:
        """Of several possible configurations, those that a production environment would pick."""
        known = [(o, t) for o, t in things if t is not None]
        if not known:
            found = self._usual_production_class() if things else None
            return [(things[0][0], found)] if found else []
        named = [(o, t) for o, t in known if is_production_name(t.name)]
        kept = named or [(o, t) for o, t in known if not is_development_name(t.name)]
        if not kept and (len(things) > 1 or known[0][0].unset):
            sibling = self._production_sibling(known[0][1])
            return [(known[0][0], sibling)] if sibling else []
        return kept or known

    def _usual_production_class(self) -> Reference | None:
        """The only production class of the usual configuration modules, when the choice is left to the host."""
        found = []
        for path in self.evaluator.code.paths:
            name = path.rpartition("/")[2]
            if name in ("config.py", "settings.py", "configs.py", "configuration.py") or "/config/" in f"/{path}":
                module = self.evaluator.code.module(path) if self.evaluator.importer.name_of(path) else None
                found += [(path, c.name) for c in (module.classes if module else ()) if is_production_name(c.name)]
        return Reference("class", *found[0]) if len(found) == 1 else None

    def _production_sibling(self, thing: Reference) -> Reference | None:
        """The production class beside a development class that is only the default choice."""
        module = self.evaluator.code.module(thing.path)
        for definition in module.classes if module else ():
            if is_production_name(definition.name):
                return Reference("class", thing.path, definition.name)
        return None

    def _thing(self, outcome: Outcome, step: Step) -> Reference | None:
        """The class, instance or module that ``from_object`` loads; a text is imported as Flask imports it."""
        thing = outcome.value
        if isinstance(thing, str) and "\ufffc" not in thing:
            name = thing.replace(":", ".").strip()
            if name == "__main__" or not name:
                return None
            found = self.evaluator.imported(name, Name(name, True, outcome.place), Where(step.path))[0]
            thing = found.value
        if isinstance(thing, Reference) and thing.kind == "function":
            return None
        return thing if isinstance(thing, Reference) and thing.kind in ("class", "instance", "module") else None

    def _load(self, thing: Reference, outcome: Outcome, step: Step, alone: bool) -> None:
        sure = step.sure and alone
        if thing.kind == "module":
            self._load_module(thing, sure)
            return
        for key in attribute_names(self.evaluator, thing):
            found = attribute(self.evaluator, thing, key)
            if found:
                place = self._place_of(thing, key) or found[0].place
                self.settings.append(Setting(key, found, place, place.path, sure, "class", thing.name, found[0].origin))

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
                self.settings.append(Setting(key, found, place, thing.path, sure, source, thing.name, found[0].origin))

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
            read = EnvRead(f"{prefix}_{setting.key}", setting.value, False, "from_prefixed_env", call.place)
            if setting.value is not None and "_" + setting.key:
                outcomes = self.evaluator.outcomes(read, Where(setting.path))
                self.settings.append(
                    Setting(setting.key, outcomes, setting.place, setting.path, step.sure, "environment", prefix, read)
                )

    def _declared_with_prefix(self, prefix: str, call: Call, step: Step) -> None:
        for name in self.evaluator.variables:
            if name.startswith(prefix):
                read = EnvRead(name, None, False, "from_prefixed_env", call.place)
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


def is_development_name(name: str) -> bool:
    """Whether a configuration's name says that it is for development or testing."""
    return words.mode(name.rpartition(".")[2]) == "development"


def is_production_name(name: str) -> bool:
    """Whether a configuration's name says that it is for production."""
    return words.mode(name.rpartition(".")[2]) == "production"


def _is_true(value: Expression | None) -> bool:
    return isinstance(value, Literal) and value.value is True


def _is_test_parameter(value: Expression) -> bool:
    return any(word in value.dotted.lower() for word in ("test", "override", "config", "setting"))


__all__ = ["Configuration", "Selection", "Setting", "configuration_of", "is_config", "is_development_name"]
