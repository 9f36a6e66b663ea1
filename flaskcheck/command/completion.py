"""Completion for shells without asking one of them: click starts the first ``bash`` of the search path for its version, which may be one of the repository's."""

from __future__ import annotations

from click.shell_completion import BashComplete, ShellComplete, add_completion_class


class Bash(BashComplete):
    """Completion for Bash, of whatever version."""

    def source(self) -> str:
        """What Bash is to evaluate."""
        return ShellComplete.source(self)


def install() -> None:
    """From now on Bash is given its completion unasked."""
    add_completion_class(Bash)
