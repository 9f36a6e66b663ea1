"""Which ``module:attribute`` a server can load, and how that is written where the server names it."""

from __future__ import annotations

from flaskcheck.application.applications import Target
from flaskcheck.code.outside import outside
from flaskcheck.facts.python import Import
from flaskcheck.ground.limits import MAX_TRIED_MODULES
from flaskcheck.ground.record import Record
from flaskcheck.known import usual_names
from flaskcheck.known.distributions import stdlib_modules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.code.imports import Importer
    from flaskcheck.facts.python import CallSite
    from flaskcheck.servers.server import Server
    from flaskcheck.units.deployment import Deployment


class Proposal(Record):
    """A target that can be imported. ``folder`` is the repository folder in which the server has to be started for that, as seen from the one where it is started today; ``""`` there itself.
    ``is_usual``: it has a name under which servers look for one; else it is only the one that there is."""

    target: Target
    folder: str = ""
    is_usual: bool = True

    @property
    def text(self) -> str:
        """``run:app`` or ``shop:create_app()``."""
        return f"{self.target.module}:{self.target.attribute}{'()' if self.is_called else ''}"

    @property
    def is_called(self) -> bool:
        """Whether the application is what the target's function returns."""
        return self.target.status == "factory"

    @property
    def quoted(self) -> str:
        """The same as a word of a shell."""
        return f"'{self.text}'" if self.is_called else self.text

    @property
    def command(self) -> str:
        """The command that serves it."""
        return f"gunicorn {f'--chdir {self.folder} ' if self.folder else ''}{self.quoted}"


def proposal(deployment: Deployment) -> Proposal | None:
    """The target that is most likely meant: in the folder where the deployment starts, else in one below it that all imports of the code fit."""
    home = deployment.view.cwd
    found = _meant(deployment, home)
    if found is not None and _is_importable(deployment, home, found.target):
        return found
    for folder in _folders(deployment):
        at = deployment.view.locate(folder)
        other = _meant(deployment, at) if at else None
        if at and other is not None and _is_importable(deployment, at, other.target):
            return other.replaced(folder=at.removeprefix(home.rstrip("/") + "/"))
    return None


def _meant(deployment: Deployment, folder: str) -> Proposal | None:
    """What a server that is started in a folder is most likely pointed at: under a usual name, else the only one there is, under its own; no factory that needs arguments."""
    usual = deployment.start.usual(folder)
    found = usual or _only(deployment, folder)
    called = found.function if found is not None and found.status == "factory" else None
    is_refused = called is not None and bool(called.refusal(0, ()))
    return None if found is None or is_refused else Proposal(found, is_usual=usual is not None)


def _only(deployment: Deployment, folder: str) -> Target | None:
    made, resolver = deployment.start.applications, deployment.start.resolver((folder,))
    name = made[0].factory or made[0].variable if len(made) == 1 else ""
    module = resolver.importer.name_of(made[0].path) if name.isidentifier() else None
    target = resolver.resolve(module, name, bool(made[0].factory)) if module else None
    return target if target is not None and target.status in ("application", "factory") else None


def of_script(deployment: Deployment, server: Server, run: CallSite | None) -> Proposal | None:
    """The application that a script runs, as a server finds it in the script's own folder."""
    inside = deployment.view.locate(server.script) if server.script and run is not None else None
    if inside is None:
        return None
    folder, _, file = inside.rpartition("/")
    folder = (server.invocation.cwd or deployment.view.cwd) if server.invocation.module else folder or "/"
    resolver = deployment.start.resolver((folder,))
    module = resolver.importer.name_of(server.script) or file.removesuffix(".py")
    bound = deployment.repository.code.bindings(server.script)
    names = (name for name in dict.fromkeys((*usual_names.OBJECTS, *bound)) if name in bound)
    targets = (resolver.resolve(module, name) for name in names)
    found = next((t for t in targets if t.status == "application" and t.application), None)
    if found is None or not _is_importable(deployment, folder, found):
        return None
    started = (server.invocation.cwd or deployment.view.cwd).rstrip("/")
    if folder.rstrip("/") != started and not folder.startswith(started + "/"):
        return None
    return Proposal(found, folder.removeprefix(started).strip("/"))


def _folders(deployment: Deployment) -> Iterator[str]:
    """The repository folders above the applications' files, the outermost first."""
    root = deployment.source_root
    for application in deployment.start.applications:
        parts = application.path.removeprefix(f"{root}/" if root else "").split("/")[:-1]
        for end in range(1, len(parts) + 1):
            yield "/".join([*([root] if root else []), *parts[:end]])


def _is_importable(deployment: Deployment, folder: str, target: Target) -> bool:
    """Whether nothing that a target's module imports, one module through another, is a module of the repository that cannot be found from a folder."""
    importer = deployment.start.resolver((folder,)).importer
    named, code = deployment.repository.module_names, deployment.repository.code
    waiting, seen = [target.path], {target.path}
    while waiting and len(seen) < MAX_TRIED_MODULES:
        module = code.module(waiting.pop())
        for statement in module.imports if module is not None else ():
            if statement.copes:
                continue
            if not _is_elsewhere(deployment, statement) and outside(importer, statement, named) is not None:
                return False
            waiting += (path for path in _loaded(importer, statement) if path not in seen)
            seen.update(waiting)
    return True


def _loaded(importer: Importer, statement: Import) -> Iterator[str]:
    return (found.path for found in importer.targets(statement.spans.path, statement) if found.path.endswith(".py"))


def _is_elsewhere(deployment: Deployment, statement: Import) -> bool:
    """Whether an absolute import is answered by the standard library or by what is installed."""
    top = statement.module.partition(".")[0]
    is_installed = deployment.installed.provides_import(top).status in ("declared", "transitive")
    return not statement.level and (top in stdlib_modules(deployment.installed.python) or is_installed)


_CHANGING = ("gunicorn", "uwsgi")
"""Servers that change to a folder by ``--chdir`` before they import."""

_LINES = (".service", ".conf", ".ini")

_TYPED = {"waitress": "waitress-serve", "uwsgi": "uwsgi --module"}
"""What is typed before the application, where that is more than the server's name."""


def written(server: Server, found: Proposal) -> str:
    """What to type at the place where a server names its application: a command, words of an array, a line of the server's own file."""
    path, folder = server.target_place.path, found.folder
    if server.config and path == server.config and not folder:
        return f"Write: {_in_file(path, server.parsed.module, found)}"
    changes, typed = server.program in _CHANGING, _TYPED.get(server.program, server.program)
    if _is_array(server) and (changes or not folder):
        import json

        words = ["--chdir", folder, found.text] if folder else [found.text]
        return f"Write in the array: {', '.join(map(json.dumps, words))}"
    if folder and not changes:
        return f"Use: cd {folder} && {typed} {found.quoted}"
    first, *option = typed.split()
    return f"Use: {' '.join([first, *(('--chdir', folder) if folder else ()), *option, found.quoted])}"


def called(server: Server) -> str:
    """How to make a server call the factory that it is given."""
    target, is_array = server.target, _is_array(server)
    option = {"waitress": "--call", "uvicorn": "--factory", "granian": "--factory"}.get(server.program)
    typed = _TYPED.get(server.program, server.program)
    if option:
        return f'Write in the array: "{option}", "{target}"' if is_array else f"Use: {typed} {option} {target}"
    if server.config and server.target_place.path == server.config:
        return f"Write: {_in_file(server.config, '', None, f'{target}()')}"
    return f'Write in the array: "{target}()"' if is_array else f"Call it, in quotes: {typed} '{target}()'"


def _is_array(server: Server) -> bool:
    """Whether the command's words stand apart where it is written. What systemd and supervisor start without a shell is one line."""
    return not server.invocation.expands and not server.target_place.path.endswith(_LINES)


def _in_file(path: str, module: str, found: Proposal | None, text: str = "") -> str:
    """A line of gunicorn's or uWSGI's configuration file. ``module`` is what it names today."""
    key, value = "module", text or (found.text if found else "")
    if path.endswith(".py"):
        return f'wsgi_app = "{value}"'
    if found is not None and found.target.module == module and not found.is_called:
        key, value = "callable", found.target.attribute
    if path.endswith(".json"):
        return f'"{key}": "{value}"'
    if path.endswith(".xml"):
        return f"<{key}>{value}</{key}>"
    return f"{key}: {value}" if path.endswith((".yaml", ".yml")) else f"{key} = {value}"
