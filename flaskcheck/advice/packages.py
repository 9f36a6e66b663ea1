"""How a project adds a package: with its own tool, in the file that its deployment installs from. In words, and as an edit or a command."""

from __future__ import annotations

from flaskcheck.files.edits import TextEdits
from flaskcheck.ground.place import Fix
from flaskcheck.known.tables.oldest import oldest

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
    file = _home(deployment)
    if file is None:
        image, files = deployment.image, deployment.installed.files
        is_listed = image is not None and not files and any(deployment.commands.installs)
        return (
            f"Add {package} to the pip install in {image.path}"
            if image and is_listed
            else f"Add {package} to the requirements"
        )
    if file.kind in _COMMANDS:
        return f"Run: {_by_tool(file, package)}"
    source = _compiled_from(deployment, file)
    if source:
        return f"Add {package} to {source} and compile it again"
    return f"Add {package} to {_PLACES.get(file.kind, '{0}').format(file.path)}"


def addition(deployment: Deployment, package: str) -> Fix | None:
    """The same as an edit of the file, or as a command where a tool writes it; ``None`` where neither is plain."""
    file = _home(deployment)
    if file is None:
        return _installed_by_image(deployment, package)
    if file.kind in _COMMANDS:
        return Fix(command=_by_tool(file, package))
    source = deployment.tree.source(file.path)
    if file.compiled:
        return _compiled_again(deployment, file, package)
    is_loose = any(requirement.is_loose for requirement in file.requirements)
    bound = "" if is_loose or not file.requirements else oldest(package)
    if bound is None or "--hash=" in source.text or source.is_wide:
        return None
    if file.kind == "requirements":
        return TextEdits(source).added(f"{package}{bound}")
    return _listed(deployment, file, f"{package}{bound}") if file.kind == "pyproject" else None


def _installed_by_image(deployment: Deployment, package: str) -> Fix | None:
    """One more word of the only pip install of a Dockerfile that names packages, where no file lists any."""
    image, installs = deployment.image, [i for i in deployment.commands.installs if i.packages]
    if image is None or deployment.installed.files or len(installs) != 1 or installs[0].program != "pip":
        return None
    packages = installs[0].packages
    last = packages[-1].place
    is_loose = any(requirement.is_loose for requirement in packages)
    bound = "" if is_loose else oldest(package)
    edits = TextEdits(deployment.tree.source(last.path))
    behind = edits.text(last.replaced(column=last.end_column, end_column=last.end_column + 1))
    if last.path != image.path or bound is None or edits.text(last) != packages[-1].text or behind.strip():
        return None
    word = f"{package}{bound}"
    return edits.behind(last, f" '{word}'" if set("[>") & set(word) else f" {word}")


def _home(deployment: Deployment) -> DependencyFile | None:
    """The file that a package is added to: that of a tool which locks it, else the first that is written by hand."""
    files = [file for file in deployment.installed.files if file.kind != "constraints"]
    tool = next((file for file in files if file.lock and file.kind in _COMMANDS), None)
    return tool or next((file for file in files if not file.lock), None)


def _by_tool(file: DependencyFile, package: str) -> str:
    return f"{_COMMANDS[file.kind]} {_word(package)}"


def _word(package: str) -> str:
    return f'"{package}"' if "[" in package else package


def _compiled_from(deployment: Deployment, file: DependencyFile) -> str:
    """The file that a compiled one was made of; ``""`` where it is not there."""
    source = file.path.removesuffix(".txt") + ".in"
    return source if file.compiled and deployment.tree.has(source) else ""


def _compiled_again(deployment: Deployment, file: DependencyFile, package: str) -> Fix | None:
    source = _compiled_from(deployment, file)
    is_of_uv = "uv pip compile" in deployment.tree.source(file.path).text[:500]
    compiles = f"uv pip compile {source} -o {file.path}" if is_of_uv else f"pip-compile {source}"
    return Fix(command=f"echo {_word(package)} >> {source} && {compiles}") if source else None


def _listed(deployment: Deployment, file: DependencyFile, text: str) -> Fix | None:
    """One more entry behind the last one of ``project.dependencies``."""
    source = deployment.tree.source(file.path)
    listed = [requirement.place for requirement in file.requirements if not requirement.group]
    if not listed or len({place.path for place in listed}) > 1:
        return None
    last = max(listed, key=lambda place: (place.line, place.column))
    line = source.lines[last.end_line - 1]
    sign, rest = line[last.end_column - 1 : last.end_column], line[last.end_column :].lstrip()
    above = line[: last.column - 1]
    if sign not in ("'", '"') or not above.endswith(sign):
        return None
    if above.strip() == sign and (not rest or rest.startswith((",", "#"))):
        comma = "" if rest.startswith(",") else ","
        whole = last.replaced(end_column=last.end_column + 1)
        edits = TextEdits(source)
        ended = edits.behind(whole, comma) if comma else None
        more = edits.inserted(last.end_line + 1, f"{above}{text}{sign},")
        return Fix((*(ended.edits if ended else ()), *more.edits)) if more else None
    if not rest.startswith("]"):
        return None
    return TextEdits(source).behind(last.replaced(end_column=last.end_column + 1), f", {sign}{text}{sign}")
