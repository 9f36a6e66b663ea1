"""Which formats a run reports in, where each goes and where its links lead: from ``--format``, ``--output`` and ``--docs-url``."""

from __future__ import annotations

import os
import re

from flaskcheck.ground.errors import UsageError
from flaskcheck.output.delivery import STDOUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Destination: TypeAlias = "tuple[str, str]"

TOGETHER = ({"text", "github"}, {"concise", "github"})
"""What may stand on one standard output: a log with the workflow commands that annotate. Two machine formats in one stream could not be read by anything."""


def destinations(forms: tuple[str, ...], output: str | None) -> tuple[Destination, ...]:
    """Each format with its file (``STDOUT`` for none), in the order given. ``-`` names standard output, as elsewhere.

    Without a format the report is text; in a GitHub workflow, annotations are added, which only standard output can carry.

    Raises: UsageError when two would be written to the same place, or ``--output`` belongs to none or to several.
    """
    named = [_split(form) for form in dict.fromkeys(forms)] or _default(output)
    if output is not None:
        named = _with_output(named, output)
    found = tuple((form, STDOUT if file in (None, "-") else file) for form, file in named)
    _refuse_clashes(found)
    return found


_SITE = re.compile(r"https?://[\w.:-]{1,100}(?:/[\w.:~-]{1,50}){0,10}/?", re.ASCII)


def site(url: str | None) -> str:
    """The address of the site to which the names of rules are linked, without a slash at its end; ``""`` for none.

    Raises: UsageError where it is no plain address of the web.
    """
    if url and not _SITE.fullmatch(url):
        raise UsageError("--docs-url must be an address such as https://docs.example.com/flaskcheck")
    return (url or "").rstrip("/")


def _split(form: str) -> tuple[str, str | None]:
    name, _, file = form.partition("=")
    return name, file or None


def _default(output: str | None) -> list[tuple[str, str | None]]:
    """A workflow's ``--output`` is the text's: the annotations are commands, worth nothing in a file."""
    in_workflow = os.environ.get("GITHUB_ACTIONS") == "true"
    return [("text", None), ("github", "-" if output else None)] if in_workflow else [("text", None)]


def _with_output(named: list[tuple[str, str | None]], output: str) -> list[tuple[str, str | None]]:
    without = [form for form, file in named if file is None]
    if len(without) != 1:
        told = f"{' and '.join(without)} name none" if without else "every format names its own"
        raise UsageError(f"--output is the file of one format, but {told}: write --format FORMAT=FILE")
    return [(form, output if file is None else file) for form, file in named]


def _refuse_clashes(found: tuple[Destination, ...]) -> None:
    for position, (form, place) in enumerate(found):
        for other, elsewhere in found[:position]:
            if place == elsewhere == STDOUT:
                if {form, other} not in TOGETHER:
                    raise UsageError(
                        f"{other} and {form} cannot both go to standard output: write --format {form}=FILE"
                    )
            elif place and elsewhere and os.path.abspath(place) == os.path.abspath(elsewhere):
                raise UsageError(f"{other} and {form} would be written to the same file ({place})")
