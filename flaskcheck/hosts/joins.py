"""Files of two hosts that describe one application: a workflow that deploys to a host, and the host's own file or a Procfile.

What concerns the files of one host alone stands in that host's file, as ``joined``, and as ``completed`` where it takes what workflows deploy. A host's ``is_hint`` says
which of its files count only beside another sign of it, its ``guess`` what it starts where no file names a start command, its ``unstarted`` what it does where it finds nothing to start.
"""

from __future__ import annotations

from importlib import import_module

from flaskcheck.hosts import index
from flaskcheck.hosts.index import PROCFILE, WORKFLOW

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flaskcheck.facts.services import PlatformFile, Service
    from flaskcheck.hosts.declared import Unstarted


def joined(files: list[PlatformFile]) -> tuple[PlatformFile, ...]:
    """The files with those of one application made one."""
    hosts = {file.host for file in files}
    joining = [line.joins for line in index.LINES if line.joins and hosts.intersection(line.hosts)]
    modules = [import_module(f"flaskcheck.hosts.{name}") for name in joining]
    for module in modules:
        files = module.joined(files) if hasattr(module, "joined") else files
    files = _with_workflows(files)
    for module in modules:
        files = module.completed(files) if hasattr(module, "completed") else files
    return tuple(files)


def guessed(service: Service, has: Callable[[str], bool], declares: Callable[[str], bool]) -> Service:
    """The service with the command that its host starts where no file names one, as far as the host's file knows (``guess``).

    ``has`` tells whether the repository has a file, ``declares`` whether a dependency file of the service names a distribution.
    """
    if service.kind != "web" or service.image or service.base or any(c.phase == "start" for c in service.commands):
        return service
    module = import_module(f"flaskcheck.hosts.{index.MODULES[service.host]}")
    found = module.guess(service, has, declares) if hasattr(module, "guess") else None
    return service.replaced(commands=(*service.commands, found)) if found is not None else service


def unstarted(
    service: Service, has: Callable[[str], bool], declares: Callable[[str], bool], binds: Callable[[str], Iterable[str]]
) -> Unstarted | None:
    """What becomes of a web service without a start command where its host finds nothing that it would start, as far as the host's file knows (``unstarted``).

    ``has`` and ``declares`` are as for ``guessed``; ``binds`` tells the names that a Python file binds at its top.
    """
    if service.kind != "web" or service.image or service.base or any(c.phase == "start" for c in service.commands):
        return None
    module = import_module(f"flaskcheck.hosts.{index.MODULES[service.host]}")
    found: Unstarted | None = module.unstarted(service, has, declares, binds) if hasattr(module, "unstarted") else None
    return found


def _is_hint(file: PlatformFile) -> bool:
    """Whether a file counts only beside another sign of its host."""
    module = import_module(f"flaskcheck.hosts.{index.MODULES[file.host]}")
    return hasattr(module, "is_hint") and bool(module.is_hint(file))


def _with_workflows(files: list[PlatformFile]) -> list[PlatformFile]:
    """A workflow's service that the host's own file or a Procfile describes is that one: it brings its commands and
    tells the host."""
    found = list(files)
    for number, file in enumerate(files):
        if file.host != WORKFLOW:
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
    for host in (service.host, PROCFILE) if index.host(service.host).reads_procfile else (service.host,):
        for number, file in enumerate(files):
            if file.host != host or _is_hint(file):
                continue
            if any(s.kind == "web" and s.host == host and s.root == service.root for s in file.services):
                return number
    own = [n for n, f in enumerate(files) if f.host == service.host and any(s.kind == "web" for s in f.services)]
    return own[0] if len(own) == 1 and not service.root and not _is_hint(files[own[0]]) else None


def _with_workflow(file: PlatformFile, workflow: Service) -> PlatformFile:
    services = []
    roots = {s.root for s in file.services if s.kind == "web"}
    for service in file.services:
        is_meant = service.root == workflow.root or workflow.root not in roots
        if is_meant and service.host in (workflow.host, PROCFILE):
            service = service.replaced(host=workflow.host)
            if service.kind == "web":
                commands = (*workflow.commands, *service.commands)
                service = service.replaced(commands=commands, variables=(*workflow.variables, *service.variables))
        services.append(service)
    host = workflow.host if file.host == PROCFILE else file.host
    return file.replaced(host=host, services=tuple(services))
