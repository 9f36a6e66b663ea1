"""The configuration that production selects: what is written to ``app.config``, and the last write winning."""

from __future__ import annotations

from flaskcheck.ground import words
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.values.value import Outcome, Reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Expression


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
