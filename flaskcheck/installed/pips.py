"""Which pip installs for a deployment, and which releases that one passes over.

From 24.1 on pip takes a release whose metadata break the standards as if it were not there: "Requested celery==5.0.5 from … has invalid metadata: … Please use pip<24.1 if you need
to use this version.", then "No matching distribution found" (seen with pip 24.1 and 26.2.1). pip 24.0 installs it.
"""

from __future__ import annotations

from flaskcheck.installed.commands import installs_of
from flaskcheck.known.releases import admits
from flaskcheck.known.tables.platforms import INVALID_METADATA
from flaskcheck.known.versions import at_least, exact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flaskcheck.facts.requirements import Requirement
    from flaskcheck.files.layout import View
    from flaskcheck.installed.installed import Installed
    from flaskcheck.shell.program import Invocation

STRICT = "24.1"
"""The first pip that minds."""

_NEWEST = "26"
"""What ``pip install --upgrade pip`` gives at least, on a Python for which there is one that minds."""

_SINCE = "3.8"
"""The first Python for which there is one."""

_UPGRADING = frozenset(("-U", "--upgrade", "-IU", "--force-reinstall"))


def installing_pip(programs: Iterable[Invocation], view: View, brought: str, python: str, by_host: bool) -> str:
    """The pip that installs what a deployment needs, the one that minds least where there are several; ``""`` where that is not known.

    ``brought`` is the one that is there before any command; ``by_host``: the host itself installs with that, too.
    """
    now, used = brought, [brought] if by_host else []
    for program in programs:
        install = installs_of(program, view) if program.program == "pip" else None
        if install is None:
            continue
        if install.files or install.projects:
            used.append(
                "" if "/" in program.written or program.conditional else now
            )  # a virtual environment has one of its own
        for requirement in install.packages:
            if requirement.name == "pip":
                is_newest = not requirement.specifier and not _UPGRADING.isdisjoint(program.arguments)
                kept = "" if requirement.specifier else now
                now = exact(requirement.specifier) or (_NEWEST if is_newest and at_least(python, _SINCE) else kept)
    return next((pip for pip in used if not at_least(pip, STRICT)), used[0]) if used else ""


def passed_over(installed: Installed, pip: Callable[[], str]) -> Iterator[tuple[Requirement, str]]:
    """The pins of releases that a pip takes as not there, each with the first release that it installs again."""
    names = INVALID_METADATA.keys() & {requirement.name for requirement in installed.requirements}
    if not names or installed.steering.is_free or not at_least(pip(), STRICT):
        return
    lists = {file.path for file in installed.files if file.kind == "requirements"}
    for requirement in installed.requirements:
        refused, mended = INVALID_METADATA.get(requirement.name, ("", ""))
        pin = exact(requirement.specifier) if requirement.place.path in lists and not requirement.url else ""
        if refused and pin and admits(refused, pin):
            yield requirement, mended
