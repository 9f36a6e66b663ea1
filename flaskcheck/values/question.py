"""One question to the evaluator while it is being answered: how far it may go."""

from __future__ import annotations

from flaskcheck.ground.limits import MAX_EFFORT, MAX_VALUE_DEPTH


class Question:
    """How deep a question has led, what effort it took, and which names it is asking for.

    ``cuts`` counts what effort and circles cut short, ``deepest`` is the greatest depth since someone last looked: by these two it is seen whether a part of the
    answer is whole, so that it may be kept. ``passing`` counts what was read that may be another thing the next time.
    """

    def __init__(self) -> None:
        self.depth = 0
        self.effort = 0
        self.cuts = 0
        self.deepest = 0
        self.passing = 0
        self.active: set[tuple[object, ...]] = set()

    def goes_on(self) -> bool:
        """Count one expression more; whether it may still be looked at."""
        self.effort += 1
        if self.depth < MAX_VALUE_DEPTH and self.effort <= MAX_EFFORT:
            return True
        self.cuts += self.effort > MAX_EFFORT
        self.deepest = max(self.deepest, self.depth)
        return False
