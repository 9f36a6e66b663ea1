"""Azure App Service: azure.yaml (Azure Developer CLI), .deployment, startup.sh and startup.txt.

Sources: "Azure Developer CLI's azure.yaml schema", "Configure a Linux Python app for Azure App Service"
(learn.microsoft.com), "Customizing deployments" (Kudu). The name of a start-up file stands in the portal, so
startup.sh and startup.txt count only beside another sign of Azure.
"""

from __future__ import annotations

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.services import Command, PlatformFile, Service
from flaskcheck.files.paths import folder_of_file, path_below
from flaskcheck.hosts.declared import (
    Unstarted,
    app_folder,
    commands_of,
    first_file,
    folder_fact,
    guessed_start,
    present,
    variables_of,
)
from flaskcheck.hosts.host import Host, names
from flaskcheck.readers.markup import yaml as yaml_text
from flaskcheck.readers.markup.node import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node


HOSTS = (
    Host(  # learn.microsoft.com: "Configure a Linux Python app for Azure App Service"; Oryx start-up script generator (Go)
        "azure",
        "Azure App Service",
        has_command_fields=True,
        once_per_deploy="the Startup Command, before gunicorn",
        sets_port=True,
        default_port=8000,
        routed=True,
        supplies_server=True,
        brings=(
            "gunicorn",
            "flask",
        ),  # the platform's own installation, which the virtual environment's folder is added to
        docker=True,
        sets_variables=names(
            "PORT WEBSITE_HOSTNAME WEBSITE_SITE_NAME WEBSITE_INSTANCE_ID WEBSITE_RESOURCE_GROUP "
            "WEBSITE_OWNER_NAME WEBSITE_SKU WEBSITES_PORT SCM_DO_BUILD_DURING_DEPLOYMENT REGION_NAME HOME"
        ),
        installs_from=("requirements.txt", "uv.lock", "poetry.lock", "pyproject.toml", "setup.py"),
        home="/home/site/wwwroot",
        lasting_folder="/home",
        start_option="--startup-file",
        deploy_actions=("azure/webapps-deploy",),
        deploy_commands=r"az\s+webapp\s+(?:up|deploy)\b",
    ),
)

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
            host="docker" if is_built else "azure-functions" if host == "function" else "azure",
            name=key.value,
            kind=_KINDS[host],
            place=key.line_place,
            root=root,
            variables=variables_of(node.get("env")),
            commands=tuple(_prepared(node)) if not is_built else (),
            folders=present((folder_fact(node.get("project"), "root", folder),)),
            image=image,
            context=path_below(root, text_of(node, "docker", "context") or ".") if is_built else "",
            base="" if is_python or is_built else text_of(node, "language"),
        )


def _prepared(service: Node) -> Iterator[Command]:
    """What runs in the service's folder before that is packed ("Customize your Azure Developer CLI workflows using command and event hooks")."""
    for name in ("prebuild", "prepackage", "predeploy"):
        hook = service.get("hooks", name)
        if hook is not None:
            yield from commands_of((hook.get("posix", "run") or hook.get("run"), "build"))


# --- with the files beside it -----------------------------------------------------------------------------


def completed(files: list[PlatformFile]) -> list[PlatformFile]:
    """A start-up file starts the app of its folder when something else tells of Azure; without that it is any
    script."""
    startups = {app_folder(f): f for f in reversed(files) if is_hint(f)}
    described = {s.root for f in files if f.path.endswith((".yaml", ".yml")) for s in f.services if _is_azure(s)}
    found = []
    for file in files:
        if is_hint(file):
            continue
        services = (_started(s, startups.get(s.root)) if _is_azure(s) else s for s in file.services)
        if file.path.endswith(".deployment"):  # says less than any other file of the same app
            services = (s for s in services if s.root not in described)
        found.append(file.replaced(services=tuple(services)))
    return found


_MAIN_FILES = ("application.py", "app.py", "run.py", "index.py", "server.py", "wsgi.py")
"""Oryx, frameworks.go: the first of them is taken for a Flask application called ``app``."""


def guess(service: Service, has: Callable[[str], bool], _: Callable[[str], bool]) -> Command | None:
    """The command that the start-up script is generated with. The templates of infra/ may name another."""
    if not _is_azure(service) or first_file(folder_of_file(service.place.path), _INFRASTRUCTURE, has):
        return None
    path = first_file(service.root, _MAIN_FILES, has)
    module = path.rpartition("/")[2].removesuffix(".py")
    return guessed_start(f"gunicorn --bind=0.0.0.0 --timeout 600 {module}:app", path) if path else None


def unstarted(
    service: Service, has: Callable[[str], bool], declares: Callable[[str], bool], _: object
) -> Unstarted | None:
    """Its own page takes the place of an application that it does not find (startupscriptgenerator, ``defaultApp``); a folder with a wsgi.py is taken for Django's."""
    if not _is_azure(service) or first_file(folder_of_file(service.place.path), _INFRASTRUCTURE, has):
        return None
    if not declares("flask") or first_file(service.root, (*_MAIN_FILES, "Dockerfile"), has):
        return None
    return Unstarted(
        f"finds none of {', '.join(_MAIN_FILES)}, and shows a page of its own", "Set the startup command: {command}"
    )


_INFRASTRUCTURE = ("infra/main.bicep", "infra/main.tf", "infra/main.json")


def _is_azure(service: Service) -> bool:
    return service.host == "azure" and service.kind == "web"


def is_hint(file: PlatformFile) -> bool:
    """Whether a file is a start-up file, which tells of Azure only where something else does."""
    return file.host == "azure" and file.path.rpartition("/")[2] in ("startup.sh", "startup.txt")


def _started(service: Service, startup: PlatformFile | None) -> Service:
    if startup is None:
        return service
    # as a start-up command it is run from the app's folder, whether it has the run bit or not
    name = startup.path.rpartition("/")[2]
    own = tuple(c for c in service.commands if c.phase != "start" or c.text.strip().removeprefix("./") != name)
    if any(command.phase == "start" for command in own):
        return service
    commands = tuple(command for other in startup.services for command in other.commands)
    return service.replaced(commands=(*own, *commands))
