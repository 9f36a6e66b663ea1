"""The configuration that production selects: what is written to ``app.config``, and the last write winning."""

from __future__ import annotations

from flaskcheck.facts.expressions import EnvRead
from flaskcheck.ground import words
from flaskcheck.ground.place import HOLE, Place
from flaskcheck.ground.record import Record
from flaskcheck.values.value import Outcome, Reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Guard
    from flaskcheck.values.evaluator import Evaluator

ANY = "80"
"""What may stand in the place of an unknown part of an address."""


class Setting(Record):
    """One write of one setting. ``place`` is where it is written: in the configuration class when a class is loaded.

    ``outcomes`` are what it may be; ``sure``: start-up certainly performs it. ``source``: ``item``, ``attribute``, ``class``, ``module``, ``mapping``, ``pyfile``,
    ``update``, ``environment``, ``setdefault``. ``owner`` is the class or module it comes from, ``""`` for direct writes, whose ``guards`` are the conditions that they stand under.
    ``by_default``: it is performed where no variable is set that nobody declares.
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

    def missing_for(self, outcome: Outcome, is_meant: Callable[[str], object]) -> str:
        """The variable to set for another value than one of its outcomes; ``""`` when that needs none missing.

        Of several that are missing it is one without which the text is always one that is meant: ``PORT`` in the default of ``SERVER_NAME`` changes nothing.
        """
        unset = [o.unset for o in self.outcomes if o.text and is_meant(o.text.replace(HOLE, ANY))]
        decisive = frozenset.intersection(outcome.unset, *unset) or outcome.unset
        reads = [part.variable for part in self.value.walk() if isinstance(part, EnvRead)] if self.value else []
        return next((name for name in (*reads, *sorted(decisive)) if name in decisive), "")


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


class Spare:
    """What settings would be if variables were missing that the deployment declares: ``asks`` are the questions for their values, by identity."""

    def __init__(
        self, evaluator: Evaluator, asks: dict[int, Callable[[Evaluator], tuple[Outcome, ...] | None]]
    ) -> None:
        self._evaluator = evaluator
        self._asks = asks
        self._without: dict[frozenset[str], Evaluator] = {}

    def of(self, setting: Setting) -> tuple[Outcome, ...]:
        """The values that a setting falls back to where a declared variable, which has a part in it, is missing."""
        names = frozenset(n for o in setting.outcomes if not o.unset for n in o.variables)
        names = names.intersection(self._evaluator.variables)
        ask = self._asks.get(id(setting))
        if ask is None or not names:
            return ()
        if names not in self._without:
            self._without[names] = self._evaluator.without(names)
        return tuple(o for o in ask(self._without[names]) or () if o.unset & names)


class Configuration:
    """All settings of the applications that one start-up makes."""

    def __init__(
        self,
        settings: list[Setting],
        selections: list[Selection],
        opaque: bool,
        unseen: list[tuple[int, str]],
        spare: Spare,
    ) -> None:
        self.settings = settings
        self.spare = spare
        self._by_key: dict[str, list[Setting]] = {}
        for setting in settings:
            self._by_key.setdefault(setting.key, []).append(setting)
        self._unseen = unseen
        self.selections = selections
        self.opaque = opaque
        """Something loads settings that cannot be told (a file outside the repository, ``from_envvar``, an unknown object)."""

    def get(self, key: str) -> tuple[Setting, ...]:
        """The writes of a key that can be the final one: the last sure one and the possible ones after it."""
        final: list[Setting] = []
        for setting in self._by_key.get(key, ()):
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
        return list(self._by_key)


def is_development_name(name: str) -> bool:
    """Whether a configuration's name says that it is for development or testing."""
    return words.mode(name.rpartition(".")[2]) == "development"


def is_production_name(name: str) -> bool:
    """Whether a configuration's name says that it is for production."""
    return words.mode(name.rpartition(".")[2]) == "production"
