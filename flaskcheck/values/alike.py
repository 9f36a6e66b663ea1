"""Where two deployments look alike to the code: what one was asked, the other would answer the same.

A repository has often several deployments, and most of them differ in nothing that its code can see: other folders, other variables, but the same modules
under the same names, and the variables that the code reads have the same texts. What was found out for one then holds for the other.
"""

from __future__ import annotations

from itertools import islice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.values.evaluator import Evaluator


class Likeness:
    """Holds as long as ``other`` has been asked nothing that ``own`` would answer otherwise; looks each time only at what is new since the last."""

    def __init__(self, own: Evaluator, other: Evaluator) -> None:
        self._own = own
        self._other = other
        self._seen = (0, 0, 0)
        here, there = own.world, other.world
        same_edits = here.edits is there.edits or (here.edits and there.edits and here.edits.key == there.edits.key)
        same_start = here.complete is there.complete and here.mains == there.mains
        self._held = own.code is other.code and same_start and bool(same_edits)

    def holds(self) -> bool:
        """Whether it does up to now."""
        here, there, asked = self._own.importer, self._other.importer, self._other.world.asked
        counts = len(asked), len(there.located), len(there.named)
        if self._held and counts != self._seen:
            variables, modules, names = self._seen
            self._held = (
                all(map(self._tells_same, islice(asked, variables, None)))
                and all(here.locate(name) == found for name, found in islice(there.located.items(), modules, None))
                and all(here.name_of(path) == name for path, name in islice(there.named, names, None))
            )
            self._seen = counts
        return self._held

    def _tells_same(self, name: str) -> bool:
        return self._own.world.tells(name) == self._other.world.tells(name)
