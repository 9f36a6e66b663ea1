"""The files of hosts in one repository: whose they are, which were meant to be some, which folders they name in vain, and which only hand out files."""

from __future__ import annotations

import posixpath
from functools import cached_property

from flaskcheck.files.paths import folder_of_file, is_in, parents
from flaskcheck.files.tree import fitting, ignored
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.record import Record
from flaskcheck.hosts import index
from flaskcheck.hosts.misnamed import PROCFILE_NAME, misnamed, misplaced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.facts.broken import Unreadable
    from flaskcheck.facts.services import Folder, PlatformFile, Service, Variable
    from flaskcheck.files.tree import Tree
    from flaskcheck.ground.place import Place
    from flaskcheck.hosts.provisioned import Provisioned
    from flaskcheck.hosts.retirements import Retired
    from flaskcheck.readers.proxies import Closed

_BUILT_FROM = ("root", "context", "dockerfile")
"""What a host stops without."""

_TOLD_OTHERWISE = (PROCFILE_NAME, ".python-version", "runtime.txt")
"""What is told by a rule of its own, or is the file of no host."""

_NAMING = ("Makefile", "justfile", ".sh", ".yml", ".yaml", ".toml", ".json", ".md", ".rst", ".ps1", ".bat", ".py")
"""The endings of files that may name a host's file in a command."""


class MissingFolder(Record):
    """A folder or Dockerfile that a host's file names and that is not there. ``outermost`` is the missing folder of the same service that holds it, or itself;
    ``near`` what is called so but for capital letters, ``""`` when nothing is."""

    folder: Folder
    host: str
    outermost: str
    near: str


class HandsOut(Record):
    """What hands out files in place of the application: ``title`` names the host, or the kind of service."""

    title: str
    place: Place


class HostFiles:
    """The files of hosts that a repository holds.

    ``files`` are what they declare; ``roots`` the folders that applications are made in.
    """

    def __init__(
        self, tree: Tree, files: Callable[[], tuple[PlatformFile, ...]], roots: Callable[[], frozenset[str]]
    ) -> None:
        self._tree = tree
        self._files = files
        self._roots = roots

    def title(self, key: str) -> str:
        """What a host is called; ``""`` where a file is no host's."""
        return index.host(key).title if key in index.MODULES else ""

    @cached_property
    def ignored_env_files(self) -> frozenset[str]:
        """The files of variables that they hand over and that git ignores."""
        return ignored(self._tree, (f.path for file in self._files() for s in file.services for f in s.env_files))

    def provisioned(self, root: str, may_be_in_cluster: bool = False) -> frozenset[str]:
        """The variables that templates, infrastructure as code and command lines may set on a host for what is deployed from a folder: not what they set for other applications; and what a cluster tells of services."""
        roots = self._roots() if len(self._provisioned) else ()
        own = {folder for each in roots if is_in(each, root) for folder in (each, *parents(each))}
        others = {folder for each in roots if not is_in(each, root) for folder in (each, *parents(each))}
        mine, theirs = own - others - {""}, others - own - {""}
        found = (each.names for each in self._provisioned if not mine or each.is_of(mine, theirs))
        told = self._asked_of_cluster if may_be_in_cluster else ()
        return frozenset((*told, *(name for names in found for name in names)))

    @cached_property
    def _asked_of_cluster(self) -> frozenset[str]:
        """Nothing where manifests list the services, or no manifest, no chart of Helm and no template of OpenShift tells of a cluster."""
        own = [service for file in self._files() if file.host == "kubernetes" for service in file.services]
        if any(service.kind == "variables" and service.ports for service in own):
            return frozenset()
        is_template = any("kind: Template" in text for each in self._provisioned for text in each.texts)
        if not (own or is_template or self._tree.named("Chart.yaml")):
            return frozenset()
        from flaskcheck.hosts.service_links import asked_of_cluster

        return asked_of_cluster(self._tree)

    @cached_property
    def _provisioned(self) -> tuple[Provisioned, ...]:
        from flaskcheck.hosts.provisioned import provisioned

        return provisioned(self._tree)

    @cached_property
    def balanced(self) -> tuple[Variable, ...]:
        """The path that load balancers and probes ask an application for which no file of its host tells of; ``source`` is who asks."""
        from flaskcheck.hosts.balancers import asked

        return asked(self._tree)

    @cached_property
    def scheduled(self) -> frozenset[str]:
        """The paths that a host asks an application for by a schedule."""
        from flaskcheck.hosts.schedules import scheduled

        return scheduled(self._tree)

    @cached_property
    def closed(self) -> tuple[Closed, ...]:
        """The addresses that a proxy whose configuration the repository holds keeps from visitors."""
        from flaskcheck.readers.proxies import closed, is_proxy_file

        paths = fitting(self._tree, is_proxy_file)
        return tuple(found for path in paths for found in closed(self._tree.source(path)))

    def linked_ports(self, service: Service, is_only_image: bool) -> dict[str, Place]:
        """The variables in which a service finds ``tcp://address:port`` of the services beside it, each with what it tells of; ``is_only_image``: it is the one image that the repository builds."""
        if all(file.host != "kubernetes" for file in self._files()):
            return {}
        from flaskcheck.hosts.service_links import linked_ports

        return linked_ports(service, self._files(), is_only_image)

    @cached_property
    def unit_faults(self) -> tuple[Unreadable, ...]:
        """The lines of units that systemd refuses or reads over."""
        found = dict.fromkeys(file.path for file in self._files() if file.host == "systemd")
        paths = [path for path in found if b"{{" not in self._tree.source(path).raw]  # a template is none yet
        if not paths:
            return ()
        from flaskcheck.hosts.unit_faults import faults

        return tuple(fault for path in paths for fault in faults(self._tree.source(path)))

    @cached_property
    def retired(self) -> tuple[Retired, ...]:
        """What they name of their hosts that these have given up."""
        from flaskcheck.hosts.retirements import retired

        return tuple(found for file in self._files() for found in retired(file))

    def retired_runtime(self, service: Service) -> Retired | None:
        """The Python that its host's own file names for a service and that the host has given up."""
        from flaskcheck.hosts.retirements import retired_runtime

        return retired_runtime(service)

    # -- names ---------------------------------------------------------------------------------------

    def procfiles_elsewhere(self) -> dict[str, str]:
        """Procfiles that lie in a package, where no host looks, each with the path that was meant."""
        found = misplaced(self._tree, self._files())
        return {path: right for path, right in found.items() if not self._tree.has(right)}

    def misnamed_procfiles(self) -> Iterator[tuple[str, str]]:
        """Files that were meant to be a Procfile and that no host reads, each with the path that was meant."""
        for path, expected, _ in misnamed(self._tree):
            folder, slash, _ = path.rpartition("/")
            right = f"{folder}{slash}{expected.rpartition('/')[2]}"
            if PROCFILE_NAME.lower() in path.lower() and not self._tree.has(right):
                yield path, right

    def misnamed_files(self) -> Iterator[tuple[str, str, str]]:
        """Files that were meant for a host, no Procfiles, under a name that it does not look for and that nothing else says: each with the path that was meant and the host's title."""
        for path, expected, host in misnamed(self._tree):
            folder, slash, name = path.rpartition("/")
            if expected not in _TOLD_OTHERWISE and not self._is_named(name):
                yield path, f"{folder}{slash}{expected}", index.host(host).title

    def _is_named(self, name: str) -> bool:
        """Whether a script, a workflow or another such file of the repository names a file: whoever reads that is told its name."""
        told = (path for path in self._tree.files if path.endswith(_NAMING) and not path.endswith(f"/{name}"))
        return any(encoded(name) in self._tree.source(path).raw for path in told if path != name)

    # -- folders -------------------------------------------------------------------------------------

    def missing_folders(self) -> Iterator[MissingFolder]:
        """The folders and Dockerfiles that services of production are built from and that are not there."""
        concerning = (file for file in self._files() if self._concerns_applications(file))
        services = (service for file in concerning for service in file.services if not service.development)
        for service in services:
            missing = [folder for folder in service.folders if self._is_missing(folder)]
            for folder in missing:
                above = [f.path for f in missing if f.path and folder.path.startswith(f"{f.path}/")]
                outermost = min(above, key=len, default=folder.path)
                yield MissingFolder(folder, index.host(service.host).title, outermost, self._near(folder))

    def _concerns_applications(self, file: PlatformFile) -> bool:
        """Whether a file lies above, beside or below an application, or one of its services does: what it says of others alone is nobody's here."""
        own = folder_of_file(file.path)
        above = own.partition("/.")[0] if not own.startswith(".") else ""
        folders = {above, *(s.root for s in file.services), *(s.context for s in file.services if s.image)}
        return any(is_in(root, folder) or is_in(folder, root) for root in self._roots() for folder in folders)

    def _is_missing(self, folder: Folder) -> bool:
        is_told = "://" not in folder.written and "$" not in folder.written and not folder.path.startswith("..")
        if folder.role not in _BUILT_FROM or not is_told or self._tree.has(folder.path) or self._is_from_above(folder):
            return False
        return folder.role == "dockerfile" or not self._tree.has_folder(folder.path)

    def _is_from_above(self, folder: Folder) -> bool:
        """Whether a path begins with the folder of its own file and is there from the top: the file completes one there (``docker compose -f``), whose folder counts."""
        written, own = posixpath.normpath(folder.written), folder_of_file(folder.place.path)
        is_below = bool(own) and is_in(written, own)
        return is_below and (self._tree.has(written) or self._tree.has_folder(written))

    def _near(self, folder: Folder) -> str:
        there = self._tree.files if folder.role == "dockerfile" else self._tree.folders
        return next((path for path in there if path.lower() == folder.path.lower()), "")

    # -- static sites --------------------------------------------------------------------------------

    def static_sites(self) -> Iterator[HandsOut]:
        """Where files are handed out although the application was meant: services that publish its folder, and files of hosts that cannot run Python."""
        for file in self._files():
            host = index.host(file.host) if file.host in index.MODULES else None
            runs_python = host is None or host.runs_python
            for service in file.services:
                if service.kind == "static" and runs_python and self._publishes_the_application(service):
                    yield HandsOut(_title_of_site(service), service.place)
            if host is not None and not runs_python and file.services and not self._is_front_end(file):
                yield HandsOut(host.title, self._tree.place_of(file.path))

    def _publishes_the_application(self, service: Service) -> bool:
        """Whether a static site, declared among other services or by a workflow, publishes the folder of the application or its templates as they are."""
        published = [f.path for f in service.folders if f.role == "static"]
        own = {*self._roots(), *(f"{root}/templates".lstrip("/") for root in self._roots())}
        is_built = self._has_manifest(*published, service.root)
        return not is_built and any(is_in(each, folder) for folder in published for each in own)

    def _is_front_end(self, file: PlatformFile) -> bool:
        """Whether the file is for a front end beside the application: a folder of its own, or a package.json with a build."""
        folder = folder_of_file(file.path)
        if folder and not folder.startswith(".") and not self._holds_an_application(folder):
            return True
        served = [s.root for s in file.services] + [f.path for s in file.services for f in s.folders]
        outside = any(each and not self._holds_an_application(each) for each in served)
        return outside or self._has_manifest(folder if not folder.startswith(".") else "", *served)

    def _holds_an_application(self, folder: str) -> bool:
        return any(is_in(root, folder) for root in self._roots())

    def _has_manifest(self, *folders: str) -> bool:
        return any(self._tree.has(f"{folder}/package.json".lstrip("/")) for folder in folders)


def _title_of_site(service: Service) -> str:
    host = index.host(service.host)
    return host.title if not host.runs_python else f"A static site of {host.named}"
