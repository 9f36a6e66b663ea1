"""What ``RUN --mount=…`` puts over the files of a stage while one RUN runs.

Source: "Dockerfile reference" (RUN --mount): a bind mount shows a file or folder of the build context, or of the stage or image that ``from`` names;
caches, secrets and the like hold what no file of the repository tells.
"""

from __future__ import annotations

from posixpath import join, normpath

from flaskcheck.ground.place import HOLE
from flaskcheck.images.files import Copied, Files, Removed, Taken, UnknownFiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.facts.docker import Instruction
    from flaskcheck.images.files import Layer
    from flaskcheck.images.stage import Stage


def mounted(stage: Stage, instruction: Instruction, named: Callable[[str], Stage | None]) -> tuple[Layer, ...]:
    """The layers of the mounts of a RUN. ``named`` gives the stage of a name, or ``None``."""
    return tuple(
        layer
        for flag in instruction.flags
        if flag.startswith("--mount=")
        for layer in _layers(stage, _options(stage, flag), named)
    )


def _options(stage: Stage, flag: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in flag[len("--mount=") :].split(","))
    return {name: stage.expand(value) for name, _, value in pairs}


def _layers(stage: Stage, options: dict[str, str], named: Callable[[str], Stage | None]) -> Iterator[Layer]:
    target = next((options[name] for name in ("target", "dst", "destination") if options.get(name)), "")
    source = options.get("source") or options.get("src") or "/"
    origin = options.get("from", "")
    other = named(origin) if origin else None  # a stage that is needed, whatever it is mounted for
    if not target or HOLE in target:
        return
    path = stage.path(target)
    if options.get("type", "bind") != "bind" or HOLE in source or (origin and other is None):
        yield UnknownFiles(path)
        return
    files = other.files.snapshot() if other is not None else _context(stage.files)
    stage.files.install(*files.projects)
    yield from (Removed(path), Taken(path, normpath(join("/", source)), files))


def _context(files: Files) -> Files:
    """The build context as files of its own."""
    return Files(files.tree, files.context, files.ignore, (Copied("/", files.context, True),), budget=files.budget)
