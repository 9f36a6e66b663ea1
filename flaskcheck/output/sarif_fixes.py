"""Fixes as SARIF has them: what is to be deleted of which file, and what to be inserted there (SARIF 2.1.0, sections 3.55 to 3.57)."""

from __future__ import annotations

from flaskcheck.fixes.choice import by_file
from flaskcheck.output.sarif_places import BASE, columns, uri

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from flaskcheck.files.tree import Tree
    from flaskcheck.findings.report import Finding
    from flaskcheck.ground.place import Edit, Fix
    from flaskcheck.output.presentation import Presentation

    Object: TypeAlias = "dict[str, Any]"


def fixes(finding: Finding, tree: Tree, presentation: Presentation) -> list[Object]:
    """The fixes of a finding that are edits of files that there are. What writes a file again as a whole is left out, for its text may hold anything; so is what repeats a secret."""
    return [
        _fix(fix, tree, presentation)
        for fix in finding.fixes
        if fix.edits and not fix.is_secret and all(edit.place.line and tree.has(edit.place.path) for edit in fix.edits)
    ]


def _fix(fix: Fix, tree: Tree, presentation: Presentation) -> Object:
    told = "May change how the app behaves." if fix.is_unsafe else "Safe: flaskcheck --fix makes it."
    changes = [_change(path, edits, tree, presentation) for path, edits in by_file(fix.edits).items()]
    return {"description": {"text": told}, "artifactChanges": changes}


def _change(path: str, edits: list[Edit], tree: Tree, presentation: Presentation) -> Object:
    return {
        "artifactLocation": {"uri": uri(presentation.path(path)), "uriBaseId": BASE},
        "replacements": [
            {"deletedRegion": columns(edit.place, tree), "insertedContent": {"text": edit.replacement}}
            for edit in edits
        ],
    }
