"""How start-up fills ``app.config``: every write and every file, class and mapping that is loaded, in the order of the steps."""

from __future__ import annotations

from functools import cached_property, partial

from flaskcheck.application.choice import (
    certain,
    follows,
    is_for_development,
    keys_of,
    loaded,
    production_choice,
    selection,
    value_of,
)
from flaskcheck.application.default_choice import by_default, is_made_for_another
from flaskcheck.application.mounted import Mounts, written_to
from flaskcheck.application.settings import Configuration, Selection, Setting, Written
from flaskcheck.effects.run import configuration_file, lies_beside
from flaskcheck.facts.expressions import (
    Attribute,
    Call,
    EnvRead,
    Literal,
    Name,
    Subscript,
    called,
    last_name,
    owner_of,
    receiver,
)
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.ground.place import HOLE
from flaskcheck.known import libraries
from flaskcheck.known.meanings import SETS
from flaskcheck.known.settings import key_of_constant
from flaskcheck.readers.data_files import settings_of
from flaskcheck.values.classes import attribute, lineage
from flaskcheck.values.entries import Spot, added, entries, loop_around, rounds
from flaskcheck.values.filled import takes_variable
from flaskcheck.values.things import ATTRIBUTES, is_application, is_configuration
from flaskcheck.values.value import UNKNOWN, Outcome, Reference, Unknown, Where
from flaskcheck.values.variables import unread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from flaskcheck.effects.run import Step, Trace
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Statement
    from flaskcheck.ground.place import Place, Placed
    from flaskcheck.values.evaluator import Evaluator


class Collector:
    """Notes what the steps of a start write to the configuration; meanwhile the evaluator reads back what was written."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self.written = Written(evaluator)
        self.selections: list[Selection] = []
        self._loads: list[Step] = []
        self._mounts = Mounts(evaluator)
        self._writers: list[tuple[Setting, Step]] = []

    def note(self, step: Step) -> None:
        """Note a step of the start."""
        statement, before = step.statement, len(self.written.settings)
        if isinstance(statement, Assignment):
            self._assignment(statement, step)
        elif isinstance(statement, CallSite):
            self._mounts.note(statement.call, step.where)
            self._call(statement.call, step)
        self._writers += [(setting, step) for setting in self.written.settings[before:]]

    def finish(self, trace: Trace) -> Configuration:
        """The configuration when start-up has written it all."""
        self.evaluator.memory.is_whole = True
        for setting, step in self._writers if self._mounts.are_several else ():
            owner = written_to(step.statement)
            application = self._mounts.application(owner, step.where) if owner is not None else None
            if application is not None:
                self.written.applications[id(setting)] = application
        loads = [*self._loads, *(step for step in trace.skipped if _method(step) in _OBJECTS)]
        self.selections += by_default(trace, loads, self.selections)
        return Configuration(self.written, self.selections)

    # -- whose configuration it is ---------------------------------------------------------------

    def _is_config(self, value: Expression, where: Where) -> bool:
        """Whether an expression is the configuration of an application: it is known where it was made, or it is called as one."""
        owner = owner_of(value) if last_name(value) == "config" else None
        if owner is None:
            return isinstance(value, Name) and is_configuration(self.evaluator, value, where)
        return self._is_application(owner, where, isinstance(value, Attribute))

    def _is_handed(self, value: Expression, where: Where) -> bool:
        """Whether an expression is the configuration of an application that a function was handed."""
        is_name = isinstance(value, Name) and "." not in value.name
        return is_name and is_configuration(self.evaluator, value, where)

    def _is_application(self, value: Expression, where: Where, otherwise: bool = False) -> bool:
        """Whether an expression is an application; ``otherwise`` where nothing tells."""
        verdict = is_application(self.evaluator, value, where)
        return (otherwise or is_application_name(value.dotted)) if verdict is None else verdict

    # -- direct writes ---------------------------------------------------------------------------

    def _assignment(self, statement: Assignment, step: Step) -> None:
        target = statement.target
        if isinstance(target, Subscript):
            key = target.key.value if isinstance(target.key, Literal) else None
            if isinstance(key, str) and _may_be_config(target.base, key) and self._is_config(target.base, step.where):
                self._write(key, statement.value, step, "item")
            elif key is None:
                self._under_any_key(target, statement, step)
            return
        owner, name = owner_of(target), last_name(target)
        if owner is not None and name in ATTRIBUTES and self._is_application(owner, step.where):
            self._write(ATTRIBUTES[name], statement.value, step, "attribute")
        elif name == "config" and self._is_config(target, step.where):  # app.config |= {…}
            for part in added(statement.value, target):
                self._from_display(part, step)

    def _under_any_key(self, target: Subscript, statement: Assignment, step: Step) -> None:
        """``config[key] = value``: the key's own text, or those that the rounds of a loop give it."""
        is_config = self._is_config(target.base, step.where)
        if is_config and self._keyed(target.key, statement.value, step, "item"):
            return
        if is_config and takes_variable(statement):
            self._each_from_environment("", statement, step)
        elif self._is_handed(target.base, step.where):
            self.written.not_told("the file", needed=True)

    def _keyed(self, key: Expression, value: Expression, step: Step, source: str) -> bool:
        """Write a value under a key that is no literal; whether anything was written."""
        loop = loop_around(step.statement)
        if loop is None:
            if name := self._name(Spot(key, step.where)):
                self._write(name, value, step, source)
            return bool(name)
        others = tuple(g for g in step.statement.guards if g is not loop)
        is_sure = (step.caller is None or step.caller.sure) and self.evaluator.runs(others, step.where) is True
        in_order, before = step.replaced(sure=is_sure), len(self.written.settings)
        for one in rounds(self.evaluator, loop, step.where):
            named, item = one.of(key, step.where), one.of(value, step.where)
            if name := self._name(named):
                self._write(name, item.value, in_order, "mapping", item.where)
        return len(self.written.settings) > before

    def _name(self, key: Spot | None) -> str:
        """The text that a key surely is, or ``""``."""
        found = self.evaluator.outcomes(key.value, key.where) if key is not None else ()
        thing = found[0].value if len(found) == 1 else None
        return key_of_constant(thing.name) if isinstance(thing, Reference) else found[0].text if len(found) == 1 else ""

    @cached_property
    def _bare(self) -> Evaluator:
        return self.evaluator.within(self.evaluator.world.bare())

    def _write(self, key: str, value: Expression, step: Step, source: str, where: Where | None = None) -> None:
        at, edits = where or step.where, self.evaluator.world.edits
        is_edited = edits is not None and edits.changes(step.statement)
        outcomes = (Outcome(UNKNOWN, value, step.path),) if is_edited else self.evaluator.outcomes(value, at)
        if not any(o.variables for o in outcomes):
            outcomes = self._chosen(outcomes, step)
        place = step.statement.place if source in ("item", "attribute") else value.place
        guards = step.statement.guards
        is_usual = step.sure or step.runs_in(self._bare) is True
        setting = Setting(key, outcomes, place, at.path, step.sure, source, "", value, guards, is_usual)
        self.written.add(
            setting,
            lambda ask: outcomes if is_edited else None if step.runs_in(ask) is False else ask.outcomes(value, at),
            step.runs_in,
        )

    def _chosen(self, outcomes: tuple[Outcome, ...], step: Step) -> tuple[Outcome, ...]:
        """With the variables of which a step waits to miss one (``if url: … else: …``, ``except KeyError: …``), or to find one, which whoever sets it chooses."""
        absent = unread(step.statement, list(self.evaluator.code.scope(step.path, step.where.scope)))
        asked = frozenset[str]() if step.sure or absent else frozenset(step.asked(self.evaluator))
        runs = step.runs_in(self.evaluator.within(self.evaluator.world.without(asked))) if asked else None
        if runs is False:
            return tuple(o.replaced(variables=asked) if o.is_known else o for o in outcomes)
        absent |= asked if runs else frozenset()
        return tuple(o.replaced(unset=o.unset | absent) for o in outcomes) if absent else outcomes

    # -- loading calls ---------------------------------------------------------------------------

    def _call(self, call: Call, step: Step) -> None:
        if called(call) not in _LOADERS:
            return
        base, method = receiver(call)
        if base is None or not self._is_config(base, step.where):
            return
        if method in _OBJECTS:
            self._loads.append(step)
        _LOADERS[method](self, call, step)

    def _from_object(self, call: Call, step: Step) -> None:
        value = call.argument(0, "obj")
        if value is None:
            return
        outcomes = self.evaluator.outcomes(value, step.where)
        things = [(o, loaded(self.evaluator, o, step.path)) for o in outcomes]
        chosen = production_choice(self.evaluator, things, step.path)
        candidates = tuple(thing for _, thing in things if thing is not None)
        names = tuple(dict.fromkeys(thing.name for _, thing in things if thing))
        for outcome, thing in things:
            is_certain = step.sure and certain(outcome, outcomes)
            self.selections.append(selection(self.evaluator, call, outcome, thing, is_certain, names, candidates))
        if not chosen:
            self.written.opaque = True
        for outcome, thing in chosen:
            self._load(thing, outcome, step, len(chosen) == 1)

    def _load(self, thing: Reference, outcome: Outcome, step: Step, alone: bool) -> None:
        sure = step.sure and alone
        if thing.kind == "module":
            self._load_module(thing, sure, unset=outcome.unset)
            return
        of_development = is_for_development(self.evaluator, thing)
        for key in keys_of(self.evaluator, thing):
            found = attribute(self.evaluator, thing, key)
            if found:
                place = self._place_of(thing, key) or found[0].place
                setting = Setting(key, found, place, place.path, sure, "class", thing.name, found[0].origin)
                is_consequence = of_development and follows(self.evaluator, thing, key)
                setting = setting.replaced(unset=outcome.unset, follows=is_consequence)
                self.written.add(setting, partial(value_of, thing=thing, key=key))

    def _place_of(self, thing: Reference, key: str) -> Place | None:
        for path, definition in lineage(self.evaluator, thing.path, thing.name):
            binders = self.evaluator.code.binders(path, definition.name, key)
            written = [s for s in binders if isinstance(s, Assignment)]
            if written:
                return self._decisive(written, Where(path, definition.name)).place
        return None

    def _decisive(self, written: Sequence[Statement], where: Where) -> Statement:
        """Of several writes of one name the last that surely runs, else the last: what follows under a condition may only change it."""
        sure = [s for s in written if self.evaluator.runs(s.guards, where)]
        return (sure or written)[-1]

    def _load_module(
        self, thing: Reference, sure: bool, source: str = "module", unset: frozenset[str] = frozenset()
    ) -> None:
        of_development = is_for_development(self.evaluator, thing)
        for key in keys_of(self.evaluator, thing):
            found = value_of(self.evaluator, thing, key)
            if found:
                bound = self.evaluator.code.bindings(thing.path)[key]
                place = self._decisive(bound, Where(thing.path)).place
                setting = Setting(key, found, place, thing.path, sure, source, thing.name, found[0].origin)
                is_consequence = of_development and follows(self.evaluator, thing, key)
                setting = setting.replaced(unset=unset, follows=is_consequence)
                self.written.add(setting, partial(value_of, thing=thing, key=key))

    def _from_mapping(self, call: Call, step: Step) -> None:
        for keyword in call.keywords:
            if keyword.name:
                self._write(keyword.name, keyword.value, step, "mapping")
            else:  # **settings
                self._from_display(keyword.value, step)
        for argument in call.arguments:
            self._from_display(argument, step)

    def _from_display(self, value: Expression, step: Step) -> None:
        for key, item in ((entry.key, entry.item) for entry in entries(self.evaluator, value, step.where)):
            if name := self._name(key):
                self._write(name, item.value, step, "mapping", item.where)
            elif key is None and any(
                isinstance(o.value, (Unknown, Reference)) for o in self.evaluator.outcomes(value, step.where)
            ):
                self.written.opaque = self.written.opaque or not _is_test_parameter(value)

    def _from_pyfile(self, call: Call, step: Step) -> None:
        value = call.argument(0, "filename")
        silent = _is_true(call.argument(1, "silent"))
        if value is None:
            return
        for outcome in self.evaluator.outcomes(value, step.where):
            path, name = configuration_file(self.evaluator, outcome.text, step.path), outcome.text
            known = bool(name) and HOLE not in name
            self.selections.append(
                Selection(name, path, call.place, "pyfile", outcome, step.sure, silent, known and not path)
            )
            if path:
                is_sure = step.sure and (not silent or lies_beside(self.evaluator, path, step.path))
                self._load_module(Reference("module", path, path), is_sure, "pyfile")
            else:
                is_made = is_made_for_another(self.evaluator, value, outcome, step.where)
                self._unread(name, is_made or (step.sure and not silent))

    def _from_file(self, call: Call, step: Step) -> None:
        value, silent = call.argument(0, "filename"), _is_true(call.argument(2, "silent"))
        name = next((o.text for o in self.evaluator.outcomes(value, step.where) if o.text), "") if value else ""
        path = configuration_file(self.evaluator, name, step.path)
        settings = settings_of(self.evaluator.code.tree, path) if path else None
        if settings is None:
            self._unread(name, step.sure and not silent)
        for key, literal in settings or ():
            if literal is not None:
                outcome = Outcome(literal.value, literal, path)
                self.written.add(Setting(key, (outcome,), literal.place, path, step.sure and not silent, "file", path))

    def _from_envvar(self, call: Call, step: Step) -> None:
        value = call.argument(0, "variable_name")
        name = str(value.value) if isinstance(value, Literal) else ""
        silent = _is_true(call.argument(1, "silent"))
        world = self.evaluator.world
        is_made = world.edits is not None and world.has(name) and self._is_made(world.text(name) or "")
        self.written.not_told(f"the file of {name}" if name else "the file", (step.sure and not silent) or is_made)
        self.selections.append(Selection(name, "", call.place, "envvar", None, step.sure, silent))

    def _unread(self, name: str, needed: bool) -> None:
        """Note a file of settings that the repository does not have."""
        self.written.not_told(name.rpartition(HOLE)[2].lstrip("/") or "the file", needed or self._is_made(name))

    def _is_made(self, name: str) -> bool:
        """Whether a command of the deployment writes the file of a name, so that what it holds counts and cannot be determined."""
        edits = self.evaluator.world.edits
        return edits is not None and bool(name) and HOLE not in name and edits.writes(name)

    def _from_prefixed_env(self, call: Call, step: Step) -> None:
        value = call.argument(0, "prefix")
        prefix = str(value.value) if isinstance(value, Literal) else "FLASK"
        self.selections.append(Selection(prefix, "", call.place, "prefixed-env", None, step.sure))
        self._declared_with_prefix(f"{prefix}_", call, step)
        self._each_from_environment(f"{prefix}_", call, step)

    def _each_from_environment(self, prefix: str, at: Placed, step: Step) -> None:
        """What is written so far, each setting replaced by the variable of its name where that is set."""
        told = self.written.since_untold()
        is_sure = step.sure or not prefix  # one by one, those that are set: without the variable a setting stays
        known = {s.key for s in self.written.settings if s.source == "environment" and s.owner == prefix.rstrip("_")}
        for setting in [s for s in told if s.key not in known]:
            read = EnvRead(*at.mark, f"{prefix}{setting.key}", setting.value, False, "from_prefixed_env")
            if setting.value is not None:
                outcomes = self.evaluator.outcomes(read, Where(setting.path))
                self.written.add(
                    Setting(
                        setting.key,
                        outcomes,
                        setting.place,
                        setting.path,
                        is_sure,
                        "environment",
                        prefix.rstrip("_"),
                        read,
                    )
                )

    def _declared_with_prefix(self, prefix: str, call: Call, step: Step) -> None:
        for name in self.evaluator.world.beginning(prefix):
            read = EnvRead(*call.mark, name, None, False, "from_prefixed_env")
            self._write(name[len(prefix) :], read, step, "environment")

    def _setdefault(self, call: Call, step: Step) -> None:
        key, value = call.argument(0), call.argument(1)
        if key is not None and value is not None:
            self._keyed(key, value, step, "setdefault")


_LOADING = {
    "object": Collector._from_object,
    "mapping": Collector._from_mapping,
    "pyfile": Collector._from_pyfile,
    "file": Collector._from_file,
    "envvar": Collector._from_envvar,
    "prefixed env": Collector._from_prefixed_env,
    "default": Collector._setdefault,
}
_MEMBERS = libraries.members("flask.Flask().config", SETS)
_LOADERS = {method: _LOADING[of] for method, of in _MEMBERS.items()}
_OBJECTS = frozenset(method for method, of in _MEMBERS.items() if of == "object")


def _method(step: Step) -> str:
    return receiver(step.statement.call)[1] if isinstance(step.statement, CallSite) else ""


def _may_be_config(value: Expression, key: str) -> bool:
    """Quick answer for what is no configuration by its form: settings that another name holds are written in capitals."""
    return last_name(value) == "config" or key.isupper()


def is_application_name(dotted: str) -> bool:
    """Whether a name is one that Flask objects go by (``app``, ``self.app``, ``application``, ``server``, ``flask_app``…)."""
    last = dotted.rpartition(".")[2].lower().strip("_")
    return last in ("app", "application", "server", "api", "self", "flask", "current_app", "a") or last.endswith("app")


def _is_true(value: Expression | None) -> bool:
    return isinstance(value, Literal) and value.value is True


def _is_test_parameter(value: Expression) -> bool:
    return any(word in value.dotted.lower() for word in ("test", "override", "config", "setting"))
