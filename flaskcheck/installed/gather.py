"""What a deployment installs: its install commands or its host's own choice of files, joined into one answer."""

from __future__ import annotations

from flaskcheck.facts.requirements import Include, Requirement
from flaskcheck.installed.commands import Install
from flaskcheck.installed.installed import DEVELOPMENT_FILE_WORDS, Installed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from flaskcheck.facts.requirements import DependencyFile
    from flaskcheck.hosts.table import Host


def installed(
    files: Mapping[str, DependencyFile],
    installs: tuple[Install, ...],
    root: str,
    host: Host | None,
    python: str = "",
    complete: bool = True,
) -> Installed:
    """What a deployment installs.

    ``files`` are all dependency files by path; ``installs`` the install commands of its build; ``host`` is given when the host installs by itself what it finds in ``root``.
    """
    gather = _Gather(files)
    if host is not None:
        for path in _chosen_by_host(files, root, host):
            gather.file(path, ("",))
        while host.key == "generic" and not gather.files and root:  # no host says which folder is deployed
            root = root.rpartition("/")[0]
            for path in _chosen_by_host(files, root, host):
                gather.file(path, ("",))
    for install in installs:
        gather.install(install)
    known = bool(gather.files or gather.requirements or gather.missing)
    everything = [r for f in files.values() if _is_near(f.path, root) for r in f.requirements]
    names = {r.name for r in gather.requirements}
    others = [r for r in everything if r.name not in names]
    whole = complete and not gather.missing and not any(f.invalid for f in gather.files.values())
    return Installed(
        gather.requirements, others, gather.constraints, gather.files.values(), gather.missing, known, whole, python
    )


def _is_near(path: str, root: str) -> bool:
    folder = path.rpartition("/")[0]
    return not root or folder == root or folder.startswith(f"{root}/") or root.startswith(f"{folder}/") or not folder


class _Gather:
    def __init__(self, known: Mapping[str, DependencyFile]) -> None:
        self.known = known
        self.files: dict[str, DependencyFile] = {}
        self.requirements: list[Requirement] = []
        self.constraints: list[Requirement] = []
        self.missing: list[Include] = []

    def install(self, install: Install) -> None:
        self.requirements += install.packages
        self.missing += [Include(path, path, False, place) for path, place in install.missing]
        for path in install.files:
            self.file(path, None)
        if install.project:
            groups = ("", *install.groups)
            for path in _project_files(self.known, install.root, install.program):
                self.file(path, None if install.development else groups)

    def file(self, path: str, groups: tuple[str, ...] | None, constraint: bool = False) -> None:
        """Take a file's requirements in, of some groups (``None``: all), and what it includes."""
        file = self.known.get(path)
        if file is None or path in self.files:
            return
        self.files[path] = file
        taken = [r for r in file.requirements if groups is None or r.group in groups]
        if constraint or file.kind == "constraints":
            self.constraints += taken
        else:
            self.requirements += taken
        for include in file.includes:
            if include.path in self.known:
                self.file(include.path, groups, include.constraint)
            elif "://" not in include.written:
                self.missing.append(include)


def _project_files(files: Mapping[str, DependencyFile], root: str, program: str) -> list[str]:
    """The files that an install of the project itself reads: its lock if the program has one, and its declaration."""
    locks = {"poetry": "poetry.lock", "uv": "uv.lock", "pdm": "pdm.lock", "pipenv": "Pipfile.lock"}
    names = (locks.get(program, ""), "Pipfile" if program == "pipenv" else "pyproject.toml", "setup.cfg", "setup.py")
    return [path for name in names if name and (path := f"{root}/{name}".lstrip("/")) in files]


def _chosen_by_host(files: Mapping[str, DependencyFile], root: str, host: Host) -> list[str]:
    """The files that the host's own build installs from: the first that is there, with what belongs to it."""
    order = host.installs_from or (
        "requirements.txt",
        "uv.lock",
        "poetry.lock",
        "pdm.lock",
        "Pipfile.lock",
        "pyproject.toml",
        "Pipfile",
        "environment.yml",
        "setup.cfg",
        "setup.py",
    )
    for name in order:
        path = f"{root}/{name}".lstrip("/")
        if path in files:
            declaration = {
                "poetry.lock": "pyproject.toml",
                "uv.lock": "pyproject.toml",
                "pdm.lock": "pyproject.toml",
                "Pipfile.lock": "Pipfile",
            }.get(name)
            beside = f"{root}/{declaration}".lstrip("/") if declaration else ""
            return [path, *([beside] if beside in files else [])]
    return _only_requirements(files, root)


def _only_requirements(files: Mapping[str, DependencyFile], root: str) -> list[str]:
    """Without a file of the usual name: ``requirements/prod.txt`` and the like, development ones left out."""
    found = []
    for path, file in files.items():
        folder, _, name = path.rpartition("/")
        words = name.lower().replace("-", ".").replace("_", ".").split(".")
        if file.kind == "requirements" and folder in (root, f"{root}/requirements".lstrip("/")):
            if not any(word in DEVELOPMENT_FILE_WORDS for word in words) and name.lower().startswith(
                ("req", "prod", "base", "common", "main")
            ):
                found.append(path)
    return found if len(found) == 1 or all("/requirements/" in f"/{p}" for p in found) else []


# --- install commands -----------------------------------------------------------------------------------
