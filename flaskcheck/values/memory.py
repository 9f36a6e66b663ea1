"""What start-up has written into the application's configuration so far, for code that reads it back."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.ground.place import Place
    from flaskcheck.values.value import Ask, Outcome

    Stamp = Callable[[], tuple[object, ...]]
    Recall = Callable[[Ask, str], "tuple[Outcome, ...] | None"]


class Memory:
    """The configuration as a value: ``recall`` is asked for a key in a world. ``is_whole`` once start-up has written it all: until then answers change.
    ``applications``: where the calls stand that make those of the repository."""

    def __init__(self) -> None:
        self.applications: frozenset[Place] = frozenset()
        self.recall: Recall = _nothing
        self.is_whole = True
        self.stamp: Stamp = tuple
        """The same as long as nothing is written that could change an answer."""

    def follow(self, recall: Recall, stamp: Stamp) -> None:
        """From here on the configuration is being written, and this tells what it holds."""
        self.recall = recall
        self.stamp = stamp
        self.is_whole = False


def _nothing(ask: Ask, key: str) -> tuple[Outcome, ...] | None:
    return None
