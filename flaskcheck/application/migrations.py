"""The migration histories of a repository: folders of Alembic revisions and their graph."""

from __future__ import annotations

import re
from functools import cached_property

from flaskcheck.application import first_upgrade
from flaskcheck.code.imports import Importer
from flaskcheck.code.modules import Code
from flaskcheck.facts.expressions import Name
from flaskcheck.facts.migrations import Migration
from flaskcheck.files.layout import FolderView
from flaskcheck.ground.place import HOLE, Place
from flaskcheck.ground.record import Record
from flaskcheck.readers import migrations as reader
from flaskcheck.values.displays import members
from flaskcheck.values.evaluator import Evaluator
from flaskcheck.values.value import Where
from flaskcheck.values.world import World

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.application.schema.steps import Steps
    from flaskcheck.application.schema.written_url import WrittenUrl
    from flaskcheck.facts.python import CallSite
    from flaskcheck.files.roles import Roles
    from flaskcheck.files.tree import Tree
    from flaskcheck.values.value import Outcome


_LOGGERS = re.compile(r"[ \t]*keys[ \t]*[=:](.*)")
_LOCATIONS = re.compile(rb"^[^#\n]*version_locations", re.MULTILINE)


class History:
    """One migrations folder. ``folder`` holds ``env.py``; ``migrations`` are the revisions of its ``versions`` folder; ``files`` is every Python file that an upgrade loads, revision or not; ``evaluator`` reads them as a whole."""

    def __init__(
        self, folder: str, migrations: tuple[Migration, ...], evaluator: Evaluator, files: tuple[str, ...] = ()
    ) -> None:
        self.folder = folder
        self.migrations = migrations
        self.files = files
        self._evaluator = evaluator

    @cached_property
    def by_revision(self) -> dict[str, list[Migration]]:
        """The files of each revision id; more than one is a mistake."""
        found: dict[str, list[Migration]] = {}
        for migration in self.migrations:
            found.setdefault(migration.revision, []).append(migration)
        return found

    @property
    def doubled(self) -> list[tuple[Migration, Migration]]:
        """The first two files of each revision id that several define."""
        return [(files[0], files[1]) for files in self.by_revision.values() if len(files) > 1]

    @property
    def heads(self) -> list[Migration]:
        """Revisions that no other builds on."""
        parents = {self.resolve(down) for m in self.migrations for down in (*m.down_revisions, *m.depends_on)}
        return [m for m in self.migrations if m.revision not in parents]

    def resolve(self, written: str) -> str:
        """The revision that an id, a unique beginning of one, or a branch label means."""
        if written in self.by_revision:
            return written
        label = written.partition("@")[0]
        starting = [r for r in self.by_revision if r.startswith(written)] if len(written) >= 4 else []
        labelled = [m.revision for m in self.migrations if label in m.branch_labels]
        return starting[0] if len(starting) == 1 else labelled[0] if labelled else written

    @property
    def missing(self) -> list[tuple[Migration, str]]:
        """Revisions whose parent is no revision of the folder; only a command may write the beginning of one (alembic 1.18 stops with KeyError)."""
        labels = {label for m in self.migrations for label in m.branch_labels}
        pairs = [(m, down) for m in self.migrations for down in m.down_revisions]
        return [(m, down) for m, down in pairs if down not in self.by_revision and down.partition("@")[0] not in labels]

    @property
    def reads_settings(self) -> bool:
        """Whether every upgrade sets up its logging from Alembic's own file: ``fileConfig(config.config_file_name)`` in env.py, which stops where there is none."""
        module = self._evaluator.code.module(f"{self.folder}/env.py".lstrip("/"))
        calls = module.calls if module else ()
        found = [site for site in calls if site.call.name == "logging.config.fileConfig" and not site.scope]
        return any(not site.is_tried and _is_of_alembic(site) for site in found)

    @property
    def is_dynamic(self) -> bool:
        """Whether some revision computes its parents, so that the graph cannot be determined."""
        return any(m.dynamic for m in self.migrations)

    @property
    def has_labels(self) -> bool:
        """Whether branches are labelled, so that several heads are meant."""
        return any(m.branch_labels for m in self.migrations)

    @property
    def first(self) -> Migration | None:
        """The one revision that builds on no other; ``None`` where there are several, or it cannot be determined."""
        roots = [m for m in self.migrations if not m.down_revisions and not m.depends_on]
        return roots[0] if len(roots) == 1 and not self.is_dynamic else None

    @property
    def begins_with_tables(self) -> bool:
        """Whether the first revision creates a table, whatever the database holds already."""
        return self.first is not None and first_upgrade.creates_tables(self._evaluator.code, self.first)

    @cached_property
    def altered_first(self) -> tuple[CallSite, str] | None:
        """The operation of the first revision that fails on an empty database, with the table that nothing in the repository creates; ``None`` when there is none, as far as can be determined."""
        found = first_upgrade.altered_first(self._evaluator, self.first) if self.first else None
        code = self._evaluator.code
        return None if found is None or first_upgrade.makes_tables_otherwise(code) else found

    @cached_property
    def steps(self) -> Steps:
        """What its revisions do, one operation after the other."""
        from flaskcheck.application.schema.steps import Steps

        is_open = self.is_dynamic or bool(self.missing) or len(self.heads) != 1
        return Steps(self._evaluator, tuple(self._in_order()), () if is_open else tuple(self.heads))

    def written_url(self, configuration: str) -> WrittenUrl | None:
        """The address that an upgrade connects to because it is written in Alembic's configuration (a path) or in ``env.py``, whatever the application is told; ``None`` where it asks anything else."""
        from flaskcheck.application.schema.written_url import written_url

        return written_url(self._evaluator, f"{self.folder}/env.py".lstrip("/"), configuration)

    @cached_property
    def silenced(self) -> Place | None:
        """Where the loggers are named that an upgrade keeps, if Flask-Migrate's, which tells why one stops, is not among them."""
        tree = self._evaluator.code.tree
        path, environment = (
            f"{self.folder}/alembic.ini".lstrip("/"),
            tree.source(f"{self.folder}/env.py".lstrip("/")).raw,
        )
        if not tree.has(path) or b"fileConfig(" not in environment or b"disable_existing_loggers" in environment:
            return None
        for number, line in enumerate(tree.source(path).text.splitlines(), 1):
            found = _LOGGERS.match(line) if "keys" in line else None
            if found and "alembic" in found[1]:
                return None if "flask_migrate" in found[1] else Place(path, number)
        return None

    def _in_order(self) -> Iterator[Migration]:
        """The revisions, each after those that it builds on; in the order of the files where they go round."""
        from graphlib import CycleError, TopologicalSorter

        parents = {m.revision: [self.resolve(d) for d in (*m.down_revisions, *m.depends_on)] for m in self.migrations}
        try:
            order = list(TopologicalSorter(parents).static_order())
        except CycleError:
            order = list(parents)
        for revision in order:
            yield from self.by_revision.get(revision, ())

    def cycle(self) -> Migration | None:
        """The first revision that is its own ancestor, or ``None``."""
        if not any(m.down_revisions for m in self.migrations):
            return None
        from graphlib import CycleError, TopologicalSorter  # one revision needs no sorting

        parents = {m.revision: [self.resolve(d) for d in m.down_revisions] for m in self.migrations}
        try:
            TopologicalSorter(parents).prepare()
        except CycleError as error:
            looped = error.args[1]
            return next(m for m in self.migrations if m.revision in looped)
        return None


class Lack(Record):
    """What an upgrade does not find in its folder, because git has not got it there. ``kind``: ``elsewhere`` (the migrations lie in another folder), ``folder`` (there is none), ``revisions`` (none lies in it),
    ``commits`` (git has none of those that lie there) or ``settings`` (the ``alembic.ini`` that ``env.py`` reads). ``folder`` is what git has elsewhere, or is told to leave out;
    ``reason`` says in words why it lacks it; ``is_here``: it lies on this disk."""

    kind: str
    folder: str
    reason: str
    is_ignored: bool
    is_here: bool


class MigrationsFolder:
    """The folder at ``path`` in which a deployment looks for its migrations, there or not: ``written`` is how its command or code names it."""

    def __init__(self, tree: Tree, histories: tuple[History, ...], path: str, written: str) -> None:
        self.path = path
        self.written = written
        self.history = next((history for history in histories if history.folder == path), None)
        self._others = [h.folder for h in histories if h is not self.history and h.migrations]
        self._tree = tree

    @property
    def is_ignored(self) -> bool:
        """Whether git is told to leave it out, there or not."""
        return self._ignores("env.py")

    @property
    def is_there(self) -> bool:
        """Whether the repository has a folder at its path, whatever lies in it."""
        return self._tree.has_folder(self.path)

    @property
    def lies_here(self) -> bool:
        """Whether it lies on this disk, and git leaves it out."""
        return self._tree.exists_ignored(f"{self.path}/env.py")

    @property
    def has_some(self) -> bool:
        """Whether the repository has migrations, in this folder or another one."""
        return bool(self._others) or (self.history is not None and bool(self.history.migrations))

    @property
    def lack(self) -> Lack | None:
        """The first thing that an upgrade does not find in it; ``None`` where git has it all."""
        tree, history = self._tree, self.history
        if history is None:
            is_elsewhere = bool(self._others) and not self.is_ignored
            return self._lacking("elsewhere", self._others[0]) if is_elsewhere else self._lacking("folder", self.path)
        if not history.migrations:
            folder = self.path if self.is_ignored else f"{self.path}/versions"
            return self._lacking("revisions", folder, self._ignores("versions/0001_first.py"))
        revisions = [migration.path for migration in history.migrations]
        if tree.tracked is not None and not any(map(tree.is_tracked, revisions)):
            return self._lacking("commits", self.path, any(map(tree.is_ignored, revisions)), is_here=True)
        settings = f"{self.path}/alembic.ini"
        why = tree.left_behind(settings) if history.reads_settings else ""
        if not why and (tree.has(settings) or not history.reads_settings):
            return None
        return self._lacking("settings", settings, why == "ignored" or self._ignores("alembic.ini"), bool(why))

    def _lacking(self, kind: str, folder: str, is_ignored: bool = False, is_here: bool = False) -> Lack:
        is_left_out = is_ignored or (kind in ("folder", "commits") and self.is_ignored)
        is_of_git = kind in ("commits", "settings") and self._tree.tracked is not None
        reason = "is ignored by git" if is_left_out else "is not in git" if is_of_git else "is not there"
        return Lack(kind, folder, reason, is_left_out, is_here)

    def _ignores(self, file: str) -> bool:
        """Whether git ignores a file of the folder, there or not."""
        return self._tree.tracked is not None and self._tree.is_ignored(f"{self.path}/{file}")


def find_histories(code: Code, roles: Roles) -> tuple[History, ...]:
    """Every folder of the deployed files that holds an Alembic environment, with its revisions: one with revisions, too, whose ``env.py`` leaves the rest to another module."""
    found = []
    tree = code.tree
    evaluator, whole = _evaluator(tree, Code(tree, reader.read)), _evaluator(tree, code)
    for path in tree.named("env.py"):
        folder = path.rpartition("/")[0]
        if roles.of(path) != "production":
            continue
        files = list(_revision_files(tree, path, f"{folder}/versions".lstrip("/")))
        migrations = tuple(m for p in files if (m := revision_of(evaluator, p)))
        if migrations or b"alembic" in tree.source(path).raw:
            found.append(History(folder, migrations, whole, (path, *files)))
    return tuple(found)


def _revision_files(tree: Tree, environment: str, versions: str) -> Iterator[str]:
    """The Python files that Alembic loads: those of the folder itself, and of folders in it where its configuration names any."""
    told = (*tree.named("alembic.ini"), *tree.named("pyproject.toml"), environment)
    texts = (tree.source(path).raw for path in told)
    is_deep = any(b"version_locations" in raw and _LOCATIONS.search(raw) for raw in texts)
    for path in tree.below(versions):
        if path.endswith(".py") and (is_deep or path.rpartition("/")[0] == versions):
            yield path


def _evaluator(tree: Tree, code: Code) -> Evaluator:
    """Who knows what revisions say, seen from the repository's root."""
    view = FolderView(tree)
    return Evaluator(code, Importer(code, view, (view.home,)), World({}))


def revision_of(evaluator: Evaluator, path: str) -> Migration | None:
    """The revision that a file defines; ``None`` for Python files that define none."""
    revision, place = _said(evaluator, path, "revision")
    if not revision or not revision[0]:
        return None
    down, down_place = _said(evaluator, path, "down_revision")
    return Migration(
        path,
        revision[0],
        _told(down),
        place,
        down_place if down else place,
        _told(_said(evaluator, path, "depends_on")[0]),
        _told(_said(evaluator, path, "branch_labels")[0]),
        None in down,
    )


def _said(evaluator: Evaluator, path: str, name: str) -> tuple[tuple[str | None, ...], Place]:
    """The texts that a name of a file holds, ``""`` where it holds none and ``None`` for each that cannot be determined; and where the name is bound."""
    bound = evaluator.code.bindings(path).get(name)
    if not bound:
        return (), Place(path)
    held = members(evaluator, evaluator.final(list(bound), Where(path)) or ())
    return tuple(map(_text, held)), bound[-1].place


def _text(outcome: Outcome) -> str | None:
    """The text of an outcome, ``""`` for ``None`` and what is no text."""
    return outcome.text if outcome.is_known and HOLE not in outcome.text else None


def _told(texts: tuple[str | None, ...]) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _is_of_alembic(site: CallSite) -> bool:
    """Whether a call is given Alembic's own file, whatever stands around it but a test of whether there is such a name: Flask-Migrate gives one always."""
    given = site.call.argument(0, "fname")
    if not isinstance(given, Name) or not given.dotted.endswith("config_file_name"):
        return False
    named = f"{given.dotted}."
    tests = [guard.test for guard in site.guards if guard.test is not None]
    return all(any(p.dotted and named.startswith(f"{p.dotted}.") for p in test.walk()) for test in tests)
