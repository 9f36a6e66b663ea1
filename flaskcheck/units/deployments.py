"""Which deployments a repository has: the services of all platform files, joined where several files describe one service."""

from __future__ import annotations

import posixpath

from flaskcheck.facts.broken import UNREAD
from flaskcheck.facts.docker import Dockerfile
from flaskcheck.facts.services import Mount, PlatformFile, Service
from flaskcheck.files.layout import FolderView
from flaskcheck.files.paths import folder_of_file, parents
from flaskcheck.files.roles import is_written_by_generator
from flaskcheck.ground import words
from flaskcheck.ground.place import Place
from flaskcheck.hosts import helm, index, joins
from flaskcheck.hosts.as_written import is_of_developers
from flaskcheck.hosts.misnamed import PROCFILE_NAME, misnamed, misplaced
from flaskcheck.hosts.profiles import profiled
from flaskcheck.images import build
from flaskcheck.units.counted import (
    is_worked_in,
    serves_visitors,
    without_bare,
    without_inner,
    without_spare,
    without_strangers,
    without_workbenches,
)
from flaskcheck.units.deployment import Deployment
from flaskcheck.units.implied import implied
from flaskcheck.units.ours import as_it_serves, is_ours, runs_python
from flaskcheck.units.own_images import (
    is_for_developers,
    is_published,
    mounted_by_hand,
    production_stage,
    with_dockerfiles,
)
from flaskcheck.units.repository import is_dockerfile, is_left_over
from flaskcheck.units.unit import application_root, grouped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.hosts.host import Host
    from flaskcheck.images.image import Image
    from flaskcheck.units.repository import Repository


def find_deployments(
    repository: Repository, hosts: Callable[[str], tuple[str, ...]], asked: tuple[str, ...] = ()
) -> tuple[Deployment, ...]:
    """Every production deployment that runs Python; for applications that none serves, implied ones.

    ``hosts`` tells what to assume, for an application that is started from a folder, instead of the generic host or of those that a Procfile or a Dockerfile alone may be for; ``asked`` are the folders that are asked for.
    """
    services = [_on_assumed(service, hosts(service.root)) for service in _joined(repository)]
    declared = [_deployment(repository, service) for service in services]
    declared = without_inner([*declared, *_started_by_images(repository, declared)])
    judged = [d for d in declared if runs_python(d) and is_ours(d)]
    ours = tuple(map(as_it_serves, judged))
    counted = [d for group in grouped(repository, ours) for d in _counted(list(group))]
    found = [d for d in ours if d in counted]
    others = [d for d in declared if d not in judged]
    found.extend(implied(repository, found, others, hosts, asked))
    return tuple(found)


def _on_assumed(service: Service, hosts: tuple[str, ...]) -> Service:
    """A service whose file several hosts read, on the one of them that is assumed."""
    if not hosts or not index.host(service.host).stands_for_many:
        return service
    fits = (
        h for h in map(index.host, hosts) if not h.stands_for_many and (h.docker if service.image else h.reads_procfile)
    )
    return service.replaced(host=next((h.key for h in fits), service.host))


def _counted(deployments: list[Deployment]) -> list[Deployment]:
    """Those of a unit's declared deployments that count beside one another."""
    return without_spare(without_workbenches(without_bare(without_strangers(deployments))))


def hides_deployments(repository: Repository) -> bool:
    """Whether a file that would declare deployments cannot be read, names a folder that is not there, or has a name under which no host looks for it:
    what no file says may be said there."""
    files, tree = repository.platform_files, repository.tree
    broken = (f.path for f in files if any(error.kind in UNREAD for error in f.errors))
    built = ((f.path, folder.path) for f in files for s in f.services for folder in s.folders if s.image)
    homeless = (path for path, folder in built if not (tree.has(folder) or tree.has_folder(folder)))
    hidden = (*broken, *homeless, *(path for path, _, _ in misnamed(tree)), *misplaced(tree, files))
    return any(repository.roles.of(path) == "production" and repository.concerns(path) for path in hidden)


# --- services ---------------------------------------------------------------------------------------


def _joined(repository: Repository) -> list[Service]:
    """The services of all platform files, each described by all files that belong to it."""
    unread = misplaced(repository.tree, repository.platform_files)
    production = (f for f in repository.platform_files if repository.roles.of(f.path) == "production")
    own = [application.path for application in repository.applications]
    files = [f for f in production if f.path not in unread and not is_of_developers(f.path, own)]
    services: list[Service] = []
    for file in files:
        for service in file.services:
            if service.kind in ("web", "worker", "job") and not service.development:
                services.append(_with_file(service, file))
    services = _join_procfiles(services, files)
    services = [_with_guess(repository, service) for service in _join_release(services)]
    services = with_dockerfiles(repository, services)
    services.extend(_lone_dockerfiles(repository, services))
    return [_given_elsewhere(repository, service) for service in services]


def _given_elsewhere(repository: Repository, service: Service) -> Service:
    """A service with the variables that files besides its own give it."""
    return profiled(repository.tree, _charted(repository, service))


def _charted(repository: Repository, service: Service) -> Service:
    """An image that no other file deploys, with the variables that a Helm chart gives it."""
    if service.host != index.DOCKERFILE and not index.host(service.host).is_placed:
        return service
    return service.replaced(variables=(*helm.charted(repository.tree), *service.variables))


def _with_file(service: Service, file: PlatformFile) -> Service:
    """What the file declares for all its services belongs to each of them."""
    return service.replaced(
        variables=(*file.variables, *service.variables),
        python=service.python or file.python,
        databases=(*service.databases, *file.addons),
    )


def _with_guess(repository: Repository, service: Service) -> Service:
    """A service without a start command is started as its host guesses."""
    from flaskcheck.installed.gather import declared_in

    declared = declared_in(repository.dependency_files, service.root)
    return joins.guessed(service, repository.tree.has, declared.__contains__)


def _join_procfiles(services: list[Service], files: list[PlatformFile]) -> list[Service]:
    """Say whose Procfile it is: files of a host beside it tell, and give what they know."""
    joined: list[Service] = []
    for service in services:
        is_told = service.host != index.PROCFILE  # a workflow has told it already, or it is no Procfile's
        if is_told and service.place.path.rpartition("/")[2] != PROCFILE_NAME:
            joined.append(service)
            continue
        owner = service.host if is_told else _procfile_owner(service, services, files)
        if owner is None:
            continue
        beside = [f for f in files if f.path != service.place.path and _is_of(f, service.root)]
        for other in _deployed_by_workflow(service.root, services) if index.host(owner).procfile_by_workflow else ():
            service = service.replaced(variables=(*other.variables, *service.variables))
        joined.append(_adopt(service.replaced(host=owner), beside, owner))
    covered = {id(service) for service in _covered(joined)}
    return [service for service in joined if id(service) not in covered]


def _is_of(file: PlatformFile, root: str) -> bool:
    """Whether a file tells of the application in a folder: it lies there, or holds a part of its build."""
    return folder_of_file(file.path) == root or any(s.kind == "build" and s.root == root for s in file.services)


def _tells_the_python(file: PlatformFile) -> bool:
    """Whether a file names the Python alone, as several hosts read it."""
    from flaskcheck.hosts.python_version import NAMES

    return file.path.endswith(NAMES)


def _procfile_owner(service: Service, services: list[Service], files: list[PlatformFile]) -> str | None:
    """The host that reads a Procfile, as the files beside it tell; ``None`` when another file's command replaces it."""
    sure = [file for file in files if not _tells_the_python(file)]
    for host in (*_hosts_beside(service.root, sure), *_hosts_beside(service.root, files)):
        own = [s for s in services if s.host == host.key and s.kind == service.kind and s.root == service.root]
        if host.procfile_goes_to and not host.reads_procfile:
            return host.procfile_goes_to
        if not host.reads_procfile or (own and all(s.image or s.base for s in own)):  # it starts an image
            continue
        has_command = any(c.phase == "start" and not c.supplied for s in own for c in s.commands)
        return None if has_command and not host.procfile_leads else host.key
    run = _deployed_by_workflow(service.root, services)
    if run:
        return run[0].host if not all(s.image for s in run) else None
    return index.PROCFILE


def _hosts_beside(root: str, files: list[PlatformFile]) -> Iterator[Host]:
    """The hosts with a file in a folder, or in a folder at the top that tells of the whole repository, in the order of the index."""
    folders: dict[str, set[str]] = {}
    for file in files:
        folders.setdefault(file.host, set()).update((folder_of_file(file.path), f"/{file.path.partition('/')[0]}"))
    for key in index.MODULES:
        if key in folders and key != index.PROCFILE:
            host = index.host(key)
            if root in folders[key] or f"/{host.top_folder}" in folders[key]:
                yield host


def _deployed_by_workflow(root: str, services: list[Service]) -> list[Service]:
    """The services that a workflow deploys from a folder to a host whose buildpacks read a Procfile there; an image has a command of its own."""
    here = (s for s in services if (s.context if s.image else s.root) == root)
    found = [s for s in here if index.host(s.host).procfile_by_workflow]
    return sorted(
        found, key=lambda s: index.host(s.host).stands_for_many
    )  # what builds an image does not say who runs it


def _adopt(service: Service, beside: list[PlatformFile], owner: str) -> Service:
    """Take over what other files of the same host declare for the app: variables, add-ons, release commands, Python."""
    for file in beside:
        if file.host not in (owner, index.ANY_HOST, ""):
            continue
        commands = tuple(c for s in file.services for c in s.commands if c.phase != "start" and s.root == service.root)
        service = service.replaced(
            variables=(*file.variables, *(v for s in file.services for v in s.variables), *service.variables),
            databases=(*service.databases, *file.addons, *(d for s in file.services for d in s.databases)),
            python=service.python or (None if _tells_the_python(file) else file.python),
            commands=(*commands, *service.commands),
            health_paths=(*service.health_paths, *(p for s in file.services for p in s.health_paths)),
        )
    return service


def _covered(services: list[Service]) -> list[Service]:
    """Those without a start command whose host reads the Procfile beside them: they are that Procfile's."""
    waiting = [service for service in services if not (service.image or service.base or _starts(service))]
    started = {(s.host, s.root, s.kind) for s in services if _starts(s)} if waiting else set()
    return [service for service in waiting if (service.host, service.root, service.kind) in started]


def _starts(service: Service) -> bool:
    return any(command.phase == "start" and not command.supplied for command in service.commands)


def _join_release(services: list[Service]) -> list[Service]:
    """Release jobs of the same file and folder run before the web service of that file."""
    joined = []
    jobs = [service for service in services if service.kind == "job"]
    for service in services:
        if service.kind == "job" and any(_releases_for(service, other) for other in services):
            continue
        extra = tuple(c for s in jobs if _releases_for(s, service) for c in s.commands)
        joined.append(service.replaced(commands=(*extra, *service.commands)) if extra else service)
    return joined


def _releases_for(job: Service, web: Service) -> bool:
    if job.kind != "job" or web.kind != "web" or job.host != web.host:
        return False
    same = job.place.path == web.place.path and job.root == web.root and job.base == web.base
    return same and any(c.phase == "release" for c in job.commands)


def _lone_dockerfiles(repository: Repository, services: list[Service]) -> Iterator[Service]:
    """Dockerfiles that no production service names are deployments of their own."""
    named = {s.image for s in services if s.image and _is_whole(repository, s)}
    for path in repository.dockerfiles:
        name = path.rpartition("/")[2]
        if path in named or words.is_development(name) or not is_dockerfile(path):
            continue
        if is_for_developers(repository, path):
            continue
        if words.is_development_folder(path) and not is_published(repository, path):
            continue
        folder = folder_of_file(path)
        is_needless = is_left_over(repository.tree, path) or is_written_by_generator(repository.tree, folder)
        if is_needless or _is_of_developers(repository, path, services):
            continue
        yield _lone(repository, path, folder)


def _started_by_images(repository: Repository, declared: list[Deployment]) -> list[Deployment]:
    """What images start by themselves, whose containers in the files are only worked in: that is what production runs."""
    worked_in = [d for d in declared if d.service.kind == "web" and is_worked_in(d)]
    used = {d.service.image for d in declared if d not in worked_in and _is_whole(repository, d.service)}
    built = {d.service.image: d.service for d in worked_in if d.service.image not in used}
    alike = (_given_elsewhere(repository, _built_alike(repository, service)) for service in built.values())
    own = [_deployment(repository, service) for service in alike]
    return [d for d in own if serves_visitors(d) and _holds_code(d)]


def _is_whole(repository: Repository, service: Service) -> bool:
    """Whether a service is what its Dockerfile is for in the end, rather than another stage of it (the database beside the application)."""
    file = repository.dockerfiles.get(service.image)
    stages = file.stages if file and file.stages else ("",)
    return service.target.lower() in ("", stages[-1].lower(), production_stage(stages).lower())


def _holds_code(deployment: Deployment) -> bool:
    """Whether an image has an application, or may have: what only a mount brings runs nowhere else."""
    paths = (application.path for application in deployment.repository.applications)
    return not deployment.view.complete or any(deployment.view.locate(path) is not None for path in paths)


def _built_alike(repository: Repository, service: Service) -> Service:
    """The image of a service as a deployment of its own, built with the same arguments."""
    arguments = tuple(variable for variable in service.variables if variable.source == "build")
    return _lone(repository, service.image, service.context).replaced(variables=arguments)


def _lone(repository: Repository, path: str, context: str) -> Service:
    """A Dockerfile as a deployment of its own."""
    target = production_stage(repository.dockerfiles[path].stages)
    service = Service(index.DOCKERFILE, "", "web", Place(path), context, image=path, context=context, target=target)
    mounted = mounted_by_hand(repository, path, context)
    return service.replaced(folders=tuple(f for f, _ in mounted), mounts=tuple(m for _, m in mounted))


def _is_of_developers(repository: Repository, path: str, production: list[Service]) -> bool:
    """Whether only services for development or tests build a Dockerfile, and production builds another one of its folder, or of the folder that they build it in, or serves that folder without an image."""
    files = ((f, repository.roles.of(f.path) == "test") for f in repository.platform_files)
    found = [s for f, tests in files for s in f.services if s.image == path and (s.development or tests)]
    stages = repository.dockerfiles[path].stages or ("",)
    own = production_stage(stages) or stages[-1]
    if own and found and all(s.target not in ("", own) for s in found):
        return False  # they build a stage of their own
    built = {folder for s in production if s.image for folder in (folder_of_file(s.image), s.context)}
    built |= {s.root for s in production if s.kind == "web" and not (s.image or s.base)}
    return bool(found) and any(folder in built for folder in (folder_of_file(path), *(s.context for s in found)))


# --- deployments ------------------------------------------------------------------------------------


def _deployment(repository: Repository, service: Service) -> Deployment:
    """A service with the view of where it runs."""
    facts = repository.dockerfiles.get(service.image) if service.image else None
    if facts is not None:
        built = _image_in_some_folder(repository, service, facts)
        if service.host == index.DOCKERFILE:  # whoever runs it is shown what to keep
            kept = tuple(Mount(path, "", place) for path, place in built.volumes)
            service = service.replaced(mounts=(*service.mounts, *kept))
        inside = built.view(_bound(repository, service), tuple(mount.path for mount in service.mounts))
        return Deployment(repository, service, inside, built)
    host = index.host(service.host)
    if service.home or host.is_placed:
        from flaskcheck.units.machines import placed

        return placed(repository, service)
    if not (is_there := repository.tree.has_folder(service.root)):
        # a mistake of its own; what lies in it is judged by the folder that is meant, if that can be determined
        service = service.replaced(root=_meant_root(repository, service.root))
    view = FolderView(repository.tree, service.root, host.home or "/app", index.HOMES, complete=is_there)
    return Deployment(repository, service, view)


def _bound(repository: Repository, service: Service) -> tuple[tuple[str, str], ...]:
    """The files and folders of the repository that are mounted over an image, by where they are then."""
    bound = {folder.place: folder.path for folder in service.folders if folder.role == "bind"}
    found = ((mount.path, bound[mount.place]) for mount in service.mounts if mount.place in bound)
    tree = repository.tree
    return tuple((posixpath.normpath(to), path) for to, path in found if tree.has(path) or tree.has_folder(path))


def _image_in_some_folder(repository: Repository, service: Service, facts: Dockerfile) -> Image:
    """The image, built in the folder of its Dockerfile or, where nobody says so and more of what it wants is there, in one above it."""
    built = _image(repository, service, facts)
    is_told = not (service.base or index.host(service.host).stands_for_many)
    if is_told or not service.context or not (built.missing or _lacks_application(repository, built)):
        return built
    above = (_image(repository, service.replaced(context=f), facts) for f in reversed(("", *parents(service.context))))
    return min((built, *above), key=lambda image: (len(image.missing), _holds_none(repository, image)))


_BESIDE = (".sh", ".yml", ".yaml", ".conf", ".ini", ".cfg", ".dockerignore", ".md")  # beside Dockerfiles alone


def _lacks_application(repository: Repository, image: Image) -> bool:
    """Whether an image holds no application, because the folder that it is built in has only Dockerfiles and what they start."""
    names = (path.rpartition("/")[2] for path in repository.tree.below(image.context))
    if not all(name.startswith("Dockerfile") or is_dockerfile(name) or name.endswith(_BESIDE) for name in names):
        return False
    return _holds_none(repository, image)


def _holds_none(repository: Repository, image: Image) -> bool:
    """Whether none of the applications is in an image."""
    view = image.view()
    return bool(repository.applications) and all(view.locate(a.path) is None for a in repository.applications)


def _meant_root(repository: Repository, written: str) -> str:
    """The folder of an application that a root which is not there stands for: the one of that name, the only one; else the root as it is written."""
    found = list(dict.fromkeys(application_root(repository, a.path) for a in repository.applications))
    alike = [root for root in found if root.rpartition("/")[2].lower() == written.rpartition("/")[2].lower()]
    return next((roots[0] for roots in (alike, found) if len(roots) == 1), written)


def _image(repository: Repository, service: Service, facts: Dockerfile) -> Image:
    arguments = {v.name: v.value for v in service.variables if v.source == "build" and v.value is not None}
    tasks = repository.task_scripts(service.root)
    made = repository.prepared.may_fill
    return build.build(facts, repository.tree, service.context, service.target, arguments, tasks, made)
