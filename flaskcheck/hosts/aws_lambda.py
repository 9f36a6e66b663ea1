"""What Zappa and the Serverless Framework have in common: the runtime of AWS Lambda, to which both hand the WSGI application themselves.

The start command given here is what their setting amounts to, marked as supplied.
"""

from __future__ import annotations

from flaskcheck.facts.services import Command, PythonVersion, Variable
from flaskcheck.hosts.python_version import python_of
from flaskcheck.known.base_images import LAMBDA
from flaskcheck.readers.markup.node import pair_place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.readers.markup.node import Node

RUNTIME = LAMBDA
"""The distributions of its Python runtimes."""


def start_of(target: Node | None) -> tuple[Command, ...]:
    """The command that a target amounts to: ``app_function`` and ``custom.wsgi.app`` are dotted: ``package.module.application``."""
    module, _, name = (target.text or "").rpartition(".") if target is not None else ("", "", "")
    if target is None or not module:
        return ()
    text = f"gunicorn --bind 0.0.0.0:8000 {module.replace('/', '.')}:{name}"
    return (Command(text, "start", target.text_place, exact=False, supplied=True),)


def environment(node: Node | None) -> Iterator[Variable]:
    """The variables of a mapping; what is looked up elsewhere has no value here."""
    for key, value in node.items() if node is not None else ():
        text = value.text
        is_reference = text is not None and "${" in text
        source = "reference" if is_reference or not value.is_scalar else "literal"
        yield Variable(key.value, None if is_reference else text, pair_place(key, value), source)


def runtime_of(node: Node | None, path: str) -> PythonVersion | None:
    """The Python of a ``runtime`` such as ``python3.12``."""
    found = python_of(node, path.rpartition("/")[2])
    return found if found and found.written.startswith("python") else None
