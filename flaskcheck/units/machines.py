"""Which folder of the repository lies where on a machine of one's own: people choose the place, and only what is found there tells which folder they mean."""

from __future__ import annotations

from flaskcheck.effects.serving import serves
from flaskcheck.facts.python import CallSite
from flaskcheck.files.layout import FolderView
from flaskcheck.files.paths import is_in
from flaskcheck.hosts import index
from flaskcheck.units.deployment import Deployment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.services import Folder, Service
    from flaskcheck.files.layout import View
    from flaskcheck.units.repository import Repository

_FAILED = ("missing-module", "missing-attribute", "missing-folder")


def placed(repository: Repository, service: Service) -> Deployment:
    """A service of a machine, its files where most of what it asks for is found."""
    found = [_at(repository, service, root) for root in _roots(repository, service)]
    best = found[0] if len(found) == 1 else min(found, key=_lacks)
    is_web = best.service.kind == "web" and not _serves_nothing(best)
    return best if is_web or best.service.kind != "web" else _at(repository, best.service.replaced(kind="worker"))


def _roots(repository: Repository, service: Service) -> tuple[str, ...]:
    """The folders that may be meant, the likeliest first: those that the path on the machine ends with, the top, those around the file."""
    parts = [part for part in service.home.split("/") if part]
    ends = ["/".join(parts[at:]) for at in range(len(parts))]
    around = service.root.split("/") if service.root else []
    above = ["/".join(around[:end]) for end in range(len(around), 0, -1)]
    folders = [folder for folder in (*ends, *above) if repository.tree.has_folder(folder)]
    named = [folder for folder in folders if folder in ends]
    return tuple(dict.fromkeys((*named, "", *folders)))


def _at(repository: Repository, service: Service, root: str | None = None) -> Deployment:
    root = service.root if root is None else root
    host = index.host(service.host)
    view = FolderView(repository.tree, root, service.home or host.home or "/app")
    files = tuple(_env_file(view, folder) for folder in service.env_files)
    return Deployment(repository, service.replaced(root=root, env_files=files), view)


def _env_file(view: View, folder: Folder) -> Folder:
    """A file of variables that is named by its place on the machine."""
    return folder.replaced(path=view.find(folder.path) or folder.path)


def _lacks(deployment: Deployment) -> tuple[int, bool]:
    """How much is missing where the files would lie, and whether no application is among them."""
    targets = [target.status for _, target in deployment.start.targets]
    absent = [i for i in deployment.commands.programs() if i.absent.endswith((".py", ".sh"))]
    missing = [server for server in deployment.commands.servers if server.config_missing]
    lacking = sum(status in _FAILED for status in targets) + len(absent) + len(missing)
    paths = (application.path for application in deployment.repository.applications)
    return lacking, not any(is_in(path, deployment.root) for path in paths)


def _serves_nothing(deployment: Deployment) -> bool:
    """Whether it runs Python programs of the repository of which none starts a server."""
    servers = deployment.commands.web_servers
    if not servers or any(server.kind != "script" for server in servers):
        return False
    steps = deployment.start.production.trace.steps
    return not any(isinstance(step.statement, CallSite) and serves(step.statement.call) for step in steps)
