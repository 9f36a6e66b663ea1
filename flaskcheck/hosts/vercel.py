"""vercel.json.

Sources: "Project Configuration", "Using the Python Runtime" (vercel.com/docs). Vercel calls the WSGI application
itself: what it is given is a file, whose ``app`` it takes. The start command given here is what that amounts to,
marked as supplied by the host.
"""

from __future__ import annotations

from flaskcheck.facts.services import Command, Folder, PlatformFile, Service, Variable
from flaskcheck.files.paths import folder_of_file, path_below
from flaskcheck.hosts.declared import Unstarted, command_of, first_file, folder_fact, present, wrong_type
from flaskcheck.hosts.host import Host, names
from flaskcheck.hosts.known_keys import keys, kind_and_hint, unknown_keys
from flaskcheck.hosts.schema import Schema, Words
from flaskcheck.readers.markup import json as json_text
from flaskcheck.readers.markup.node import pair_place, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from flaskcheck.facts.broken import Unreadable
    from flaskcheck.files.source import Source
    from flaskcheck.ground.place import Place
    from flaskcheck.hosts.schema import Said
    from flaskcheck.readers.markup.node import Node


HOSTS = (
    Host(  # vercel.com/docs: "Python runtime", "System environment variables", "Functions limits"
        "vercel",
        "Vercel",
        sleeps=True,
        has_command_fields=True,
        once_per_deploy="the Build Command of the project",
        fixed_variables=(("VERCEL", "1"),),
        file_has_values_only=True,
        ephemeral_disk=True,
        read_only_disk=True,
        routed=True,
        supplies_server=True,
        importer="Vercel",
        default_python="3.12",
        supported_pythons=("3.12", "3.13", "3.14"),
        refused_pythons=("3.6",),  # vercel/vercel, packages/python/src/version.ts: the others are "ignored"
        sets_variables=names(
            "VERCEL CI VERCEL_ENV VERCEL_TARGET_ENV VERCEL_URL VERCEL_BRANCH_URL VERCEL_REGION "
            "VERCEL_PROJECT_PRODUCTION_URL VERCEL_DEPLOYMENT_ID VERCEL_PROJECT_ID VERCEL_GIT_PROVIDER "
            "VERCEL_GIT_REPO_SLUG VERCEL_GIT_REPO_OWNER VERCEL_GIT_COMMIT_REF VERCEL_GIT_COMMIT_SHA "
            "VERCEL_GIT_COMMIT_MESSAGE VERCEL_GIT_COMMIT_AUTHOR_LOGIN VERCEL_GIT_PULL_REQUEST_ID TZ"
        ),
        installs_from=("uv.lock", "pyproject.toml", "requirements.txt", "Pipfile.lock", "Pipfile"),
        installs_beside=True,
        home="/var/task",
        deploy_actions=("amondnet/vercel-action",),
        deploy_commands=r"vercel\s+(?:deploy|--prod)\b",
    ),
)

_KEYS = keys(
    "$schema alias buildCommand builds bulkRedirectsPath bunVersion cleanUrls config customErrorPage devCommand env "
    "experimentalServiceGroups experimentalServices experimentalServicesV2 files fluid framework "
    "functionFailoverRegions functions git github headers ignoreCommand images installCommand meta name nodeVersion "
    "outputDirectory passiveRegions probes projectSettings proxy public redirects regions relatedProjects rewrites "
    "routes scope services trailingSlash uploadNowJson version wildcard",
    build=keys("env"),
    crons=keys("path schedule"),
)
"""What stands at the top of a vercel.json (openapi.vercel.sh/vercel.json and Vercel's own builders); it allows nothing else."""
_ELSEWHERE = {"src": "source", "dest": "destination", "status": "statusCode"}
"""What is written in ``routes`` and called otherwise in rewrites, redirects and headers."""

_PYTHON_FRAMEWORKS = ("", "python", "flask", "fastapi", "django")
_SERVICES = ("services", "experimentalServicesV2", "experimentalServices")
_STATIC_KEYS = ("outputDirectory", "cleanUrls", "trailingSlash")
_FRONT_END = ("npm ", "yarn ", "pnpm ", "bun ", "vite ", "next ")


def read(source: Source) -> PlatformFile:
    """The services or builds of a vercel.json: Python ones are of kind ``web``, front ends ``static``. Never raises.

    Without services, builds or functions Vercel looks for itself: one service, ``static`` when the file names a front end.
    """
    root, errors = json_text.load(source)
    if root is None or not root.is_mapping:
        return PlatformFile(source.path, "vercel", errors=errors)
    if source.path.rpartition("/")[2] == "now.json" and text_of(root, "type"):
        return PlatformFile(source.path, "")  # Now 1.0, which is gone: ``"type": "docker"`` built the Dockerfile
    services = (
        tuple(_services(root, source.path))
        or tuple(_builds(root, source.path))
        or tuple(_functions(root, source.path))
        or (_guessed(root, source.path),)
    )
    variables = (*_variables(root.get("env"), "literal"), *_variables(root.get("build", "env"), "build"))
    return PlatformFile(source.path, "vercel", services, variables, errors=(*errors, *_errors(root), *_refused(root)))


def _errors(root: Node) -> Iterator[Unreadable]:
    crons = root.get("crons")
    if crons is not None and not crons.is_sequence:
        yield wrong_type(crons, "crons", "an array")
    builds, functions = root.get("builds"), root.get("functions")
    if builds is not None and functions is not None:
        yield wrong_type(functions, "functions", "absent: it cannot be used in conjunction with builds")


def _refused(root: Node) -> Iterator[Unreadable]:
    yield from unknown_keys(root, _KEYS, _additional)
    yield from _SCHEMA.complaints(root, "")


def _additional(path: str, key: str) -> str:
    return _invalid(path, f"should NOT have additional property `{key}`")


def _invalid(path: str, what: str) -> str:
    at = f"`{path}` " if path else ""
    return f"Invalid vercel.json - {at}{what}"


class _Words(Words):
    """The words in which Vercel tells what ajv finds (vercel/vercel, packages/build-utils/src/get-pretty-error.ts)."""

    def below(self, path: str, key: str | int) -> str:
        if isinstance(key, int):
            return f"{path}[{key}]"
        return f"{path}.{key}".lstrip(".") if key.isidentifier() else f"{path}['{key}']"

    def unknown(self, path: str, key: str, known: Collection[str]) -> Said:
        kind, hint = kind_and_hint(key, known, _ELSEWHERE)
        return kind, f"{_additional(path, key)}{hint}"

    def mistyped(self, path: str, types: list[str]) -> Said:
        return "wrong-type", _invalid(path, f"should be {' or '.join(types)}")

    def missing(self, path: str, key: str) -> Said:
        return "missing-key", _invalid(path, f"missing required property `{key}`")

    def not_one(self, path: str, value: str, allowed: list[str]) -> Said:
        return "unknown-value", _invalid(path, f"should be equal to one of the allowed values: {', '.join(allowed)}")

    def outside(self, path: str, number: int, least: int | None, most: int | None) -> Said:
        is_small = least is not None and number < least
        return "wrong-type", _invalid(path, f"should be {f'>= {least}' if is_small else f'<= {most}'}")


_SCHEMA = Schema("vercel", _Words())
"""What stands below some of the keys."""


def _variables(node: Node | None, source: str) -> Iterator[Variable]:
    for key, value in node.items() if node is not None else ():
        text = value.text
        if text is not None and text.startswith("@"):
            yield Variable(key.value, None, pair_place(key, value), "secret")
        else:
            yield Variable(key.value, text, pair_place(key, value), source)


def _services(root: Node, path: str) -> Iterator[Service]:
    """Applications of one project that each lie in a folder of their own (vercel/vercel, packages/build-utils/src/types.ts)."""
    for key in _SERVICES:
        named = root.get(key)
        for name, entry in named.items() if named is not None else ():
            if entry.is_mapping:
                yield _service(name, entry, path)


def _service(name: Node, entry: Node, path: str) -> Service:
    """An entrypoint is a file, ``module:attribute``, or (in the first schema) the folder of the service."""
    folder, written = path_below(folder_of_file(path), text_of(entry, "root") or "."), text_of(entry, "entrypoint")
    place = (entry.get("entrypoint") or entry.get("root") or name).text_place
    kind = "web" if text_of(entry, "type") in ("", "web") else "worker"
    if text_of(entry, "runtime") == "container":
        image = path_below(folder, written or "Dockerfile")
        return Service("vercel", name.value, kind, place, folder, image=image, context=folder)
    module, colon, attribute = written.partition(":")
    if written.endswith(".py") or colon:
        file = f"{module.replace('.', '/')}.py" if colon else written
        made = _python_service(file, folder, place, attribute or "app").replaced(name=name.value, kind=kind)
        return made if kind == "web" else made.replaced(commands=())  # jobs and messages are no requests
    if "." in written.rpartition("/")[2].lstrip("."):
        return Service("vercel", name.value, kind, place, folder, base=written)
    if text_of(entry, "framework") not in _PYTHON_FRAMEWORKS:
        kind = "static"
    return Service("vercel", name.value, kind, place, path_below(folder, written or "."))


def _builds(root: Node, path: str) -> Iterator[Service]:
    for build in root.get("builds") or ():
        src, use = build.get("src"), text_of(build, "use")
        if src is None or not src.text:
            continue
        if use.startswith("@vercel/python"):
            yield _python_service(src.text, folder_of_file(path), src.text_place)
        elif use.startswith(("@vercel/static", "@vercel/next")):
            folder = path_below(folder_of_file(path), folder_of_file(src.text) or ".")
            published = Folder(folder, src.text, "static", src.text_place)
            yield Service("vercel", src.text, "static", src.text_place, folder, folders=(published,))
        else:
            yield Service("vercel", src.text, "web", src.text_place, folder_of_file(path), base=use)


def _functions(root: Node, path: str) -> Iterator[Service]:
    functions = root.get("functions")
    for key, _ in functions.items() if functions is not None else ():
        if key.value.endswith(".py"):
            yield _python_service(key.value, folder_of_file(path), key.text_place)


def _python_service(written: str, root: str, place: Place, attribute: str = "app") -> Service:
    is_pattern = any(c in written for c in "*{[")
    file = path_below(root, written)
    return Service(
        host="vercel",
        name=written,
        kind="web",
        place=place,
        root=root,
        commands=() if is_pattern else (_command(path_below("", written), attribute, place),),
        folders=() if is_pattern else (Folder(file, written, "script", place),),
    )


def _command(file: str, attribute: str, place: Place) -> Command:
    """The module is imported by its dotted name from the root of the project (``createRuntimeTrampoline`` of @vercel/python 25); what lies beside it may be found as well."""
    folder = folder_of_file(file)
    beside = f"PYTHONPATH={folder} " if folder else ""
    text = f"{beside}gunicorn --bind 0.0.0.0:8000 {file.removesuffix('.py').replace('/', '.')}:{attribute}"
    return Command(text, "start", place, exact=False, supplied=True)


def _guessed(root: Node, path: str) -> Service:
    folder = folder_of_file(path)
    build = command_of(root.get("buildCommand"), "build")
    first = next((key for key, _ in root.items() if key.value != "$schema"), root)
    return Service(
        host="vercel",
        name="",
        kind="static" if _is_front_end(root) else "web",
        place=first.line_place,
        root=folder,
        commands=(build,) if build else (),
        folders=present((folder_fact(root.get("outputDirectory"), "static", folder),)),
    )


def _is_front_end(root: Node) -> bool:
    build = f"{text_of(root, 'buildCommand')} "
    if text_of(root, "framework") not in _PYTHON_FRAMEWORKS or build.startswith(_FRONT_END):
        return True
    return any(root.get(key) is not None for key in _STATIC_KEYS)


_ENTRY_FILES = tuple(
    f"{folder}{name}.py"
    for folder in ("", "src/", "app/", "api/")
    for name in ("app", "index", "server", "main", "wsgi", "asgi")
)
_ENTRY_NAMES = frozenset(("app", "application", "handler", "*", "__getattr__"))


def unstarted(
    service: Service, has: Callable[[str], bool], declares: Callable[[str], bool], binds: Callable[[str], Iterable[str]]
) -> Unstarted | None:
    """The builder of Flask projects stops where none of its files binds an application at its top (packages/python/src/entrypoint.ts); pyproject.toml may name another, a front end beside it is what is built then."""
    if service.folders or not declares("flask"):
        return None
    if first_file(
        service.root, ("package.json", "pyproject.toml", "manage.py", "index.html", "public/index.html"), has
    ):
        return None
    paths = (first_file(service.root, (name,), has) for name in _ENTRY_FILES)
    if any(path and not _ENTRY_NAMES.isdisjoint(binds(path)) for path in paths):
        return None
    looked = "app.py, index.py, server.py, main.py, wsgi.py and asgi.py (also below src, app and api)"
    remedy = 'Name it in pyproject.toml, in [tool.vercel]: entrypoint = "{target}"'
    return Unstarted(f'looks for app in {looked}: "No python entrypoint found"', remedy, is_sure=True)
