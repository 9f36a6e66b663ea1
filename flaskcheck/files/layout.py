"""What a path means where the deployment runs.

A deployment path is absolute and POSIX (``/app/run.py``); a repository path is relative to the scanned root (``run.py``; the
root itself is ``""``). A view translates between the two for one deployment.
"""

from __future__ import annotations

import posixpath
from functools import cached_property

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.files.tree import Tree


class View:
    """Where the files of the repository are in one deployment.

    ``home`` is the folder that holds the repository or the service's root folder, ``cwd`` the folder where commands start.
    ``complete`` is false when something else may have put files there (a volume, ``git clone``, the base image), so that a
    file that is not found may exist all the same.
    """

    home: str
    cwd: str
    complete: bool

    def find(self, path: str) -> str | None:
        """The repository path of the file or folder at an absolute deployment path, or ``None``."""
        raise NotImplementedError

    def may_have(self, name: str) -> bool:
        """Whether a file or folder of the repository may be called so where it is deployed, in whatever folder: a quick answer, which may say yes of what is not there."""
        return bool(name)

    def folder(self, path: str) -> tuple[str, ...]:
        """The names in a deployment folder that come from the repository, in order."""
        raise NotImplementedError

    def locate(self, repo_path: str) -> str | None:
        """The absolute deployment path of a file or folder of the repository, or ``None`` when it is not deployed."""
        raise NotImplementedError

    def lacks(self, path: str) -> bool:
        """Whether a file surely is not at an absolute deployment path, which only the repository could have brought."""
        raise NotImplementedError

    def maybe(self, path: str) -> bool:
        """Whether something that is not in the repository may have put a file or folder at a deployment path."""
        return not self.complete

    def makes(self, path: str) -> bool:
        """Whether the build writes just the file at a deployment path itself (``echo … > gunicorn.conf.py``), with contents that nobody here knows."""
        return False

    def rewritten(self, path: str) -> bool:
        """Whether the build changes the content of the file at a deployment path (``sed -i``, ``dos2unix``)."""
        return False

    def may_reach(self, repo_path: str, written: str) -> bool:
        """Whether what a file of the repository means by a relative path is at hand where the file is deployed, or may be."""
        here = self.locate(repo_path)
        path = self.join(posixpath.dirname(here), written) if here else ""
        return bool(path) and (self.find(path) is not None or bool(self.folder(path)) or self.maybe(path))

    def is_of_owner(self, path: str) -> bool:
        """Whether an absolute path may be a place of the owner of the files: not in the home of another user than theirs."""
        own = self.home.split("/")[:3]
        return path.startswith("/") and (own[:2] != ["", "home"] or path.split("/")[:3] == own)

    def join(self, cwd: str, path: str) -> str:
        """A path as a program in ``cwd`` understands it: absolute, without ``.``, ``..`` and doubled slashes."""
        if path.startswith("/") and "/." not in path and "//" not in path and not path.endswith("/"):
            return path  # most are such
        joined = posixpath.normpath(path if path.startswith("/") else posixpath.join(cwd, path))
        return joined[1:] if joined.startswith("//") else joined


class FolderView(View):
    """The repository put into one folder as it is, which is what hosts without Dockerfiles do.

    ``root`` is the service's root folder in the repository: it is at ``home``, and the parents of the one are the parents of the
    other, as far as both go. ``aliases`` are further names of ``home`` (absolute paths that commands written for a host may use); the
    repository's own root is looked for there too, because hosts differ in which of the two they put there.
    """

    def __init__(
        self,
        tree: Tree,
        root: str = "",
        home: str = "/app",
        aliases: tuple[str, ...] = (),
        complete: bool = True,
    ) -> None:
        self.tree = tree
        self.root = root.strip("/") if root not in (".", "./") else ""
        self.home = home
        self.cwd = home
        self.complete = complete
        self._pairs = _pairs(home, self.root, aliases)

    @cached_property
    def _names(self) -> frozenset[str]:
        """What the files and folders are called, and the folders around them."""
        return frozenset("/".join((*self.tree.files, *(folder for folder, _ in self._pairs))).split("/"))

    def may_have(self, name: str) -> bool:
        return name in self._names

    def find(self, path: str) -> str | None:
        wanted = self.join(self.cwd, path)
        for folder, root in self._pairs:
            inside = _below(wanted, folder) if wanted.startswith(folder) else None
            if inside is not None:
                found = f"{root}/{inside}" if root and inside else inside or root
                if self.tree.has(found) or self.tree.has_folder(found):
                    return found
        return None

    def folder(self, path: str) -> tuple[str, ...]:
        found = self.find(path)
        if found is None or not self.tree.has_folder(found):
            return ()
        prefix = f"{found}/" if found else ""
        return tuple(dict.fromkeys(p[len(prefix) :].partition("/")[0] for p in self.tree.below(found)))

    def maybe(self, path: str) -> bool:
        inside = _below(self.join(self.cwd, path), self.home)
        return not self.complete or (inside is not None and self.tree.is_unread(f"{self.root}/{inside}".strip("/")))

    def lacks(self, path: str) -> bool:
        return self.complete and _below(path, self.home) is not None and self.find(path) is None

    def locate(self, repo_path: str) -> str | None:
        for folder, root in self._pairs:
            if not root or repo_path == root or repo_path.startswith(f"{root}/"):
                inside = repo_path[len(root) :].strip("/")
                return self.join(folder, inside) if inside else folder
        return None


def _pairs(home: str, root: str, aliases: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Deployment folders with the repository folders they are, the likeliest first."""
    pairs = [(home, root)]
    folder = home
    while root and folder != "/":
        folder, root = posixpath.dirname(folder), posixpath.dirname(root)
        pairs.append((folder, root))
    own = pairs[0][1]
    pairs.extend((alias, own) for alias in aliases if alias != home)
    if own:
        pairs.extend((alias, "") for alias in aliases if alias != home)
    return tuple(pairs)


def _below(path: str, folder: str) -> str | None:
    """The rest of a path below a folder (``""`` for the folder itself), or ``None``."""
    if path == folder:
        return ""
    prefix = folder if folder == "/" else f"{folder}/"
    return path[len(prefix) :] if path.startswith(prefix) else None
