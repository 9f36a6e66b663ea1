"""What is taken to be so while an expression is looked at: which variables have which text, and which are missing.

Rules compare worlds: "and if DATABASE_URL is missing?", "and if it has the form that this host gives it?". Of most expressions the answer is the same in both.
"""

from __future__ import annotations

from functools import cached_property

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TypeVar

    from flaskcheck.code.given_variables import VariableWrite
    from flaskcheck.images.changed import Edits

    T = TypeVar("T")


NOTHING: frozenset[str] = frozenset()


class Heard:
    """Which circumstances had a part in the answer that is being worked out: variables (``NAME*``: all that begin so), files as ``MAIN`` before their path, ``SETTINGS``."""

    __slots__ = ("names",)

    def __init__(self) -> None:
        self.names: frozenset[str] = frozenset()

    def note(self, name: str) -> None:
        """Note one more."""
        if name not in self.names:
            self.names |= {name}

    def during(self, ask: Callable[..., T], *given: object) -> tuple[T, frozenset[str]]:
        """What a question is answered with, and what had a part in that answer."""
        others, self.names = self.names, NOTHING
        try:
            return ask(*given), self.names
        finally:
            self.names |= others


MAIN = "\0main "
SETTINGS = "\0settings"
"""What start-up has written: no other evaluator need have that."""


class VariableTexts(dict[str, "str | None"]):
    """The texts of variables, ``None`` for one that is not known. No world changes them: what equal ones share is made once."""

    @cached_property
    def key(self) -> frozenset[tuple[str, str | None]]:
        """What equal ones share."""
        return frozenset(self.items())


class World:
    """The circumstances of a question.

    ``variables`` maps environment variables to their text, or to ``None`` when they are set to something unknown; ``missing`` are surely not there.
    ``complete``: nothing else can set variables, so all others are missing too, but those that ``elsewhere`` knows: another host's own, on which the same may run. ``mains`` are the files run as ``__main__``. ``asked`` are the variables that were asked
    for, in that order, here and in the worlds that were made of this one; ``NAME*`` is all that begin so. ``edits`` is what commands have changed in files, ``None`` where nothing was.
    ``written`` are the variables that the start modules set themselves. ``heard`` is told of all that is asked, here and in the worlds that were made of this one.
    """

    def __init__(
        self,
        variables: Mapping[str, str | None],
        complete: bool = False,
        mains: frozenset[str] = frozenset(),
        missing: frozenset[str] = frozenset(),
        asked: dict[str, None] | None = None,
        elsewhere: Callable[[str], bool] | None = None,
        edits: Edits | None = None,
        written: Mapping[str, VariableWrite] | None = None,
        heard: Heard | None = None,
    ) -> None:
        self._variables = variables if isinstance(variables, VariableTexts) else VariableTexts(variables)
        self.complete = complete
        self.mains = mains
        self.missing = missing
        self.asked: dict[str, None] = {} if asked is None else asked
        self._elsewhere = elsewhere
        self.edits = edits
        self.written = written or {}
        self.heard = heard or Heard()

    @property
    def key(self) -> tuple[object, ...]:
        """What two equal worlds share."""
        writes = tuple(id(given.statement) for given in self.written.values())
        return self._variables.key, self.complete, self.mains, self.missing, writes

    # -- other worlds ----------------------------------------------------------------------------

    def without(self, names: Iterable[str]) -> World:
        """The same where some variables are missing: their texts stay, so that each of many such worlds costs next to nothing."""
        return self._other(self._variables, self.complete, self.missing | frozenset(names))

    def given(self, texts: Mapping[str, str]) -> World:
        """The same where some variables have other texts."""
        missing = self.missing.difference(texts)
        return self._other({**self._variables, **texts}, self.complete, missing)

    def having(self, names: Iterable[str]) -> World:
        """The same where some variables are set, to whatever it may be."""
        there: dict[str, str | None] = dict.fromkeys(names)
        missing = self.missing.difference(there)
        return self._other({**self._variables, **there}, self.complete, missing)

    def bare(self) -> World:
        """The same where no variable is set but those that are known."""
        return self._other(self._variables, True, self.missing)

    def running(self, path: str) -> World:
        """The same where a file is run as a script."""
        return World(
            self._variables,
            self.complete,
            self.mains | {path},
            self.missing,
            self.asked,
            self._elsewhere,
            self.edits,
            self.written,
            self.heard,
        )

    def writing(self, written: Mapping[str, VariableWrite]) -> World:
        """The same where code sets these variables before anything else runs."""
        return World(
            self._variables,
            self.complete,
            self.mains,
            self.missing,
            self.asked,
            self._elsewhere,
            self.edits,
            written,
            self.heard,
        )

    def _other(self, variables: Mapping[str, str | None], complete: bool, missing: frozenset[str]) -> World:
        return World(
            variables, complete, self.mains, missing, self.asked, self._elsewhere, self.edits, self.written, self.heard
        )

    # -- variables -------------------------------------------------------------------------------

    def _note(self, name: str) -> None:
        self.asked[name] = None
        self.heard.note(name)

    def has(self, name: str) -> bool:
        """Whether a variable is known to be set."""
        self._note(name)
        return name in self._variables and name not in self.missing

    def text(self, name: str) -> str | None:
        """The text of a variable that is set, or ``None`` when it is not known."""
        self._note(name)
        return self._variables[name]

    def beginning(self, prefix: str) -> tuple[str, ...]:
        """The variables that are known to be set whose names begin so."""
        self._note(f"{prefix}*")
        return tuple(name for name in self._variables if name.startswith(prefix) and name not in self.missing)

    def lacks(self, name: str) -> bool:
        """Whether a variable is surely missing."""
        self.heard.note(name)
        if name in self.missing or not self.complete or self.has(name):
            return name in self.missing
        return self._elsewhere is None or not self._elsewhere(name)

    def write_of(self, name: str) -> VariableWrite | None:
        """The write by which the start modules set a variable before anything else runs."""
        self.heard.note(name)
        return self.written.get(name)

    def may_have(self, names: Iterable[str]) -> bool:
        """Whether all of some variables can be there: what needs one that is missing is no value here."""
        return not any(map(self.lacks, names))

    def runs_as_script(self, path: str) -> bool:
        """Whether a file is run as ``__main__``."""
        self.heard.note(MAIN + path)
        return path in self.mains

    def tells(self, name: str) -> object:
        """All that a question for a variable, for those that begin with a prefix or for a file that may be a script can find out here."""
        if name.startswith(MAIN):
            return self.runs_as_script(name[len(MAIN) :])
        if name.endswith("*"):
            return self.beginning(name[:-1])
        write = id(getattr(self.written.get(name), "statement", None))
        return (self.text(name), write) if self.has(name) else (None, self.lacks(name), write)
