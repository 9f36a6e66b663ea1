"""Hosts whose files give a start command, steps of a build and variables under a few keys: one table says which, one reader reads them all.

Sources: "App Runner configuration file reference" (docs.aws.amazon.com/apprunner); "Replit App configuration" (docs.replit.com); "App reference" (docs.platform.sh,
docs.upsun.com), "Set variables via script" of both; "Manifest" (aws.github.io/copilot-cli); "Customize start command" (zeabur.com/docs); "Captain Definition File" (caprover.com/docs).
"""

from __future__ import annotations

import re

from flaskcheck.facts.services import PlatformFile, Variable
from flaskcheck.files.paths import folder_of_file
from flaskcheck.hosts.host import ANY_FILE, Host, names
from flaskcheck.hosts.key_formats import Format, applications, load, services_of
from flaskcheck.readers import env_file
from flaskcheck.readers.docker import inline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from flaskcheck.files.source import Source

    Keys: TypeAlias = "tuple[str, ...]"

HOSTS = (
    Host(
        "app-runner",
        "App Runner",
        sets_port=True,
        default_port=8080,
        ephemeral_disk=True,
        routed=True,
        sets_variables=("PORT",),
        installs_from=ANY_FILE,
        own_commands_only=True,
    ),
    Host(  # a new workspace has a deployment in its file, whether it is ever deployed or not
        "replit",
        "Replit",
        ephemeral_disk=True,
        routed=True,
        sets_variables=names("REPLIT_DB_URL REPLIT_DEPLOYMENT REPL_ID"),
        installs_from=ANY_FILE,
        is_spare=True,
    ),
    Host(  # "App reference", web.upstream: nginx in the same container forwards to the port
        "platform-sh",
        "Platform.sh",
        sets_port=True,
        ephemeral_disk=True,
        read_only_disk=True,
        sets_variables=names("PORT PLATFORM_RELATIONSHIPS PLATFORM_PROJECT_ENTROPY PLATFORM_BRANCH PLATFORM_ROUTES"),
        installs_from=ANY_FILE,
        own_commands_only=True,
    ),
    Host("copilot", "AWS Copilot", ephemeral_disk=True, routed=True, docker=True, is_container=True),
    Host("caprover", "CapRover", ephemeral_disk=True, routed=True, docker=True, is_container=True),
    Host(
        "zeabur",
        "Zeabur",
        sets_port=True,
        ephemeral_disk=True,
        routed=True,
        docker=True,
        sets_variables=("PORT",),
        installs_from=ANY_FILE,
    ),
)


_APPLICATION = Format(
    "platform-sh",
    r"\.platform\.app\.yaml",
    start=("web", "commands", "start"),
    build=(("hooks", "build"),),
    release=(("hooks", "deploy"), ("hooks", "post_deploy")),
    variables=(("variables", "env"),),
    python=("type",),
    root=("source", "root"),
    workers=("workers",),
)

FORMATS = (
    Format(
        "app-runner",
        r"apprunner\.ya?ml",
        start=("run", "command"),
        build=(("build", "commands", "pre-build"), ("build", "commands", "build"), ("build", "commands", "post-build")),
        release=(("run", "pre-run"),),
        variables=(("run", "env"),),
        secrets=(("run", "secrets"),),
        port=("run", "network", "port"),
        python=("run", "runtime-version"),
    ),
    Format(
        "replit",
        r"\.replit",
        ("deployment",),
        start=("deployment", "run"),
        build=(("deployment", "build"),),
        given=("PORT",),
    ),
    _APPLICATION,
    _APPLICATION.replaced(files=r"\.upsun/.*\.ya?ml", needs=("applications",), each=("applications",)),
    _APPLICATION.replaced(files=r"\.platform/applications\.yaml", each=()),
    Format(
        "copilot",
        r"copilot/[^/]+/manifest\.ya?ml",
        ("type",),
        start=("command",),
        variables=(("variables",),),
        secrets=(("secrets",),),
        port=("image", "port"),
        health=("http", "healthcheck"),
        image=("image", "build"),
    ),
    Format("caprover", "captain-definition", ("schemaVersion",), image=("dockerfilePath",), lines=("dockerfileLines",)),
    Format("zeabur", r"zbpack\.json", (), (), ("start_command",), (("build_command",),)),
)

_ENVIRONMENT = ".environment"
"""What Platform.sh's shell reads before it runs a command of the application in the same folder ("Set variables via script")."""


def read(source: Source) -> PlatformFile:
    """The services of the file, or the variables of a script that sets some. Never raises."""
    if source.path.rpartition("/")[2] == _ENVIRONMENT:
        return PlatformFile(source.path, "platform-sh", variables=tuple(_exported(source)))
    root = load(source)
    form = next(f for f in FORMATS if re.fullmatch(f"(?:.*/)?{f.files}", source.path))
    if root is None or (form.needs and root.get(*form.needs) is None):
        return PlatformFile(source.path, "")
    services = tuple(s for name, node in applications(form, root) for s in services_of(form, source, name, node))
    lines = root.get(*form.lines) if form.lines else None
    dockerfiles = (inline.read(source.path, lines),) if lines is not None and lines.is_sequence else ()
    return PlatformFile(source.path, form.host, services, dockerfiles=dockerfiles)


def joined(files: list[PlatformFile]) -> list[PlatformFile]:
    """The files with the variables of each script in the applications of its folder; one that lies beside none is another program's."""
    scripts = {folder_of_file(f.path): f for f in files if f.path.rpartition("/")[2] == _ENVIRONMENT}
    return [_with_script(file, scripts) for file in files if file not in scripts.values()]


def _with_script(file: PlatformFile, scripts: dict[str, PlatformFile]) -> PlatformFile:
    found = scripts if file.host == "platform-sh" else {}
    services = (
        s.replaced(variables=(*s.variables, *found[s.root].variables)) if s.root in found else s for s in file.services
    )
    return file.replaced(services=tuple(services))


def _exported(source: Source) -> Iterator[Variable]:
    """A text that the shell computes is not known."""
    for variable in env_file.read(source).variables:
        is_plain = not set("$`") & set(variable.value or "")
        yield variable if is_plain else variable.replaced(value=None, source="host")
