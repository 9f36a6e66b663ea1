"""The configuration that production selects: what is written to ``app.config``, and the last write winning."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property, partial

from flaskcheck.application.given_keys import random_call
from flaskcheck.facts.expressions import EnvRead
from flaskcheck.ground import words
from flaskcheck.ground.place import HOLE, Place
from flaskcheck.ground.record import Record
from flaskcheck.values.displays import held
from flaskcheck.values.value import UNKNOWN, Outcome, Reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeVar

    from flaskcheck.application.mounted import Application
    from flaskcheck.code.modules import Code
    from flaskcheck.effects.switches import Unused
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Guard
    from flaskcheck.values.evaluator import Evaluator
    from flaskcheck.values.value import Ask

    T = TypeVar("T")

ANY = "80"  # what may stand in the place of an unknown part of an address


class Setting(Record):
    """One write of one setting. ``place`` is where it is written: in the configuration class when a class is loaded.

    ``outcomes`` are what it may be; ``sure``: start-up certainly performs it. ``source``: ``item``, ``attribute``, ``class``, ``module``, ``mapping``, ``pyfile``,
    ``update``, ``environment``, ``setdefault``. ``owner`` is the class or module it comes from, ``""`` for direct writes, whose ``guards`` are the conditions that they stand under.
    ``by_default``: it is performed where no variable is set that nobody declares. ``unset``: the variables that must be missing for its owner to be chosen; ``follows``: it is as it is
    because a configuration for development was chosen.
    """

    key: str
    outcomes: tuple[Outcome, ...]
    place: Place
    path: str
    sure: bool
    source: str
    owner: str = ""
    value: Expression | None = None
    guards: tuple[Guard, ...] = ()
    by_default: bool = True
    unset: frozenset[str] = frozenset()
    follows: bool = False

    @property
    def asks_for_a_secret(self) -> bool:
        """Whether all conditions that it stands under ask whether there is a secret (``if not app.secret_key:``)."""
        tests = [guard.test for guard in self.guards if guard.kind == "if" and guard.test is not None]
        return bool(tests) and all("secret" in test.spelling.lower() for test in tests)

    def random_value(self, outcomes: tuple[Outcome, ...] | None = None) -> Outcome | None:
        """Which of its outcomes (or of others) is created by each process, unless it is only made up when it is found nowhere, and may then be kept."""
        outcomes = self.outcomes if outcomes is None else outcomes
        certain = [o for o in outcomes if not o.unset]
        is_sole = {True: not any(o.is_anything for o in certain), False: len(certain) == 1}
        return next((o for o in outcomes if random_call(o.origin) and is_sole[bool(o.unset)]), None)

    def missing_for(self, outcome: Outcome, is_meant: Callable[[str], object]) -> str:
        """The variable to set for another value than one of its outcomes; ``""`` when that needs none missing."""
        return next(iter(self._decisive(outcome, is_meant)), "")

    def when_missing(self, outcome: Outcome, is_meant: Callable[[str], object]) -> str:
        """What has to be missing for one of its outcomes, in words: ``A is not set``, ``A and B are not set`` (each stands in for the other); ``""`` for nothing."""
        names = self._decisive(outcome, is_meant)
        return f"{' and '.join(names)} {'are' if names[1:] else 'is'} not set" if names else ""

    def _decisive(self, outcome: Outcome, is_meant: Callable[[str], object]) -> list[str]:
        """The variables of which each gives another value: without them the text is always one that is meant (``PORT`` in the default of ``SERVER_NAME`` changes nothing)."""
        unset = [o.unset for o in self.outcomes if o.text and is_meant(o.text.replace(HOLE, ANY))]
        decisive = frozenset.intersection(outcome.unset, *unset) or outcome.unset
        inner = {part.variable for part in outcome.origin.walk() if isinstance(part, EnvRead)}
        return sorted(decisive - inner or decisive)


class Selection(Record):
    """One ``from_object``/``from_pyfile``: what was loaded, by the ``name`` of the class, module or file. ``others`` are the other choices of the same expression;
    ``is_for_development``: what it holds, or another one for production beside it, says so; ``is_brief``: only for a command that ends."""

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
    is_for_development: bool = False
    is_brief: bool = False

    @property
    def for_development(self) -> Reference | None:
        """What is loaded where that surely is a configuration for development; ``None`` for any other."""
        if self.missing or self.outcome is None or self.outcome.guessed or not self.is_for_development:
            return None
        return next((thing for thing in self.candidates if thing.name == self.name), None)


class Override(Record):
    """One loading of settings that cannot be determined: ``position`` is the number of those written before, ``name`` the file's; ``needed``: the start stops without it."""

    position: int
    name: str
    needed: bool = False


class Written:
    """The settings in the order of their writing, and how to ask for the value of each again in another world. It remembers for code that reads the configuration back."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.settings: list[Setting] = []
        self.opaque = False
        self.overrides: list[Override] = []
        self._evaluator = evaluator
        self.applications: dict[int, Application] = {}
        """Which application a setting is of, by the setting's identity: only where one process serves several."""
        self._asks: dict[int, Callable[[Ask], tuple[Outcome, ...] | None]] = {}
        self._runs: dict[int, Callable[[Ask], bool | None]] = {}
        self._until: int | None = None
        self._positions: dict[int, int] = {}
        self._of_keys: dict[str, list[Setting]] = {}
        evaluator.memory.follow(self.recall, self._stamp)

    def seen_by(self, evaluator: Evaluator) -> Written:
        """The same in a deployment that looks alike up to here (``values/alike.py``)."""
        same = Written(evaluator)
        same.__dict__.update(self.__dict__, _evaluator=evaluator)
        evaluator.memory.is_whole = True
        return same

    def add(
        self,
        setting: Setting,
        ask: Callable[[Ask], tuple[Outcome, ...] | None] | None = None,
        runs: Callable[[Ask], bool | None] | None = None,
    ) -> None:
        """Note a setting, and how to ask for its value and whether it is written in another world."""
        self._positions.setdefault(id(setting), len(self.settings))
        self._of_keys.setdefault(setting.key, []).append(setting)
        self.settings.append(setting)
        if ask is not None:
            self._asks[id(setting)] = ask
        if runs is not None:
            self._runs[id(setting)] = runs

    @property
    def code(self) -> Code:
        """The code that writes them."""
        return self._evaluator.code

    def not_told(self, name: str, needed: bool) -> None:
        """Note that something is loaded here that cannot be determined, from a file of this name."""
        self.opaque = True
        self.overrides.append(Override(len(self.settings), name, needed))

    def since_untold(self) -> list[Setting]:
        """The settings that were written after the last file which production has and which cannot be determined."""
        return self.settings[max((file.position for file in self.overrides if file.needed), default=0) :]

    def _stamp(self) -> tuple[object, ...]:
        return len(self.settings), len(self.overrides), self.opaque, self._until

    def recall(self, ask: Ask, key: str) -> tuple[Outcome, ...] | None:
        """What the configuration holds under a key; ``None`` where nothing known has written it."""
        of_key = self._so_far(key)
        if ask is self._evaluator or len(of_key) < 2:
            last = self.final(of_key)
            written = [(s, s.outcomes if ask is self._evaluator else self.again(ask, s)) for s in last]
        else:
            written = self.in_world(ask, key)
        found: tuple[Outcome, ...] = ()
        for setting, values in written:
            found += tuple(o.replaced(unset=o.unset | setting.unset) for o in values) if setting.unset else values
        if not found:
            return None
        is_firm = not self.opaque and any(s.sure and s.source != "setdefault" and not s.unset for s, _ in written)
        return found if is_firm else (*found, Outcome(UNKNOWN, found[0].origin, found[0].path))

    def position(self, setting: Setting) -> int:
        """How many settings were written before one; all, where it is none of them."""
        return self._positions.get(id(setting), len(self.settings))

    def _so_far(self, key: str) -> list[Setting]:
        """The writes of a key, as far as the question goes."""
        found, until = self._of_keys.get(key, []), self._until
        return found if until is None else found[: bisect_left(found, until, key=self.position)]

    def final(self, written: list[Setting]) -> list[Setting]:
        """Of several writes of one setting those that can be the final one of an application."""
        if not self.applications:
            return final(written)
        return list({id(s): s for of_one in self._by_application(written) for s in final(of_one)}.values())

    def of_the_same(self, setting: Setting, written: Iterable[Setting]) -> list[Setting]:
        """Of some writes those that may be to the application that a setting is of."""
        owner = self.applications.get(id(setting))
        return [s for s in written if self.applications.get(id(s), owner) == owner or owner is None]

    def _by_application(self, written: list[Setting]) -> list[list[Setting]]:
        """The writes that each of several applications may get; all, where one is served."""
        owners = [self.applications.get(id(s)) for s in written]
        served: list[Application | None] = list(dict.fromkeys(o for o in owners if o is not None)) or [None]
        return [[s for s, owner in zip(written, owners) if owner in (None, one)] for one in served]

    def in_world(self, ask: Ask, key: str) -> list[tuple[Setting, tuple[Outcome, ...]]]:
        """The writes of a key that can be the final one in the world of another evaluator, with what they write there."""
        of_key = self._so_far(key)
        found = (written for of_one in self._by_application(of_key) for written in self._in_world(ask, of_one))
        return list({id(setting): (setting, values) for setting, values in found}.values())

    def _in_world(self, ask: Ask, settings: list[Setting]) -> list[tuple[Setting, tuple[Outcome, ...]]]:
        last: list[tuple[Setting, tuple[Outcome, ...]]] = []
        for setting in settings:
            is_run = self._until_then(setting, partial(self._is_written, ask, setting))
            if is_run is False or (setting.source == "setdefault" and last):
                continue
            written = (setting, self.again(ask, setting))
            last = [written] if is_run and setting.source != "setdefault" else [*last, written]
        return last

    def again(self, ask: Ask, setting: Setting) -> tuple[Outcome, ...]:
        """What a setting is in the world of another evaluator; nothing where it is not written there."""
        question = self._asks.get(id(setting))
        if question is None:
            return setting.outcomes
        return self._until_then(setting, lambda: question(ask) or ())

    def _is_written(self, ask: Ask, setting: Setting) -> bool | None:
        runs = self._runs.get(id(setting))
        return (setting.sure or None) if runs is None else runs(ask)

    def _until_then(self, setting: Setting, question: Callable[[], T]) -> T:
        """An answer as it is when a setting is written: what is written later is not yet there."""
        outer, self._until = self._until, self.position(setting)
        try:
            return question()
        finally:
            self._until = outer

    def held(self, setting: Setting) -> Iterator[Outcome]:
        """What a setting is, and what the lists and dictionaries in it hold."""
        return held(self._evaluator, setting.outcomes)

    def spare(self, setting: Setting) -> tuple[Outcome, ...]:
        """The values that a setting falls back to where a declared variable, which has a part in it, is missing."""
        world = self._evaluator.world
        named = {n for o in setting.outcomes if not o.unset for n in o.variables}
        names = frozenset(filter(world.has, named))
        if not names or id(setting) not in self._asks:
            return ()
        declared = [o.value for o in setting.outcomes]
        found = self.again(self._evaluator.within(world.without(names)), setting)
        return tuple(o.replaced(unset=o.unset | names) for o in found if o.unset & names or o.value not in declared)


class Configuration:
    """All settings of the applications that one start-up makes."""

    def __init__(self, written: Written, selections: list[Selection]) -> None:
        self.settings = written.settings
        self.written = written
        self._by_key: dict[str, list[Setting]] = {}
        for setting in written.settings:
            self._by_key.setdefault(setting.key, []).append(setting)
        self._final: dict[str, tuple[Setting, ...]] = {}
        self._told: dict[tuple[str, int], tuple[bool, bool]] = {}
        self._unused: Unused | None = None
        self.selections = selections
        self.opaque = written.opaque
        """Something loads settings that cannot be determined (a file outside the repository, ``from_envvar``, an unknown object)."""

    def seen_by(self, evaluator: Evaluator) -> Configuration:
        """The same in a deployment that looks alike up to here."""
        return Configuration(self.written.seen_by(evaluator), self.selections)

    def get(self, key: str) -> tuple[Setting, ...]:
        """The writes of a key that can be the final one, without those that only follow from the choice of a configuration for development, of which
        development-config tells."""
        if key not in self._final:
            self._final[key] = tuple(self.written.final([s for s in self._by_key.get(key, ()) if not s.follows]))
        return self._final[key]

    def stays_text(self, setting: Setting) -> bool:
        """Whether a setting is a text of the code whichever of its writes is the final one of the same application."""
        return self._beside(setting)[0]

    def takes_variable(self, setting: Setting) -> bool:
        """Whether a variable has a part in one of those writes."""
        return self._beside(setting)[1]

    def _beside(self, setting: Setting) -> tuple[bool, bool]:
        asked = setting.key, id(self.written.applications.get(id(setting)))
        if asked not in self._told:
            beside = self.written.of_the_same(setting, self.get(setting.key))
            is_text = all(any(o.is_literal for o in write.outcomes) for write in beside)
            self._told[asked] = is_text, any(o.variables for write in beside for o in write.outcomes)
        return self._told[asked]

    def variables_over(self, place: Place) -> frozenset[str]:
        """The variables of which one, where it is set, replaces the setting that is written at a place."""
        own = [s for s in self._at_lines.get((place.path, place.line), ()) if s.place.holds(place)]
        named = [(s, self._variables_of[s.key]) for s in own if s.key in self._variables_of]
        return frozenset(name for s, places in named for name, at in places.items() if at != {s.place})

    @cached_property
    def _at_lines(self) -> dict[tuple[str, int], list[Setting]]:
        """The settings that are written in each line."""
        found: dict[tuple[str, int], list[Setting]] = {}
        for setting in self.settings:
            place = setting.place
            for line in range(place.line, max(place.line, place.end_line) + 1):
                found.setdefault((place.path, line), []).append(setting)
        return found

    @cached_property
    def _variables_of(self) -> dict[str, dict[str, set[Place]]]:
        """By key: the variables that have a part in it, each with the places of its writes."""
        found: dict[str, dict[str, set[Place]]] = {}
        for setting in self.settings:
            for name in [name for outcome in setting.outcomes for name in outcome.variables]:
                found.setdefault(setting.key, {}).setdefault(name, set()).add(setting.place)
        return found

    def replacing_file(self, setting: Setting) -> str:
        """The file outside the repository (``instance/config.py``) that start-up loads after a setting was written, and that may overwrite it; ``""`` when none."""
        last = self.written.overrides[-1:]
        return last[0].name if last and last[0].position > self._position(setting) else ""

    def is_open(self, setting: Setting) -> bool:
        """Whether something that production cannot do without may overwrite a setting, so that what it is cannot be determined."""
        return self._open_until > self._position(setting)

    def _position(self, setting: Setting) -> int:
        """How many settings were written before one, which may be the same one of another deployment."""
        found = self.written.position(setting)
        return (
            self._alike.get((setting.key, setting.place, setting.source), found)
            if found == len(self.settings)
            else found
        )

    @cached_property
    def _alike(self) -> dict[tuple[str, Place, str], int]:
        return {(s.key, s.place, s.source): at for at, s in reversed(list(enumerate(self.settings)))}

    @cached_property
    def _open_until(self) -> int:
        return max((file.position for file in self.written.overrides if file.needed), default=0)

    def is_switched_off(self, setting: Setting) -> bool:
        """Whether nothing uses a setting while another one, which is a switch for it, keeps its value (``SEARCH_ENABLED`` for ``SEARCH_URL``, ``CACHE_TYPE`` for ``CACHE_REDIS_URL``)."""
        if self._unused is None:
            from flaskcheck.effects.switches import Unused

            self._unused = Unused(self.settings, self.written.code)
        return self._unused.holds(setting)

    def gives(self, key: str) -> bool:
        """Whether a key surely has a value that is not ``None``, so that a default for it is never used."""
        written = self.get(key)
        return any(s.sure for s in written) and all(o.value is not None for s in written for o in s.outcomes)

    def may_give(self, key: str) -> bool:
        """Whether a key surely has a value, or settings are loaded that cannot be determined."""
        return self.opaque or self.gives(key)

    @property
    def keys(self) -> list[str]:
        """All keys that are written, in order of first writing."""
        return list(self._by_key)


def final(written: list[Setting]) -> list[Setting]:
    """Of several writes of one setting those that can be the final one: the last sure one and the possible ones after it."""
    first = len(written) - 1
    while first > 0 and not (written[first].sure and written[first].source != "setdefault"):
        first -= 1
    return [*written[first : first + 1], *(s for s in written[first + 1 :] if s.source != "setdefault")]


def is_development_name(name: str) -> bool:
    """Whether a configuration's name says that it is for development or testing."""
    return words.mode(name.rpartition(".")[2]) == "development"


def is_production_name(name: str) -> bool:
    """Whether a configuration's name says that it is for production."""
    return words.mode(name.rpartition(".")[2]) == "production"
