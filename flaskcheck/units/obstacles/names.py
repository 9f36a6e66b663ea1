"""Names that no program can have: a prompt, a label, a whole command, an application in place of its server, a slip of the keys."""

from __future__ import annotations

import re

from flaskcheck.ground.place import HOLE
from flaskcheck.ground.words import is_one_slip
from flaskcheck.known.distributions import near_program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.obstacles.site import Site


_PROMPTS = frozenset({"$", "%", ">", "$>", "#"})


_TARGET = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*(?:\(\))?", re.ASCII)
"""How a server is told its application, which is no program."""


_FOLLOWED = {"install": "pip", "db": "flask"}
"""Short programs, by the word that comes first behind them and behind hardly any other."""


def fault_of_name(site: Site, invocation: Invocation) -> tuple[str, str]:
    """What is wrong with the name of a program: the kind and the program that is meant, or two empty texts."""
    written = invocation.written
    first = written.strip().partition(" ")[0]
    if first != written.strip() and first and HOLE not in first and not any(sign in first for sign in "$`"):
        return "blanks", ""
    if written[:1] == "-" and invocation.expands and site.is_seen:
        return "option", ""
    if HOLE in written or "$" in written[1:] or "`" in written or written.startswith("$("):
        return "", ""
    if written[:1] == "[" and written.strip("[]"):
        return "list", ""
    if written in _PROMPTS:
        return "prompt", ""
    if written.endswith(":") and written[:-1].replace("-", "").replace("_", "").isalnum():
        return "label", ""
    if ":" in written and _TARGET.fullmatch(written):
        return "target", ""
    near = (near_program(written) or _meant_by_its_words(invocation)) if "/" not in written else ""
    return ("misspelt", near) if near and not _may_be_brought(site, written) else ("", "")


def _meant_by_its_words(invocation: Invocation) -> str:
    """The short program that a name with one slip in it stands for, as what follows it tells: ``pipp install -r requirements.txt``."""
    first, second = (*invocation.arguments[:2], "", "")[:2]
    meant = _FOLLOWED.get(first, "")
    is_one = meant == "flask" or second in ("-r", "-e", "--upgrade", "--no-cache-dir")
    is_meant = meant and is_one and is_one_slip(invocation.written, meant) and not invocation.written[-1:].isdigit()
    return meant if is_meant else ""


def _may_be_brought(site: Site, program: str) -> bool:
    """Whether something that cannot be seen may bring a program, or something that is installed is called so."""
    return not site.is_seen or (program.islower() and site.installed.has(program) is not None)
