"""What the platform files of a repository declare: each is found by its name, read by its host's reader and joined with those of the same application."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module

from flaskcheck.facts.services import PlatformFile
from flaskcheck.files.reading import read
from flaskcheck.ground import words
from flaskcheck.hosts.index import LINES, WORKFLOW

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.files.tree import Tree
    from flaskcheck.hosts.index import Line


_ENDINGS = frozenset(ending for line in LINES for ending in line.endings)
_LONG_ENDINGS = tuple(sorted(ending for ending in _ENDINGS if "." in ending))
"""Most files of a repository are ruled out by how they end before the pattern is tried."""


WORKFLOWS = ".github/workflows/"

_SHARED = frozenset(("github_workflow", "gitlab_ci", "python_version"))
"""The readers of files that are no host's."""

_SURE = tuple(line for line in LINES if line.files and not line.holds)
_HELD = [(line, re.compile(f"(?:.*/)?{line.files}")) for line in LINES if line.holds]


@cache
def names(lines: tuple[Line, ...] = _SURE) -> re.Pattern[str]:
    """The names of files that are a host's, whatever they hold: those of some lines, or all. To compile all of them took 4 % of a small run."""
    return re.compile("(?:.*/)?(?:" + "|".join(f"(?P<{line.module}>{line.files})" for line in lines) + ")")


def platform_files(tree: Tree) -> tuple[PlatformFile, ...]:
    """What every platform file of the tree declares, in the order of their paths.

    Files that together describe one application (``.ebextensions``, railway.toml with nixpacks.toml, a workflow with
    the host's own file) are joined as ``joins`` says. A file whose name suggests development
    (``fly.dev.toml``) has development services. Keeps nothing.
    """
    from flaskcheck.hosts.as_written import is_package_data
    from flaskcheck.hosts.joins import joined

    found = []
    for path in tree.files:
        reader = _reader_of(path, tree)
        if reader and not ("/" in path and reader not in _SHARED and is_package_data(tree, path)):
            file: PlatformFile | None = read(tree, path, import_module(f"flaskcheck.hosts.{reader}").read)
            if file is not None and file.host:
                found.append(_as_built(tree, _marked(file)))
    return joined([*found, *_extended(tree, found)])


def _extended(tree: Tree, files: Iterable[PlatformFile]) -> list[PlatformFile]:
    """The files of any name that services of the others extend, and that those name: nothing runs by them alone ("Extend your Compose file")."""
    known = {file.path for file in files}
    wanted = [path for file in files for path in _named_by(file)]
    found: list[PlatformFile] = []
    for path in wanted:  # grows while it is gone through
        if path in known or not tree.has(path):
            continue
        from flaskcheck.hosts import compose
        from flaskcheck.hosts.declared import for_development

        known.add(path)
        file: PlatformFile | None = read(tree, path, compose.read)
        if file is not None and file.host:
            found.append(_as_built(tree, for_development(file)).replaced(errors=()))
            wanted.extend(_named_by(file))
    return found


def _named_by(file: PlatformFile) -> Iterator[str]:
    """The files that services of one extend."""
    return (folder.path for service in file.services for folder in service.folders if folder.role == "extends")


def deployed(paths: Iterable[str]) -> list[str]:
    """Those of some paths that are files of a host's or container's, by their names; neither workflows nor choices of a Python, which many repositories have at the top, nor Python files."""
    readers = ((path, _reader_of(path)) for path in paths)
    return [path for path, reader in readers if reader not in ("", *_SHARED) and not path.endswith(".py")]


def _reader_of(path: str, tree: Tree | None = None) -> str:
    """The reader of a platform file, ``""`` for any other file; without a tree only where the name is enough to tell."""
    ending = path.rpartition("/")[2].rpartition(".")[2]
    is_any = ".platform/hooks/" in path or path.endswith(_LONG_ENDINGS)
    if ending not in _ENDINGS and not is_any:
        return ""
    if "node_modules/" in path or "site-packages/" in path:
        return ""
    if path.startswith(WORKFLOWS):  # whatever its name: render.yml, azure.yml
        return "github_workflow" if path.endswith((".yml", ".yaml")) else ""
    reader = _named(path, "" if is_any else ending)
    if tree is None or reader in _SHARED or (reader and ending not in ("yaml", "yml")):
        return reader
    # what such a file holds tells more than its name: manifests of Kubernetes are called app.yaml, as App Engine's file is
    for line, files in _HELD:
        if path.endswith(line.endings) and line.holds in tree.source(path).text and files.fullmatch(path):
            return line.module
    return reader


def _named(path: str, ending: str) -> str:
    """The reader of a file that is a host's by its name alone; without an ending it may be anyone's."""
    low = path.casefold()
    lines = [line for line in _SURE if not ending or ending in line.endings]
    meant = tuple(line for line in lines if any(word in low for word in line.words))
    match = names(meant).fullmatch(path) if meant else None
    return (match.lastgroup or "") if match else ""


def _marked(file: PlatformFile) -> PlatformFile:
    name = file.path.rpartition("/")[2]
    if file.host == WORKFLOW or name.endswith(".py") or not words.is_development(name):
        return file
    from flaskcheck.hosts.declared import for_development

    return for_development(file)


def _as_built(tree: Tree, file: PlatformFile) -> PlatformFile:
    """A file with the Dockerfiles that are built: where ``Dockerfile`` is not there, BuildKit reads ``dockerfile`` (dockerui's ``ReadEntrypoint``, buildx)."""
    named = {path for s in file.services for path in (s.image, *(f.path for f in s.folders if f.role == "dockerfile"))}
    other = {
        path: small for path in named if (small := _in_small_letters(path)) and not tree.has(path) and tree.has(small)
    }
    if not other:
        return file
    services = (
        service.replaced(
            image=other.get(service.image, service.image),
            folders=tuple(f.replaced(path=other[f.path]) if f.path in other else f for f in service.folders),
        )
        for service in file.services
    )
    return file.replaced(services=tuple(services))


def _in_small_letters(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder}/dockerfile".lstrip("/") if name == "Dockerfile" else ""
