"""The instructions of a Dockerfile, as they are written."""

from __future__ import annotations

from flaskcheck.facts.broken import Unreadable
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record


class Instruction(Record):
    """One Dockerfile instruction: ``name`` upper-cased, ``text`` joined over continuations, flags apart; ``argv`` for the JSON form; ``heredocs`` are bodies."""

    name: str
    text: str
    place: Place
    stage: int
    flags: tuple[str, ...] = ()
    argv: tuple[str, ...] | None = None
    argv_places: tuple[Place, ...] = ()
    heredocs: tuple[str, ...] = ()
    line_starts: tuple[tuple[int, int], ...] = ()
    text_column: int = 1


class Dockerfile(Record):
    """A Dockerfile's instructions in order. ``stages`` names each stage (``""`` when unnamed)."""

    path: str
    instructions: tuple[Instruction, ...] = ()
    stages: tuple[str, ...] = ()
    errors: tuple[Unreadable, ...] = ()

    def hands_over(self, place: Place) -> bool:
        """Whether the instruction at a place is handed a secret, or has the network of the machine that builds."""
        flags = (f for i in self.instructions if i.place.line <= place.line <= i.place.end_line for f in i.flags)
        return any(flag.startswith(("--mount=type=secret", "--mount=type=ssh", "--network=host")) for flag in flags)
