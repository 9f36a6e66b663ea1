"""Files of two hosts that describe one application: a workflow that deploys to a host, and the host's own file or a Procfile.

What concerns the files of one host alone stands in that host's file, as ``joined``.
"""

from __future__ import annotations

from importlib import import_module

from flaskcheck.hosts import index
from flaskcheck.hosts.azure import is_startup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.services import PlatformFile, Service

AFTER_WORKFLOWS = frozenset({"azure"})
"""Hosts whose files are joined last: a workflow tells that a start-up file is theirs."""


def joined(files: list[PlatformFile]) -> tuple[PlatformFile, ...]:
    """The files with those of one application made one."""
    hosts = {file.host for file in files}
    joining = [line for line in index.LINES if line.joins and hosts.intersection(line.hosts)]
    for line in joining:
        if not AFTER_WORKFLOWS.intersection(line.hosts):
            files = import_module(f"flaskcheck.hosts.{line.joins}").joined(files)
    files = _with_workflows(files)
    for line in joining:
        if AFTER_WORKFLOWS.intersection(line.hosts):
            files = import_module(f"flaskcheck.hosts.{line.joins}").joined(files)
    return tuple(files)


def _with_workflows(files: list[PlatformFile]) -> list[PlatformFile]:
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
    for host in (service.host, "procfile") if _reads_procfile(service.host) else (service.host,):
        for number, file in enumerate(files):
            if file.host != host or is_startup(file):
                continue
            if any(s.kind == "web" and s.host == host and s.root == service.root for s in file.services):
                return number
    own = [n for n, f in enumerate(files) if f.host == service.host and any(s.kind == "web" for s in f.services)]
    return own[0] if len(own) == 1 and not service.root and not is_startup(files[own[0]]) else None


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


def _reads_procfile(key: str) -> bool:
    return key == "procfile" or index.host(key).reads_procfile
