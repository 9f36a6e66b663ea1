"""What a deployment installs: its install commands, or what its host installs by itself."""

from __future__ import annotations

from flaskcheck import dependencies

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.dependencies import Install, Installed
    from flaskcheck.deployment import Deployment


def installed_by(deployment: Deployment) -> Installed:
    """The distributions that the deployment's build installs."""
    files = deployment.repository.dependency_files
    found = install_commands(deployment)
    python = deployment.python.version if deployment.python else ""
    image = deployment.image
    own = image is None or image.python is not None  # an unknown base image may bring anything
    if image is not None and not found:
        found = (dependencies.Install("", deployment.place),)  # an image installs what it is told, nothing by itself
    return dependencies.installed(files, found or None, deployment.root, deployment.host, python, own)


def install_commands(deployment: Deployment) -> tuple[Install, ...]:
    """The install commands of the build, with the files that they name as repository paths."""
    found = []
    for invocation in deployment.programs("build", "release", "start"):
        install = dependencies.installs_of(invocation, deployment.view)
        if install is not None:
            found.append(install)
    return tuple(found)
