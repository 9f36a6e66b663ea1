"""Which folders hold templates and static files, and which file a name finds in them."""

from __future__ import annotations

import posixpath

from flaskcheck.facts import Call, Literal, Name
from flaskcheck.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.project import Project

LOADERS = frozenset(
    {
        "ChoiceLoader",
        "FileSystemLoader",
        "PackageLoader",
        "DictLoader",
        "FunctionLoader",
        "PrefixLoader",
        "setup_themes",
        "Themes",
    }
)
BRINGING = (
    "flask_admin",
    "flask_security",
    "flask_user",
    "flask_bootstrap",
    "flask_appbuilder",
    "flask_debugtoolbar",
    "flask_mail_templates",
    "flasgger",
    "flask_restx",
    "flask_profiler",
    "flask_moment",
    "bootstrap_flask",
)
"""Extensions that bring templates of their own."""


class Lookup(Record):
    """What a name finds. ``status``: ``found``, ``case`` (a file that differs by case only, ``path``), ``missing``, ``unknown``."""

    status: str
    path: str = ""


class Folders:
    """Folders that are searched, in order. ``open``: others may be searched too, so that absence proves nothing."""

    def __init__(self, files: tuple[str, ...], folders: tuple[str, ...], is_open: bool) -> None:
        self.folders = folders
        self.is_open = is_open
        self._names: dict[str, str] = {}
        self._lower: dict[str, str] = {}
        for folder in folders:
            prefix = f"{folder}/" if folder else ""
            for path in files:
                if path.startswith(prefix):
                    self._names.setdefault(path[len(prefix) :], path)
                    self._lower.setdefault(path[len(prefix) :].lower(), path)

    def lookup(self, name: str) -> Lookup:
        """What a name finds; Jinja and Flask take it literally: case counts, ``\\\\`` is no separator."""
        clean = name.lstrip("/")
        if clean in self._names:
            return Lookup("found", self._names[clean])
        if clean.lower() in self._lower:
            return Lookup("case", self._lower[clean.lower()])
        if self.is_open or not self.folders:
            return Lookup("unknown")
        return Lookup("missing")


def template_folders(project: Project) -> Folders:
    """Where the templates of the applications and blueprints lie."""
    return _folders(project, "template_folder", "templates")


def static_folders(project: Project) -> Folders:
    """Where the static files of the applications and blueprints lie."""
    return _folders(project, "static_folder", "static")


def _folders(project: Project, keyword: str, default: str) -> Folders:
    found: list[str] = []
    is_open = _has_other_loaders(project) if default == "templates" else False
    for path, call in _makers(project):
        value = call.argument(-1, keyword)
        folder = posixpath.dirname(path)
        if value is None:
            is_application = not call.name.endswith("Blueprint")
            if is_application or default == "templates":
                found.append(_joined(folder, default) if is_application else "")
            is_open = is_open or (is_application and not _is_own_name(call))
        elif isinstance(value, Literal) and isinstance(value.value, str):
            found.append(_joined(folder, value.value))
        elif not (isinstance(value, Literal) and value.value is None):
            is_open = True
    files = tuple(p for p in project.tree.files if project.repository.role(p) not in ("vendored",))
    return Folders(files, tuple(dict.fromkeys(f for f in found if f)), is_open)


def _joined(folder: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(folder, name)).lstrip("/").removeprefix("../")


def _makers(project: Project) -> Iterator[tuple[str, Call]]:
    """The calls that make applications and blueprints, with their files."""
    for application in project.applications:
        yield application.path, application.call
    for path in project.repository.python_paths:
        if b"Blueprint" in project.tree.source(path).raw:
            module = project.code.module(path)
            for site in module.calls if module else ():
                if site.call.name.rpartition(".")[2] in ("Blueprint", "APIBlueprint"):
                    yield path, site.call


def _is_own_name(call: Call) -> bool:
    """Whether the application is named for its own module (``Flask(__name__)``), so that its folders are beside it."""
    first = call.argument(0, "import_name")
    return isinstance(first, Name) and first.name == "__name__" and call.argument(-1, "root_path") is None


def _has_other_loaders(project: Project) -> bool:
    for path in project.repository.python_paths:
        raw = project.tree.source(path).raw
        if any(word.encode() in raw for word in (*LOADERS, "jinja_loader", *BRINGING)):
            return True
    return False
