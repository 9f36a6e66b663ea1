"""Python's packaging in an image. The repository's own projects that are installed can be imported from every folder, whatever becomes of the source.

Sources: pip ("Local project installs": a word is a folder when it has a separator or begins with a dot), uv ("uv sync" installs the project editable, unless told
otherwise), Poetry and PDM ("install"; ``--no-root``, ``--no-self``).
"""

from __future__ import annotations

from posixpath import join

from flaskcheck.ground.place import HOLE
from flaskcheck.images.files import Files, InstalledProject, Taken
from flaskcheck.images.programs import unknown, writes_arguments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.images.programs import Change, Process

SITE_PACKAGES = "/usr/local/lib/python3/site-packages"
"""Where installed packages are taken to be; their real place says no more."""

_SOURCES = ("", "src", "lib", "python")
"""The folders of a project that packages stand in."""

DECLARATIONS = ("pyproject.toml", "setup.py", "setup.cfg")
"""A folder with one of these is a project that can be installed."""

_BUILDERS = {
    "uv": ("build",),
    "poetry": ("build",),
    "pdm": ("build",),
    "hatch": ("build",),
    "flit": ("build", "install"),
}
"""Programs whose commands make a distribution of the project where they run, which is installed later."""

_INSTALLERS = {"uv": "--no-install-project", "poetry": "--no-root", "pdm": "--no-self"}
"""Programs that install the project where they run together with its dependencies, unless this option is given."""


def importable(files: Files) -> tuple[Files, tuple[str, ...]]:
    """The files of an image with what its projects install, and the folders that Python looks in for them."""
    sources = [(p.files, join(p.folder, source).rstrip("/") or "/") for p in files.projects for source in _SOURCES]
    layers = [
        Taken(SITE_PACKAGES, path, built) for built, path in sources if built is not None and built.is_folder(path)
    ]
    folders = [path for built, path in sources if built is None and files.is_folder(path)]
    site = (SITE_PACKAGES,) if layers else ()
    return Files(files.tree, files.context, files.ignore, (*layers, *files.layers), files.projects, files.budget), (
        *folders,
        *site,
    )


def packaging(process: Process, program: str, words: list[str]) -> None:
    """Do what a program of Python's packaging does: remember the projects that it installs or builds, and the files that it writes."""
    for folder, editable in _installed(process, program, words):
        path = process.path(folder)
        if any(_may_be(process.files, join(path, name)) for name in DECLARATIONS):
            process.files.install(InstalledProject(path, None if editable else process.files.snapshot()))
    if program in _WRITERS:
        _WRITERS[program](process, words)


def _may_be(files: Files, path: str) -> bool:
    hit = files.lookup(path)
    return hit.path is not None or hit.maybe


def _installed(process: Process, program: str, words: list[str]) -> Iterator[tuple[str, bool]]:
    """The folders of projects, each with whether its source stays where it is."""
    first = next((word for word in words if not word.startswith("-")), "")
    if program in ("pip", "uv") and first in ("pip", "install", "wheel"):
        yield from _of_pip(process, words[words.index(first) + (2 if first == "pip" else 1) :])
    elif program == "build" or first in _BUILDERS.get(program, ()):
        yield next((word for word in words if word.startswith((".", "/"))), "."), False
    elif program in _INSTALLERS and first in ("install", "sync"):
        if not {_INSTALLERS[program], "--no-workspace", "--only-deps"} & set(words):
            yield ".", "--no-editable" not in words
    elif program == "python" and words[:1] == ["setup.py"]:
        yield ".", "develop" in words


def _of_pip(process: Process, words: list[str]) -> Iterator[tuple[str, bool]]:
    """The folders among the words of ``pip install``, also those that its requirements files name."""
    before = ""
    for word in words:
        name, _, value = word.partition("=")
        if before in ("-r", "--requirement"):
            yield from _of_file(process, word)
        elif name == "--requirement" or (word[:2] == "-r" and len(word) > 2):
            yield from _of_file(process, value or word[2:])
        elif before not in _VALUED and not (word.startswith("-") or HOLE in word):
            yield from _folder(word, before in _EDITABLE)
        elif name in _EDITABLE and value:
            yield from _folder(value, True)
        before = word


_EDITABLE = ("-e", "--editable")
_VALUED = ("-c", "--constraint", "-t", "--target", "-f", "--find-links", "-w", "--wheel-dir", "--prefix", "--python")


def _folder(word: str, editable: bool) -> Iterator[tuple[str, bool]]:
    path = word.rpartition(" @ ")[2].partition("[")[0].removeprefix("file://")
    if editable or path.startswith(".") or "/" in path:
        if "://" not in path and "git+" not in path:
            yield path or ".", editable


def _of_file(process: Process, word: str) -> Iterator[tuple[str, bool]]:
    """The lines ``.`` and ``-e .`` of a requirements file; their paths are meant from where pip runs."""
    found = process.files.lookup(process.path(word)).path if HOLE not in word else None
    if found is None or not process.files.tree.has(found):
        return
    for line in process.files.tree.source(found).lines:
        option, _, rest = line.strip().partition(" ")
        if option in _EDITABLE:
            yield from _folder(rest.split()[0] if rest.split() else ".", True)
        elif line.startswith((".", "/", "file:")):
            yield from _folder(line.split()[0], False)


# --- files that they write ------------------------------------------------------------------------


def _writes_output(process: Process, words: list[str]) -> None:
    """``poetry export -o requirements.txt``, ``pip-compile``."""
    for before, word in zip(("", *words), words):
        name, _, value = word.partition("=")
        if before in _OUTPUT or (name in _OUTPUT and value):
            unknown(process, word if before in _OUTPUT else value, python=False)


def _compiles(process: Process, words: list[str]) -> None:
    """``pip-compile requirements.in`` writes beside its source, of a project's declaration requirements.txt."""
    _writes_output(process, words)
    sources = [word[:-3] for word in words if word.endswith(".in")]
    writes_arguments(process, [f"{source}.txt" for source in sources or ["requirements"]])


_OUTPUT = ("-o", "--output", "--output-file")


def _pip(process: Process, words: list[str]) -> None:
    """``pip install -t folder`` puts packages into a folder."""
    for option in ("-t", "--target"):
        if option in words[:-1]:
            unknown(process, words[words.index(option) + 1])


_WRITERS: dict[str, Change] = {
    "pip": _pip,
    "pip-compile": _compiles,
    **dict.fromkeys(("poetry", "pdm", "uv"), _writes_output),
}
