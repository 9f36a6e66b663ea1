"""What a command installs: pip, Poetry, Pipenv, PDM, uv, conda, the system."""

from __future__ import annotations

import re
from itertools import pairwise
from posixpath import basename, dirname, join

from flaskcheck.facts.requirements import Requirement
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.installed.steering import INSTALLERS, STEERING_VARIABLES, is_offline, steers
from flaskcheck.known.distributions import distributions_for
from flaskcheck.known.tables.programs import PROGRAMS
from flaskcheck.readers.requirements.line import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.broken import Unreadable
    from flaskcheck.files.layout import View
    from flaskcheck.shell.program import Invocation


class Install(Record):
    """One install command. ``files`` are repository paths of requirements files; ``missing`` are named files that are not there (as written, with place); ``made`` are those that
    something else than the repository may have made there, and whatever else nobody can look into; ``packages`` are named inline; ``projects`` are the folders of the repository's own projects that it installs, each with the extra groups that it includes,
    ``development`` whether it installs development groups too. ``constraints`` are repository paths of files that limit versions; ``steers``: something else than what it names chooses the releases, too (another
    index, a day, what is there already). ``manifest`` is what its project's lock is made of, and ``lock`` what it does where that doesn't fit: ``checks`` (it stops), ``insists`` (it installs what the lock holds, and stops without one), ``keeps`` (the same, but
    makes one that is missing), ``renews`` (it makes a new one). ``wheels`` is the folder that it puts built wheels into, ``offline`` are the folders of wheels
    that its options name, ``--no-index`` and ``--no-deps`` (``wheels.py``)."""

    program: str
    place: Place
    files: tuple[str, ...] = ()
    missing: tuple[tuple[str, Place], ...] = ()
    packages: tuple[Requirement, ...] = ()
    projects: tuple[tuple[str, tuple[str, ...]], ...] = ()
    development: bool = False
    made: tuple[str, ...] = ()
    cwd: str | None = None
    constraints: tuple[str, ...] = ()
    steers: bool = False
    manifest: str = ""
    lock: str = ""
    wheels: str = ""
    offline: tuple[str, ...] = ()


def installs_of(invocation: Invocation, view: View) -> Install | None:
    """The install command that an invocation is, with its files as repository paths; ``None`` for other programs."""
    reader = _PROGRAMS.get(invocation.program)
    found = reader(invocation, view) if reader else None
    return found.replaced(cwd=invocation.cwd) if found and found.missing else found


def _pip(invocation: Invocation, view: View) -> Install | None:
    words = list(invocation.arguments)
    if invocation.program == "uv":
        if words[:1] in (["sync"], ["export"]):
            return _project(invocation, view, "--no-dev" not in words and "--no-default-groups" not in words)
        if words[:2] == ["pip", "compile"]:
            return _compiled(invocation, view)
        if words[:1] != ["pip"]:
            return None
        words = words[1:]
    while words and words[0].startswith("-"):
        words.pop(0)
    if words[:2] == ["config", "set"]:
        return Install("pip", invocation.place, steers=True)
    if words[:1] not in (["install"], ["sync"], ["wheel"], ["download"]):
        return None
    found = _pip_words(invocation, view, words[1:], len(invocation.arguments) - len(words) + 1)
    wheels = next((value for name, value in _valued(words) if name in ("-w", "--wheel-dir")), ".")
    return found.replaced(wheels=wheels) if words[0] == "wheel" else found


def _pip_words(invocation: Invocation, view: View, words: list[str], first: int) -> Install:
    files, missing, packages = [], [], []
    projects: list[tuple[str, tuple[str, ...]]] = []
    made: list[str] = []
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
            elif _may_be_made(invocation, view, name or word):
                made.append(name or word)
            elif "://" not in (name or word):
                missing.append((name or word, place))
        elif word in _WITH_VALUE:
            at += 1
        elif word in ("-e", "--editable"):
            continue
        elif _is_folder(word, words[at - 2] if at > 1 else ""):
            path, _, extras = word.rpartition(" @ ")[2].removeprefix("file://").partition("[")
            groups = tuple(name.strip() for name in extras.rstrip("]").split(",") if name.strip())
            projects.append((_project_at(invocation, view, path), groups))
        elif not word.startswith("-"):
            packages.append(parse(_named(word.strip("'\"")), place))
            made += [word] if _hides_what_it_brings(word) else []
    good = tuple(p for p in packages if isinstance(p, Requirement) and p.name)
    install = Install("pip", invocation.place, tuple(files), tuple(missing), good, tuple(projects), made=tuple(made))
    return _limited(install, invocation, view, words)


def _limited(install: Install, invocation: Invocation, view: View, words: list[str]) -> Install:
    """The install command with what bounds the releases that it chooses, besides what it names."""
    limits = [_find(invocation, view, path) for path in _constraints(words)]
    steers = _is_steered(words, install.packages) or None in limits or _is_set_up(invocation, view, install.files)
    offline = tuple(
        value if name.endswith(("-f", "links")) else name for name, value in _valued(words) if is_offline(name, value)
    )
    return install.replaced(constraints=tuple(path for path in limits if path), steers=steers, offline=offline)


def _constraints(words: list[str]) -> tuple[str, ...]:
    """The files of ``-c file``, ``-cfile`` and ``--constraint=file``."""
    following = (then for word, then in pairwise(words) if word in ("-c", "--constraint", "--constraints"))
    joined = (w.partition("=")[2] for w in words if w.startswith("--constraint") and "=" in w)
    return (*following, *joined, *(w[2:] for w in words if w.startswith("-c") and len(w) > 2))


def _is_steered(words: list[str], packages: tuple[Requirement, ...]) -> bool:
    """Whether options choose other releases than the newest of the usual index that is allowed, or upgrade what another command has installed."""
    is_upgrade = any(w in ("-U", "--upgrade") for w in words) and any(p.name not in INSTALLERS for p in packages)
    return is_upgrade or any(steers(name, value) and not is_offline(name, value) for name, value in _valued(words))


def _valued(words: list[str]) -> Iterator[tuple[str, str]]:
    """Each word up to its ``=``, with what stands behind that, else the next word."""
    for word, then in zip(words, (*words[1:], "")):
        name, _, value = word.partition("=")
        yield name, value or then


def _is_set_up(invocation: Invocation, view: View, files: tuple[str, ...]) -> bool:
    """Whether variables of the installer are set for it, or a build changes a list that it reads."""
    variables = {name for name, _ in invocation.environment}
    at = (view.locate(path) for path in files)
    return not variables.isdisjoint(STEERING_VARIABLES) or any(path and view.rewritten(path) for path in at)


def _named(word: str) -> str:
    """A word without the version that the shell puts in: ``flask==$VERSION``."""
    found = _VERSION_OF_SHELL.match(word) if "$" in word else None
    return found[1] if found else word


def _hides_what_it_brings(word: str) -> bool:
    """Whether only the shell or what is in a built file tells what a word installs: ``$PACKAGES``, ``$(cat list)``, ``dist/*.whl``, a wheel."""
    path = word.partition("[")[0]
    return "$" in _named(word) or "`" in word or "*" in path or path.endswith((".whl", ".gz", ".zip"))


def _may_be_made(invocation: Invocation, view: View, path: str) -> bool:
    """Whether a file that the repository lacks may be there all the same: written by a step before, or by the shell (``<(pipenv requirements)``)."""
    if UNCERTAIN.intersection(path) or path.startswith(("<(", "/dev/", "/proc/")) or invocation.cwd is None:
        return True
    return view.maybe(view.join(invocation.cwd, path))


def _is_folder(word: str, before: str) -> bool:
    """Whether pip takes a word for the folder of a project: it has a separator or begins with a dot, or ``-e`` stands before it."""
    path = word.rpartition(" @ ")[2].removeprefix("file://").partition("[")[0]
    if "://" in path or path.startswith("-") or UNCERTAIN.intersection(path) or path.endswith((".whl", ".gz", ".zip")):
        return False
    return path.startswith(".") or "/" in path or before in ("-e", "--editable")


DECLARATIONS = ("pyproject.toml", "setup.py", "setup.cfg", "Pipfile", "pixi.toml")
"""The files in which a project says what it needs."""

UNCERTAIN = frozenset("$*?[`")
"""A path with one of these is only known when the shell expands it."""


_VERSION_OF_SHELL = re.compile(r"([A-Za-z0-9][\w.-]*(?:\[[\w,.-]*\])?)\s*(?:[=~<>!]=|[<>@])[^$]*\$")
"""A name, and a version that the shell knows."""

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


def _project_at(invocation: Invocation, view: View, folder: str) -> str:
    """The repository folder of the project that is at a deployment path: the one whose declaration was put there, since files of several may lie together."""
    declared = (_find(invocation, view, join(folder, name)) for name in DECLARATIONS)
    found = next((path for path in declared if path and basename(path) in DECLARATIONS), None)
    return dirname(found) if found else _find(invocation, view, folder) or ""


def _project(invocation: Invocation, view: View, development: bool) -> Install:
    root = _project_at(invocation, view, ".")
    words = invocation.arguments
    groups = tuple(
        words[i + 1] for i, w in enumerate(words[:-1]) if w in ("--extra", "--group", "--with", "-E", "--extras")
    )
    lock = _use_of_lock(invocation)
    manifest = (
        _find(invocation, view, "Pipfile" if invocation.program == "pipenv" else "pyproject.toml") if lock else ""
    )
    return Install(
        invocation.program,
        invocation.place,
        projects=((root, groups),),
        development=development,
        manifest=manifest or "",
        lock=lock,
    )


def _use_of_lock(invocation: Invocation) -> str:
    """What ``Install.lock`` says, as tried with uv 0.13, Poetry 1.8 and 2.5, pipenv 2026.10; ``""`` for what isn't known."""
    words, verb = set(invocation.arguments), next(iter(invocation.arguments), "")
    if invocation.program == "poetry":
        return "checks" if verb in ("install", "sync") else ""
    if invocation.program == "uv" and verb == "sync":
        return "checks" if "--locked" in words else "insists" if "--frozen" in words else "renews"
    if invocation.program != "pipenv" or verb not in ("install", "sync") or "--skip-lock" in words:
        return ""
    if verb == "sync":
        return "insists"
    if "--ignore-pipfile" in words:
        return "keeps"
    return "checks" if "--deploy" in words else "keeps" if "--system" in words else "renews"


def _compiled(invocation: Invocation, view: View) -> Install:
    """``pip-compile requirements.in``: what is installed from its result is what the source asks for."""
    named = [w for w in invocation.arguments if w.endswith((".in", ".txt", ".toml", ".py", ".cfg"))]
    found = (_find(invocation, view, word) for word in named or ("requirements.in", "pyproject.toml"))
    return Install(invocation.program, invocation.place, tuple(path for path in found if path))


def _poetry(invocation: Invocation, view: View) -> Install | None:
    words = invocation.arguments
    if words[:1] == ("export",):
        return _project(invocation, view, "--dev" in words)
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
    if words[:1] == ("requirements",) or (words[:1] == ("lock",) and {"-r", "--requirements"} & set(words)):
        return _project(invocation, view, bool({"--dev", "-d"} & set(words)))
    if not words or words[0] not in ("install", "sync"):
        return None
    chosen = [n + 1 for n, w in enumerate(words) if w == "--categories"]
    names = [w for n, w in enumerate(words) if n and n not in chosen and not w.startswith("-")]
    if names:
        return _added(invocation, words[0])
    told = (
        words[n] if n in chosen else w.partition("=")[2]
        for n, w in enumerate(words)
        if n in chosen or w.startswith("--categories=")
    )
    categories = tuple(name for text in told for name in text.replace(",", " ").split())
    found = _project(invocation, view, "dev-packages" in categories or bool({"--dev", "-d"} & set(words)))
    return found.replaced(projects=tuple((root, (*groups, *categories)) for root, groups in found.projects))


def _pdm(invocation: Invocation, view: View) -> Install | None:
    words = invocation.arguments
    if not words or words[0] not in ("install", "sync", "export"):
        return None
    return _project(invocation, view, not {"--prod", "--production", "--no-dev"} & set(words))


def _pixi(invocation: Invocation, view: View) -> Install | None:
    words = invocation.arguments
    return _project(invocation, view, False) if words[:1] in (("install",), ("run",)) else None


def _added(invocation: Invocation, verb: str) -> Install | None:
    words = invocation.arguments
    if not words or words[0] != verb:
        return None
    packages = [parse(w, invocation.place) for w in words[1:] if not w.startswith("-")]
    return Install(
        invocation.program, invocation.place, packages=tuple(p for p in packages if isinstance(p, Requirement))
    )


def _system(invocation: Invocation, view: View) -> Install | None:
    """apt's and apk's Python packages: ``python3-psycopg2``, ``py3-gunicorn``, ``uwsgi``, ``gunicorn``, ``supervisor``."""
    words = [w for w in invocation.arguments if not w.startswith("-")]
    if not words or words[0] not in ("install", "add"):
        return None
    found = []
    for word in words[1:]:
        name = word.partition("=")[0]
        bare = name.removeprefix("python3-").removeprefix("py3-")
        if (bare != name and bare not in _OF_PYTHON_ITSELF) or name in _SERVERS or name in PROGRAMS:
            found.append(Requirement(packaged(bare), name, invocation.place))
    return Install(invocation.program, invocation.place, packages=tuple(found)) if found else None


_SERVERS = frozenset("gunicorn gunicorn3 uwsgi nginx-unit unit-python3".split())
_OF_PYTHON_ITSELF = frozenset(
    "dev devel venv distutils full minimal doc dbg debug tests tk tkinter idle lib2to3 examples libs".split()
)
"""Parts of Python that a system packs by themselves, such as ``python3-dev``: no distributions."""

_NAMED_OTHERWISE = {"pil": "pillow", "mysqldb": "mysqlclient"}


def packaged(package: str) -> str:
    """The distribution in a package of the system, which is named like the module that it brings."""
    return _NAMED_OTHERWISE.get(package, distributions_for(package.replace("-", "_"))[0])


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
    "pip-compile": lambda invocation, view: _compiled(invocation, view),
    "poetry": _poetry,
    "pipenv": _pipenv,
    "pdm": _pdm,
    "pixi": _pixi,
    "apt-get": _system,
    "apt": _system,
    **dict.fromkeys(("apk", "dnf", "yum", "microdnf", "tdnf"), _system),
    "conda": _conda,
    "mamba": _conda,
    "micromamba": _conda,
}
