"""Which files of a repository tell how it is deployed, and which reader reads each."""

from __future__ import annotations

import re
from importlib import import_module

from flaskcheck.facts.services import Folder, PlatformFile, Service
from flaskcheck.ground import words
from flaskcheck.ground.place import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.files.tree import Tree

_ROWS = (
    # reader (a module of flaskcheck.hosts), the base names it reads; a folder stands before them where it matters
    ("procfile", r"Procfile"),
    ("heroku_app_json", r"app\.json"),
    ("heroku_yml", r"heroku\.yml"),
    ("python_version", r"runtime\.txt|\.python-version|\.tool-versions|\.?mise\.toml"),
    ("render", r"render\.ya?ml"),
    ("digitalocean", r"\.do/[^/]+\.ya?ml"),
    ("app_engine", r"(?<!\.do/)app(?:[._-][\w-]+)?\.ya?ml"),
    ("fly", r"fly(?:[._-][\w-]+)?\.toml"),
    ("railway", r"railway\.(?:json|toml)|nixpacks\.(?:json|toml)|railpack\.json"),
    ("vercel", r"(?:vercel|now)\.json"),
    ("static_sites", r"netlify\.toml|firebase\.json|\.surgeignore|(?<!/)CNAME"),
    ("beanstalk", r"\.ebextensions/[^/]+\.config|\.elasticbeanstalk/config\.ya?ml|\.platform/hooks/\w+/[^/]+"),
    ("azure", r"azure\.ya?ml|\.deployment|startup\.(?:sh|txt)"),
    ("aws_lambda", r"zappa_settings\.(?:json|toml|ya?ml)|serverless\.ya?ml"),
    (
        "compose",
        r"(?i:(?:[\w.-]*[._-])?(?:docker|podman)?[-_]?compose(?:[._-][\w.-]+)?\.ya?ml|docker-(?:stack|swarm)[\w.-]*\.ya?ml)",
    ),
    ("github_workflow", r"(?<!.)\.github/workflows/[^/]+\.ya?ml"),
)
_ENDINGS = frozenset(
    (
        *("yml", "yaml", "toml", "json", "txt", "config", "sh"),
        *("Procfile", "CNAME", "python-version", "tool-versions", "surgeignore", "deployment"),
    )
)
"""How the names above end: most files of a repository are ruled out by that before the pattern is tried."""
_FILE = re.compile("(?:.*/)?(?:" + "|".join(f"(?P<{reader}>{names})" for reader, names in _ROWS) + ")")
_HINTS = re.compile(r"(?:.*/)?(?:(?P<passenger>passenger_wsgi\.py)|(?P<pythonanywhere>\w*pythonanywhere_com_wsgi\.py))")


def platform_files(tree: Tree) -> tuple[PlatformFile, ...]:
    """What every platform file of the tree declares, in the order of their paths.

    Files that together describe one application (``.ebextensions``, railway.toml with nixpacks.toml, a workflow with
    the host's own file) are joined as ``joins`` says. A file whose name speaks of development
    (``fly.dev.toml``) has development services. Keeps nothing.
    """
    from flaskcheck.hosts.joins import joined

    found = []
    for path in tree.files:
        reader = _reader_of(path)
        if reader:
            file: PlatformFile = import_module(f"flaskcheck.hosts.{reader}").read(tree.source(path))
            if file.host:
                found.append(_marked(file))
        elif path.endswith("_wsgi.py") and (match := _HINTS.fullmatch(path)) and match.lastgroup:
            found.append(_wsgi_file(path, match.lastgroup))
    return joined(found)


def deployed(paths: Iterable[str]) -> list[str]:
    """Those of some paths that are files of a host's or container's, by their names; neither workflows nor choices of a Python, which many repositories have at the top."""
    readers = ((path, _reader_of(path)) for path in paths)
    return [path for path, reader in readers if reader not in ("", "github_workflow", "python_version")]


def _reader_of(path: str) -> str:
    """The reader of a platform file, ``""`` for any other file."""
    if path.rpartition("/")[2].rpartition(".")[2] not in _ENDINGS and ".platform/hooks/" not in path:
        return ""
    if "node_modules/" in path or "site-packages/" in path:
        return ""
    match = _FILE.fullmatch(path)
    return (match.lastgroup or "") if match else ""


def _marked(file: PlatformFile) -> PlatformFile:
    name = file.path.rpartition("/")[2]
    if file.host in ("github", "compose") or not words.is_development(name):
        return file
    return file.replaced(services=tuple(service.replaced(development=True) for service in file.services))


def _wsgi_file(path: str, host: str) -> PlatformFile:
    """A Python file that only by its name tells of a host that imports it: a service without a command."""
    place = Place(path)
    script = Folder(path, path.rpartition("/")[2], "script", place)
    return PlatformFile(path, host, (Service(host, "", "web", place, path.rpartition("/")[0], folders=(script,)),))


# --- files that were meant to be platform files -----------------------------------------------------

_NAMES = {
    "Procfile": "procfile",
    "Dockerfile": "docker",
    "docker-compose.yml": "compose",
    "docker-compose.yaml": "compose",
    "compose.yaml": "compose",
    "app.json": "heroku",
    "heroku.yml": "heroku",
    "runtime.txt": "heroku",
    ".python-version": "heroku",
    "render.yaml": "render",
    "app.yaml": "app-engine",
    "fly.toml": "fly",
    "railway.json": "railway",
    "railway.toml": "railway",
    "nixpacks.toml": "railway",
    "vercel.json": "vercel",
    "netlify.toml": "netlify",
    "zappa_settings.json": "zappa",
}
_ALSO_WRITTEN = {
    "render.yml": "render.yaml",
    "heroku.yaml": "heroku.yml",
    "docker_compose.yml": "docker-compose.yml",
    "docker_compose.yaml": "docker-compose.yml",
    "dockercompose.yml": "docker-compose.yml",
    "railway.yml": "railway.toml",
    "railway.yaml": "railway.toml",
    "profile": "Procfile",
    "procfile.yml": "Procfile",
    ".procfile": "Procfile",
    "vercel.js": "vercel.json",
    **dict.fromkeys(  # heroku-buildpack-python, MISSPELLED_PYTHON_VERSION_FILE_NAMES
        (
            *(". python-version", ".python_version.txt", ".python_version", ",python-version", ".python-version."),
            *(".python-version.rtf", ".python.version", ".pythonversion", "'.python-version'", "python_version.txt"),
            *("python_version", "python-version.", "python-version.txt", "python-version"),
        ),
        ".python-version",
    ),
}
_LOWER = {name.lower(): name for name in _NAMES}
_SUFFIXES = (".txt", ".py", ".yml", ".yaml", ".json", ".toml")


def misnamed(tree: Tree) -> tuple[tuple[str, str, str], ...]:
    """Files whose name is almost that of a platform file, so that no host reads them: (path, right name, host).

    ``procfile``, ``Procfile.txt``, ``render.yml``, ``vercel.json.py``, ``docker-compose.yaml.yml``. A copy beside the
    rightly named file is none.
    """
    found = []
    for path in tree.files:
        folder, _, name = path.rpartition("/")
        expected = _expected(name)
        beside = f"{folder}/{expected}" if folder else expected
        if expected and not tree.has(beside):
            found.append((path, expected, _NAMES[expected]))
    return tuple(found)


def _expected(name: str) -> str:
    """The name that was meant, or ``""``."""
    lower = name.strip().lower()
    if name in _NAMES or lower == "dockerfile":  # BuildKit reads that, too
        return ""
    if lower in _LOWER:
        return _LOWER[lower]
    if lower in _ALSO_WRITTEN and not (lower == "profile" and name != "Profile"):
        return _ALSO_WRITTEN[lower]
    stem, dot, suffix = lower.rpartition(".")
    if stem not in _LOWER or dot + suffix not in _SUFFIXES:
        return ""
    return _LOWER[stem] if "." in stem.lstrip(".") or suffix == "txt" else ""
