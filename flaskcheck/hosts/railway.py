"""railway.json and railway.toml, and the files of the builders that Railway uses: nixpacks.toml, railpack.json.

Sources: "Config as Code" (docs.railway.com), "Configuration file" (nixpacks.com), "Configuration file" (railpack.com).
"""

from __future__ import annotations

import re

from flaskcheck.facts.services import Command, Folder, PlatformFile, PythonVersion, Service, Variable
from flaskcheck.files.paths import folder_of_file, path_below
from flaskcheck.hosts.declared import (
    Unstarted,
    commands_of,
    first_file,
    grouped,
    guessed_start,
    variables_of,
    wrong_type,
)
from flaskcheck.hosts.host import Host, names
from flaskcheck.hosts.python_version import python_of
from flaskcheck.readers.markup import json as json_text
from flaskcheck.readers.markup import toml as toml_text
from flaskcheck.readers.markup.node import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.facts.broken import Unreadable
    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node


_BUILDER_FILES = ("nixpacks.toml", "nixpacks.json", "railpack.json")

HOSTS = (
    Host(  # docs.railway.com: "Variables reference", "Public networking", "Volumes"; railpack core/providers/python
        "railway",
        "Railway",
        has_command_fields=True,
        once_per_deploy="the Pre-Deploy Command of the service, or preDeployCommand in railway.json",
        sets_port=True,
        ephemeral_disk=True,
        routed=True,
        docker=True,
        runs_images_without_shell=True,  # docs.railway.com/deployments/start-command, "Dockerfile / Image"
        database_schemes=("postgresql",),
        python_files=(".python-version", "runtime.txt", "mise.toml", ".mise.toml", ".tool-versions"),
        checks_locks=("poetry", "uv"),  # core/providers/python/python.go: poetry install, uv sync --locked
        default_python="3.13.2",
        sets_variables=names(
            "PORT RAILWAY_PUBLIC_DOMAIN RAILWAY_PRIVATE_DOMAIN RAILWAY_TCP_PROXY_DOMAIN RAILWAY_TCP_PROXY_PORT "
            "RAILWAY_PROJECT_NAME RAILWAY_PROJECT_ID RAILWAY_ENVIRONMENT RAILWAY_ENVIRONMENT_NAME "
            "RAILWAY_ENVIRONMENT_ID RAILWAY_SERVICE_NAME RAILWAY_SERVICE_ID RAILWAY_STATIC_URL "
            "RAILWAY_REPLICA_ID RAILWAY_REPLICA_REGION RAILWAY_DEPLOYMENT_ID RAILWAY_SNAPSHOT_ID "
            "RAILWAY_VOLUME_NAME RAILWAY_VOLUME_MOUNT_PATH RAILWAY_GIT_COMMIT_SHA RAILWAY_GIT_AUTHOR "
            "RAILWAY_GIT_BRANCH RAILWAY_GIT_REPO_NAME RAILWAY_GIT_REPO_OWNER RAILWAY_GIT_COMMIT_MESSAGE"
        ),
        installs_from=(
            "requirements.txt",
            "uv.lock",
            "poetry.lock",
            "pdm.lock",
            "Pipfile.lock",
            "Pipfile",
            "pyproject.toml",
        ),
        home="/app",
        reads_procfile=True,
        deploy_actions=("bervprojects/railway-deploy",),
        deploy_commands=r"railway\s+(?:up|redeploy)\b",
    ),
)

_NIX_PYTHON = re.compile(r"python(\d)(\d+)(?:Full)?")
_VERSION_VARIABLES = ("NIXPACKS_PYTHON_VERSION", "RAILPACK_PYTHON_VERSION")


def read(source: Source) -> PlatformFile:
    """The one service of the file, whichever of the four it is. Never raises."""
    load = toml_text.load if source.path.endswith(".toml") else _load_json
    root, errors = load(source)
    if root is None or not root.is_mapping:
        return PlatformFile(source.path, "railway", errors=errors)
    name = source.path.rpartition("/")[2]
    if name.startswith("nixpacks"):
        return _nixpacks(source, root, errors)
    if name.startswith("railpack"):
        return _railpack(source, root, errors)
    return PlatformFile(source.path, "railway", (_railway(source, root),), errors=(*errors, *_errors(root)))


_BUILDER = "RAILWAY_BUILDER"
_TELLING = ("Dockerfile", "Procfile", "manage.py", *_BUILDER_FILES)
"""The files beside which something else than the builder's own guess is started."""
_MAIN_FILES = ("main.py", "app.py", "start.py", "bot.py", "hello.py", "server.py")


def guess(service: Service, has: Callable[[str], bool], declares: Callable[[str], bool]) -> Command | None:
    """Railpack's command for a Flask project: ``main:app``, whichever of its files it has found (core/providers/python, GetStartCommand)."""
    if _builder_of(service) != "RAILPACK" or first_file(service.root, _TELLING, has):
        return None
    path = first_file(service.root, _MAIN_FILES, has)
    if not path or not declares("flask") or not declares("gunicorn"):
        return None
    return guessed_start("gunicorn --bind 0.0.0.0:${PORT:-8000} main:app", path)


def unstarted(
    service: Service, has: Callable[[str], bool], declares: Callable[[str], bool], _: object
) -> Unstarted | None:
    """Railpack stops where it finds none of its files, and runs the one it finds without gunicorn (core/validate.go, which Railway turns on); Nixpacks runs main.py or stops (src/providers/python.rs, src/lib.rs)."""
    builder = _builder_of(service)
    if builder not in ("RAILPACK", "NIXPACKS") or not declares("flask"):
        return None
    if first_file(service.root, (*_TELLING, *(("pyproject.toml",) if builder == "NIXPACKS" else ())), has):
        return None
    path = first_file(service.root, _MAIN_FILES if builder == "RAILPACK" else ("main.py",), has)
    if path:
        name = path.rpartition("/")[2]
        is_guess = builder == "RAILPACK" and declares("gunicorn")
        return None if is_guess else Unstarted(f"runs python {name}", _REMEDY, path)
    if builder == "RAILPACK":
        return Unstarted(f'finds none of {", ".join(_MAIN_FILES)}: "No start command detected"', _REMEDY)
    return Unstarted('looks for main.py alone: "No start command could be found"', _REMEDY)


_REMEDY = 'Write into railway.json: "deploy": {{"startCommand": "{command}"}}'


def _builder_of(service: Service) -> str:
    return next((v.value or "" for v in service.variables if v.name == _BUILDER), "RAILPACK")


def _load_json(source: Source) -> tuple[Node | None, tuple[Unreadable, ...]]:
    return json_text.load(source, relaxed=True)


def _errors(root: Node) -> Iterator[Unreadable]:
    for name in ("build", "deploy"):
        node = root.get(name)
        if node is not None and not node.is_mapping:
            yield wrong_type(node, name, "an object")
    for keys in (("build", "buildCommand"), ("deploy", "startCommand"), ("deploy", "healthcheckPath")):
        node = root.get(*keys)
        if node is not None and not node.is_scalar:
            yield wrong_type(node, ".".join(keys), "text")


def _service(source: Source, root: Node, commands: tuple[Command, ...]) -> Service:
    first = next((key for key, _ in root.items() if key.value != "$schema"), root)
    return Service("railway", "", "web", first.line_place, folder_of_file(source.path), commands)


def _railway(source: Source, root: Node) -> Service:
    folder, deploy = folder_of_file(source.path), root.get("deploy") or root
    is_cron = bool(text_of(root, "deploy", "cronSchedule"))
    commands = commands_of(
        (root.get("build", "buildCommand"), "build"),
        (root.get("deploy", "preDeployCommand"), "release"),
        (root.get("deploy", "startCommand"), "cron" if is_cron else "start"),
    )
    written = root.get("build", "dockerfilePath")
    builder = text_of(root, "build", "builder").upper()
    dockerfile = written.value if written is not None else "Dockerfile" if builder == "DOCKERFILE" else ""
    image = path_below(folder, dockerfile) if dockerfile else ""
    folders = (Folder(image, dockerfile, "dockerfile", written.text_place),) if written is not None and image else ()
    replicas = deploy.get("numReplicas")
    return _service(source, root, commands).replaced(
        kind="job" if is_cron else "web",
        folders=folders,
        health_paths=tuple(_health_paths(deploy)),
        image=image,
        context=folder if image else "",
        variables=tuple(_builder(root)),
        instances=replicas.as_int if replicas is not None else None,
    )


def _builder(root: Node) -> Iterator[Variable]:
    """The builder that the file chooses, as a build variable; Railpack without a choice."""
    node = root.get("build", "builder")
    if node is not None and node.text:
        yield Variable(_BUILDER, node.text.upper(), node.text_place, "build")


def _health_paths(deploy: Node) -> Iterator[Variable]:
    path = deploy.get("healthcheckPath")
    if path is not None and path.text:
        yield Variable("healthcheckPath", path.text, path.text_place)


def _nixpacks(source: Source, root: Node, errors: tuple[Unreadable, ...]) -> PlatformFile:
    phases = root.get("phases")
    build = [(phase.get("cmds"), "build") for _, phase in phases.items()] if phases is not None else []
    commands = commands_of(*build, (root.get("start", "cmd"), "start"))
    variables = root.get("variables")
    service = _service(source, root, commands).replaced(variables=variables_of(variables))
    python = next(_nix_pythons(root), None)
    for name in _VERSION_VARIABLES:
        python = python_of(variables.get(name) if variables is not None else None, name) or python
    return PlatformFile(source.path, "railway", (service,), python=python, errors=errors)


def _nix_pythons(root: Node) -> Iterator[PythonVersion]:
    """The Python among the Nix packages of the set-up phase: ``python311``, ``python311Full``."""
    for package in root.get("phases", "setup", "nixPkgs") or ():
        found = _NIX_PYTHON.fullmatch(package.value)
        if found:
            version = f"{found.group(1)}.{found.group(2)}"
            yield PythonVersion(package.value, version, "nixpacks.toml", package.text_place)


def _railpack(source: Source, root: Node, errors: tuple[Unreadable, ...]) -> PlatformFile:
    steps = root.get("steps")
    build = [
        (command if command.is_scalar else command.get("cmd"), "build")
        for _, step in (steps.items() if steps is not None else ())
        for command in step.get("commands") or ()
        if command.text != "..."
    ]
    commands = commands_of(*build, (root.get("deploy", "startCommand"), "start"))
    service = _service(source, root, commands).replaced(variables=variables_of(root.get("deploy", "variables")))
    python = python_of(root.get("packages", "python"), "railpack.json")
    return PlatformFile(source.path, "railway", (service,), python=python, errors=errors)


def joined(files: list[PlatformFile]) -> list[PlatformFile]:
    """railway.toml overrides what the builder's file says."""
    return grouped(files, "railway", _with_builders)


def _with_builders(files: list[PlatformFile]) -> list[PlatformFile]:
    """The builder's file gives what railway.toml or railway.json leaves open, to each of them where both are there."""
    builders = [f for f in files if f.path.rpartition("/")[2] in _BUILDER_FILES]
    mains = [f for f in files if f not in builders]
    if not mains or not mains[0].services:
        return files
    python = next((f.python for f in files if f.python), None)
    errors = tuple(error for file in files for error in file.errors)
    built = [main.replaced(services=tuple(_built(s, builders) for s in main.services), python=python) for main in mains]
    return [built[0].replaced(errors=errors), *built[1:]]


def _built(service: Service, builders: list[PlatformFile]) -> Service:
    """A service with the commands and variables of the builders' files that it leaves open."""
    for other in (other for builder in builders for other in builder.services):
        phases = {command.phase for command in service.commands}
        missing = tuple(command for command in other.commands if command.phase not in phases)
        service = service.replaced(
            commands=(*missing, *service.commands), variables=(*other.variables, *service.variables)
        )
    return service
