"""What can end a run, each with its exit code."""

from __future__ import annotations

CLEAN, FINDINGS, USAGE, CRASHED, NOTHING = 0, 1, 2, 3, 4
"""Exit codes: nothing at or above ``--fail-on``; findings; usage or configuration error; a rule or reader crashed; nothing to check."""


class FlaskcheckError(Exception):
    """Base of the errors that are told to the user in one line."""

    exit_code = CRASHED


class UsageError(FlaskcheckError):
    """The command line asks for something that cannot be."""

    exit_code = USAGE


class ConfigError(FlaskcheckError):
    """The configuration file says something that cannot be."""

    exit_code = USAGE
