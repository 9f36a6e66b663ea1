"""The deployments that no file declares: each application runs somewhere, on the host that is assumed or on any."""

from __future__ import annotations

from flaskcheck.facts.services import Service
from flaskcheck.files.layout import FolderView
from flaskcheck.files.paths import folder_of_file, is_in, parents
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.hosts import index
from flaskcheck.installed.gather import can_install
from flaskcheck.units.deployment import Deployment
from flaskcheck.units.repository import is_helper, without_helpers
from flaskcheck.units.unit import application_root, has_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.application.applications import Application
    from flaskcheck.facts.services import PlatformFile
    from flaskcheck.hosts.host import Host
    from flaskcheck.units.repository import Repository


class Assumed(Record):
    """What the settings say of a folder: the hosts that are assumed there, the deployments that are stated."""

    folder: str
    hosts: tuple[str, ...] = ()
    stated: tuple[Service, ...] = ()

    @property
    def files(self) -> Iterator[PlatformFile]:
        """What is stated, as the platform files of its hosts would say it."""
        if self.stated:
            from flaskcheck.hosts.stated import on_hosts

            for service in self.stated:
                yield from on_hosts(service, self.hosts)


def hosts_at(assumed: tuple[Assumed, ...], root: str) -> tuple[str, ...]:
    """The hosts that are assumed for an application that is started from a folder: what the innermost folder around it says."""
    around = (each for each in assumed if is_in(root, each.folder))
    return max(around, key=lambda each: len(each.folder)).hosts


def implied(
    repository: Repository,
    declared: list[Deployment],
    others: list[Deployment],
    hosts: Callable[[str], tuple[str, ...]],
    asked: tuple[str, ...],
) -> Iterator[Deployment]:
    """One deployment on each assumed host for each folder that applications are started from which no declared one is for.

    ``others`` are declared too, but serve something else: what they serve out of a folder took the place of an application that nobody starts there.
    """
    own = [a for a in _unserved(repository, declared, asked) if not is_helper(repository, a.path)]
    taken = {root for d in others for root in _serves_from(d)} if own else set()
    folders = (application_root(repository, a.path) for a in own)
    roots = dict.fromkeys(f for f in folders if f not in taken or any(is_in(f, each) for each in asked))
    outer = [r for r in roots if not any(o != r and (not o or r.startswith(f"{o}/")) for o in roots)]
    for root in outer:
        for host in hosts(root) or (index.GENERIC,):
            yield _implied_on(repository, index.host(host), root)


def _unserved(repository: Repository, deployments: list[Deployment], asked: tuple[str, ...]) -> list[Application]:
    """The applications that no deployment is for: all where none serves the web; else those of a folder that is asked for, and of projects whose files no deployment has."""
    everything = repository.applications
    if not any(d.declared == "web" for d in deployments):
        return list(everything)
    served = {a.path for d in deployments for a in d.start.applications}
    if all(a.path in served for a in everything):
        return []
    roots = {application_root(repository, path) for path in served}
    left = [(a, root) for a in everything if (root := application_root(repository, a.path)) not in roots]
    return [a for a, root in left if any(is_in(root, f) for f in asked) or _is_apart(repository, deployments, a, root)]


def _serves_from(deployment: Deployment) -> Iterator[str]:
    """The folders that a deployment's servers are started from, whose targets are modules of the repository that make no Flask application."""
    for _, target in deployment.start.targets:
        if target.path and not target.application:
            yield application_root(deployment.repository, target.path)


def _is_apart(repository: Repository, deployments: list[Deployment], application: Application, root: str) -> bool:
    """Whether an application is a project of its own: its folder says what it needs, and no deployment has its files."""
    files = repository.dependency_files
    return any(folder_of_file(path) == root for path in files) and not any(
        has_file(d, application.path) for d in deployments
    )


def _implied_on(repository: Repository, host: Host, root: str) -> Deployment:
    """The deployment of an application that is started from a folder: a host that is known deploys the nearest folder that it can install from, else the top."""
    deployed, inside = root, ""
    if not host.is_unknown:
        while deployed and not can_install(repository.dependency_files, deployed, host):
            deployed = folder_of_file(deployed)
        inside = root[len(deployed) :].strip("/")
    elif not can_install(repository.dependency_files, root, host):
        deployed = _installable(repository, root, host)
    service = Service(host.key, "", "web", Place(_first_path(repository, root)), deployed)
    view = FolderView(repository.tree, deployed, host.home or "/app", index.HOMES)
    view.cwd = view.join(view.home, inside)
    return Deployment(repository, service, view, None, is_implied=True)


def _installable(repository: Repository, root: str, host: Host) -> str:
    """The one folder below a root that holds an application and can be installed from: where nobody says what is deployed, that is it."""
    holding = [parents(a.path) for a in repository.applications if is_in(a.path, root)]
    found = [
        f
        for f in dict.fromkeys(f for fs in holding for f in fs)
        if is_in(f, root) and can_install(repository.dependency_files, f, host)
    ]
    return found[0] if len(found) == 1 else root


def _first_path(repository: Repository, root: str) -> str:
    """The first of the applications that are started from a folder, or from one in it."""
    below = (a for a in repository.applications if application_root(repository, a.path).startswith(root))
    return without_helpers(repository, tuple(below))[0].path
