"""Answers of other evaluators that hold here too.

Of most expressions the answer is the same in every world and for every deployment: it asks for no variable, or for none that differs. Each kept answer knows what it
heard, so an evaluator takes over what a peer has worked out: the one that it was made of, or another deployment's.
"""

from __future__ import annotations

from itertools import islice

from flaskcheck.values.world import SETTINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.code.imports import Importer
    from flaskcheck.values.value import Ask
    from flaskcheck.values.world import World


class SameModules:
    """Holds as long as all modules for which ``there`` has looked are the same ``here``, under the same names; looks each time only at what is new since the last."""

    def __init__(self, here: Importer, there: Importer) -> None:
        self._here = here
        self._there = there
        self._seen = (0, 0)
        self._held = True

    def holds(self) -> bool:
        """Whether they are up to now."""
        here, there = self._here, self._there
        counts = len(there.located), len(there.named)
        if self._held and here is not there and counts != self._seen:
            modules, names = self._seen
            self._held = all(
                here.locate(name) == found for name, found in islice(there.located.items(), modules, None)
            ) and all(here.name_of(path) == name for path, name in islice(there.named, names, None))
            self._seen = counts
        return self._held


class Peer:
    """Another evaluator of the same code. Its answers hold as long as it finds the same modules, and where what they heard is the same here."""

    def __init__(self, own: Ask, other: Ask, same_settings: bool = False) -> None:
        self.evaluator = other
        self._own = own
        self._same: dict[str, bool] = {SETTINGS: same_settings}
        self._modules = SameModules(own.importer, other.importer)

    def tells_same(self, heard: frozenset[str]) -> bool:
        """Whether an answer that heard this holds here too."""
        return (not heard or all(map(self._is_same, heard))) and self._modules.holds()

    def _is_same(self, name: str) -> bool:
        same = self._same.get(name)
        if same is None:
            same = self._same[name] = self._own.world.tells(name) == self.evaluator.world.tells(name)
        return same


def changed_code(world: World) -> frozenset[tuple[str, tuple[str, ...]]]:
    """The files of the code in which commands have changed lines, with what tells those lines."""
    return world.edits.of_code if world.edits is not None else frozenset()
