"""COPY and ADD: which files of the repository they put where, and which of their sources are missing.

Sources: "Dockerfile reference" (COPY, ADD); BuildKit's ``dispatchCopy`` and tonistiigi/fsutil's ``copy``: a wildcard that matches nothing is no
error; a file goes into a folder that exists even without a trailing slash; a folder's content is copied, not the folder.
"""

from __future__ import annotations

import re
from posixpath import join, normpath

from flaskcheck.ground.limits import MAX_GLOB_CHARACTERS
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.wildcards import STAR, Wildcards, in_class
from flaskcheck.ground.words import is_one_slip
from flaskcheck.images.files import Copied, MadeFolder, Taken, UnknownFiles
from flaskcheck.images.paths import below, folder_of, is_of_git, matches, name_of
from flaskcheck.images.programs import executable_mode
from flaskcheck.readers.docker import words as dockerfile_words
from flaskcheck.readers.docker.places import span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flaskcheck.facts.docker import Instruction
    from flaskcheck.ground.place import Place
    from flaskcheck.images.files import Files
    from flaskcheck.images.stage import Stage

_ARCHIVE = re.compile(r".*\.(?:tar|tgz|tar\.\w+|tbz2?|txz)$")
_BUILT = (".deb", ".rpm", ".apk", ".whl", ".jar", ".tar", ".gz", ".tgz", ".xz", ".bz2", ".zst", ".zip")
"""Packages and archives, which people who build an image put beside what git has."""

_REMOTE = re.compile(r"(?:https?|git|ssh)://|git@|github\.com/")


class _Copy:
    """One COPY or ADD with its flags understood."""

    def __init__(self, stage: Stage, instruction: Instruction) -> None:
        self.stage = stage
        self.instruction = instruction
        words = _words(instruction)
        self.target = stage.expand(words[-1][0])
        self.sources = [(stage.expand(word), place) for word, place in words[:-1]]
        self.executable: bool | None = None
        self.excluded: tuple[str, ...] = ()
        self.parents = False
        for flag in instruction.flags:
            name, _, value = flag.partition("=")
            if name == "--chmod":
                self.executable = executable_mode(stage.expand(value))
            elif name == "--exclude":
                self.excluded += (stage.expand(value).strip("/"),)
            elif name == "--parents":
                self.parents = value != "false"
        folder = self.target.endswith(("/", "/.", "/..")) or self.target in (".", "..", "")
        self.path = stage.path(self.target)
        self.into = folder or len(self.sources) > 1 or stage.files.is_folder(self.path)


def copy(
    stage: Stage, instruction: Instruction, named: Callable[[str], Stage | None], titles: Iterable[str] = ()
) -> None:
    """Change the stage's files as a COPY or ADD does, and note the sources that are missing. ``named`` gives the stage of a name, or ``None``; ``titles`` are the names of the stages above."""
    words = _words(instruction)
    if len(words) < 2:
        return
    job = _Copy(stage, instruction)
    origin = next((flag.partition("=")[2] for flag in instruction.flags if flag.startswith("--from=")), "")
    other = named(stage.expand(origin)) if origin else None
    if origin and other is None and origin.isidentifier() and any(is_one_slip(origin, title) for title in titles):
        stage.missing.append((origin, "title", instruction.place))  # no image of that name is meant
    if HOLE in job.target:
        stage.files.add(UnknownFiles("/"))
    for source, place in job.sources:
        if source.startswith("<<"):
            _inline(job, source)
        elif instruction.name == "ADD" and _REMOTE.match(source):
            _unknown(job, name_of(source))
        elif origin:
            _from_stage(job, source, other, place)
        elif HOLE in source or HOLE in job.target:
            _unknown(job, "")
        else:
            _from_context(job, source, place)
    if job.into:
        stage.files.add(MadeFolder(job.path))


def _words(instruction: Instruction) -> list[tuple[str, Place]]:
    """The sources and the target as written, with their places."""
    if instruction.argv is not None:
        return list(zip(instruction.argv, instruction.argv_places))
    found = dockerfile_words.arguments(instruction.text)
    return [(word, span(instruction, start, end)) for word, start, end in found]


def _inline(job: _Copy, word: str) -> None:
    """``COPY <<EOF /path``: the file is there, and it is not the repository's."""
    _unknown(job, word.lstrip("<-").strip("'\""))


def _unknown(job: _Copy, name: str) -> None:
    if HOLE not in job.target:
        job.stage.files.add(UnknownFiles(join(job.path, name) if job.into and name and HOLE not in name else job.path))


# --- from another stage -------------------------------------------------------------------------------


def _from_stage(job: _Copy, source: str, other: Stage | None, place: Place) -> None:
    if other is None or HOLE in source or HOLE in job.target:
        _unknown(job, name_of(source) if "." in name_of(source) else "")
        return
    files = other.files.snapshot()
    path = normpath(join("/", source))
    if _may_hold_packages(files, path):
        job.stage.files.install(*files.projects)
    if any(char in path for char in "*?["):
        folder = folder_of(path)
        for name in files.names(folder):
            if matches(join(folder, name), path):
                _take(job, files, join(folder, name))
        if files.lookup(join(folder, "\0")).maybe:
            _unknown(job, "")
    elif other.lacks(path):
        job.stage.missing.append((source, "stage", place))
    else:
        _take(job, files, path)


def _may_hold_packages(files: Files, path: str) -> bool:
    """Whether installed packages may be at or below a path: it is no folder of the repository, or one that was installed from."""
    hit = files.lookup(path)
    return hit.path is None or any(below(project.folder, path) is not None for project in files.projects)


def _take(job: _Copy, files: Files, path: str) -> None:
    hit = files.lookup(path)
    if files.is_folder(path):
        job.stage.files.add(Taken(job.path, path, files, job.executable))
    elif hit.path is not None:
        target = join(job.path, name_of(path)) if job.into else job.path
        job.stage.files.add(Taken(target, path, files, job.executable))
    else:
        _unknown(job, name_of(path) if "." in name_of(path) else "")


# --- from the build context ---------------------------------------------------------------------------


def _from_context(job: _Copy, source: str, place: Place) -> None:
    files = job.stage.files
    pivot, rest = "", source
    if job.parents and "/./" in source:  # the part before the pivot point is not kept
        pivot, _, rest = source.partition("/./")
    inside = normpath(join("/", pivot, rest)).lstrip("/")
    wanted = "/".join(part for part in (files.context, inside) if part)
    if any(char in inside for char in "*?["):
        found = list(_globbed(files, inside))
        if not found and inside.endswith(_BUILT):
            job.stage.is_filled = True
    elif not inside or files.sees(wanted) or _is_emptied(files, wanted, inside):
        found = [wanted]
    else:
        found = []
        is_seen, name = not files.ignore.matches(inside), name_of(inside)
        if is_seen and files.tree.is_unread(wanted):
            _unknown(job, "")
        elif is_seen and job.stage.may_be_made(wanted):
            _unknown(job, name if "." in name else "")
        else:
            reason = "made" if job.stage.is_filled and inside.endswith(_BUILT) else _reason(files, wanted)
            job.stage.missing.append((source, reason, place))
            if reason == "made":  # anyone who has made it builds, and has there what nobody can see here
                _unknown(job, name if "." in name else "")
    for path in found:
        _place(job, path, normpath(join("/", pivot)).lstrip("/"))


def _is_emptied(files: Files, wanted: str, inside: str) -> bool:
    """Whether Docker sees a folder, but nothing in it: its files are ignored and it is not (fsutil's ``Walk`` sends folders of their own)."""
    return files.tree.has_folder(wanted) and not files.ignore.matches(inside)


def _reason(files: Files, wanted: str) -> str:
    if files.tree.has(wanted) or files.tree.has_folder(wanted) or is_of_git(wanted):
        return "ignored"
    if files.tree.exists_ignored(wanted):
        return "untracked"
    is_made = files.tree.is_ignored(wanted, f"{wanted}/-") or files.tree.is_ignored(f"{wanted}/-")
    return "made" if is_made else "absent"


def _place(job: _Copy, path: str, pivot: str) -> None:
    files = job.stage.files
    inside = (below(f"/{path}", f"/{files.context}") if files.context else path) or ""
    if job.parents and inside:
        kept = below(f"/{inside}", f"/{pivot}") if pivot else inside
        files.add(Copied(join(job.path, kept or ""), path, files.tree.has_folder(path), job.executable, job.excluded))
    elif files.tree.has(path):
        if job.instruction.name == "ADD" and _ARCHIVE.match(path):
            _unknown(job, "")
            return
        target = join(job.path, name_of(path)) if job.into else job.path
        files.add(Copied(target, path, False, job.executable))
    else:
        files.add(Copied(job.path, path, True, job.executable, job.excluded))


def _globbed(files: Files, pattern: str) -> Iterator[str]:
    """The files and folders of the context that match a pattern of Go's ``filepath.Match``, which ``*`` does not leave a folder by."""
    if len(pattern) > MAX_GLOB_CHARACTERS:
        return
    depth = pattern.count("/")
    start = len(files.context) + 1 if files.context else 0
    names = dict.fromkeys(
        "/".join(parts[: depth + 1])
        for path in files.tree.below(files.context)
        if len(parts := path[start:].split("/")) > depth
    )
    try:
        does_match = Wildcards(_tokens(pattern)).matches
    except re.error:  # a range that ends before it begins holds no character
        return
    for path in [f"{files.context}/{name}".lstrip("/") for name in names if does_match(name)]:
        if files.sees(path):
            yield path


def _tokens(pattern: str) -> Iterator[str]:
    at = 0
    while at < len(pattern):
        char = pattern[at]
        end = pattern.find("]", at + 2) if char == "[" else -1
        if char == "*":
            yield STAR
        elif char == "?":
            yield "[^/]"
        elif end > 0:
            yield f"[{in_class(pattern[at + 1 : end].replace(chr(92), chr(92) * 2))}]"
            at = end
        else:
            yield re.escape(char)
        at += 1
