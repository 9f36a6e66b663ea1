"""Completion for shells without asking one of them: click starts the first ``bash`` of the search path for its version, which may be one of the repository's."""

from __future__ import annotations

from click.shell_completion import BashComplete, ShellComplete, add_completion_class

from flaskcheck.ground.errors import UsageError
from flaskcheck.ground.numbers import integer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Bash(BashComplete):
    """Completion for Bash, of whatever version."""

    def source(self) -> str:
        """What Bash is to evaluate."""
        return ShellComplete.source(self)


def install(environment: Mapping[str, str]) -> None:
    """From now on Bash is given its completion unasked.

    Raises: UsageError where the variables lack what a shell says when it asks how a command goes on.
    """
    shell, _, asked = environment["_FLASKCHECK_COMPLETE"].partition("_")
    number = environment.get("COMP_CWORD", "")
    if asked == "complete" and (
        not {"COMP_WORDS", "COMP_CWORD"} <= environment.keys() or (shell != "fish" and integer(number) is None)
    ):
        raise UsageError("_FLASKCHECK_COMPLETE is for shells, which also set COMP_WORDS and COMP_CWORD (a number).")
    add_completion_class(Bash)
