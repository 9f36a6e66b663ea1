"""Packages that one stage installs and another, with another Python, is given: that looks for them in a folder of its own version and finds none (seen with Python 3.12 and 3.13)."""

from __future__ import annotations

from posixpath import join, normpath

from flaskcheck.images.image import Foreign
from flaskcheck.known import base_images
from flaskcheck.known.versions import major_minor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.facts.docker import Dockerfile, Instruction
    from flaskcheck.images.stage import Stage
    from flaskcheck.shell.program import Invocation

_INSTALLERS = frozenset("pip pip3 uv poetry pipenv pdm conda mamba pipx easy_install".split())
_LOCAL = "/root/.local"


def foreign_packages(
    dockerfile: Dockerfile, final: Stage, named: Callable[[str, int], Stage | None]
) -> Iterator[Foreign]:
    """The copies by which the last stage surely gets packages of another Python, and has no others."""
    used, programs = _version(final), [p for ran in final.own_runs.values() for p in ran.programs]
    is_open = final.base_place is None or not final.known.keys().isdisjoint(("PYTHONPATH", "PYTHONHOME"))
    if not used or is_open or not _INSTALLERS.isdisjoint(p.program for p in programs):
        return
    for instruction in dockerfile.instructions:
        origin = next((f.partition("=")[2] for f in instruction.flags if f.startswith("--from=")), "")
        if instruction.name != "COPY" or not origin or instruction.stage not in final.chain:
            continue
        other = named(final.expand(origin), instruction.stage)
        built = _version(other) if other is not None else ""
        if other is not None and built not in ("", used) and final.base_place is not None:
            if any(_holds_packages(source, target, built, other) for source, target in _copies(instruction)):
                yield Foreign(final.base_place, instruction.place, built, used)


def _version(stage: Stage) -> str:
    """The Python of a stage upon a plain image of one, as 3.13; ``""`` where that is not known."""
    if stage.python is None or not base_images.is_runtime(stage.base):
        return ""
    found = major_minor(stage.python.version)
    return f"{found[0]}.{found[1]}" if found else ""


def _copies(instruction: Instruction) -> Iterator[tuple[str, str]]:
    words = list(instruction.argv) if instruction.argv is not None else instruction.text.split()
    yield from ((normpath(join("/", word)), normpath(words[-1])) for word in words[:-1])


def _holds_packages(source: str, target: str, built: str, stage: Stage) -> bool:
    """Whether what is copied holds packages of one Python, and not that Python itself."""
    own = f"/python{built}/site-packages"
    if f"{source}/".endswith(f"{own}/") and f"{target}/".endswith(f"{own}/"):
        return True
    return source in {home for ran in stage.own_runs.values() for p in ran.programs if (home := _home(p))}


def _home(program: Invocation) -> str:
    """The folder below which a program puts packages into lib/python3.x."""
    words = program.arguments
    if program.program in ("pip", "pip3") and "install" in words:
        if "--user" in words:
            return _LOCAL
        given = [w.partition("=")[2] for w in words if w.startswith("--prefix=")]
        given += [after for word, after in zip(words, words[1:]) if word == "--prefix"]
        return normpath(given[0]) if given else ""
    if program.program in ("venv", "virtualenv") and not any(word.startswith(("-p", "--python")) for word in words):
        plain = [word for word in words if not word.startswith("-")]
        return normpath(plain[-1]) if plain and plain[-1].startswith("/") else ""
    return ""
