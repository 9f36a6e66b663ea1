"""What a deployment installs: its install commands, or what its host installs by itself."""

from __future__ import annotations

from flaskcheck.installed import commands
from flaskcheck.installed import gather as dependencies

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.installed.commands import Install
    from flaskcheck.installed.installed import Installed
    from flaskcheck.units.deployment import Deployment


OWN_COMMANDS_ONLY = frozenset({"render", "docker", "compose", "kubernetes", "systemd", "supervisor"})
"""Hosts that install what the build command says and nothing by themselves."""


def installed_by(deployment: Deployment) -> Installed:
    """The distributions that the deployment's build installs.

    Where that leaves Flask itself out, the real installation is hidden somewhere: then nothing is known.
    """
    files = deployment.repository.dependency_files
    found = install_commands(deployment)
    python = deployment.python.version if deployment.python else ""
    image = deployment.image
    complete = image is None or image.python is not None  # an unknown base image may bring anything
    by_host = image is None and (not found or deployment.service.host not in OWN_COMMANDS_ONLY)
    answer = dependencies.installed(
        files, found, deployment.root, deployment.host if by_host else None, python, complete
    )
    if answer.provides(("flask",)).status in ("declared", "transitive") or not files:
        return answer
    declared_somewhere = any(r.name == "flask" for f in files.values() for r in f.requirements)
    return answer.unknown() if declared_somewhere or not complete else answer


def install_commands(deployment: Deployment) -> tuple[Install, ...]:
    """The install commands of the build, with the files that they name as repository paths."""
    found = []
    for command in deployment.commands:
        if command.phase not in ("build", "release", "start"):
            continue
        view = deployment.view_of(command)
        for invocation in deployment.invocations_of(command):
            install = commands.installs_of(invocation, view)
            if install is not None:
                found.append(install)
    return tuple(found)
