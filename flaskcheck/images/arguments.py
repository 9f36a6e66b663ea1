"""What becomes of the command that an image's ENTRYPOINT gets as its arguments: a script runs it with ``exec "$@"``, or it is never run.

Sources: "Understand how CMD and ENTRYPOINT interact" (Dockerfile reference); POSIX shell, "Positional Parameters".
"""

from __future__ import annotations

import re

from flaskcheck.shell.follow import SHELLS
from flaskcheck.shell.program import base_name, interpreter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.facts.services import Command
    from flaskcheck.files.tree import Tree
    from flaskcheck.images.image import Image
    from flaskcheck.shell.program import Invocation

_USES = ("$@", "${@", "$*", "${*", "$1", "${1", "$#", "${#", "shift", "getopts", "BASH_ARGV", "eval", "source ", "\n. ")
"""What a script may ask its arguments with."""

_ENDING = frozenset(
    "alembic cat chmod chown cp date echo env exit find flask grep id ls mkdir mv nc pg_isready pip printf pwd rm sed sleep touch".split()
)
"""Programs that start nothing which stays."""

_STAYING = ("run", "shell")
"""Commands of ``flask`` that stay."""


def unheard(image: Image, given: Command | None, programs: tuple[Invocation, ...], tree: Tree) -> str:
    """The script that an ENTRYPOINT starts and that surely never runs the command which it gets; ``""`` when there is none. ``programs`` are those that run."""
    entrypoint, command = image.entrypoint, given or image.cmd
    if entrypoint is None or not entrypoint.argv or command is None or command.argv == ():
        return ""
    scripts = [i.script for i in programs if i.script and _is_shells(tree, i.script)]
    if not scripts or any(word in tree.source(path).text for path in scripts for word in _USES):
        return ""
    return scripts[0] if all(_ends(i, scripts) for i in programs) else ""


_PASSED_ON = re.compile(r"(?m)^[ \t]*(?:exec[ \t]+)?\"?\$[@*]\"?[ \t]*\r?$")
"""A line that runs the arguments."""


def without_arguments(image: Image, given: Command | None, programs: tuple[Invocation, ...], tree: Tree) -> str:
    """The script that an ENTRYPOINT which is no list starts, and that would run the command of the image: a shell starts it, and gives it no arguments, so that it ends; ``""`` when there is none."""
    entrypoint, command = image.entrypoint, given or image.cmd
    if entrypoint is None or entrypoint.argv is not None or command is None or command.argv == ():
        return ""
    scripts = [i.script for i in programs if i.script and _is_shells(tree, i.script)]
    texts = [_PASSED_ON.sub("", tree.source(path).text) for path in scripts]
    if len(scripts) != 1 or "$" in entrypoint.text or any(word in text for text in texts for word in _USES):
        return ""
    is_meant = _PASSED_ON.search(tree.source(scripts[0]).text) is not None
    return scripts[0] if is_meant and all(_ends(i, scripts) for i in programs) else ""


def _is_shells(tree: Tree, path: str) -> bool:
    """Whether a shell reads a script."""
    lines = tree.source(path).lines
    started: Iterable[str] = interpreter(lines[0] if lines else "") or ("sh",)
    return not path.endswith(".py") and base_name(next(iter(started))) in SHELLS


def _ends(invocation: Invocation, scripts: list[str]) -> bool:
    """Whether what runs is known to end, or what it runs follows it in the list."""
    if invocation.builtin or invocation.script in scripts:
        return True
    stays = invocation.background or any(word in _STAYING for word in invocation.arguments)
    return invocation.program in _ENDING and not stays
