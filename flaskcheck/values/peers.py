"""Answers of other evaluators that hold here too.

Of most expressions the answer is the same in every world and for every deployment: it asks for no variable, or for none that differs. Each kept answer knows what it
heard, so an evaluator takes over what a peer has worked out: the one that it was made of, or another deployment's.
"""

from __future__ import annotations

from itertools import islice

from flaskcheck.values.world import SETTINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.values.value import Ask
    from flaskcheck.values.world import World


class Peer:
    """Another evaluator of the same code. Its answers hold as long as it finds the same modules, and where what they heard is the same here."""

    def __init__(self, own: Ask, other: Ask, same_settings: bool = False) -> None:
        self.evaluator = other
        self._own = own
        self._same: dict[str, bool] = {SETTINGS: same_settings}
        self._is_family = own.importer is other.importer
        self._seen = (0, 0)
        self._holds = True

    def tells_same(self, heard: frozenset[str]) -> bool:
        """Whether an answer that heard this holds here too."""
        return (not heard or all(map(self._is_same, heard))) and (self._is_family or self._finds_same())

    def _is_same(self, name: str) -> bool:
        same = self._same.get(name)
        if same is None:
            same = self._same[name] = self._own.world.tells(name) == self.evaluator.world.tells(name)
        return same

    def _finds_same(self) -> bool:
        """Whether all modules for which the other has looked are the same here, under the same names; looks only at what is new since the last time."""
        here, there = self._own.importer, self.evaluator.importer
        counts = len(there.located), len(there.named)
        if self._holds and counts != self._seen:
            modules, names = self._seen
            self._holds = all(
                here.locate(name) == found for name, found in islice(there.located.items(), modules, None)
            ) and all(here.name_of(path) == name for path, name in islice(there.named, names, None))
            self._seen = counts
        return self._holds


def changed_code(world: World) -> frozenset[tuple[str, tuple[str, ...]]]:
    """The files of the code in which commands have changed lines, with what tells those lines."""
    return world.edits.of_code if world.edits is not None else frozenset()
