"""Elastic Beanstalk: .ebextensions/*.config, .elasticbeanstalk/*.config.yml and .platform hooks.

Sources: "Using the Elastic Beanstalk Python platform", "Option settings", "Platform hooks"
(docs.aws.amazon.com/elasticbeanstalk). The platform starts gunicorn behind nginx; without a Procfile it serves
``application.py``'s ``application`` or what WSGIPath says.
"""

from __future__ import annotations

import re

from flaskcheck.facts.services import Command, PlatformFile, PythonVersion, Service, Variable
from flaskcheck.files.paths import folder_of_file
from flaskcheck.hosts.declared import command_of, grouped
from flaskcheck.hosts.host import Host, names
from flaskcheck.readers.markup import yaml as yaml_text
from flaskcheck.readers.markup.node import pair_place, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.ground.place import Place
    from flaskcheck.readers.markup.node import Node


HOSTS = (
    Host(  # docs.aws.amazon.com/elasticbeanstalk: "Using the Python platform", "Adding a database" (RDS_*)
        "beanstalk",
        "Elastic Beanstalk",
        once_per_deploy="container_commands in .ebextensions, with leader_only: true",
        file_has_values_only=True,
        sets_port=True,
        default_port=8000,
        ephemeral_disk=True,
        supplies_server=True,
        brings=("gunicorn",),
        docker=True,
        unread_python_files=(".python-version", "runtime.txt"),  # the platform's branch decides
        sets_variables=names(
            "PORT PYTHONPATH RDS_HOSTNAME RDS_PORT RDS_DB_NAME RDS_USERNAME RDS_PASSWORD AWS_DEFAULT_REGION AWS_REGION"
        ),
        installs_from=("requirements.txt", "Pipfile.lock", "Pipfile"),
        home="/var/app/current",
        reads_procfile=True,
        top_folder=".ebextensions",
        deploy_actions=("einaregilsson/beanstalk-deploy",),
        deploy_commands=r"eb\s+deploy\b|elasticbeanstalk\s+update-environment",
    ),
)

_ENVIRONMENT = "aws:elasticbeanstalk:application:environment"
_APPLICATION = "aws:elasticbeanstalk:application"
_PROCESS = "aws:elasticbeanstalk:environment:process:"
_PYTHON = "aws:elasticbeanstalk:container:python"
_PLATFORM = re.compile(r"python[ -](\d+\.\d+)", re.IGNORECASE)


def read(source: Source) -> PlatformFile:
    """What one file says of the application: a service that holds the file's variables and commands, to be joined
    with ``join``.

    The service has a start command only when the file sets WSGIPath. Never raises.
    """
    root_folder = folder_of_file(folder_of_file(source.path))
    if "/hooks/" in f"/{source.path}":
        return _hook(source)
    documents, errors = yaml_text.load(source)
    root = documents[0] if documents else None
    if root is None or not root.is_mapping:
        return PlatformFile(source.path, "beanstalk", errors=errors)
    settings = list(_settings(root))
    service = Service(
        host="beanstalk",
        name="",
        kind="web",
        place=source.line_place(1),
        root=root_folder,
        commands=(*_container_commands(root), *_start(settings)),
        variables=tuple(
            Variable(k.value, v.text, pair_place(k, v)) for space, k, v in settings if space == _ENVIRONMENT
        ),
        health_paths=tuple(_health_paths(settings)),
        proxied=True,
    )
    return PlatformFile(source.path, "beanstalk", (service,), python=_python(root), errors=errors)


def join(files: list[PlatformFile]) -> PlatformFile:
    """The files of one application as one file with one service, started as Beanstalk does when no file says how."""
    first, services = files[0], [service for file in files for service in file.services]
    if not services:
        return first.replaced(errors=tuple(e for f in files for e in f.errors))
    commands = tuple(command for service in services for command in service.commands)
    if not any(command.phase == "start" for command in commands):
        commands = (*commands, start_command("application:application", services[0].place))
    joined = services[0].replaced(
        commands=commands,
        variables=tuple(v for s in services for v in s.variables),
        health_paths=tuple(path for s in services for path in s.health_paths),
    )
    return first.replaced(
        services=(joined,),
        python=next((f.python for f in files if f.python), None),
        errors=tuple(e for f in files for e in f.errors),
    )


def start_command(target: str, place: Place) -> Command:
    """The gunicorn command that the platform writes into its own Procfile."""
    return Command(f"gunicorn --bind 127.0.0.1:8000 {target}", "start", place, exact=False, supplied=True)


def _settings(root: Node) -> Iterator[tuple[str, Node, Node]]:
    """Namespace, name and value of each option, in both forms of ``option_settings``."""
    options = root.get("option_settings")
    if options is None:
        return
    for entry in options:
        key, value = entry.get("option_name"), entry.get("value")
        if key is not None and value is not None:
            yield text_of(entry, "namespace") or _ENVIRONMENT, key, value
    for space, values in options.items():
        for key, value in values.items():
            yield space.value, key, value


def _start(settings: list[tuple[str, Node, Node]]) -> Iterator[Command]:
    for space, key, value in settings:
        if space == _PYTHON and key.value == "WSGIPath" and value.text:
            target = value.text.removesuffix(".py").replace("/", ".")
            yield start_command(target if ":" in target else f"{target}:application", value.text_place)


def _health_paths(settings: list[tuple[str, Node, Node]]) -> Iterator[Variable]:
    """What the load balancer asks for, in the words of an application load balancer and in the older ones (a path, or ``HTTP:80/path``)."""
    for space, key, value in settings:
        is_path = space.startswith(_PROCESS) and key.value == "HealthCheckPath"
        if is_path or (space == _APPLICATION and key.value == "Application Healthcheck URL"):
            path = value.text or ""
            path = path[path.find("/") :] if path.startswith(("HTTP:", "HTTPS:")) and "/" in path else path
            if path.startswith("/"):
                yield Variable(key.value, path, value.text_place)


def _container_commands(root: Node) -> Iterator[Command]:
    """They run on each new version before it takes traffic, in the order of their names."""
    found = root.get("container_commands")
    for _, entry in sorted(found.items() if found is not None else (), key=lambda pair: pair[0].value):
        command = command_of(entry.get("command") if entry.is_mapping else entry, "release")
        if command:
            yield command


def _hook(source: Source) -> PlatformFile:
    """A script below .platform/hooks: ``predeploy`` and ``postdeploy`` run with each version, ``prebuild`` before the
    packages are there."""
    folder = source.path.partition(".platform/")[0].rstrip("/")
    phase = "build" if "/prebuild/" in source.path else "release"
    inside = source.path[len(folder) :].lstrip("/")
    command = Command(f"./{inside}", phase, source.whole(), exact=False)
    service = Service("beanstalk", "", "web", source.whole(), folder, (command,), proxied=True)
    return PlatformFile(source.path, "beanstalk", (service,))


def _python(root: Node) -> PythonVersion | None:
    """``default_platform`` of .elasticbeanstalk/config.yml: ``Python 3.11 running on 64bit Amazon Linux 2023``."""
    platform = root.get("global", "default_platform")
    found = _PLATFORM.search(platform.value) if platform is not None else None
    if platform is None or not found:
        return None
    return PythonVersion(platform.value, found.group(1), "config.yml", platform.text_place)


# --- with the files beside it -----------------------------------------------------------------------------


def joined(files: list[PlatformFile]) -> list[PlatformFile]:
    """All files of ``.ebextensions`` as one, and the Procfile of its folder in the place of its own command, behind the same nginx."""
    files = grouped(files, "beanstalk", lambda group: [join(group)])
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
        health_paths=(*beanstalk.health_paths, *service.health_paths) if service.kind == "web" else (),
        variables=(*beanstalk.variables, *service.variables),
        proxied=service.kind == "web",
    )
