"""Whether code changes where imports are looked for while it runs."""

from __future__ import annotations

from flaskcheck.known import libraries
from flaskcheck.known.meanings import SEARCHES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.facts.python import Assignment, CallSite

CHANGING = libraries.named(SEARCHES)


def changes_search_path(calls: Iterable[CallSite], assignments: Iterable[Assignment]) -> bool:
    """Whether a call or an assignment among these changes the list of folders, gives it another name, or says what is found without it."""
    if any(site.call.name in CHANGING for site in calls):
        return True
    return any(part.dotted in CHANGING for a in assignments for value in (a.target, a.value) for part in value.walk())
