"""Settings that nothing uses as long as another one keeps its value: one that is a switch for them, or one that chooses another kind of service."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.effects.selectors import is_passed_over, is_selector, kinds_of
from flaskcheck.effects.switches import is_off, is_switch, switched

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from flaskcheck.code.modules import Code
    from flaskcheck.values.value import Outcome

    class Written(Protocol):
        """A setting, as far as it matters here."""

        @property
        def key(self) -> str:
            """Its name."""

        @property
        def owner(self) -> str:
            """The class or module that it comes from."""

        @property
        def outcomes(self) -> tuple[Outcome, ...]:
            """What it may be."""


class Unused:
    """Looks at the settings of one start; only those of the same owner switch one another."""

    def __init__(self, settings: Sequence[Written], code: Code) -> None:
        self._settings = settings
        self._code = code

    def holds(self, setting: Written) -> bool:
        """Whether nothing uses a setting."""
        about = switched(setting.key)
        asked = [self._switched_off.get((setting.owner, word), ()) for word in ("", *about)]
        return any(needed <= about for found in asked for needed in found) or self._is_passed_over(setting)

    def _is_passed_over(self, setting: Written) -> bool:
        if not kinds_of(setting.key):
            return False
        beside = [s for s in self._settings if s.owner == setting.owner and is_selector(s.key)]
        return is_passed_over(self._code, setting.key, ((s.key, s.outcomes) for s in beside))

    @cached_property
    def _switched_off(self) -> dict[tuple[str, str], set[frozenset[str]]]:
        """By owner and one of its words: what the switches that are off are for."""
        found: dict[tuple[str, str], set[frozenset[str]]] = {}
        for setting in self._settings:
            if is_switch(setting.key) and is_off(setting.outcomes):
                about = switched(setting.key)
                # a number, if there is one, is what fewest share
                found.setdefault((setting.owner, min(about, default="")), set()).add(about)
        return found
