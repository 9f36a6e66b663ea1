"""The result of a run: findings, what was silenced, notes."""

from __future__ import annotations

from flaskcheck.files.paths import is_in
from flaskcheck.findings.shown import Shown
from flaskcheck.ground.errors import Crash
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.files.tree import Tree
    from flaskcheck.ground.errors import Ending
    from flaskcheck.ground.place import Fix, Place
    from flaskcheck.rule import Cause, Related, Rule
    from flaskcheck.units.deployment import Deployment


NOTHING_FOUND = "No Flask application was found, so there is nothing to check."


TEMPLATE = " What lies in a folder with {{ in its name is a template: make a project of it, and check that."


class Finding(Record):
    """A problem with the rule that found it: what reports show.

    ``owned`` are findings of other rules that follow from it; ``parts`` those of its own rule that are reported as this one (itself among them).
    ``unit`` distinguishes what is found of several units of a repository.
    """

    rule: str
    family: str
    severity: str
    place: Place
    message: str
    help: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    cause: Cause | None = None
    brief: str = ""
    owned: tuple[Finding, ...] = ()
    parts: tuple[Finding, ...] = ()
    unit: str = ""
    is_secret: bool = False
    """Whether it is about a secret: of its line nothing but names is shown."""

    @property
    def fixes(self) -> tuple[Fix, ...]:
        """What mends it and the findings that are reported with it, each once."""
        return tuple(dict.fromkeys(part.fix for part in self.parts or (self,) if part.fix))

    def is_fixable(self, unsafely: bool = False) -> bool:
        """Whether edits mend all of it; without those that change what the application does, unless ``unsafely``."""
        fixes = [part.fix for part in self.parts or (self,)]
        return all(fix is not None and fix.edits and (unsafely or not fix.is_unsafe) for fix in fixes)


class Report:
    """The result of one run."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.findings: list[Finding] = []
        self.suppressed: list[Suppressed] = []
        self.deployments: tuple[Deployment, ...] = ()
        self.crashes: list[Crash] = []
        self.has_application = False
        self.rules: list[Rule] = []
        self.remarks: list[str] = []
        """What else to say about the run itself, of its configuration for example."""
        self.shown = Shown(tree)
        self.gone: dict[str, frozenset[str]] = {}
        """The fingerprints of those known findings of each baseline that are not found any more."""

    @property
    def notes(self) -> list[str]:
        """What could not be read, in words, what else to say, and that there is nothing to check when that is so."""
        found = [self.shown.note(note) for note in dict.fromkeys((*self.tree.notes, *self.remarks))]
        return found if self.has_application or self.crashes else [*found, self.nothing_found]

    @property
    def nothing_found(self) -> str:
        """That there is nothing to check, and what was looked for."""
        asked = self.tree.below(self.tree.scope) or self.tree.files
        files = len(asked)
        return (
            f"{NOTHING_FOUND} Looked in {files} file{'' if files == 1 else 's'} for Python that makes one (Flask(...), or a class derived from it); "
            "tests, docs, examples and virtual environments do not count. Run flaskcheck in the application's repository, or give its path."
            + (TEMPLATE if any("{{" in path for path in asked) else "")
        )

    @property
    def is_partly_empty(self) -> bool:
        """Whether a folder that was said to hold an application holds none, although others do."""
        return False

    def covers(self, path: str) -> bool:
        """Whether findings in this file are asked for."""
        return is_in(path, self.tree.scope) and not any(is_in(path, folder) for folder in self.tree.without)

    def count(self, severity: str) -> int:
        """How many findings have this severity."""
        return sum(f.severity == severity for f in self.findings)

    def ending(self, fail_on: str) -> Ending:
        """How the run ended, of which the exit code is made."""
        told = tuple(sorted(self.weighed(fail_on)))
        return bool(self.crashes), bool(self.has_application), bool(self.is_partly_empty), told

    def weighed(self, fail_on: str) -> set[tuple[str, str]]:
        """The severities that there are, each with the one from which on a finding counts."""
        return {(finding.severity, fail_on) for finding in self.findings}


def order(finding: Finding) -> tuple[str, int, int, str]:
    """The order of reports: path, line, column, rule."""
    return (finding.place.path, finding.place.line, finding.place.column, finding.rule)


class Suppressed(Record):
    """A finding that was silenced, by what (``comment``, ``per-file-ignores`` or ``baseline``) and why."""

    finding: Finding
    by: str
    reason: str
