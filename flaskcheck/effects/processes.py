"""The programs that a Python script starts: by ``os.system``, ``subprocess`` and the ``exec`` and ``spawn`` families of ``os``.

Each is given as text for a shell, in which a variable of the environment is written as a shell writes it and what cannot be known is a variable that nothing sets.
"""

from __future__ import annotations

from flaskcheck.facts.expressions import (
    Call,
    EnvRead,
    Items,
    Join,
    Literal,
    Mapping,
    Name,
    Starred,
    Subscript,
    receiver,
)
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.meanings import STARTS
from flaskcheck.readers.screens import holds_word
from flaskcheck.values.value import Reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.run import Step, Trace
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Text
    from flaskcheck.files.source import Source
    from flaskcheck.ground.place import Place
    from flaskcheck.values.evaluator import Evaluator

UNKNOWN = "${UNKNOWN}"
_STARTING = dict(libraries.rows(STARTS, "shell", "process", "program", "words"))
_WORDS = tuple(
    sorted(
        {part for name in _STARTING for part in (name.partition(".")[0], name.rpartition(".")[2])}
        - {"os", "run", "call"}
    )
)
_DEPTH = 12
SERVERS_OF_DATA = frozenset(
    "mongod redis-server valkey-server mysqld mysqld_safe mariadbd pg_ctl pg_ctlcluster rabbitmq-server etcd nats-server tor".split()
)
"""Programs that serve data, whose names mean nothing else."""


class Subprocess(Record):
    """One program that a script starts. ``text`` is for a shell; ``cwd`` is what the script makes of its folder (``None``: it keeps it, a hole: unknown). ``sure``: nothing decides whether it runs."""

    text: str
    place: Place
    cwd: str | None
    sure: bool


def may_start(source: Source) -> bool:
    """Whether a script may start programs."""
    return holds_word(source, *_WORDS)


def starts_service(production: Production) -> Iterator[str]:
    """The programs of database and other servers that code names which production reaches, and that also starts programs: it brings its own server."""
    named = [(text.text, text.path) for text, _ in production.texts() if _may_be_server(text)]
    starting = {site.path for site, _ in production.calls() if site.call.name in _STARTING} if named else set()
    found = (t for t, path in named if starting and (name_of_program(t) in SERVERS_OF_DATA or path in starting))
    yield from dict.fromkeys(found)


def _may_be_server(text: Text) -> bool:
    """Whether a text names a server of data, or is a word of a command line that is called a server: counted where its file starts programs."""
    name = name_of_program(text.text)
    return name in SERVERS_OF_DATA or (name.endswith("server") and text.context[-1:] == ("list",))


def name_of_program(written: str) -> str:
    """The base name of a program as a path or a word names it."""
    return written.replace("\\", "/").rpartition("/")[2].removesuffix(".exe")


def processes(trace: Trace, path: str) -> Iterator[Subprocess]:
    """The programs that a script starts itself, in order."""
    return started_by(trace.evaluator, (step for step in trace.steps if step.path == path))


def started_by(evaluator: Evaluator, steps: Iterable[Step]) -> Iterator[Subprocess]:
    """The programs that statements start, in order."""
    script = _Script(evaluator)
    for step in steps:
        found = script.step(step)
        if found is not None:
            yield found


class _Script:
    """What the statements so far have made: the lists and texts that names are bound to, the folder and the variables of the process."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._ask = evaluator
        self._bound: dict[tuple[str, str], Expression] = {}
        self._lists: dict[tuple[str, str], list[str]] = {}
        self._variables: dict[str, str] = {}
        self._cwd: str | None = None

    def step(self, step: Step) -> Subprocess | None:
        """What a statement starts, if it starts anything."""
        statement = step.statement
        if isinstance(statement, Assignment):
            self._assign(statement, step)
        elif isinstance(statement, CallSite):
            return self._call(statement, step)
        return None

    def _assign(self, statement: Assignment, step: Step) -> None:
        target = statement.target
        key = step.where.scope, target.dotted
        if target.dotted:
            words = self._words(statement.value, step)
            self._bound.pop(key, None)
            self._lists.pop(key, None)
            if not step.sure:
                words = [UNKNOWN]
            if words is not None:
                self._lists[key] = words
            elif step.sure:
                self._bound[key] = statement.value
        elif isinstance(target, Subscript) and target.base.dotted == "os.environ" and isinstance(target.key, Literal):
            self._variables[str(target.key.value)] = self._text(statement.value, step) if step.sure else UNKNOWN

    def _call(self, statement: CallSite, step: Step) -> Subprocess | None:
        call = statement.call
        base, method = receiver(call)
        if base is not None and (words := self._list(base.dotted, step)) is not None and call.arguments:
            self._extend(words, method, call, step)
        if call.name == "os.chdir" and call.arguments:
            self._cwd = self._folder(call.arguments[0], step)
        if call.name not in _STARTING:
            return None
        text = self._command(call, step)
        sure = step.sure and not any(guard.kind == "try" for guard in statement.guards)
        folder = next((k.value for k in call.keywords if k.name == "cwd"), None)
        cwd = self._folder(folder, step) if folder is not None else self._cwd
        return Subprocess(self._exports(call, step) + text, call.place, cwd, sure) if text else None

    def _list(self, name: str, step: Step) -> list[str] | None:
        found = self._lists.get((step.where.scope, name))
        return self._lists.get(("", name)) if found is None else found

    def _extend(self, words: list[str], method: str, call: Call, step: Step) -> None:
        """``append``, ``extend`` and ``insert``; what happens under a condition may add anything."""
        if method not in ("append", "extend", "insert"):
            return
        added = [self._text(call.arguments[-1], step)] if method != "extend" else self._words(call.arguments[0], step)
        if not step.sure:
            added = [UNKNOWN]
        at = call.arguments[0] if method == "insert" else None
        position = at.value if isinstance(at, Literal) and isinstance(at.value, int) else len(words)
        words[position:position] = added or [UNKNOWN]

    # -- what is started ---------------------------------------------------------------------------

    def _command(self, call: Call, step: Step) -> str:
        meaning = _STARTING[call.name]
        position, keyword = meaning.argument("what")
        value = call.argument(position, keyword)
        if value is None:
            return ""
        if meaning.of == "shell" or _is_true(call.argument(-1, "shell")):
            words = self._words(value, step)
            return self._text(value, step) if words is None else words[0] if words else ""
        if meaning.of == "words":
            program = self._text(call.arguments[position - 1], step)
            return _quoted([program, *(self._text(a, step) for a in call.arguments[position + 1 :])])
        words = self._words(value, step)
        if meaning.of == "program" and words is not None:
            words[:1] = [self._text(call.arguments[position - 1], step)]
        return _quoted([self._text(value, step)] if words is None else words)

    def _exports(self, call: Call, step: Step) -> str:
        """The variables that the script has set, and those that the call gives besides its own."""
        own = dict(self._variables)
        given = call.argument(-1, "env")
        if isinstance(given, Mapping):
            pairs = ((k.value, v) for k, v in zip(given.keys, given.items) if isinstance(k, Literal))
            own.update({str(name): self._text(value, step) for name, value in pairs})
        return "".join(f"{name}={_quote(text)} " for name, text in own.items() if name.isidentifier())

    def _folder(self, value: Expression, step: Step) -> str:
        text = self._text(value, step)
        return HOLE if UNKNOWN in text or "$" in text else text

    # -- words and texts ---------------------------------------------------------------------------

    def _words(self, value: Expression, step: Step, depth: int = 0) -> list[str] | None:
        """The words of a list, ``None`` for what is none."""
        if depth > _DEPTH:
            return None
        if isinstance(value, Items):
            parts = (
                self._words(item.operand, step, depth + 1) or [UNKNOWN]
                if isinstance(item, Starred)
                else [self._text(item, step, depth + 1)]
                for item in value.items
            )
            return [word for part in parts for word in part]
        if isinstance(value, Name):
            known = self._list(value.dotted, step)
            return list(known) if known is not None else self._displayed(value, step, depth)
        if isinstance(value, Call):
            return self._split(value, step, depth)
        return None

    def _displayed(self, value: Expression, step: Step, depth: int) -> list[str] | None:
        """The words of a list that a name of another scope is bound to."""
        found = self._ask.outcomes(value, step.where)
        thing = found[0].value if len(found) == 1 else None
        if isinstance(thing, Reference) and isinstance(thing.value, Items):
            return self._words(thing.value, step, depth + 1)
        return None

    def _split(self, call: Call, step: Step, depth: int) -> list[str] | None:
        """``shlex.split(text)``, ``text.split()``, ``list(words)``."""
        base, method = receiver(call)
        if call.name in ("list", "tuple") and call.arguments:
            return self._words(call.arguments[0], step, depth + 1)
        text = call.arguments[0] if call.name == "shlex.split" and call.arguments else None
        if method == "split" and call.name != "shlex.split" and not call.arguments:
            text = base
        return self._text(text, step, depth + 1).split() if text is not None else None

    def _text(self, value: Expression, step: Step, depth: int = 0) -> str:
        """What an expression is as a word of a shell's command."""
        if depth > _DEPTH:
            return UNKNOWN
        if isinstance(value, Literal):
            return str(value.value) if isinstance(value.value, (str, int)) else UNKNOWN
        if isinstance(value, EnvRead):
            default = self._text(value.default, step, depth + 1) if value.default is not None else ""
            return f"${{{value.variable}:-{default}}}" if default and "$" not in default else f"${{{value.variable}}}"
        if isinstance(value, Join):
            return "".join(self._text(part, step, depth + 1) for part in value.parts)
        if isinstance(value, Call):
            return self._called(value, step, depth)
        if value.dotted == "sys.executable":
            return "python"
        bound = self._bound.get((step.where.scope, value.dotted)) or self._bound.get(("", value.dotted))
        return self._text(bound, step, depth + 1) if bound is not None else self._evaluated(value, step)

    def _called(self, call: Call, step: Step, depth: int) -> str:
        """``str(value)``, ``" ".join(words)`` and what else gives a text."""
        if call.name in ("str", "shlex.quote") and call.arguments:
            return self._text(call.arguments[0], step, depth + 1)
        base, method = receiver(call)
        is_join = call.name == "shlex.join" or (method == "join" and isinstance(base, Literal) and base.value == " ")
        words = self._words(call.arguments[0], step, depth + 1) if is_join and call.arguments else None
        if words is None:
            return self._evaluated(call, step)
        return _quoted(words) if call.name == "shlex.join" else " ".join(words)

    def _evaluated(self, value: Expression, step: Step) -> str:
        found = self._ask.outcomes(value, step.where)
        text = found[0].text if len(found) == 1 else ""
        return text.replace(HOLE, UNKNOWN) or UNKNOWN


def _is_true(value: Expression | None) -> bool:
    return isinstance(value, Literal) and value.value is True


def _quoted(words: list[str]) -> str:
    return " ".join(map(_quote, words))


def _quote(word: str) -> str:
    """A word as a shell reads it; its variables stay variables."""
    if "${" in word:
        return f'"{word}"' if '"' not in word else f'"{UNKNOWN}"'
    from shlex import quote

    return quote(word)
