"""The ``module:attribute`` texts that servers are given, read as each server reads them."""

from __future__ import annotations

import re

from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ast import Call
    from typing import Any

_DOTTED = re.compile(r"\w+(\.\w+)*")
_WAITRESS = re.compile(r"(?!\d)\w+(\.(?!\d)\w+)*(:((?!\d)\w+(\.(?!\d)\w+)*)?)?")  # pkgutil.resolve_name


class TargetText(Record):
    """What a target text says.

    ``attribute`` may be dotted where the server allows it. ``call``: it ends in ``(…)``, with ``arguments_text`` between the parentheses; ``arguments`` are
    their literal values, ``None`` when any is no literal. ``folder`` is the part of a path before the module (``src/app:app``), for servers that take paths. ``error`` is what
    the server says when it refuses the text itself, else ``""``.
    """

    module: str
    attribute: str
    call: bool = False
    arguments_text: str = ""
    arguments: tuple[Any, ...] | None = ()
    keywords: tuple[tuple[str, Any], ...] = ()
    error: str = ""
    folder: str = ""


def parse_target(text: str, program: str = "gunicorn") -> TargetText:
    """Read a target as ``program`` does.

    gunicorn's rules (which uWSGI and mod_wsgi targets are given in, too): verified with gunicorn 27.0.1; waitress 3.0.2, uvicorn 0.54.0, hypercorn 0.18.0, granian
    2.8.7: read in their sources.
    """
    if program == "waitress":
        return _waitress(text)
    if program in ("uvicorn", "daphne", "cheroot"):
        return _dotted(text, program)
    if program in ("hypercorn", "granian"):
        return _by_path(text, program)
    module, colon, attribute = text.partition(":")
    return _expression(module, attribute if colon else "application", _module_error(module, attribute or "application"))


def _module_error(module: str, attribute: str) -> str:
    """Why a module name can never be imported; names with dashes can."""
    if not module:
        return "Empty module name"
    if module.endswith(".py") and "/" not in module:
        return f"Failed to find application, did you mean '{module[:-3]}:{attribute}'?"
    if module.startswith("."):
        return f"the 'package' argument is required to perform a relative import for '{module}'"
    return f"No module named '{module}'" if "/" in module or "\\" in module or " " in module else ""


def _expression(module: str, attribute: str, error: str) -> TargetText:
    """The attribute part as gunicorn reads it: a plain name, or a call of one with literal arguments."""
    from keyword import iskeyword

    if attribute.isidentifier() and not iskeyword(attribute):
        return TargetText(module, attribute, error=error)
    import ast
    import warnings

    from flaskcheck.ground.marks import interrupted

    unreadable = f"Failed to parse '{attribute}' as an attribute name or function call."
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expression = ast.parse(interrupted(attribute), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return TargetText(module, attribute.strip(), error=error or unreadable)
    if isinstance(expression, ast.Name):
        return TargetText(module, expression.id, error=error)
    if not isinstance(expression, ast.Call):
        return TargetText(module, attribute, error=error or unreadable)
    if not isinstance(expression.func, ast.Name):
        name = attribute.partition("(")[0]
        return TargetText(module, name, True, error=error or f"Function reference must be a simple name: '{attribute}'")
    inner = attribute[attribute.index("(") + 1 : attribute.rindex(")")]
    arguments, keywords = _literals(expression)
    if arguments is None:
        error = error or f"Failed to parse arguments as literal values: '{attribute}'"
    return TargetText(module, expression.func.id, True, inner, arguments, keywords, error)


def _literals(call: Call) -> tuple[tuple[Any, ...] | None, tuple[tuple[str, Any], ...]]:
    from ast import literal_eval

    try:
        arguments = tuple(literal_eval(argument) for argument in call.args)
        return arguments, tuple((keyword.arg or "**", literal_eval(keyword.value)) for keyword in call.keywords)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return None, ()


def _waitress(text: str) -> TargetText:
    """``waitress-serve`` resolves names with ``pkgutil.resolve_name``: no calls, no dashes, dots on both sides of the colon."""
    module, _, attribute = text.partition(":")
    error = "" if _WAITRESS.fullmatch(text) else f"invalid format: {text!r}"
    if not error and module.endswith(".py"):
        error = f"No module named '{module}'"
    if ":" not in text and not error:
        module, _, attribute = text.rpartition(".")
        error = "" if module else f"'{text}' is a module and cannot be called as an application"
    name, opened, _ = attribute.partition("(")
    return TargetText(module, name, bool(opened), error=error)


def _dotted(text: str, program: str) -> TargetText:
    """``module:attribute.attribute``, both needed."""
    module, _, attribute = text.partition(":")
    default = "application" if program == "cheroot" else ""
    attribute = attribute or default
    if not module or not attribute:
        return TargetText(module, attribute, error=f'Import string "{text}" must be in format "<module>:<attribute>".')
    error = "" if "/" not in module and not module.endswith(".py") else f'Could not import module "{module}".'
    if not error and not _DOTTED.fullmatch(attribute):
        error = f'Attribute "{attribute}" not found in module "{module}".'
    return TargetText(module, attribute.partition("(")[0], "(" in attribute, error=error)


def _by_path(text: str, program: str) -> TargetText:
    """hypercorn and granian take a path or a dotted name, and ``app`` when nothing else is named; hypercorn evaluates the rest."""
    if program == "hypercorn" and text.count(":") == 2:
        text = text.partition(":")[2]
    name, _, attribute = text.partition(":")
    folder, _, last = name.rpartition("/")
    found = _expression(last.removesuffix(".py"), attribute or "app", "" if last else "Empty module name")
    if found.error and _DOTTED.fullmatch(found.attribute):
        found = found.replaced(error="" if last else found.error)
    return found.replaced(folder=folder)
