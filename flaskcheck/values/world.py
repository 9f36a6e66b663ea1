"""What is taken to be so while an expression is looked at: which variables have which text, and which are missing.

Rules compare worlds: "and if DATABASE_URL is missing?", "and if it has the form that this host gives it?". Of most expressions the answer is the same in both.
"""

from __future__ import annotations

from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class World(Record):
    """The circumstances of a question.

    ``variables`` maps environment variables to their text, or to ``None`` when they are set to something unknown; ``missing`` are surely not there.
    ``complete``: nothing else can set variables, so all others are missing too. ``mains`` are the files run as ``__main__``.
    """

    variables: Mapping[str, str | None]
    complete: bool = False
    mains: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[object, ...]:
        """What two equal worlds share."""
        return frozenset(self.variables.items()), self.complete, self.mains, self.missing

    def without(self, names: Iterable[str]) -> World:
        """The same where some variables are missing."""
        gone = frozenset(names)
        left = {name: text for name, text in self.variables.items() if name not in gone}
        return self.replaced(variables=left, missing=self.missing | gone)

    def given(self, texts: Mapping[str, str]) -> World:
        """The same where some variables have other texts."""
        return self.replaced(variables={**self.variables, **texts}, missing=self.missing.difference(texts))

    def bare(self) -> World:
        """The same where no variable is set but those that are known."""
        return self.replaced(complete=True)

    def lacks(self, name: str) -> bool:
        """Whether a variable is surely missing."""
        return name in self.missing or (self.complete and name not in self.variables)

    def may_have(self, names: Iterable[str]) -> bool:
        """Whether all of some variables can be there: what needs one that is missing is no value here."""
        return not any(map(self.lacks, names))
