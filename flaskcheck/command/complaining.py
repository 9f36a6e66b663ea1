"""How an error is said that the user has to correct."""

from __future__ import annotations

from flaskcheck.known import hiding
from flaskcheck.output.terminal import complain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.ground.errors import FlaskcheckError


def complain_of(error: FlaskcheckError) -> int:
    """Say what is wrong on standard error; the exit code."""
    complain(f"error: {without_secrets(str(error))}")
    return error.exit_code


def without_secrets(text: str) -> str:
    """What may be shown of a text about an error: it may quote a repository's configuration."""
    return "\n".join(hiding.shown(line, hiding.MESSAGE) for line in text.split("\n"))
