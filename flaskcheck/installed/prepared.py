"""Files that the machine which deploys writes before it does so: what a workflow makes stands in no repository, or stands there in another version."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.files.layout import FolderView
from flaskcheck.ground.encoded import encoded
from flaskcheck.shell.follow import follow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.facts.services import Command, PlatformFile
    from flaskcheck.files.tree import Tree
    from flaskcheck.shell.found import Field
    from flaskcheck.shell.program import Invocation

_JOBS = (".github/workflows/", ".gitlab-ci", ".circleci/", ".gitlab/", "azure-pipelines", "bitbucket-pipelines")
_CHECKOUT = "/home/runner/work"
_OUTPUT = ("-o", "-O", "--output", "--output-file", "--out")
_WRITES_LAST = frozenset(("cp", "mv", "tee", "touch", "install", "ln", "envsubst"))


class Prepared:
    """What the jobs that deploy write among the files of the repository."""

    def __init__(self, tree: Tree, platform_files: Callable[[], tuple[PlatformFile, ...]]) -> None:
        self._tree = tree
        self._platform_files = platform_files

    @cached_property
    def paths(self) -> frozenset[str]:
        """The repository paths of the files that are written."""
        commands = {c for f in self._platform_files() for s in f.services for c in s.commands if c.phase == "ci"}
        return frozenset(path for command in commands for path in self._written_by(command))

    @cached_property
    def names(self) -> frozenset[str]:
        """Their names without folders."""
        return frozenset(path.rpartition("/")[2] for path in self.paths)

    def may_make(self, path: str) -> bool:
        """Whether the jobs write a file, or one of them speaks of it by its whole path, however it makes it."""
        spoken = encoded(path)
        return path in self.paths or any(spoken in self._tree.source(job).raw for job in self._jobs)

    def may_fill(self, path: str) -> bool:
        """Whether the jobs write a file or something in a folder, or one of them speaks of it by its path from the top, however it fills it."""
        inside = f"{path}/"
        return (
            any(each.startswith(inside) for each in self.paths)
            or ("/" in path and self.may_make(path))
            or path in self.paths
        )

    def is_put_by_scripts(self, path: str) -> bool:
        """Whether a script of the repository speaks of a file by its name and the two folders above it, which machines may have elsewhere: it puts the file there."""
        spoken = encoded("/".join(path.split("/")[-3:]))
        scripts = (p for p in self._tree.files if p.endswith((".sh", ".bash")))
        return spoken.count(b"/") == 2 and any(spoken in self._tree.source(script).raw for script in scripts)

    @cached_property
    def _jobs(self) -> tuple[str, ...]:
        return tuple(p for p in self._tree.files if p.startswith(_JOBS) and p.endswith((".yml", ".yaml")))

    def _written_by(self, command: Command) -> Iterator[str]:
        view, listener = FolderView(self._tree, "", _CHECKOUT), _Listener()
        programs = follow(command, view, self._tree, {}, observer=listener)
        named = (view.join(i.cwd, path) for i in programs if i.cwd for path in _outputs(i))
        for path in (*listener.paths, *named):
            if path.startswith(f"{_CHECKOUT}/"):
                yield path[len(_CHECKOUT) + 1 :]


class _Listener:
    """Notes what the shell writes."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def program(self, invocation: Invocation, words: tuple[Field, ...]) -> None:
        """A program is run, which is looked at later."""

    def written(self, path: str) -> None:
        """The shell writes the file at an absolute path."""
        self.paths.append(path)


def _outputs(invocation: Invocation) -> Iterator[str]:
    """The files that a program is to write."""
    words = invocation.arguments
    for word, after in zip(words, (*words[1:], "")):
        option, equals, value = word.partition("=")
        if option in _OUTPUT:
            yield value if equals else after
    if invocation.program in _WRITES_LAST and words:
        yield words[-1]
