"""Python source as facts: one parse, one walk, the tree dropped."""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.python import Module, Text
from flaskcheck.ground.limits import MAX_PYTHON_BYTES
from flaskcheck.ground.marks import interrupted
from flaskcheck.ground.place import start
from flaskcheck.readers.python import statements as python_statements  # noqa: F401 (fills the tables of handlers)
from flaskcheck.readers.python.definitions import replaced
from flaskcheck.readers.python.loops import leaves_no_loop
from flaskcheck.readers.python.reading import Reading
from flaskcheck.readers.python.scopes import aliases, bindings, final_names, text_constants

TYPE_CHECKING = False
if TYPE_CHECKING:
    import _ast
    from typing import Any

    from flaskcheck.files.source import Source

_DOUBTFUL = re.compile(
    r"\b(?:await|nonlocal|global|async[ \t]{1,9}(?:with|for))\b|^[ \t]+from\b.*\bimport[ \t]*\*", re.MULTILINE
)
"""Words that the parser takes wherever a statement may be, and the compiler only in some places."""

_DOUBTED = ("await", "async with", "async for", "nonlocal", "global", "import *", "import*", "import  ", "import\t")
"""One of these is in every text in which the pattern finds something: looking for the pattern everywhere took 3 % of a small run."""

PARSE_ONLY = 0x400  # ast.PyCF_ONLY_AST, without the import


def read(source: Source) -> Module:
    """The facts of a Python file.

    A file that Python would refuse has ``error``, and the facts of what could be read all the same. Kinds: ``too-large``, ``encoding``, ``merge-markers``, ``python2``,
    ``newer-syntax``, ``template``, ``nested-too-deep``, ``syntax``. Never raises.
    """
    if len(source.raw) > MAX_PYTHON_BYTES:
        return Module(source.path, error=Unreadable("too-large", "the file is larger than 5 MB", source.whole()))
    try:
        return _read(source)
    except RecursionError:  # the caller had used up the stack
        problem = Unreadable("nested-too-deep", "the code is nested too deeply to be read", source.whole())
        return Module(source.path, error=problem)


def _read(source: Source) -> Module:
    error: Unreadable | None = None
    lines = source.lines
    if not source.raw.isascii() or b"\0" in source.raw or b"coding" in source.raw[:200]:
        from flaskcheck.readers.python.encoding import encoding_problem

        error = encoding_problem(source)
    tree = parse(source.text)
    if isinstance(tree, Exception):
        from flaskcheck.readers.python.recovery import recover

        problem, tree, lines = recover(source, tree, parse)
        error = error or problem
    if tree is None:
        return Module(source.path, error=error)
    return walk(source, lines, tree, error)


def _refused(source: Source, tree: Any) -> Unreadable | None:
    """Why the compiler refuses a tree that the parser made; nothing of it is run."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(tree, "<source>", "exec", dont_inherit=True)
        except SyntaxError as error:
            line = min(error.lineno or 1, len(source.lines))
            return Unreadable("syntax", error.msg, source.line_place(line))
        except (ValueError, RecursionError, MemoryError, OverflowError, SystemError):
            return None  # a limit of this Python's compiler
    return None


def _is_doubtful(text: str, tree: _ast.Module) -> bool:
    """Whether the compiler may refuse what the parser took."""
    if any(word in text for word in _DOUBTED) and _DOUBTFUL.search(text) is not None:
        return True
    if "__future__" in text and _has_late_future(tree):
        return True
    return ("break" in text or "continue" in text) and leaves_no_loop(tree.body)


def _has_late_future(tree: _ast.Module) -> bool:
    """Whether anything but a docstring stands before an import from ``__future__``, or that names what there is not."""
    import __future__

    import _ast

    is_late = False
    for index, node in enumerate(tree.body):
        if not isinstance(node, _ast.ImportFrom) or node.module != "__future__":
            is_late = is_late or index > 0 or not isinstance(node, _ast.Expr)
        elif is_late or any(alias.name not in __future__.all_feature_names for alias in node.names):
            return True
    return False


def parse(text: str, minor: int = -1) -> Any:
    """The syntax tree of a text, or the exception that parsing it raised; ``minor``: as Python 3.minor would read it, as far as a newer one knows."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes and the like: not ours to tell
        try:
            return compile(interrupted(text), "<source>", "exec", PARSE_ONLY, dont_inherit=True, _feature_version=minor)
        except (SyntaxError, ValueError, RecursionError, MemoryError, UnicodeError) as error:
            return error


def walk(source: Source, parsed: list[str], tree: Any, error: Unreadable | None) -> Module:
    """The facts in a syntax tree; ``parsed`` are the lines that it was parsed from: those of the file, or what was made of them to be parsed."""
    reading = Reading(source.path, source.lines, parsed)
    reading.finals = final_names({}, bindings(tree.body))
    if "global " not in source.text:  # else a function may give the name something else
        reading.aliases = aliases(tree.body, reading.finals)
        reading.finals.update(reading.aliases)
    reading.constants = text_constants(tree.body)
    reading.replaced = replaced(tree.body)
    reading.block(tree.body)
    is_doubtful = reading.returns or reading.is_generator or reading.is_misplaced or _is_doubtful(source.text, tree)
    if error is None and parsed is source.lines and is_doubtful:
        error = _refused(source, tree)
    for found in (reading.calls, reading.texts, reading.environment, reading.assignments):
        found.sort(key=start)
    return Module(
        source.path,
        tuple(reading.imports),
        tuple(reading.assignments),
        tuple(reading.calls),
        tuple(reading.functions),
        tuple(reading.classes),
        tuple(reading.failures),
        tuple(reading.texts),
        error,
        reading.exported,
        _answers_for_names(reading),
        tuple(reading.environment),
        reading.spans,
        tuple(reading.inner),
        _standing(reading),
    )


def _answers_for_names(reading: Reading) -> bool:
    """Whether a module has a ``__getattr__``, however it comes by it: defined, imported, or given by a loader (``__getattr__, __dir__, __all__ = lazy_loader.attach(…)``)."""
    bound = (a.target.dotted for a in reading.assignments if not a.scope)
    imported = (i.alias for i in reading.imports if not i.scope)
    return "__getattr__" in (*(function.name for function in reading.functions), *bound, *imported)


def _standing(reading: Reading) -> tuple[Text, ...]:
    """The texts of the module's constants where their names stand, as if they were written out there."""
    own = {text.context[0]: text for text in reading.texts if len(text.context) == 1 and not text.scope}
    return tuple(
        Text(text.at, text.spans, scope, guards, text.text, context)
        for name, scope, guards, context in reading.named
        if (text := own.get(f"assign:{name}")) is not None
    )
