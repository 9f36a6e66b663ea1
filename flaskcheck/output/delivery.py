"""Where the parts of a report go: standard output, standard error, files."""

from __future__ import annotations

import os

from flaskcheck.ground.errors import UsageError
from flaskcheck.output.terminal import complain, put

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from flaskcheck.ground.errors import Ending

    Output: TypeAlias = "tuple[str, str]"
    Result: TypeAlias = "tuple[tuple[Output, ...], Ending]"

STDOUT, STDERR = "", "\0stderr"
"""Destinations that are no files: no file can be named so."""


def deliver(outputs: Iterable[Output]) -> None:
    """Write each text to its destination, ended by a line end; when one cannot be written, the others are all the same.

    Raises: UsageError when a file or standard output cannot be written.
    """
    failed = ""
    for destination, text in outputs:
        if destination == STDERR:
            complain(text, colour=True)
        elif destination == STDOUT:
            failed = _put(text) or failed
        else:
            failed = _write(destination, text) or failed
    if failed:
        raise UsageError(failed)


def _put(text: str) -> str:
    """Print a text; what went wrong, if anything did."""
    try:
        if text:
            put(text, is_for_runners=True)  # each format has cleaned its own
    except UsageError as error:
        return str(error)
    return ""


def _write(path: str, text: str) -> str:
    """Write a file; what went wrong, if anything did. A workflow step's summary is added to, as GitHub asks: other commands of the step write there too."""
    from flaskcheck.ground import writing

    write = writing.append if path == os.environ.get("GITHUB_STEP_SUMMARY") else writing.replace
    try:
        write(path, f"{text}\n".encode("utf-8", "backslashreplace"))
    except OSError as error:
        return f"{path}: cannot be written ({error.strerror})"
    return ""
