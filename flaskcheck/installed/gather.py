"""What a deployment installs: its install commands or its host's own choice of files, joined into one answer."""

from __future__ import annotations

from flaskcheck.facts.requirements import Include, Requirement
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.known import versions
from flaskcheck.known.distributions import (
    OFTEN_BROUGHT,
    brings,
    distributions_for,
    distributions_with_program,
    is_known_name,
)
from flaskcheck.readers.requirements.requirements_txt import normalised, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flaskcheck.facts.broken import Unreadable
    from flaskcheck.facts.requirements import DependencyFile
    from flaskcheck.files.layout import View
    from flaskcheck.hosts.table import Host
    from flaskcheck.shell.program import Invocation

GENERIC_WORDS = frozenset({"flask", "python", "google", "cloud", "client", "api", "utils"})
DEVELOPMENT_GROUPS = frozenset(
    "dev develop development test tests testing lint docs doc ci typing type local style format".split()
)
DEVELOPMENT_FILE_WORDS = (
    "dev",
    "develop",
    "development",
    "test",
    "tests",
    "testing",
    "lint",
    "docs",
    "doc",
    "ci",
    "local",
)


WHY = {
    "dev-only": "but only for development",
    "elsewhere": "in a file that the host does not install",
    "excluded": "but its marker excludes Linux",
}
"""Why a declared distribution is not installed, by the status of an ``Answer``."""


class Install(Record):
    """One install command. ``files`` are repository paths of requirements files; ``missing`` are named files that are not there (as written, with place); ``packages`` are named
    inline; ``groups`` are extra groups that it includes, ``development`` whether it installs development groups too; ``project``: it installs the project in ``root`` itself."""

    program: str
    place: Place
    files: tuple[str, ...] = ()
    missing: tuple[tuple[str, Place], ...] = ()
    packages: tuple[Requirement, ...] = ()
    groups: tuple[str, ...] = ()
    development: bool = False
    project: bool = False
    root: str = ""


class Answer(Record):
    """``status``: ``declared``, ``transitive`` (another distribution brings it), ``dev-only`` (declared for development), ``elsewhere`` (declared in a file that this deployment does
    not install), ``excluded`` (its marker does not hold on Linux), ``missing``, ``unknown``."""

    status: str
    requirement: Requirement | None = None
    distribution: str = ""


class Installed:
    """The distributions that one deployment installs.

    ``files`` are the dependency files read for it; ``is_known`` is false when nothing in the repository tells what is installed; ``complete`` is false when something is
    installed that cannot be seen (a base image's own packages, a file that is not there).
    """

    def __init__(
        self,
        requirements: Iterable[Requirement],
        others: Iterable[Requirement],
        constraints: Iterable[Requirement],
        files: Iterable[DependencyFile],
        missing: Iterable[Include],
        is_known: bool,
        complete: bool = True,
        python: str = "",
    ) -> None:
        self.python = python
        self.files = tuple(files)
        self.missing_includes = tuple(missing)
        self.is_known = is_known
        self.complete = complete
        self.has_lock = any(f.lock for f in self.files)
        self.requirements = tuple(requirements)
        self._by_name: dict[str, list[Requirement]] = {}
        for requirement in self.requirements:
            self._by_name.setdefault(requirement.name, []).append(requirement)
        self._others = {r.name: r for r in others}
        self._constraints = {r.name: r for r in constraints}
        self._brought: dict[str, str] | None = None

    def unknown(self) -> Installed:
        """The same with nothing taken as certain: absence proves nothing."""
        self.is_known = self.complete = False
        return self

    def has(self, distribution: str) -> Requirement | None:
        """The requirement that installs a distribution on the host, if any."""
        for requirement in self._by_name.get(normalised(distribution), ()):
            if versions.marker_applies(requirement.marker, self.python) is not False:
                return requirement
        return None

    def any_of(self, *names: str) -> Requirement | None:
        """The first of several distributions that is installed."""
        return next((found for name in names if (found := self.has(name))), None)

    @property
    def brought(self) -> dict[str, str]:
        """Well-known distributions that come along with the declared ones: name → through which."""
        if self._brought is None:
            found: dict[str, str] = {}
            for name in self._by_name:
                if self.has(name):
                    for other in brings(name):
                        found.setdefault(other, name)
            self._brought = found
        return self._brought

    def provides(self, names: Iterable[str]) -> Answer:
        """Whether any of some alternative distributions is installed, and how."""
        candidates = [normalised(n) for n in names]
        for name in candidates:
            if requirement := self.has(name):
                return Answer("declared", requirement, name)
        for name in candidates:
            if name in self.brought:
                return Answer("transitive", self.has(self.brought[name]), name)
        if not self.is_known:
            return Answer("unknown")
        for name in candidates:
            if name in self._by_name:
                return Answer("excluded", self._by_name[name][0], name)
        for name in candidates:
            if name in self._others:
                other = self._others[name]
                return Answer("dev-only" if is_for_development(other) else "elsewhere", other, name)
        return Answer("missing" if self.complete else "unknown", None, candidates[0] if candidates else "")

    def provides_import(self, module: str) -> Answer:
        """Whether a module can be imported; ``distribution`` is the one to declare."""
        names = distributions_for(module)
        answer = self.provides(names)
        if answer.status == "missing" and not self._certainly_lacks(module, names[0]):
            return Answer("unknown", None, names[0])
        return answer

    def _certainly_lacks(self, module: str, name: str) -> bool:
        """Whether a module that no declared distribution is known to provide is really missing, though some declared one may bring it unknown to us."""
        words = {w for w in normalised(module.partition(".")[0]).split("-") if len(w) > 2} - GENERIC_WORDS
        if any(
            words & set(declared.split("-")) or declared.endswith(normalised(module.partition(".")[0]))
            for declared in self._by_name
        ):
            return False
        if self.has_lock:
            return is_known_name(name)
        strangers = any(not is_known_name(declared) for declared in self._by_name)
        return is_known_name(name) and not (strangers and name in OFTEN_BROUGHT)

    def provides_program(self, program: str) -> Answer:
        """Whether a program is installed; ``unknown`` for programs that no known distribution brings."""
        names = distributions_with_program(program)
        return self.provides(names) if names else Answer("unknown")

    def version(self, distribution: str) -> str:
        """The exact version that will be installed, or ``""``."""
        return versions.exact(self.specifier(distribution) or "")

    def specifier(self, distribution: str) -> str | None:
        """What limits the version, constraints included; ``None`` when it is not installed."""
        name = normalised(distribution)
        found = self._by_name.get(name, [])
        if not found and name not in self.brought:
            return None
        pins = [r.specifier for r in found if versions.exact(r.specifier)]
        if pins:
            return pins[-1]
        parts = [r.specifier for r in found if r.specifier]
        if name in self._constraints:
            parts.append(self._constraints[name].specifier)
        return ",".join(parts)

    def may_be(self, distribution: str, bound: str) -> bool:
        """Whether an install today can give a version at or above a bound (installers take the newest that is allowed)."""
        specifier = self.specifier(distribution)
        return specifier is not None and versions.may_reach(specifier, bound)

    def must_be_below(self, distribution: str, bound: str) -> bool:
        """Whether every allowed version is below a bound."""
        specifier = self.specifier(distribution)
        return specifier is not None and not versions.may_reach(specifier, bound)


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


def is_for_development(requirement: Requirement) -> bool:
    """Whether a requirement stands in a group or a file that is named for development."""
    name = requirement.place.path.rpartition("/")[2].lower().replace("-", ".").replace("_", ".")
    return requirement.group in DEVELOPMENT_GROUPS or any(word in DEVELOPMENT_FILE_WORDS for word in name.split("."))


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


def installs_of(invocation: Invocation, view: View) -> Install | None:
    """The install command that an invocation is, with its files as repository paths; ``None`` for other programs."""
    reader = _PROGRAMS.get(invocation.program)
    return reader(invocation, view) if reader else None


def _pip(invocation: Invocation, view: View) -> Install | None:
    words = list(invocation.arguments)
    if invocation.program == "uv":
        if words[:1] == ["sync"]:
            return _project(invocation, view, "--no-dev" not in words and "--no-default-groups" not in words)
        if words[:1] != ["pip"]:
            return None
        words = words[1:]
    while words and words[0].startswith("-"):
        words.pop(0)
    if words[:1] not in (["install"], ["sync"], ["wheel"], ["download"]):
        return None
    return _pip_words(invocation, view, words[1:], len(invocation.arguments) - len(words) + 1)


def _pip_words(invocation: Invocation, view: View, words: list[str], first: int) -> Install:
    files, missing, packages, project, root = [], [], [], False, ""
    at = 0
    while at < len(words):
        word, place = words[at], invocation.place_of(first + at)
        at += 1
        name = _file_word(word)
        if name is not None or (word.endswith((".txt", ".in")) and "==" not in word):
            if name == "" and at < len(words):
                name, place = words[at], invocation.place_of(first + at)
                at += 1
            found = _find(invocation, view, name or word)
            if found:
                files.append(found)
            elif not UNCERTAIN.intersection(name or word) and "://" not in (name or word):
                missing.append((name or word, place))
        elif word in _WITH_VALUE:
            at += 1
        elif word in ("-e", "--editable"):
            continue
        elif word.partition("[")[0] in (".", "./") or (
            word.startswith(("/", "./")) and not word.endswith((".whl", ".gz"))
        ):
            project, root = True, _find(invocation, view, word.partition("[")[0]) or ""
        elif not word.startswith("-") and "$" not in word:
            packages.append(parse(word.strip("'\""), place))
    good = tuple(p for p in packages if isinstance(p, Requirement) and p.name)
    return Install("pip", invocation.place, tuple(files), tuple(missing), good, (), False, project, root)


UNCERTAIN = frozenset("$*?[`")
"""A path with one of these is only known when the shell expands it."""

_WITH_VALUE = frozenset(
    "-c --constraint -i --index-url --extra-index-url -f --find-links -t --target --prefix --root --python --timeout --retries --trusted-host --no-binary --only-binary --platform "
    "--cache-dir --log --proxy --python-version -d --dest -w --wheel-dir --progress-bar --upgrade-strategy".split()
)


def _file_word(word: str) -> str | None:
    """The file of ``-r file`` (``""`` when it is the next word), ``-rfile``, ``--requirement=file``; ``None`` for other words."""
    if word in ("-r", "--requirement", "--requirements"):
        return ""
    if word.startswith("-r") and not word.startswith("--"):
        return word[2:]
    return word.partition("=")[2] if word.startswith("--requirement") and "=" in word else None


def _find(invocation: Invocation, view: View, path: str) -> str | None:
    return view.find(view.join(invocation.cwd or view.cwd, path))


def _project(invocation: Invocation, view: View, development: bool) -> Install:
    root = view.find(invocation.cwd or view.cwd) or ""
    words = invocation.arguments
    groups = tuple(
        words[i + 1] for i, w in enumerate(words[:-1]) if w in ("--extra", "--group", "--with", "-E", "--extras")
    )
    return Install(
        invocation.program, invocation.place, groups=groups, development=development, project=True, root=root
    )


def _poetry(invocation: Invocation, view: View) -> Install | None:
    words = invocation.arguments
    if not words or words[0] not in ("install", "sync"):
        return _added(invocation, "add")
    return _project(
        invocation,
        view,
        not (
            {"--no-dev", "--only", "--without", "--only-root"} & set(words)
            or any(w.startswith(("--only=", "--without=")) for w in words)
        ),
    )


def _pipenv(invocation: Invocation, view: View) -> Install | None:
    words = invocation.arguments
    if not words or words[0] not in ("install", "sync"):
        return None
    names = [w for w in words[1:] if not w.startswith("-")]
    if names:
        return _added(invocation, words[0])
    return _project(invocation, view, bool({"--dev", "-d"} & set(words)))


def _pdm(invocation: Invocation, view: View) -> Install | None:
    words = invocation.arguments
    if not words or words[0] not in ("install", "sync"):
        return None
    return _project(invocation, view, not {"--prod", "--production", "--no-dev"} & set(words))


def _added(invocation: Invocation, verb: str) -> Install | None:
    words = invocation.arguments
    if not words or words[0] != verb:
        return None
    packages = [parse(w, invocation.place) for w in words[1:] if not w.startswith("-")]
    return Install(
        invocation.program, invocation.place, packages=tuple(p for p in packages if isinstance(p, Requirement))
    )


def _system(invocation: Invocation, view: View) -> Install | None:
    """apt's and apk's Python packages: ``python3-psycopg2``, ``py3-gunicorn``, ``uwsgi``, ``gunicorn``."""
    words = [w for w in invocation.arguments if not w.startswith("-")]
    if not words or words[0] not in ("install", "add"):
        return None
    found = []
    for word in words[1:]:
        name = word.partition("=")[0]
        bare = name.removeprefix("python3-").removeprefix("py3-")
        if bare != name or name in ("gunicorn", "gunicorn3", "uwsgi", "nginx-unit", "unit-python3"):
            found.append(Requirement(normalised(bare), name, invocation.place))
    return Install(invocation.program, invocation.place, packages=tuple(found)) if found else None


def _conda(invocation: Invocation, view: View) -> Install | None:
    words = invocation.arguments
    for flag in ("-f", "--file"):
        if flag in words[:-1]:
            path = _find(invocation, view, words[words.index(flag) + 1])
            return Install("conda", invocation.place, (path,) if path else ())
    names = [w for w in words[1:] if not w.startswith("-")] if words[:1] == ("install",) else []
    packages: list[Requirement | Unreadable] = [
        parse(w.replace("=", "==", 1) if "==" not in w else w, invocation.place) for w in names
    ]
    return (
        Install("conda", invocation.place, packages=tuple(p for p in packages if isinstance(p, Requirement)))
        if names
        else None
    )


_PROGRAMS = {
    "pip": _pip,
    "uv": _pip,
    "poetry": _poetry,
    "pipenv": _pipenv,
    "pdm": _pdm,
    "apt-get": _system,
    "apt": _system,
    "apk": _system,
    "conda": _conda,
    "mamba": _conda,
    "micromamba": _conda,
}
