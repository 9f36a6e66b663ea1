"""Python statements and modules as facts: what a file imports, assigns, calls, defines and returns, each with its scope and guards.

Facts hold only strings, numbers, tuples and other facts, so they can be compared, kept and sent between processes. They are equal when what is written is equal,
wherever it stands: each holds a number in the list of spans that its file has beside its facts.
"""

from __future__ import annotations

import builtins

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.expressions import Call, EnvRead, Expression, Keyword, Literal, Subscript
from flaskcheck.ground.place import HOLE, Placed, Spans
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.ground.place import Place


_OF_RESULTS = frozenset("attribute compare function not subscript test".split())
"""Words of a context that say how a result is used."""

IMPORT_FAILS = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException", "?"})
"""What catches the failure of an import; ``?`` may."""


class Guard(Placed):
    """One condition around a statement; a statement's guards stand outermost first.

    ``kind``: ``main`` (``if __name__ == "__main__"``), ``type-checking``, ``if`` (with ``test``), ``try`` (``catches``
    names the exceptions its handlers catch, ``BaseException`` for a bare ``except``, ``?`` for what has no name; ``negated``: its else branch; ``suppress`` is one too), ``except`` (``catches`` likewise), ``finally``,
    ``for``, ``while``, ``with`` (``test`` is the context expression), ``match``. ``negated``: the else branch, or what follows an ``if`` whose body
    always leaves (``if x: return`` … rest). ``required``: what follows an ``if`` that raises where something
    is not as it must be (``if not x: raise`` … rest): production that runs has it.
    """

    kind: str
    test: Expression | None = None
    negated: bool = False
    catches: tuple[str, ...] = ()
    required: bool = False

    @property
    def is_for_scripts(self) -> bool:
        """Whether only a module that is run itself passes it, none that is imported."""
        return self.kind == "main" and not self.negated

    @property
    def is_endless(self) -> bool:
        """Whether what stands under it is done again and again as long as the process runs (``while True``)."""
        return self.kind == "while" and not self.negated and isinstance(self.test, Literal) and bool(self.test.value)

    @property
    def is_question(self) -> bool:
        """Whether it may keep production that runs from what stands under it: an ``if``, but no check of what production must have."""
        return self.kind == "if" and not self.required

    @property
    def catches_failed_import(self) -> bool:
        """Whether an import that fails below it is caught."""
        return self.kind == "try" and not IMPORT_FAILS.isdisjoint(self.catches)


class Statement(Placed):
    """What all statements share.

    ``scope`` is the qualified name of the function or class the statement stands in: ``""`` at module level,
    ``create_app``, ``Config``, ``Config.init_app``. ``guards`` are those inside that scope.
    """

    scope: str
    guards: tuple[Guard, ...]

    @property
    def is_of_import(self) -> bool:
        """Whether it runs whenever its module is imported: at the top of that, under no condition."""
        return not self.scope and all(guard.kind in ("try", "with") or guard.required for guard in self.guards)

    @property
    def is_questioned(self) -> bool:
        """Whether it stands under a test that production may not meet."""
        return any(guard.is_question for guard in self.guards)

    @property
    def is_tried(self) -> bool:
        """Whether a ``try`` around it may cope with its failure (what its ``else`` holds it leaves alone), or it copes with another's."""
        return any(guard.kind == "except" or (guard.kind == "try" and not guard.negated) for guard in self.guards)

    def copes_with(self, error: type[Exception]) -> bool:
        """Whether a ``try`` around it may cope with a failure of this class (a handler's class that is no builtin one may be anything), or it copes with another's."""
        caught = (name for g in self.guards if g.kind == "try" and not g.negated for name in g.catches)
        classes = (getattr(builtins, name, None) for name in caught)
        return any(g.kind == "except" for g in self.guards) or any(
            not isinstance(each, type) or issubclass(error, each) for each in classes
        )

    @property
    def expects_nobody(self) -> bool:
        """Whether a ``try`` around it is there for the case that nothing listens at an address."""
        return any(guard.kind == "try" and "ConnectionRefusedError" in guard.catches for guard in self.guards)

    def is_asked_for(self, word: str) -> bool:
        """Whether a test that it stands under has a word in it."""
        return any(g.kind == "if" and g.test is not None and word in g.test.spelling for g in self.guards)


class Import(Statement):
    """One imported name. ``import a.b as c``: module ``a.b``, name ``""``, alias ``c`` (``a`` without ``as``).
    ``from ..x import y as z``: module ``x``, level 2, name ``y`` (``*`` for all), alias ``z`` (``y`` without ``as``). ``place`` is the whole
    statement, ``name_place`` the one name in it."""

    _beside = ("name_at",)

    module: str
    name: str
    alias: str
    level: int = 0
    name_at: int = 0

    @property
    def name_place(self) -> Place:
        """Where the one name stands in the statement."""
        return self.spans.place(self.name_at)

    @property
    def copes(self) -> bool:
        """Whether the code copes when the import fails, or makes it only where another import did not fail."""
        return any(guard.kind == "except" or guard.catches_failed_import for guard in self.guards)


class Assignment(Statement):
    """``target = value``. Tuple targets are split where the value splits too, else the value is ``Opaque``.

    ``target`` is a ``Name``, ``Attribute`` or ``Subscript``. Augmented ``+=`` has the joined value. ``value`` is ``Opaque("deleted")``
    after ``del`` and ``Opaque("declared")`` for a bare annotation, which binds nothing. What else binds a name is one too, with a value of
    ``Opaque("loop")``, ``Opaque("with")``, ``Opaque("exception")``, ``Opaque("match")`` or ``Opaque("type")`` (``type X = …``)."""

    target: Expression
    value: Expression

    @property
    def item(self) -> tuple[str, str] | None:
        """The key and the text that it writes under it, where both are literals (``os.environ["MODE"] = "fast"``, ``flags["MODE"] = True``)."""
        key = self.target.key if isinstance(self.target, Subscript) else None
        if isinstance(key, Literal) and isinstance(self.value, Literal):
            return str(key.value), str(self.value.value)
        return None


class CallSite(Statement):
    """Every call in the file, nested ones and decorators too. ``context`` says what it stands in, innermost last, in the
    words of ``Text.context``; an expression statement of its own has an empty context."""

    call: Call
    context: tuple[str, ...] = ()


class Parameter(Record):
    """A parameter; ``kind``: ``positional``, ``keyword`` (only), ``*`` or ``**``."""

    name: str
    kind: str
    default: Expression | None = None


class Function(Statement):
    """A ``def`` (or a lambda bound to a name). ``name`` is qualified (``Config.init_app``); ``scope`` is where it stands;
    ``place`` goes from ``def`` to the end of its name."""

    name: str
    parameters: tuple[Parameter, ...]
    decorators: tuple[Expression, ...]
    returns: tuple[Return, ...]
    is_async: bool = False
    is_generator: bool = False
    global_names: tuple[str, ...] = ()

    def refusal(self, count: int, names: tuple[str, ...] = ()) -> str:
        """What Python says against a call with this many positional arguments and these keywords (``TypeError``); ``""`` where it can be made, or a decorator may change what the function takes."""
        if self.decorators or "" in names:
            return ""
        kinds, positional = {p.kind for p in self.parameters}, [p for p in self.parameters if p.kind == "positional"]
        known = {p.name for p in self.parameters if p.kind in ("positional", "keyword")}
        for name in names:
            if name not in known and "**" not in kinds:
                return f"{self.name}() got an unexpected keyword argument '{name}'"
            if name in [p.name for p in positional[:count]]:
                return f"{self.name}() got multiple values for argument '{name}'"
        if count > len(positional) and "*" not in kinds:
            return f"{self.name}() takes {_number(positional)} but {count} {'was' if count == 1 else 'were'} given"
        for left, kind in (
            (positional[count:], "positional"),
            ([p for p in self.parameters if p.kind == "keyword"], "keyword-only"),
        ):
            missing = [f"'{p.name}'" for p in left if p.default is None and p.name not in names]
            if missing:
                plural = "s" if len(missing) > 1 else ""
                return f"{self.name}() missing {len(missing)} required {kind} argument{plural}: {_listed(missing)}"
        return ""


def _number(parameters: list[Parameter]) -> str:
    """How many positional arguments a function takes, as Python says it."""
    most, least = len(parameters), sum(p.default is None for p in parameters)
    plural = "" if most == 1 and least == most else "s"
    return f"{most} positional argument{plural}" if least == most else f"from {least} to {most} positional arguments"


def _listed(words: list[str]) -> str:
    """``a``, ``a and b``, ``a, b, and c``, as Python lists names."""
    if len(words) < 3:
        return " and ".join(words)
    return f"{', '.join(words[:-1])}, and {words[-1]}"


class Return(Placed):
    """A ``return``; ``value`` is ``None`` for a bare one."""

    value: Expression | None
    guards: tuple[Guard, ...]


class Class(Statement):
    """A ``class``; its body's assignments have its ``name``, which is qualified, as scope. ``place`` goes from ``class`` to the end of its name."""

    name: str
    bases: tuple[Expression, ...]
    keywords: tuple[Keyword, ...] = ()
    decorators: tuple[Expression, ...] = ()


class Failure(Statement):
    """``kind``: ``raise`` (``value`` is the exception, ``None`` for a bare one), ``assert`` (``value`` is the test), ``exit`` (``value`` is the call that ends
    the program: ``sys.exit``, ``exit``, ``quit``, ``os._exit``, ``os.abort``) or ``abort`` (``value`` is the call that ends the request: ``flask.abort``)."""

    kind: str
    value: Expression | None


class Text(Statement):
    """A text that is written out, with what it stands in: a string constant, or text put together (f-strings, ``+``, ``%``, ``.format``, ``.join``), which is
    one text with ``HOLE`` for each unknown part. Left out: bytes, and texts of one or two characters without ``:``, ``/`` and ``.``.

    ``context``, outermost first: ``docstring`` (any string that is a statement), ``call:<dotted name>`` (``call:?.info`` for a method of what has no name),
    ``argument:<index or keyword>``, ``compare``, ``assign:<dotted target>`` (``assign:app.config[SECRET_KEY]``), ``key`` (of a mapping), ``item:<key>``
    (value under a literal key), ``env-default:<VARIABLE>`` (also what follows the read with ``or``), ``setting-default:<KEY>`` (of ``app.config.get``), ``env-name``, ``list``, ``tuple``, ``set``, ``return``, ``raise`` (message of an ``assert`` too), ``assert``,
    ``or``, ``and``, ``not``, ``if-else`` (either value), ``test`` (of ``if``, ``while`` and ``x if test else y``), ``subscript`` (base and key), ``attribute`` (what an
    attribute or method is taken of), ``function`` (what is called), ``join`` (part of a text or sum), ``arithmetic``, ``division``, ``annotation``,
    ``default:<parameter>``, ``decorator``, ``base`` (of a class), ``for`` (what is looped over), ``with``, ``match``, ``except``, ``lambda``, ``comprehension``, ``await``,
    ``yield``, ``slice``, ``target`` (inside what is assigned to), ``deep`` (nested too deeply to say more).
    """

    text: str
    context: tuple[str, ...]

    @property
    def calls(self) -> list[str]:
        """The last words of the calls that it stands in."""
        return [word.removeprefix("call:").rpartition(".")[2] for word in self.context if word.startswith("call:")]

    @property
    def is_taken_from(self) -> bool:
        """Whether something is made of it at once: a method of the very text is called."""
        return self.context[-1:] == ("attribute",)

    @property
    def unix_path(self) -> str:
        """The relative path that Windows reads in it, with slashes: as far as it is known, up to the folder before an unknown part; ``""`` where no backslash separates what is known, or where it is none."""
        known, hole, _ = self.text.removeprefix(f"{HOLE}\\").partition(HOLE)
        path = known.replace("\\", "/")
        if "\\" not in known or path.startswith("/") or ":" in path:
            return ""
        return (path.rpartition("/")[0] if hole else path).removeprefix("./").rstrip("/")

    @property
    def variable(self) -> str:
        """The environment variable whose default it is, or ``""``."""
        return self._default_of("env-default:")

    @property
    def is_fallback(self) -> bool:
        """Whether something else comes before it: a variable that is read, or what stands before ``or``."""
        return "or" in self.context or any(word.startswith("env-default:") for word in self.context)

    @property
    def setting(self) -> str:
        """The setting whose default it is where that is read, or ``""``."""
        return self._default_of("setting-default:")

    def _default_of(self, word: str) -> str:
        return next((w.partition(":")[2] for w in self.context if w.startswith(word)), "")

    @property
    def surroundings(self) -> tuple[str, ...]:
        """The context without what is done with the result of a call that takes the text: ``requests.get("…").json()`` asks like the call without ``.json()``."""
        words = self.context
        taken = next((i for i in range(len(words) - 1, -1, -1) if words[i].startswith("call:")), 0)
        return (*(word for word in words[:taken] if word not in _OF_RESULTS), *words[taken:])

    @property
    def is_example(self) -> bool:
        """Whether it stands under a key or in a constant whose name says that it only shows what a value looks like (OpenAPI's ``example``, ``x-example``; ``HEADER_EXAMPLES``)."""
        if "example" not in "\n".join(self.context).lower():
            return False
        names = (word.lower().removesuffix("s") for word in self.context if word.startswith(("assign:", "item:")))
        return any(
            name in ("item:example", "item:x-example") or (name.startswith("assign:") and name.endswith("_example"))
            for name in names
        )


class EnvironmentSite(Statement):
    """Every read of an environment variable in the file, with its context as in ``CallSite``. Such a read is no ``Call``, even where it is written as one."""

    read: EnvRead
    context: tuple[str, ...] = ()


class Module(Record):
    """All facts of one Python file, each kind in the order of the source.

    ``exported`` are the names of ``__all__``, ``None`` when there is none or it cannot be determined; ``has_getattr``: the module answers for names that it does not bind.
    ``spans`` is where they all stand; ``standing`` are the texts of its constants in the context of each use. ``inner_names`` are the names that comprehensions and lambdas have for themselves, each with the scope that it stands in.
    """

    _beside = ("spans",)

    path: str
    imports: tuple[Import, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    calls: tuple[CallSite, ...] = ()
    functions: tuple[Function, ...] = ()
    classes: tuple[Class, ...] = ()
    failures: tuple[Failure, ...] = ()
    texts: tuple[Text, ...] = ()
    error: Unreadable | None = None
    exported: tuple[str, ...] | None = None
    has_getattr: bool = False
    environment: tuple[EnvironmentSite, ...] = ()
    spans: Spans | None = None
    inner_names: tuple[tuple[str, str], ...] = ()
    standing: tuple[Text, ...] = ()
