"""Commands of a deployment that fill or empty the database."""

from __future__ import annotations

from flaskcheck.effects.rows import is_seed_name, looks_before, writes_rows
from flaskcheck.facts.python import CallSite
from flaskcheck.known import libraries
from flaskcheck.known.meanings import WRITES_ROWS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.project import Project
    from flaskcheck.shell.follow import Invocation
    from flaskcheck.units.deployment import Deployment

LOOKING = libraries.last_words(WRITES_ROWS, "merge", "if missing")
"""Calls that write only what is not there yet."""


def seeding(deployment: Deployment, invocation: Invocation) -> list[CallSite]:
    """The calls of a seed command's code that write rows; empty for programs that seed nothing (or nothing that can be seen)."""
    paths = _scope(deployment, invocation)
    found: list[CallSite] = []
    for path, function in paths:
        module = deployment.code.module(path)
        for site in module.calls if module else ():
            own = not function or site.scope == function or site.scope.startswith(f"{function}.")
            if own and writes_rows(site.call):
                found.append(site)
    return found


def touched(deployment: Deployment, invocation: Invocation) -> list[CallSite]:
    """Every call in the code of a command that is named for seeding."""
    found: list[CallSite] = []
    for path, function in _scope(deployment, invocation):
        module = deployment.code.module(path)
        found += [
            s
            for s in (module.calls if module else ())
            if not function or s.scope == function or s.scope.startswith(f"{function}.")
        ]
    return found


def _scope(deployment: Deployment, invocation: Invocation) -> list[tuple[str, str]]:
    """The (file, function) pairs that a seed command runs, helpers that it calls among them."""
    words = [w for w in invocation.arguments if not w.startswith("-")]
    if invocation.program == "flask" and words and is_seed_name(" ".join(words).replace(" ", "_")):
        from flaskcheck.units.start import command_functions

        return _with_callees(deployment, list(command_functions(deployment, tuple(words))))
    if invocation.program == "python" and invocation.script and is_seed_name(invocation.script):
        return [(invocation.script, "")]
    return []


def _with_callees(deployment: Deployment, scopes: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Add the first-party functions that these call by name, one step deep."""
    importer = deployment.production.evaluator.importer
    found = list(scopes)
    for path, function in scopes:
        module = deployment.code.module(path)
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
            elif deployment.code.function(path, site.call.name):
                found.append((path, site.call.name))
    return list(dict.fromkeys(found))


def looks_before_writing(project: Project, sites: list[CallSite]) -> bool:
    """Whether the writing depends on what the database already holds."""
    if looks_before(sites):
        return True
    for site in sites:
        module = project.code.module(site.place.path)
        for other in module.calls if module else ():
            if other.scope == site.scope and other.call.name.rpartition(".")[2] in LOOKING:
                return True
    return False
