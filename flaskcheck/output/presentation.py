"""Who looks at a report and from where: what all formats are given besides the report itself."""

from __future__ import annotations

import os
import sys

from flaskcheck.ground.record import Record
from flaskcheck.ground.trust import top_of


class Presentation(Record):
    """How to show a report.

    ``colour``, ``width``, ``quiet``, ``verbose``, ``links`` (names may be linked to pages) and ``statistics`` (numbers in place of findings) are for people at a terminal. ``below`` is where the scanned folder is in the repository that a service
    shows (``""``: it is the root); ``repository`` is that repository's address on the web and ``revision`` the commit, where they are known. ``docs`` is the address of the site that has the
    rules' pages (``""``: the project's own files).
    """

    colour: bool = False
    width: int = 80
    quiet: bool = False
    verbose: bool = False
    below: str = ""
    repository: str = ""
    revision: str = ""
    links: bool = False
    statistics: bool = False
    docs: str = ""

    def path(self, path: str) -> str:
        """A path of the report as the repository has it."""
        return "/".join(part for part in (self.below, path) if part)


PLAIN = Presentation()


def presentation(
    colour: bool | None, quiet: bool, verbose: bool, is_file: bool, root: str, statistics: bool = False, docs: str = ""
) -> Presentation:
    """How to show the report on a scanned folder, in a file or not, given the environment. ``colour`` is ``None`` where nobody has said."""
    from flaskcheck.output.terminal import use_colour, width

    server, name = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
    is_coloured = bool(colour) if is_file else use_colour(colour)
    return Presentation(
        is_coloured,
        width(),
        quiet,
        verbose,
        below_repository(root),
        f"{server}/{name}" if server and name else "",
        os.environ.get("GITHUB_SHA") or "",
        is_coloured and not is_file and sys.stdout.isatty(),
        statistics,
        docs,
    )


def below_repository(root: str) -> str:
    """Where a folder is in the repository that a service shows, ``""`` for its root.

    That repository is what a workflow or pipeline starts in (GitHub, "Variables"; GitLab, "Predefined CI/CD variables reference"), else the one that git knows.
    """
    full = os.path.realpath(root)
    candidates = (os.environ.get("GITHUB_WORKSPACE"), os.environ.get("CI_PROJECT_DIR"), top_of(full))
    for candidate in candidates:
        below = os.path.relpath(full, os.path.realpath(candidate)).replace(os.sep, "/") if candidate else ".."
        if below != ".." and not below.startswith("../"):
            return "" if below == "." else below
    return ""
