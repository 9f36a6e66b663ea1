"""The goals, as ratios of medians within one interleaved run."""

from __future__ import annotations

from dataclasses import dataclass

SIZES = (("small", 100), ("medium", 500), ("large", 4000))
"""The size of a tree by its number of Python modules, up to and with; above is ``huge``."""

COLD, WARM = "flaskcheck, nothing cached", "flaskcheck, nothing changed"
PYTHON = "python -c pass"
RUFF_COLD, RUFF_WARM = "ruff, nothing cached", "ruff, nothing changed"
BANDIT, DEPTRY = "bandit", "deptry"
MEMORY_BYTES = 80_000_000
"""Peak memory on the huge tree."""


@dataclass(frozen=True)
class Goal:
    """``subject`` takes at most ``times`` the time of ``other`` (``aim``: what would be better still); with ``is_faster`` it is at least ``times`` as fast."""

    size: str
    subject: str
    other: str
    times: float
    aim: float = 0.0
    is_faster: bool = False

    def ratio(self, medians: dict[str, float]) -> float | None:
        """What the goal looks at; ``None`` when one of the two was not measured."""
        if self.subject not in medians or self.other not in medians:
            return None
        subject, other = medians[self.subject], medians[self.other]
        return other / subject if self.is_faster else subject / other

    def is_met(self, ratio: float, times: float = 0.0) -> bool:
        """Whether a ratio meets the goal, or another bound in its place."""
        times = times or self.times
        return ratio >= times if self.is_faster else ratio <= times

    def __str__(self) -> str:
        if self.is_faster:
            return f"{self.subject}: at least {self.times:g} times as fast as {self.other}"
        return f"{self.subject}: at most {self.times:g} × {self.other}"


GOALS = (
    Goal("small", COLD, PYTHON, 4, aim=3),
    Goal("small", COLD, BANDIT, 8, is_faster=True),
    Goal("small", COLD, DEPTRY, 2, is_faster=True),
    Goal("small", WARM, PYTHON, 1.5),
    Goal("small", WARM, RUFF_WARM, 1.2),
    Goal("medium", COLD, RUFF_COLD, 1.5, aim=1),
    Goal("medium", COLD, BANDIT, 40, is_faster=True),
    Goal("medium", WARM, RUFF_WARM, 0.4),
    Goal("large", COLD, RUFF_COLD, 1.5),
    Goal("large", COLD, BANDIT, 60, is_faster=True),
    Goal("large", WARM, RUFF_WARM, 0.4),
    Goal("huge", COLD, RUFF_COLD, 1.2, aim=0.8),
    Goal("huge", WARM, RUFF_WARM, 0.4),
)


def size_of(modules: int) -> str:
    """The size of a tree with so many Python modules."""
    return next((name for name, limit in SIZES if modules <= limit), "huge")
