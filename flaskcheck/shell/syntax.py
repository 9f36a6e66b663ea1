"""What shell text is made of: words, simple commands and the blocks around them.

Offsets (``start``, ``end``) count characters of the text that was parsed.
"""

from __future__ import annotations

from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Part(Record):
    """A piece of a word. ``kind``: ``text`` (quotes removed), ``variable`` (``$X``, ``${X:-y}``, ``$1``, ``$@``), ``command`` (``$(…)``, backticks,
    ``<(…)``; ``script`` is what runs), ``arithmetic``, ``array`` (of the words ``items``). ``text`` is as written, except for ``text`` parts.

    ``name``, ``subscript``, ``operator`` (``:-``, ``-``, ``:=``, ``#`` …) and ``argument`` are those of ``${name[subscript] operator argument}``.
    """

    kind: str
    text: str
    quoted: bool = False
    name: str = ""
    operator: str = ""
    argument: str = ""
    script: Script | None = None
    subscript: str = ""
    items: tuple[Word, ...] = ()


class Word(Record):
    """One word. ``written`` is the text as it stands in the file, quotes and backslashes included."""

    parts: tuple[Part, ...]
    written: str
    start: int
    end: int

    @property
    def text(self) -> str:
        """The word without quotes; expansions stay as written."""
        return "".join(part.text for part in self.parts)

    @property
    def is_quoted(self) -> bool:
        """Whether any part is quoted, so that the word is never split, dropped or taken for a reserved word."""
        return any(part.quoted for part in self.parts)

    @property
    def expands(self) -> bool:
        """Whether the shell would put something else in its place."""
        return any(part.kind != "text" for part in self.parts)

    @property
    def inner_start(self) -> int | None:
        """Where ``text`` stands verbatim in the parsed text, or ``None`` when quoting changed more than its ends."""
        at = self.written.find(self.text)
        return self.start + at if at in (0, 1) and len(self.written) - len(self.text) in (0, 2) else None


class AssignmentWord(Record):
    """``name=value`` before a command, or on its own."""

    name: str
    value: Word
    append: bool = False


class Redirection(Record):
    """``> file``, ``2>&1``, ``<<EOF`` (``body`` is the here-document)."""

    operator: str
    target: Word
    body: str = ""


class ShellCommand(Record):
    """A command in a list.

    ``joiner`` says how it follows the one before it: ``""`` (the first), ``&&``, ``||``, ``;``, ``|``, ``&`` or ``newline``. ``background``: its list ends in
    ``&``. ``negated``: after ``!``. ``redirections`` of a block are those behind its end.
    """

    start: int
    end: int
    joiner: str = ""
    background: bool = False
    negated: bool = False
    redirections: tuple[Redirection, ...] = ()


class Simple(ShellCommand):
    """A program with its arguments, or assignments alone (no ``words``). ``[[ … ]]`` is one whose first word is ``[[``."""

    words: tuple[Word, ...] = ()
    assignments: tuple[AssignmentWord, ...] = ()


class Branch(Record):
    """One branch of an ``if`` (``test`` is empty for ``else``) or of a ``case`` (``patterns``). ``start``…``end`` is its head."""

    start: int
    end: int
    body: tuple[ShellCommand, ...]
    test: tuple[ShellCommand, ...] = ()
    patterns: tuple[Word, ...] = ()


class If(ShellCommand):
    """``if … then … elif … else … fi``."""

    branches: tuple[Branch, ...] = ()


class Case(ShellCommand):
    """``case subject in … esac``."""

    subject: Word | None = None
    branches: tuple[Branch, ...] = ()


class Loop(ShellCommand):
    """``while``, ``until`` (with ``test``), ``for`` and ``select`` (with ``variable`` and ``items``)."""

    kind: str = "while"
    body: tuple[ShellCommand, ...] = ()
    test: tuple[ShellCommand, ...] = ()
    variable: str = ""
    items: tuple[Word, ...] = ()


class Group(ShellCommand):
    """``{ …; }``, or ``( … )`` when it is a ``subshell``."""

    body: tuple[ShellCommand, ...] = ()
    subshell: bool = False


class FunctionDefinition(ShellCommand):
    """``name() { …; }``: nothing runs until it is called."""

    name: str = ""
    body: tuple[ShellCommand, ...] = ()


class Script(Record):
    """A parsed text. ``errors`` are offsets with what the shell would say there; the rest was read all the same."""

    nodes: tuple[ShellCommand, ...]
    errors: tuple[tuple[int, str], ...] = ()


def simple_commands(nodes: tuple[ShellCommand, ...]) -> Iterator[Simple]:
    """All simple commands in the order of the text, those in blocks, tests and function bodies too (not those in ``$(…)``)."""
    for node in nodes:
        if isinstance(node, Simple):
            yield node
        for branch in getattr(node, "branches", ()):
            yield from simple_commands(branch.test)
            yield from simple_commands(branch.body)
        yield from simple_commands(getattr(node, "test", ()))
        yield from simple_commands(getattr(node, "body", ()))
