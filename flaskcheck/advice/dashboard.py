"""What to write into the fields of a host's dashboard, where no file of the repository says how it is deployed."""

from __future__ import annotations

from flaskcheck.advice import targets
from flaskcheck.advice.advice import Advice
from flaskcheck.files.paths import is_in
from flaskcheck.known import usual_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.units.deployment import Deployment

_TOOLS = {
    "poetry": "poetry",
    "poetry-lock": "poetry",
    "pdm": "pdm",
    "pdm-lock": "pdm",
    "pipfile": "pipenv",
    "pipfile-lock": "pipenv",
    "uv-lock": "uv",
}
_INSTALLS = {"uv": "uv sync", "pipenv": "pipenv install --deploy"}


def commands(deployment: Deployment) -> dict[str, str]:
    """The command of each phase, ``build``, ``release`` and ``start``; ``""`` where there is none to propose."""
    tool, installs = _installs(deployment)
    runs = f"{tool} run " if tool else ""
    upgrade = _upgrade(deployment)
    upgrade = f"{runs}{upgrade}" if upgrade else ""
    has_release = bool(deployment.host.once_per_deploy) and not deployment.host.has_command_fields
    found = targets.proposal(deployment)
    return {
        "build": " && ".join(filter(None, (installs, "" if has_release else upgrade))),
        "release": upgrade if has_release else "",
        "start": f"{runs}{found.command}" if found is not None else "",
    }


def _installs(deployment: Deployment) -> tuple[str, str]:
    """The tool in whose environment programs run (``""``: pip's own), and how it installs."""
    files = [file for file in deployment.installed.files if file.kind != "constraints"]
    tool = next((_TOOLS[file.kind] for file in files if file.kind in _TOOLS), "")
    if tool or not files:
        return tool, _INSTALLS.get(tool, f"{tool} install") if tool else ""
    first, root = files[0], deployment.root
    inside = first.path[len(root) :].lstrip("/") if is_in(first.path, root) else ""
    if first.kind == "requirements":
        return "", f"pip install -r {inside}" if inside else ""
    return "", "pip install ." if first.kind in ("pyproject", "setup-py", "setup-cfg") else ""


def _upgrade(deployment: Deployment) -> str:
    """The command that applies the migrations of Flask-Migrate, as Flask finds the application; ``""`` where there are none."""
    histories = deployment.repository.histories
    if not any(is_in(history.folder, deployment.root) for history in histories):
        return ""
    if deployment.installed.any_of("flask-migrate") is None:
        return ""
    advice, found = Advice(deployment), targets.proposal(deployment)
    is_script = deployment.upgrades.script
    is_told = f"{deployment.root}/.flaskenv".lstrip("/") in deployment.tree.files
    if (
        is_script
        or is_told
        or found is None
        or (f"{found.target.module}.py" in usual_names.DEFAULT_FILES and not found.folder)
    ):
        return advice.migrations("upgrade")
    return advice.flask_command("db upgrade").removeprefix("Name the application: ")
