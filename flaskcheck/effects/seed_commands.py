"""Commands of a deployment that fill or empty the database."""

from __future__ import annotations

from flaskcheck.effects.commands import command_functions
from flaskcheck.effects.looks import is_asked_otherwise, looks_before, with_callers
from flaskcheck.effects.rows import is_seed_name, writes_rows
from flaskcheck.facts.python import CallSite
from flaskcheck.known import libraries
from flaskcheck.known.meanings import WRITES_ROWS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from flaskcheck.effects.reach import Production
    from flaskcheck.shell.program import Invocation

LOOKING = libraries.last_words(WRITES_ROWS, "merge", "if missing")
"""Calls that write only what is not there yet."""


def seeding(production: Production, files: tuple[str, ...], invocation: Invocation) -> list[CallSite]:
    """The calls of a seed command's code that write rows; empty for programs that seed nothing (or nothing that can be seen).

    ``files`` are those that may define the commands of ``flask``.
    """
    paths = _scope(production, files, invocation)
    found: list[CallSite] = []
    for path, function in paths:
        module = production.code.module(path)
        for site in module.calls if module else ():
            own = not function or site.scope == function or site.scope.startswith(f"{function}.")
            if own and writes_rows(site.call):
                found.append(site)
    return found


def touched(production: Production, files: tuple[str, ...], invocation: Invocation) -> list[CallSite]:
    """Every call in the code of a command that is named for seeding."""
    found: list[CallSite] = []
    for path, function in _scope(production, files, invocation):
        module = production.code.module(path)
        found += [
            s
            for s in (module.calls if module else ())
            if not function or s.scope == function or s.scope.startswith(f"{function}.")
        ]
    return found


def _scope(production: Production, files: tuple[str, ...], invocation: Invocation) -> list[tuple[str, str]]:
    """The (file, function) pairs that a seed command runs, helpers that it calls among them."""
    words = [w for w in invocation.arguments if not w.startswith("-")]
    if invocation.program == "flask" and words and is_seed_name(" ".join(words).replace(" ", "_")):
        return _with_callees(production, list(command_functions(production.code, files, tuple(words))))
    runs_file = invocation.program == "python" or invocation.module
    if runs_file and invocation.script and is_seed_name(invocation.script.removesuffix("/__main__.py")):
        return [(invocation.script, "")]
    return []


def _with_callees(production: Production, scopes: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Add the first-party functions that these call by name, one step deep."""
    importer = production.evaluator.importer
    found = list(scopes)
    for path, function in scopes:
        module = production.code.module(path)
        for site in module.calls if module else ():
            if site.scope != function:
                continue
            split = (
                importer.split_name(path, site.call.name)
                if site.call.function.dotted and getattr(site.call.function, "imported", False)
                else None
            )
            if split and split[1]:
                found.append((split[0].path, split[1]))
            elif production.code.function(path, site.call.name):
                found.append((path, site.call.name))
    return list(dict.fromkeys(found))


def look_of(
    production: Production, files: tuple[str, ...], invocation: Invocation, sites: list[CallSite]
) -> Literal["", "database", "unknown"]:
    """Whether the writing of a seed command depends on what the ``database`` already holds, or on an answer of which that is ``unknown``."""
    code, paths = production.code, [path for path, _ in _scope(production, files, invocation)]
    reached = tuple(with_callers(code, sites, paths))
    if looks_before(code, reached):
        return "database"
    for site in sites:
        module = code.module(site.path)
        for other in module.calls if module else ():
            if other.scope == site.scope and other.call.name.rpartition(".")[2] in LOOKING:
                return "database"
    return "unknown" if is_asked_otherwise(reached) else ""
