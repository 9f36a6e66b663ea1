"""Commands that cannot run, whatever the application does: no program can have the name, or the file that they execute is not there."""

from __future__ import annotations

import posixpath
import re

from flaskcheck.effects.subcommands import taken_for_names, unknown_step, unknown_subcommand
from flaskcheck.files.paths import relative
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.record import Record
from flaskcheck.ground.words import is_one_slip
from flaskcheck.images import arguments
from flaskcheck.installed.refused_python import refusing
from flaskcheck.known.distributions import distributions_with_program, near_program
from flaskcheck.servers.opened import opened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.services import Command, Variable
    from flaskcheck.files.layout import View
    from flaskcheck.files.tree import Tree
    from flaskcheck.ground.place import Place
    from flaskcheck.images.image import Image
    from flaskcheck.installed.installed import Installed
    from flaskcheck.servers.server import Server
    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.deployed import DeployedFiles

SCRIPTS = (".sh", ".bash", ".py")
"""Ends of names that only a file of the project has; buildpacks bring programs without (``bin/start-nginx``)."""

VIRTUAL_ENVIRONMENTS = frozenset({"venv", "env", "virtualenv"})
"""Folders of virtual environments that people make and no host does (Render makes ``.venv``, Azure ``antenv``)."""

WRITES_NOTHING = frozenset(
    "pip flask alembic echo printf cd set export mkdir chmod sleep test [ true : exec source . pwd ls gunicorn uwsgi waitress-serve "
    "celery apt-get apt apk pipenv poetry uv date env umask trap wait unset".split()
)
"""Programs that make no script."""

_PROMPTS = frozenset({"$", "%", ">", "$>", "#"})


class Obstacle(Record):
    """Why a command cannot run.

    ``kind``: ``prompt`` (``$ gunicorn``), ``label`` (``web: gunicorn``), ``list`` (a list that is no JSON, so that a shell gets it), ``blanks`` (a whole command as one name), ``misspelt`` (``near`` is the program that is
    meant), ``absent`` (no such file; ``near`` is a file that is almost called so), ``case`` (``near`` is the file's name), ``ignored`` (git ignores the file),
    ``left-out`` (the repository has the file ``near``, the image not), ``environment`` (a virtual environment that nothing makes),
    ``subcommand`` (``flask`` has no command of that name; ``near`` is what is meant), ``requirements`` (``pip install`` is given a file without -r),
    ``early`` (a later step installs the program),
    ``python`` (an installer refuses the project, since the file ``near`` asks for another Python: ``written``),
    ``settings`` (alembic finds no alembic.ini where it runs; ``near`` is one elsewhere),
    ``unheard`` (the script ``near``, an image's entrypoint, never runs it), ``unargued`` (the same, since the entrypoint is no list and gets no arguments),
    ``waiting`` (a server is started only if there is a file ``written``, and there is none),
    ``target`` (an application in place of the program that serves it), ``unread`` (an argument that only a shell understands, in a list that ``near`` gets without one),
    ``folder`` (a server is to write into the folder ``near``, which is not there; ``written`` is what it says),
    ``configuration`` (a server is given a configuration file that is not there; ``why`` and ``near`` say as much of it as the kinds of a script do).
    """

    invocation: Invocation
    kind: str
    place: Place
    written: str
    near: str = ""
    why: str = ""


class Site(Record):
    """Where commands run: ``folder`` is the repository folder that is at the view's current one; ``is_seen`` is false where programs may be that nothing here brings;
    ``is_bare``: no program of a distribution is there before a command installs it; ``variables`` are those of an image."""

    tree: Tree
    view: View
    folder: str
    installed: Installed
    is_image: bool
    is_seen: bool
    is_bare: bool = False
    variables: tuple[Variable, ...] = ()


def obstacles(found: tuple[Invocation, ...], site: Site) -> Iterator[Obstacle]:
    """The commands that surely cannot run, in order."""
    before: list[Invocation] = []
    for at, invocation in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        if _is_certain(invocation) and (following is None or following.joiner != "||"):
            yield from _of(site, invocation, before, following)
        before.append(invocation)


def _is_certain(invocation: Invocation) -> bool:
    """Whether the command runs, and its failure ends what it stands in."""
    return not (invocation.conditional or invocation.ignored_failure or invocation.substituted or invocation.tested)


def _of(
    site: Site, invocation: Invocation, before: list[Invocation], following: Invocation | None
) -> Iterator[Obstacle]:
    if invocation.program == "flask" and site.is_seen:
        at, word, meant = unknown_subcommand(invocation, site.installed, site.tree)
        if word:
            yield Obstacle(invocation, "subcommand", invocation.place_of(at), word, meant)
    for number in [n for n, word in enumerate(invocation.arguments) if word in ("&&", "||")][: not invocation.expands]:
        yield Obstacle(
            invocation, "unread", invocation.place_of(number), invocation.arguments[number], invocation.program
        )
    yield from _of_installer(site, invocation, before)
    if invocation.program == "alembic" and site.is_seen and _lacks_settings(site, invocation):
        elsewhere = site.tree.named(_SETTINGS)
        near = elsewhere[0] if len(elsewhere) == 1 else ""
        yield Obstacle(invocation, "settings", invocation.place_of(-1), "alembic", near)
    if site.is_bare and _is_early(site, invocation, before):
        yield Obstacle(invocation, "early", invocation.place_of(-1), invocation.program)
    if invocation.absent and not _goes_on(invocation, following):
        yield from _without_file(site, invocation, before)
    if invocation.module and not invocation.script and site.is_seen and not site.tree.has(".gitmodules"):
        yield from _without_module(site, invocation, before)
    if not (invocation.absent or invocation.script or invocation.module or invocation.builtin):
        kind, near = _name(site, invocation)
        if kind:
            yield Obstacle(invocation, kind, invocation.place_of(-1), invocation.written, near)


def _of_installer(site: Site, invocation: Invocation, before: list[Invocation]) -> Iterator[Obstacle]:
    if site.is_bare and (file := refusing(invocation, site.view, site.installed, before, site.variables)):
        yield Obstacle(invocation, "python", invocation.place, file.python, file.path)
    if invocation.program == "pip":
        for number in taken_for_names(invocation):
            yield Obstacle(invocation, "requirements", invocation.place_of(number), invocation.arguments[number])
        word, meant = unknown_step(invocation)
        if word:
            yield Obstacle(invocation, "step", invocation.place_of(0), word, meant)


def without_configuration(servers: tuple[Server, ...], found: tuple[Invocation, ...], site: Site) -> Iterator[Obstacle]:
    """The servers that are given a configuration file which is not there and which nothing makes: they end before they load the application (verified with gunicorn 27.0.1 and uWSGI 2.0.31)."""
    for server in servers:
        invocation, written = server.invocation, server.config_missing.removeprefix("file:")
        if (
            server.refused is not None
            or not (written and invocation.cwd and site.is_seen and _is_certain(invocation))
            or site.tree.has(".gitmodules")
        ):
            continue
        path = site.view.join(invocation.cwd, written)
        before = found[: found.index(invocation)] if invocation in found else ()
        if not site.view.lacks(path) or (not site.is_image and _is_written(site, path, before)):
            continue
        at = next((i for i, word in enumerate(invocation.arguments) if word.endswith(written)), -1)
        why, near = _reason(site, path)
        yield Obstacle(invocation, "configuration", invocation.place_of(at), written, near, why)


def without_folder(
    servers: tuple[Server, ...], found: tuple[Invocation, ...], site: Site, code: Code, files: DeployedFiles
) -> Iterator[Obstacle]:
    """The servers that are to write into a folder which is not there and which nothing makes: they end before they load the application."""
    for server in servers:
        if server.refused is not None or not site.is_seen or not _is_certain(server.invocation):
            continue
        for file in opened(server, site.view, code):
            before = found[: found.index(server.invocation)] if server.invocation in found else found
            name = posixpath.basename(file.folder)
            is_made = any(name in " ".join((i.text, *i.arguments)) for i in before)
            may_be_made = not site.is_image and _is_written(site, file.folder, before)
            if not (is_made or may_be_made or site.tree.has(".gitmodules")) and files.lacks_folder(file.folder):
                yield Obstacle(server.invocation, "folder", file.place, file.said, near=file.folder)


def unheard(image: Image, given: Command | None, found: tuple[Invocation, ...], site: Site) -> Iterator[Obstacle]:
    """The command that an image's entrypoint gets and does not run, told where the script ends."""
    script = arguments.unheard(image, given, found, site.tree) if site.is_seen else ""
    command = given or image.cmd
    if not script and site.is_seen and image.entrypoint is not None and command is not None:
        near = arguments.without_arguments(image, given, found, site.tree)
        first = next((i for i in found if i.script == near), None)
        if near and first is not None:
            written = " ".join(command.argv or (command.text,))
            yield Obstacle(first, "unargued", image.entrypoint.place, written, near)
    if script and command is not None:
        first = next(i for i in found if i.script == script)
        source = site.tree.source(script)
        last = max((number for number, line in enumerate(source.lines, 1) if line.strip()), default=1)
        yield Obstacle(first, "unheard", source.line_place(last), " ".join(command.argv or (command.text,)), script)


_ASKS = re.compile(r"(?:test|\[) -[efrs] [\"']?([^\s\"'$*]+)[\"']?(?: \])? &&")
"""A test whether a file is there, before what is run only then."""


def waiting(servers: tuple[Server, ...], found: tuple[Invocation, ...], site: Site) -> Iterator[Obstacle]:
    """The servers that are started only if a file is there which is not, and which nothing makes: the command ends, and nothing runs."""
    for server in servers:
        invocation = server.invocation
        asked = _ASKS.fullmatch(invocation.guard_text.strip()) if invocation.joiner == "&&" and site.is_seen else None
        at = found.index(invocation) if invocation in found else -1
        if asked is None or invocation.cwd is None or at < 0 or site.tree.has(".gitmodules"):
            continue
        path = site.view.join(invocation.cwd, asked[1])
        others = (*found[:at], *found[at + 1 :])
        may_go_on = any(i.phase == invocation.phase and i.joiner in ("||", ";", "newline") for i in found[at + 1 :])
        if site.view.lacks(path) and not may_go_on and not _is_written(site, path, others):
            yield Obstacle(invocation, "waiting", invocation.place_of(-1), asked[1])


# -- names ---------------------------------------------------------------------------------------


def _name(site: Site, invocation: Invocation) -> tuple[str, str]:
    """What is wrong with the name of a program: the kind and the program that is meant, or two empty texts."""
    written = invocation.written
    first = written.strip().partition(" ")[0]
    if first != written.strip() and first and HOLE not in first and not any(sign in first for sign in "$`"):
        return "blanks", ""
    if HOLE in written or "$" in written[1:] or "`" in written or written.startswith("$("):
        return "", ""
    if written[:1] == "[" and written.strip("[]"):
        return "list", ""
    if written in _PROMPTS:
        return "prompt", ""
    if written.endswith(":") and written[:-1].replace("-", "").replace("_", "").isalnum():
        return "label", ""
    if ":" in written and _TARGET.fullmatch(written):
        return "target", ""
    near = (near_program(written) or _meant_by_its_words(invocation)) if "/" not in written else ""
    return ("misspelt", near) if near and not _may_be_brought(site, written) else ("", "")


_TARGET = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*(?:\(\))?", re.ASCII)
"""How a server is told its application, which is no program."""

_FOLLOWED = {"install": "pip", "db": "flask"}
"""Short programs, by the word that comes first behind them and behind hardly any other."""


def _meant_by_its_words(invocation: Invocation) -> str:
    """The short program that a name with one slip in it stands for, as what follows it tells: ``pipp install -r requirements.txt``."""
    first, second = (*invocation.arguments[:2], "", "")[:2]
    meant = _FOLLOWED.get(first, "")
    is_one = meant == "flask" or second in ("-r", "-e", "--upgrade", "--no-cache-dir")
    is_meant = meant and is_one and is_one_slip(invocation.written, meant) and not invocation.written[-1:].isdigit()
    return meant if is_meant else ""


def _may_be_brought(site: Site, program: str) -> bool:
    """Whether something that cannot be seen may bring a program, or something that is installed is called so."""
    return not site.is_seen or (program.islower() and site.installed.has(program) is not None)


# -- files ---------------------------------------------------------------------------------------


def _goes_on(invocation: Invocation, following: Invocation | None) -> bool:
    """Whether the shell only complains: a file that ``source`` does not find ends nothing by itself."""
    if invocation.program not in ("source", "."):
        return False
    return not invocation.errexit and (following is None or following.joiner != "&&")


def _without_file(site: Site, invocation: Invocation, before: list[Invocation]) -> Iterator[Obstacle]:
    path = invocation.absent
    in_run = site.is_image and invocation.phase == "build"  # what paths mean there changes with every step
    if in_run or not site.is_seen or site.tree.has(".gitmodules") or not site.view.lacks(path):
        return
    *folders, last, name = path.split("/")
    index = next(
        (i for i, word in enumerate((invocation.written, *invocation.arguments)) if posixpath.basename(word) == name), 0
    )
    written = (invocation.written, *invocation.arguments)[index]
    if last == "bin" and set(folders) & VIRTUAL_ENVIRONMENTS:
        if not any(_makes_environment(i) for i in before):
            yield Obstacle(invocation, "environment", invocation.place_of(index - 1), written)
    elif path.endswith(SCRIPTS) and (site.is_image or not _is_written(site, path, before)):
        kind, near = _reason(site, path)
        yield Obstacle(invocation, kind, invocation.place_of(index - 1), written, near)
    elif invocation.program == "python" and distributions_with_program(written):  # which lies elsewhere, on the path
        yield Obstacle(invocation, "absent", invocation.place_of(index - 1), written, f"python -m {written}")


def _without_module(site: Site, invocation: Invocation, before: list[Invocation]) -> Iterator[Obstacle]:
    """A module that ``python -m`` is to run, in a package of the repository that has none of that name."""
    name = invocation.program
    package, _, last = name.rpartition(".")
    if not package or not all(part.isidentifier() for part in name.split(".")):
        return
    base = posixpath.join(invocation.cwd or site.view.cwd, package.replace(".", "/"))
    path = f"{base}/{last}.py"
    if site.view.find(f"{base}/__init__.py") and site.view.lacks(path) and site.view.find(f"{base}/{last}") is None:
        if not _is_written(site, path, before):
            yield Obstacle(invocation, "module", invocation.place_of(-1), name)


def _makes_environment(invocation: Invocation) -> bool:
    """Whether a command may make a virtual environment in the folder of the project."""
    words = " ".join((invocation.program, *invocation.arguments))
    return "venv" in words or "virtualenv" in words or invocation.program in ("uv", "poetry", "pdm", "make", "conda")


def _is_written(site: Site, path: str, before: Iterable[Invocation]) -> bool:
    """Whether one of these commands may have made a file or folder."""
    return any(_may_write(site, i, path) for i in before)


def _may_write(site: Site, invocation: Invocation, path: str) -> bool:
    """Whether an earlier command may have made the file: a Python script makes none whose name stands in no Python file. What a shell script runs follows it in the list."""
    if invocation.script:
        end = "/" if path.endswith(SCRIPTS) else "."  # the first word of a script's name is any variable's
        name = encoded(posixpath.basename(path).partition(end)[0])
        codes = (site.tree.source(p).raw for p in site.tree.files if p.endswith(".py"))
        return invocation.script.endswith(".py") and any(name in code for code in codes)
    is_redirected = ">" in invocation.text and posixpath.basename(path) in invocation.text
    return is_redirected or invocation.program not in WRITES_NOTHING


def _reason(site: Site, path: str) -> tuple[str, str]:
    """Why there is no file at a deployment path, and the file of the repository that may be meant."""
    tree = site.tree
    wanted = posixpath.normpath(posixpath.join(site.folder, relative(path, site.view.cwd)))
    if tree.has(wanted):
        return "left-out", wanted
    if tree.exists_ignored(wanted):
        return "ignored", wanted
    folder = posixpath.dirname(wanted)
    beside = [f for f in tree.below(folder) if posixpath.dirname(f) == folder]
    other_case = next((f for f in beside if f.lower() == wanted.lower()), "")
    return (
        ("case", other_case)
        if other_case
        else ("absent", _alike(tree.named(posixpath.basename(wanted)), wanted, beside))
    )


def _alike(same_name: tuple[str, ...], wanted: str, beside: list[str]) -> str:
    """The file that is meant: one of the same name elsewhere, or one beside it that is almost called so."""
    from difflib import get_close_matches

    if len(same_name) == 1:
        return same_name[0]
    end = wanted[wanted.rfind(".") :]
    near = get_close_matches(wanted, [f for f in beside if f.endswith(end)], 1)
    return near[0] if near else ""


# -- the order of steps ----------------------------------------------------------------------------


def _is_early(site: Site, invocation: Invocation, before: list[Invocation]) -> bool:
    """Whether a program is not there yet that a later step of the build installs."""
    is_by_name = not (invocation.script or invocation.builtin or invocation.wrapper or "/" in invocation.written)
    if invocation.phase != "build" or not is_by_name or not all(_brings_nothing(step, invocation) for step in before):
        return False
    return site.installed.provides_program(invocation.program).status in ("declared", "transitive")


_HARMLESS = frozenset(
    "cat chmod chown cp date echo env groupadd ls mkdir mv printf rm sleep touch true useradd".split()
)
"""Programs that install none."""


def _brings_nothing(step: Invocation, invocation: Invocation) -> bool:
    """Whether a step installs no program, as far as its name tells; what a shell script runs follows it in the list."""
    if step.program in ("source", ".", "eval"):
        return False
    is_followed = bool(step.script) and not step.script.endswith(".py") and step.program != "python"
    return step.builtin or is_followed or step.program in _HARMLESS or step.program == invocation.program


# -- alembic ---------------------------------------------------------------------------------------

_SETTINGS = "alembic.ini"
_GIVEN = ("-c", "--config")


def _lacks_settings(site: Site, invocation: Invocation) -> bool:
    """Whether alembic surely finds no settings: none are named, and where it runs is no alembic.ini and no [tool.alembic] (verified with Alembic 1.13.2 and 1.20.1)."""
    words, variables = invocation.arguments, {n for n, _ in (*invocation.environment, *invocation.exports)}
    named = any(w in _GIVEN or w.startswith(("-c", "--config=")) for w in words) or "ALEMBIC_CONFIG" in variables
    in_run = site.is_image and invocation.phase == "build"  # what paths mean there changes with every step
    if named or in_run or invocation.cwd is None or not words or words[0] in ("init", "--version", "--help", "-h"):
        return False
    project = site.view.find(posixpath.join(invocation.cwd, "pyproject.toml"))
    is_there = project is not None and b"[tool.alembic" in site.tree.source(project).raw
    return site.view.lacks(posixpath.join(invocation.cwd, _SETTINGS)) and not is_there
