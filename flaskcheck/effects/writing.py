"""Files that start-up writes: modules among them are nowhere in git."""

from __future__ import annotations

from flaskcheck.facts.expressions import Attribute, Literal, called
from flaskcheck.facts.python import CallSite
from flaskcheck.known import libraries
from flaskcheck.known.meanings import WRITES_FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.effects.run import Step, Trace
    from flaskcheck.facts.expressions import Call

LONGEST_MODE = len("wb+")
_WRITERS = libraries.last_words(WRITES_FILE, "content")


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
