"""Steps that may be taken before something is given up."""

from __future__ import annotations


class Budget:
    """So many steps of work; whoever is given none any more stops, and says once what was left out."""

    def __init__(self, limit: int) -> None:
        self.left = limit

    def spend(self, steps: int = 1) -> bool:
        """Take steps; whether there were as many left."""
        self.left -= steps
        return self.left >= 0
