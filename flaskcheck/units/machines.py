"""Which folder of the repository lies where on your own server: people choose the place, and only what is found there tells which folder they mean."""

from __future__ import annotations

from flaskcheck.files.layout import FolderView
from flaskcheck.files.paths import is_in
from flaskcheck.ground.limits import MAX_HOMES
from flaskcheck.ground.place import HOLE
from flaskcheck.hosts import index
from flaskcheck.units.deployment import Deployment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.facts.services import Command, Folder, Service
    from flaskcheck.files.layout import View
    from flaskcheck.units.repository import Repository

_NOTHING = (0, False)
_FAILED = ("missing-module", "missing-attribute", "missing-folder")


def placed(repository: Repository, service: Service) -> Deployment:
    """A service of a machine, its files where most of what it asks for is found."""
    best = _best(
        [(home, root) for home in _homes(repository, service) for root in _roots(repository, service, home)],
        lambda home, root: _at(repository, service.replaced(home=home), root),
    )
    is_web = best.service.kind == "web" and not best.serving.serves_nothing({s.kind for s in best.commands.web_servers})
    if is_web or best.service.kind != "web":
        return best
    kind = "job" if _is_timed(repository, service) else "worker"
    return _at(repository, best.service.replaced(kind=kind))


def _is_timed(repository: Repository, service: Service) -> bool:
    """Whether a timer starts a unit: one of its name lies beside it (systemd.timer(5), ``Unit=``)."""
    return repository.tree.has(f"{service.place.path.partition('.service')[0]}.timer")


def _best(places: list[tuple[str, str]], at: Callable[[str, str], Deployment]) -> Deployment:
    """The deployment at the first of some places where nothing is missing, else where least is."""
    found: list[tuple[tuple[int, bool], int, Deployment]] = []
    for home, root in places:
        deployment = at(home, root)
        lacks = _lacks(deployment) if len(places) > 1 else _NOTHING
        if lacks == _NOTHING:
            return deployment
        found.append((lacks, len(found), deployment))
    return min(found, key=lambda item: item[:2])[2]


def _homes(repository: Repository, service: Service) -> tuple[str, ...]:
    """Where the files may lie: where the service says, else in the folders that a script adds to its search path, or in that of the script."""
    if service.home or not service.folders:
        return (service.home,)
    start = _at(repository, service).start
    scripts = (server for server in start.commands.servers if server.by_file)
    added = (folder for server in scripts for folder in start.search_path(server).written)
    named = [f.path.rpartition("/")[0] for f in service.folders if f.path.startswith("/")]
    found = dict.fromkeys(home for home in (*named, *added) if "site-packages" not in home)
    return tuple(found)[:MAX_HOMES] or ("",)


def _roots(repository: Repository, service: Service, home: str) -> tuple[str, ...]:
    """The folders that may be meant, the likeliest first: those that the path on the machine ends with, the top (a package is called like its repository), those around the file."""
    parts = [part for part in home.split("/") if part]
    ends = ["/".join(parts[at:]) for at in range(len(parts))]
    around = service.root.split("/") if service.root else []
    above = ["/".join(around[:end]) for end in range(len(around), 0, -1)]
    folders = [folder for folder in (*ends, *above) if repository.tree.has_folder(folder)]
    named = [f for f in folders if f in ends and not repository.tree.has(f"{f}/__init__.py")]
    return tuple(dict.fromkeys((*named, "", *folders)))


def _at(repository: Repository, service: Service, root: str | None = None) -> Deployment:
    root = service.root if root is None else root
    host = index.host(service.host)
    view = FolderView(repository.tree, root, service.home or host.home or "/app")
    folders = tuple(_seen(view, folder) for folder in service.folders)
    files = tuple(_seen(view, folder) for folder in service.env_files)
    commands = tuple(_from(view, root, command, service.place.path) for command in service.commands)
    return Deployment(
        repository, service.replaced(root=root, env_files=files, commands=commands, folders=folders), view
    )


def _from(view: FolderView, root: str, command: Command, path: str) -> Command:
    """A command that names the file which declares it, as a program in a folder of the repository names that file; by its place on the machine where nobody knows which folder."""
    is_anywhere = HOLE in (command.cwd or "")
    if not command.argv or (root and not path.startswith(f"{root}/")) or not (root or is_anywhere):
        return command
    own = path[len(root) + 1 :] if root else path
    named = view.join(view.cwd, own) if is_anywhere else own
    return command.replaced(argv=tuple(named if word == path else word for word in command.argv))


def _seen(view: View, file: Folder) -> Folder:
    """A file that is named by its place on the machine, by its place in the repository."""
    return file.replaced(path=view.find(file.path) or file.path) if file.path.startswith("/") else file


def _lacks(deployment: Deployment) -> tuple[int, bool]:
    """How much is missing where the files would lie, and whether no application is among them."""
    targets = [t.status for _, t in (*deployment.start.targets, *deployment.start.worker_targets)]
    absent = [i for i in deployment.commands.programs() if i.absent.endswith((".py", ".sh"))]
    missing = [server for server in deployment.commands.servers if server.config_missing]
    placed = (folder.written for folder in deployment.service.folders if folder.written.startswith("/"))
    strangers = [written for written in placed if deployment.view.find(written) is None]
    lacking = sum(status in _FAILED for status in targets) + len(absent) + len(missing) + 2 * len(strangers)
    paths = (application.path for application in deployment.repository.applications)
    return lacking, not any(is_in(path, deployment.root) for path in paths)
