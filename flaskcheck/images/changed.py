"""What commands have made of files before anything reads them: which lines are others, which files are written by a script.

What such a line says in the repository is not what it says where it is read.
"""

from __future__ import annotations

from flaskcheck.ground.place import HOLE
from flaskcheck.images.edits import ANY_LINE, EDITORS, edited
from flaskcheck.images.files import Rewritten, Taken, UnknownFiles
from flaskcheck.images.paths import name_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from flaskcheck.facts.python import Statement
    from flaskcheck.facts.services import Mount
    from flaskcheck.files.layout import View
    from flaskcheck.files.tree import Tree
    from flaskcheck.images.files import Files, Layer
    from flaskcheck.images.image import Image
    from flaskcheck.shell.program import Invocation


_WRITE_LAST = frozenset(("cp", "mv", "install", "ln"))
_WRITE_EACH = frozenset(("tee", "truncate"))


class Edits:
    """What is otherwise where one deployment runs: ``lines`` are texts by the file in whose lines they may be replaced, ``written`` the paths that its commands write."""

    def __init__(self, tree: Tree, lines: Mapping[str, tuple[str, ...]], written: Iterable[str]) -> None:
        self._tree = tree
        self._lines = dict(lines)
        self._written = frozenset(written)
        self._by_name: dict[str, list[str]] = {}
        for each in self._written:
            self._by_name.setdefault(name_of(each), []).append(each)
        self._changed: dict[str, frozenset[int]] = {}

    @property
    def key(self) -> tuple[object, ...]:
        """What two equal ones share."""
        return frozenset(self._lines.items()), self._written

    @property
    def of_code(self) -> frozenset[tuple[str, tuple[str, ...]]]:
        """What two share that change the code alike, whatever else they change."""
        return frozenset(item for item in self._lines.items() if item[0].endswith((".py", ".wsgi")))

    def changes(self, statement: Statement) -> bool:
        """Whether a line of a statement may be another one."""
        path = statement.spans.path
        if path not in self._lines:
            return False
        if path not in self._changed:
            texts, found = self._lines[path], self._tree.source(path).text.splitlines()
            self._changed[path] = frozenset(n for n, line in enumerate(found, 1) if any(t in line for t in texts))
        place = statement.place
        return not self._changed[path].isdisjoint(range(place.line, max(place.line, place.end_line) + 1))

    def writes(self, path: str) -> bool:
        """Whether a command writes the file at a path; one that is not absolute is looked for in any folder."""
        alike = self._by_name.get(name_of(path), ()) if not path.startswith("/") else ()
        return path in self._written or any(each.endswith(f"/{path}") for each in alike)

    def writes_form(self, name: str) -> bool:
        """Whether a command writes a file that a name with one unknown part may be: ``config/production-local.py`` for ``…/config/<HOLE>-local.py``."""
        folder, _, last = name.rpartition("/")
        before, hole, after = last.partition(HOLE)
        parent = folder.rpartition("/")[2].strip(".")
        ends = (path.rpartition("/") for path in self._written) if hole and HOLE not in after + folder else ()
        return any(
            own.startswith(before) and own.endswith(after) and len(own) > len(before + after)
            for place, _, own in ends
            if not parent or place.rpartition("/")[2] == parent
        )


def edited_files(files: Files) -> dict[str, tuple[str, ...]]:
    """The files of the repository whose lines commands of a build may have changed, each with texts of which such a line holds one."""
    found: dict[str, tuple[str, ...]] = {}
    todo, seen = [files], set()
    while todo:
        here = todo.pop()
        for layer in here.layers if id(here.layers) not in seen else ():
            if isinstance(layer, Taken):
                todo.append(layer.files)
            texts = layer.texts if isinstance(layer, Rewritten) else ANY_LINE if isinstance(layer, UnknownFiles) else ()
            for path in _changed_by(here, layer) if texts else ():
                found[path] = (*found.get(path, ()), *texts)
        seen.add(id(here.layers))
    return found


def written_paths(files: Files) -> Iterator[str]:
    """The paths at which commands of a build write a file."""
    return (layer.target for layer in files.layers if isinstance(layer, UnknownFiles) and "." in name_of(layer.target))


def _changed_by(files: Files, layer: Layer) -> Iterator[str]:
    is_edit = isinstance(layer, Rewritten)
    path = files.lookup(layer.target).path if is_edit or "." in name_of(layer.target) else None
    if path is not None and files.tree.has(path):
        yield path
    elif path is not None and is_edit:
        yield from files.tree.below(path)


def edits_of(
    tree: Tree,
    mounts: Iterable[Mount],
    view: View,
    image: Image | None,
    programs: Iterable[Invocation],
    redirected: Iterable[str],
) -> Edits | None:
    """All that the programs and the image's build change, and the files that are mounted singly; ``None`` where that is nothing."""
    lines = edited_files(image.files) if image else {}
    made = dict.fromkeys((*redirected, *(written_paths(image.files) if image else ())))
    made.update((mount.path, None) for mount in mounts if "." in name_of(mount.path))
    for program in programs:
        if image is not None and program.phase == "build":
            continue
        for path, texts in _edited_by(program, view):
            lines[path] = (*lines.get(path, ()), *texts)
        made.update(dict.fromkeys(_made_by(program, view)))
    for path in made:
        found = view.find(path)
        if found and tree.has(found) and found.endswith((".py", ".wsgi")) and path in redirected:
            lines[found] = ("",)
    return Edits(tree, lines, made) if lines or made else None


def _edited_by(program: Invocation, view: View) -> Iterator[tuple[str, tuple[str, ...]]]:
    if program.program not in EDITORS or program.cwd is None:
        return
    named, texts = edited(program.program, list(program.arguments))
    for word in named if texts else ():
        path = view.find(view.join(program.cwd, word))
        if path:
            yield path, texts


def _made_by(program: Invocation, view: View) -> Iterator[str]:
    if program.cwd is None or program.program not in _WRITE_LAST | _WRITE_EACH:
        return
    named = [word for word in program.arguments if not word.startswith("-") and "$" not in word]
    for word in named[-1:] if program.program in _WRITE_LAST else named:
        yield view.join(program.cwd, word)
