"""Azure App Service: azure.yaml (Azure Developer CLI), .deployment, startup.sh and startup.txt.

Sources: "Azure Developer CLI's azure.yaml schema", "Configure a Linux Python app for Azure App Service"
(learn.microsoft.com), "Customizing deployments" (Kudu). The name of a start-up file stands in the portal, so
startup.sh and startup.txt count only beside another sign of Azure.
"""

from __future__ import annotations

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.services import Command, PlatformFile, Service
from flaskcheck.files.paths import folder_of_file, path_below
from flaskcheck.hosts.declared import folder_fact, present, variables_of
from flaskcheck.readers.markup import yaml as yaml_text
from flaskcheck.readers.markup.node import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node

_KINDS = {"appservice": "web", "containerapp": "web", "function": "web", "aks": "web", "staticwebapp": "static"}


def read(source: Source) -> PlatformFile:
    """What one of the files says. A start-up file is a service with a start command, a .deployment one without. Never
    raises."""
    name = source.path.rpartition("/")[2]
    if name in ("startup.sh", "startup.txt"):
        return _startup(source, name)
    if name == ".deployment":
        service = Service("azure", "", "web", source.line_place(1), folder_of_file(source.path))
        return PlatformFile(source.path, "azure", (service,))
    return _azd(source)


def _startup(source: Source, name: str) -> PlatformFile:
    folder = folder_of_file(source.path)
    if source.is_binary:
        problem = Unreadable("encoding", "the file is not text", source.whole())
        return PlatformFile(source.path, "azure", errors=(problem,))
    command = Command(f"bash {name}", "start", source.whole(), exact=False)
    if name == "startup.txt":
        command = _first_line(source) or command
    return PlatformFile(source.path, "azure", (Service("azure", "", "web", source.whole(), folder, (command,)),))


def _first_line(source: Source) -> Command | None:
    for number, line in enumerate(source.lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            return Command(line.strip(), "start", source.line_place(number))
    return None


def _azd(source: Source) -> PlatformFile:
    documents, errors = yaml_text.load(source)
    root = documents[0] if documents else None
    services = root.get("services") if root is not None else None
    found = tuple(_services(services, folder_of_file(source.path))) if services is not None else ()
    return PlatformFile(source.path, "azure", found, errors=errors)


def _services(services: Node, folder: str) -> Iterator[Service]:
    for key, node in services.items():
        host = text_of(node, "host")
        if not node.is_mapping or host not in _KINDS:
            continue
        root = path_below(folder, text_of(node, "project") or ".")
        is_python = text_of(node, "language") in ("py", "python", "")
        is_built = host in ("containerapp", "aks")
        docker = node.get("docker", "path")
        image = path_below(root, docker.value if docker is not None else "Dockerfile") if is_built else ""
        yield Service(
            host="docker" if is_built else "azure",
            name=key.value,
            kind=_KINDS[host],
            place=key.line_place,
            root=root,
            variables=variables_of(node.get("env")),
            folders=present((folder_fact(node.get("project"), "root", folder),)),
            image=image,
            context=path_below(root, text_of(node, "docker", "context") or ".") if is_built else "",
            base="" if is_python or is_built else text_of(node, "language"),
        )
