"""How an error is said that the user has to correct."""

from __future__ import annotations

import re

from flaskcheck.known import hiding
from flaskcheck.known.harmless import is_harmless
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
    return "\n".join(hiding.shown(_QUOTED.sub(_said, line), hiding.MESSAGE) for line in text.split("\n"))


def of_settings(value: object) -> object:
    """A setting, or a list of them, as it may be shown."""
    if isinstance(value, list):
        return [of_settings(each) for each in value]
    return without_secrets(value) if isinstance(value, str) else value


_QUOTED = re.compile(r"(?<!\w)'([^'\s/]{12,})'(?!\w)")
"""What is quoted and no path: the name that someone gave."""


def _said(found: re.Match[str]) -> str:
    return found.group() if is_harmless(found[1]) else f"'{hiding.HIDDEN}'"
