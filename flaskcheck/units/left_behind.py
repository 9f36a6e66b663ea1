"""What git does not have of all that deployments reach: files that lie on this disk, and that no host gets which takes what git has."""

from __future__ import annotations

from fnmatch import fnmatchcase

from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.hosts.index import LINES, host
from flaskcheck.hosts.misnamed import PROCFILE_NAME
from flaskcheck.known.usual_names import BUILT_FOLDERS
from flaskcheck.units.obstacles.made import WRITES_NOTHING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.application.folders import Folders
    from flaskcheck.code.imports import Importer, Located
    from flaskcheck.facts.python import Import
    from flaskcheck.files.tree import Tree
    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.deployment import Deployment
    from flaskcheck.units.pages import Pages
    from flaskcheck.units.repository import Repository


_SETTINGS = ("pyproject.toml", "flaskcheck.toml")
"""Where deployments are stated outright, for flaskcheck alone."""

_OF_BUILDS = ("package.json", "gulpfile.js", "webpack.config.js", "Gruntfile.js", "webassets.yml", "Makefile")
"""Files of those who build what browsers get."""


class LeftBehind(Record):
    """A file that a deployment reaches and git does not have. ``place`` is where it is named, ``name`` as it is called there.

    ``kind``: ``import``, ``named`` (a module that a text names), ``target`` (the module that ``program`` serves), ``script`` (``program`` runs it), ``configuration`` (``program`` reads its settings there), ``requirements``,
    ``template``, ``static``; named by nothing, so that ``place`` is the file itself: ``installed`` (``program`` is the host that installs from it), ``platform`` (of the host
    ``program``), ``revision`` (of a history of migrations), ``environment`` (its ``env.py``). ``why``: ``untracked`` or ``ignored``.
    """

    kind: str
    path: str
    why: str
    place: Place
    name: str
    program: str = ""


def left_behind(repository: Repository, deployments: tuple[Deployment, ...], pages: Pages) -> Iterator[LeftBehind]:
    """Every such file once, where a file that git has names it first."""
    tree = repository.tree
    if not tree.tracked:
        return
    told: set[str] = set()
    for found in _all(repository, [d for d in deployments if d.host.sends != "folder"], pages):
        if found.path not in told and (found.place.path == found.path or tree.is_tracked(found.place.path)):
            told.add(found.path)
            yield found


def hides_a_target(deployments: tuple[Deployment, ...]) -> bool:
    """Whether a server is started with a module that lies on this disk only."""
    return any(True for deployment in deployments for _ in _targets(deployment))


def _all(repository: Repository, deployments: list[Deployment], pages: Pages) -> Iterator[LeftBehind]:
    for deployment in deployments:
        for found in _of(deployment):
            if found.why == "ignored" or deployment.host.sends == "git":
                yield found
    web = [d for d in deployments if d.service.kind == "web" and d.host.sends == "git"]
    if web:
        yield from _templates(repository, pages)
        if not any(_may_write(program, d) for d in web for program in d.commands.programs("build")):
            yield from _static_files(repository, pages, any(d.is_implied for d in web))
        yield from _revisions(repository)
        yield from _passed_over(repository.tree)
    for deployment in web:
        yield from _read_by_the_host(deployment)
        yield from _ignored_procfile(deployment)


def _may_write(program: Invocation, deployment: Deployment) -> bool:
    """Whether a program of a build may make files; what a shell script runs stands beside it."""
    is_followed = program.script.endswith(".sh") and deployment.tree.has(program.script)
    is_own_command = program.program == "flask" and "db" not in program.arguments
    return is_own_command or (program.program not in WRITES_NOTHING and not is_followed)


def _of(deployment: Deployment) -> Iterator[LeftBehind]:
    yield from _targets(deployment)
    yield from _scripts(deployment)
    yield from _configurations(deployment)
    yield from _requirements(deployment)
    yield from _imports(deployment)
    yield from _named(deployment)


def _first(deployment: Deployment, paths: Iterable[str]) -> tuple[str, str]:
    """The first of some paths that was left behind, and why; two empty texts when none was."""
    return next(((path, why) for path in paths if (why := deployment.tree.left_behind(path))), ("", ""))


# -- what commands name --------------------------------------------------------------------------


def _targets(deployment: Deployment) -> Iterator[LeftBehind]:
    for server, target in deployment.start.targets:
        importer = deployment.start.resolver(deployment.start.folders(server)).importer
        is_absent = target.status == "missing-module"
        path, why = _first(deployment, importer.files_of(target.module) if is_absent else (target.path,))
        if path:
            yield LeftBehind("target", path, why, server.target_place, target.module, server.program)


def _scripts(deployment: Deployment) -> Iterator[LeftBehind]:
    for program in deployment.commands.programs():
        why = deployment.tree.left_behind(program.script) if program.script else ""
        if why and not program.ignored_failure:
            yield LeftBehind("script", program.script, why, program.place, program.script, program.phase)


def _configurations(deployment: Deployment) -> Iterator[LeftBehind]:
    """The files that servers are given their settings in."""
    for server in deployment.commands.servers:
        why = deployment.tree.left_behind(server.config) if server.config else ""
        named = [word for word in server.invocation.arguments if word.endswith(server.config.rpartition("/")[2])]
        if why and named:
            yield LeftBehind("configuration", server.config, why, server.place, named[0], server.program)


def _requirements(deployment: Deployment) -> Iterator[LeftBehind]:
    named = [(path, install.place) for install in deployment.commands.installs for path in install.files]
    named += [(include.path, include.place) for file in deployment.installed.files for include in file.includes]
    for path, place in named:
        why = deployment.tree.left_behind(path)
        if why:
            yield LeftBehind("requirements", path, why, place, path)


# -- what is read under its own name ---------------------------------------------------------------


def _read_by_the_host(deployment: Deployment) -> Iterator[LeftBehind]:
    """The host's own file, and those that it installs from because they are called so."""
    tree, host = deployment.tree, deployment.host
    path = deployment.service.place.path
    if host.is_placed or host.is_container:
        return  # people put the files there, or name them
    if not any(map(tree.is_tracked, deployment.start.production.modules)):
        return  # the application itself is new
    if not (deployment.is_implied or path.endswith(_SETTINGS)) and tree.left_behind(path) == "untracked":
        yield LeftBehind("platform", path, "untracked", Place(path), path, host.title)
    for file in deployment.installed.files:
        if tree.left_behind(file.path) == "untracked":
            yield LeftBehind("installed", file.path, "untracked", Place(file.path), file.path, host.title)


def _ignored_procfile(deployment: Deployment) -> Iterator[LeftBehind]:
    """The Procfile that lies beside an application and that git ignores, where nothing else says how it is started."""
    tree = deployment.tree
    path = next(filter(tree.left_behind, (f"{deployment.root}/{PROCFILE_NAME}".lstrip("/"), PROCFILE_NAME)), "")
    is_read = deployment.is_implied or (deployment.host.reads_procfile and not deployment.commands.web_servers)
    if is_read and path and deployment.image is None and tree.left_behind(path) == "ignored":
        title = deployment.host.title if deployment.host.reads_procfile else "A host that reads the Procfile"
        yield LeftBehind("platform", path, "ignored", Place(path), path, title)


def _passed_over(tree: Tree) -> Iterator[LeftBehind]:
    """The hosts' files beside .gitignore that one of its patterns means by accident: ``*.yaml`` for other files than render.yaml."""
    ignored = tree.source(_IGNORING).text.split("\n") if tree.has(_IGNORING) else []
    wide = [line.strip() for line in ignored if line.lstrip("/").startswith("*.")]
    for line in LINES if wide else ():
        for name in (*line.names, *_LIKEWISE.get(line.module, ())):
            is_meant = any(fnmatchcase(name, pattern.lstrip("/")) for pattern in wide)
            if is_meant and host(line.owner).sends == "git" and tree.left_behind(name) == "ignored":
                yield LeftBehind("platform", name, "ignored", Place(name), name, host(line.owner).title)


_IGNORING = ".gitignore"
_LIKEWISE = {"compose": ("compose.yml",)}
"""Further names of files that hosts read."""


def _revisions(repository: Repository) -> Iterator[LeftBehind]:
    """Revisions of a history of which git has others; untracked-migrations tells where it has none."""
    tree = repository.tree
    for history in repository.histories:
        if any(tree.is_tracked(migration.path) for migration in history.migrations):
            script = f"{history.folder}/env.py".lstrip("/")
            if why := tree.left_behind(script):
                yield LeftBehind("environment", script, why, Place(script), script)
            for path in (migration.path for migration in history.migrations):
                if tree.left_behind(path) == "untracked":
                    yield LeftBehind("revision", path, "untracked", Place(path), path)


# -- modules -------------------------------------------------------------------------------------


def _imports(deployment: Deployment) -> Iterator[LeftBehind]:
    production = deployment.start.production
    importer = production.evaluator.importer
    loose = {path for path in production.modules if deployment.tree.left_behind(path)}
    absent: dict[str, tuple[str, str]] = {}  # one name is imported in many files
    for statement, _ in production.imports():
        name = importer.lacking(statement)
        if name and name not in absent:
            absent[name] = _first(deployment, importer.files_of(name))
        found = [(name, absent[name])] if name else []
        package = importer.locate(importer.asked(statement)) if name else None
        if package is not None and package.kind == "namespace":  # its __init__.py may be what git lacks
            found.append((name, _first(deployment, importer.files_of(package.name))))
        if loose:
            targets = importer.targets(statement.spans.path, statement)
            found += [
                (located.name, _first(deployment, (located.path,)))
                for located in targets
                if located.path in loose and not _is_only_passed(deployment, statement, located)
            ]
        for name, (path, why) in found:
            if path and not (deployment.brings(name) or production.copes_without(statement)):
                kind = "import" if name == importer.asked(statement) or not statement.name else "member"
                yield LeftBehind(kind, path, why, statement.place, name)


def _is_only_passed(deployment: Deployment, statement: Import, package: Located) -> bool:
    """Whether an import goes through a package to a module that git has: without the ``__init__.py`` its folder is a namespace package, which serves as well."""
    importer = deployment.start.production.evaluator.importer
    asked = importer.asked(statement)
    inner = asked if asked != package.name else f"{asked}.{statement.name}"
    found = (
        importer.locate(inner)
        if package.path.endswith("/__init__.py") and inner.startswith(f"{package.name}.")
        else None
    )
    return found is not None and found.path != package.path and deployment.tree.is_tracked(found.path)


def _named(deployment: Deployment) -> Iterator[LeftBehind]:
    importer = deployment.start.production.evaluator.importer
    for named in deployment.search.named_modules:
        whole = named.text.replace(":", ".")
        lacking = [name for name in (whole, whole.rpartition(".")[0]) if name and not importer.locate(name)]
        located = importer.locate(named.module)
        paths = (located.path,) if located and named.status == "found" else _files(importer, lacking)
        path, why = _first(deployment, paths)
        if path and not deployment.brings(named.module):
            yield LeftBehind("named", path, why, named.place, named.text, "import_string" if named.is_object else "")


def _files(importer: Importer, names: list[str]) -> Iterator[str]:
    return (path for name in names for path in importer.files_of(name))


# -- pages ---------------------------------------------------------------------------------------


def _templates(repository: Repository, pages: Pages) -> Iterator[LeftBehind]:
    for use in pages.template_uses:
        if not (use.optional or use.others):
            for path in _paths(pages.template_folders, use.name):
                why = repository.tree.left_behind(path)
                if why and not _is_built(path):
                    yield LeftBehind("template", path, why, use.place, use.name)


def _static_files(repository: Repository, pages: Pages, may_be_built: bool) -> Iterator[LeftBehind]:
    """``may_be_built``: a build that nobody states may make those that git ignores."""
    tree = repository.tree
    may_be_built = may_be_built or any(tree.named(name) for name in _OF_BUILDS)
    for use in pages.static_uses:
        for path in _paths(pages.static_folders, use.filename):
            why = tree.left_behind(path)
            if why == "untracked" or (why and not may_be_built and not _is_made(path)):
                yield LeftBehind("static", path, why, use.place, use.filename)


def _is_made(path: str) -> bool:
    """Whether a file is called as those are that programs write."""
    return _is_built(path) or any(word in path.rpartition("/")[2] for word in (".min.", ".map", ".bundle.", ".gen"))


def _paths(folders: Folders, name: str) -> list[str]:
    """Where a template is, or could be if it were there."""
    found = folders.lookup(name)
    return (
        [found.path] if found.path else [f"{folder}/{name}" for folder in folders.folders if found.status == "missing"]
    )


def _is_built(path: str) -> bool:
    return not BUILT_FOLDERS.isdisjoint(path.split("/"))
