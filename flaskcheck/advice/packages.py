"""How a project adds a package: with its own tool, in the file that its deployment installs from."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.requirements import DependencyFile
    from flaskcheck.units.deployment import Deployment

_COMMANDS = {
    "pipfile": "pipenv install",
    "pipfile-lock": "pipenv install",
    "poetry": "poetry add",
    "poetry-lock": "poetry add",
    "uv-lock": "uv add",
    "pdm": "pdm add",
    "pdm-lock": "pdm add",
    "pixi": "pixi add --pypi",
}
"""What adds a package to the file of a tool and to its lock."""

_PLACES = {
    "pyproject": "dependencies in {0}",
    "setup-py": "install_requires in {0}",
    "setup-cfg": "install_requires in {0}",
    "conda": "pip: list in {0}",
}


def added(deployment: Deployment, package: str) -> str:
    """How to add a package to what a deployment installs: ``Add gunicorn to requirements.txt``, ``Run: poetry add gunicorn``; without a full stop."""
    files = [file for file in deployment.installed.files if file.kind != "constraints"]
    tool = next((file for file in files if file.lock and file.kind in _COMMANDS), None)
    file = tool or next((file for file in files if not file.lock), None)
    if file is None:
        image = deployment.image
        is_listed = image is not None and not files and any(deployment.commands.installs)
        return (
            f"Add {package} to the pip install in {image.path}"
            if image and is_listed
            else f"Add {package} to the requirements"
        )
    return _to(file, package, deployment)


def _to(file: DependencyFile, package: str, deployment: Deployment) -> str:
    words = f'"{package}"' if "[" in package else package
    if file.kind in _COMMANDS:
        return f"Run: {_COMMANDS[file.kind]} {words}"
    source = file.path.removesuffix(".txt") + ".in"
    if file.compiled and deployment.tree.has(source):
        return f"Add {package} to {source} and compile it again"
    return f"Add {package} to {_PLACES.get(file.kind, '{0}').format(file.path)}"
