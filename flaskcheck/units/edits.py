"""What a deployment's commands make of its files before the application reads them."""

from __future__ import annotations

from flaskcheck.images.changed import Edits, edited_files, written_paths
from flaskcheck.images.edits import EDITORS, edited
from flaskcheck.images.paths import name_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.facts.services import Service
    from flaskcheck.files.layout import View
    from flaskcheck.files.tree import Tree
    from flaskcheck.images.image import Image
    from flaskcheck.shell.program import Invocation

_WRITE_LAST = frozenset(("cp", "mv", "install", "ln"))
_WRITE_EACH = frozenset(("tee", "truncate"))


def edits_of(
    tree: Tree,
    service: Service,
    view: View,
    image: Image | None,
    programs: Iterable[Invocation],
    redirected: Iterable[str],
) -> Edits | None:
    """All that the programs and the image's build change, and the files that are mounted singly; ``None`` where that is nothing."""
    lines = edited_files(image.files) if image else {}
    made = dict.fromkeys((*redirected, *(written_paths(image.files) if image else ())))
    made.update((mount.path, None) for mount in service.mounts if "." in name_of(mount.path))
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
