"""Where the parts of a report go: standard output, standard error, files."""

from __future__ import annotations

import sys

from flaskcheck.errors import UsageError
from flaskcheck.terminal import put

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    Output: TypeAlias = "tuple[str, str]"
    Result: TypeAlias = "tuple[tuple[Output, ...], int]"

STDOUT, STDERR = "", "\0stderr"
"""Destinations that are no files: no file can be named so."""


def deliver(outputs: Iterable[Output]) -> None:
    """Write each text to its destination, ended by a line end.

    Raises: UsageError when a file cannot be written.
    """
    for destination, text in outputs:
        if destination == STDERR:
            sys.stderr.write(f"{text}\n")
        elif destination == STDOUT:
            if text:
                put(text)
        else:
            _write(destination, text)


def _write(path: str, text: str) -> None:
    try:
        with open(path, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text + "\n")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})") from error
