"""Where two deployments look alike to the code: what one was asked, the other would answer the same.

A repository has often several deployments, and most of them differ in nothing that its code can see: other folders, other variables, but the same modules
under the same names, and the variables that the code reads have the same texts. What was found out for one then holds for the other.
"""

from __future__ import annotations

from itertools import islice

from flaskcheck.values.peers import SameModules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.values.evaluator import Evaluator


class Likeness:
    """Holds as long as ``other`` has been asked nothing that ``own`` would answer otherwise; looks each time only at what is new since the last."""

    def __init__(self, own: Evaluator, other: Evaluator) -> None:
        self._own = own
        self._other = other
        self._modules = SameModules(own.importer, other.importer)
        self._seen = 0
        here, there = own.world, other.world
        same_edits = here.edits is there.edits or (here.edits and there.edits and here.edits.key == there.edits.key)
        same_start = here.complete is there.complete and here.mains == there.mains
        self._held = own.code is other.code and same_start and bool(same_edits)

    def holds(self) -> bool:
        """Whether it does up to now."""
        asked = self._other.world.asked
        if self._held and len(asked) != self._seen:
            self._held = all(map(self._tells_same, islice(asked, self._seen, None)))
            self._seen = len(asked)
        return self._held and self._modules.holds()

    def _tells_same(self, name: str) -> bool:
        return self._own.world.tells(name) == self._other.world.tells(name)
