"""Several files of one application, joined where no reader of a single file could tell.

The rules of each host: Elastic Beanstalk applies all files of ``.ebextensions``; railway.toml overrides what the
builder's file says; DigitalOcean reads ``.do/app.yaml`` and uses the template only for its deploy button; a workflow
that deploys to a host tells whose the Procfile beside it is.
"""

from __future__ import annotations

from flaskcheck.facts.services import PlatformFile, Service

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_PROCFILE_READERS = ("heroku", "railway", "digitalocean", "beanstalk", "procfile")
_BUILDER_FILES = ("nixpacks.toml", "nixpacks.json", "railpack.json")


def joined(files: list[PlatformFile]) -> tuple[PlatformFile, ...]:
    """The files with those of one application made one."""
    files = _beanstalk_procfiles(_grouped(files, "beanstalk", _join_beanstalk))
    files = _grouped(files, "railway", _join_railway)
    files = _grouped(files, "digitalocean", _prefer_app_spec)
    if any(file.host == "compose" for file in files):
        from flaskcheck.hosts import compose_files

        files = compose_files.joined(files)
    return tuple(_join_azure(_join_workflows(files)))


def _grouped(
    files: list[PlatformFile], host: str, join: Callable[[list[PlatformFile]], list[PlatformFile]]
) -> list[PlatformFile]:
    """The files with those of one host and one root folder replaced by what they are together, at the place of the
    first."""
    groups: dict[str, list[PlatformFile]] = {}
    for file in files:
        if file.host == host:
            groups.setdefault(_root(file), []).append(file)
    replaced = {group[0].path: join(group) for group in groups.values()}
    kept = [replaced.get(f.path, []) if f.host == host else [f] for f in files]
    return [file for part in kept for file in part]


def _root(file: PlatformFile) -> str:
    """The folder of the application that a file belongs to."""
    folder, _, _ = file.path.rpartition("/")
    for marker in (".ebextensions", ".elasticbeanstalk", ".platform", ".do"):
        before, found, _ = f"/{folder}/".partition(f"/{marker}/")
        if found:
            return before.strip("/")
    return folder


def _join_beanstalk(files: list[PlatformFile]) -> list[PlatformFile]:
    from flaskcheck.hosts import beanstalk

    return [beanstalk.join(files)]


def _beanstalk_procfiles(files: list[PlatformFile]) -> list[PlatformFile]:
    """Elastic Beanstalk runs the Procfile of its folder instead of its own command, behind the same nginx."""
    own = {s.root: s for f in files if f.host == "beanstalk" for s in f.services}
    procfiles = {s.root for f in files if f.host == "procfile" for s in f.services if s.kind == "web"}
    found = []
    for file in files:
        if file.host == "beanstalk":
            file = file.replaced(services=tuple(s for s in file.services if s.root not in procfiles))
        elif file.host == "procfile" and any(s.root in own for s in file.services):
            services = tuple(_behind_nginx(s, own[s.root]) for s in file.services)
            file = file.replaced(host="beanstalk", services=services)
        found.append(file)
    return found


def _behind_nginx(service: Service, beanstalk: Service) -> Service:
    commands = tuple(c for c in beanstalk.commands if c.phase != "start") if service.kind == "web" else ()
    return service.replaced(
        host="beanstalk",
        commands=(*commands, *service.commands),
        variables=(*beanstalk.variables, *service.variables),
        proxied=service.kind == "web",
    )


def _prefer_app_spec(files: list[PlatformFile]) -> list[PlatformFile]:
    specs = [f for f in files if f.path.rpartition("/")[2] in ("app.yaml", "app.yml")]
    return specs or files


def _join_railway(files: list[PlatformFile]) -> list[PlatformFile]:
    """The builder's file gives what railway.toml leaves open."""
    builders = [f for f in files if f.path.rpartition("/")[2] in _BUILDER_FILES]
    mains = [f for f in files if f not in builders]
    if not mains or not mains[0].services:
        return files
    service = mains[0].services[0]
    for builder in builders:
        for other in builder.services:
            phases = {command.phase for command in service.commands}
            missing = tuple(command for command in other.commands if command.phase not in phases)
            service = service.replaced(
                commands=(*missing, *service.commands), variables=(*other.variables, *service.variables)
            )
    python = next((f.python for f in files if f.python), None)
    errors = tuple(error for file in files for error in file.errors)
    return [mains[0].replaced(services=(service,), python=python, errors=errors), *mains[1:]]


# --- Azure ------------------------------------------------------------------------------------------


def _join_azure(files: list[PlatformFile]) -> list[PlatformFile]:
    """A start-up file starts the app of its folder when something else tells of Azure; without that it is any
    script."""
    startups = {_root(f): f for f in reversed(files) if _is_startup(f)}
    described = {s.root for f in files if f.path.endswith((".yaml", ".yml")) for s in f.services if _is_azure(s)}
    found = []
    for file in files:
        if _is_startup(file):
            continue
        services = (_started(s, startups.get(s.root)) if _is_azure(s) else s for s in file.services)
        if file.path.endswith(".deployment"):  # says less than any other file of the same app
            services = (s for s in services if s.root not in described)
        found.append(file.replaced(services=tuple(services)))
    return found


def _is_azure(service: Service) -> bool:
    return service.host == "azure" and service.kind == "web"


def _is_startup(file: PlatformFile) -> bool:
    return file.path.rpartition("/")[2] in ("startup.sh", "startup.txt")


def _started(service: Service, startup: PlatformFile | None) -> Service:
    if startup is None:
        return service
    name = startup.path.rpartition("/")[
        2
    ]  # as a start-up command it is run from the app's folder, whether it has the run bit or not
    own = tuple(c for c in service.commands if c.phase != "start" or c.text.strip().removeprefix("./") != name)
    if any(command.phase == "start" for command in own):
        return service
    commands = tuple(command for other in startup.services for command in other.commands)
    return service.replaced(commands=(*own, *commands))


# --- workflows --------------------------------------------------------------------------------------


def _join_workflows(files: list[PlatformFile]) -> list[PlatformFile]:
    """A workflow's service that the host's own file or a Procfile describes is that one: it brings its commands and
    tells the host."""
    found = list(files)
    for number, file in enumerate(files):
        if file.host != "github":
            continue
        left = []
        for service in file.services:
            place = _described(found, service)
            if place is None or service.image or service.kind != "web":
                left.append(service)
            else:
                found[place] = _with_workflow(found[place], service)
        found[number] = file.replaced(services=tuple(left))
    return found


def _described(files: list[PlatformFile], service: Service) -> int | None:
    """The index of the file that declares the web service that a workflow deploys: the host's own, else a Procfile."""
    for host in (service.host, "procfile") if service.host in _PROCFILE_READERS else (service.host,):
        for number, file in enumerate(files):
            if file.host != host or _is_startup(file):
                continue
            if any(s.kind == "web" and s.host == host and s.root == service.root for s in file.services):
                return number
    own = [n for n, f in enumerate(files) if f.host == service.host and any(s.kind == "web" for s in f.services)]
    return own[0] if len(own) == 1 and not service.root and not _is_startup(files[own[0]]) else None


def _with_workflow(file: PlatformFile, workflow: Service) -> PlatformFile:
    services = []
    roots = {s.root for s in file.services if s.kind == "web"}
    for service in file.services:
        is_meant = service.root == workflow.root or workflow.root not in roots
        if is_meant and service.host in (workflow.host, "procfile"):
            service = service.replaced(host=workflow.host)
            if service.kind == "web":
                commands = (*workflow.commands, *service.commands)
                service = service.replaced(commands=commands, variables=(*workflow.variables, *service.variables))
        services.append(service)
    host = workflow.host if file.host == "procfile" else file.host
    return file.replaced(host=host, services=tuple(services))
