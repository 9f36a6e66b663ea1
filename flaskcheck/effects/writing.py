"""Files that the application writes itself: modules among them, which it imports afterwards, are nowhere in git."""

from __future__ import annotations

from flaskcheck.facts.expressions import Attribute, Literal, called, receiver
from flaskcheck.facts.python import CallSite
from flaskcheck.known import libraries
from flaskcheck.known.meanings import WRITES_FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.run import Step, Trace
    from flaskcheck.facts.expressions import Call
    from flaskcheck.facts.python import Text

LONGEST_MODE = len("wb+")
_WRITERS = libraries.last_words(WRITES_FILE, "content")
_METHODS = _WRITERS | {"write", "writelines"}


def writes_when_loaded(trace: Trace, path: str) -> bool:
    """Whether executing a module, a package's ``__init__.py`` perhaps, leads to a call that writes a file."""
    return any(
        isinstance(step.statement, CallSite) and _writes(step.statement.call) and _is_from(step, path)
        for step in trace.steps
    )


def _writes(call: Call) -> bool:
    function = call.function
    name = called(call)
    if name != "open":
        return name in _WRITERS
    is_method = isinstance(function, Attribute) or "." in call.name  # Path.open("w")
    mode = call.argument(0 if is_method else 1, "mode")
    written = mode.value if isinstance(mode, Literal) and isinstance(mode.value, str) else ""
    return len(written) <= LONGEST_MODE and not {"w", "a", "x"}.isdisjoint(written)


def _is_from(step: Step, path: str) -> bool:
    caller: Step | None = step
    while caller is not None:
        if caller.path == path and isinstance(caller.statement, CallSite):
            return True
        caller = caller.caller
    return False


def may_write_module(production: Production, dotted: str) -> bool:
    """Whether code that production reaches writes Python files and names a file or folder that is called like a module."""
    names = (name := dotted.rpartition(".")[2], f"{name}.py")
    texts = [text for text, _ in production.texts()]
    if not any(text.text.rpartition("/")[2] in names for text in texts if not _is_told(text)):
        return False
    writing = _files(site for site in production.calls_of(_METHODS) if receiver(site.call)[1])
    return not writing.isdisjoint(_files(text for text in texts if text.text.endswith(".py")))


def _is_told(text: Text) -> bool:
    """Whether a text is for people or a key, no path."""
    return "docstring" in text.context or text.context[-1:] in (("key",), ("compare",))


def _files(statements: Iterable[CallSite | Text]) -> set[str]:
    return {statement.spans.path for statement in statements}
