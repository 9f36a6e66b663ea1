"""Which scripts and stylesheets reach a visitor's browser, and whether a build changes them on the way."""

from __future__ import annotations

import posixpath
import re

from flaskcheck.application.folders import named_folder
from flaskcheck.facts.expressions import Literal
from flaskcheck.facts.pages import UnbuiltFolder
from flaskcheck.files.paths import is_in, joined, outwards
from flaskcheck.ground.encoded import encoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flaskcheck.application.folders import Folders, Maker
    from flaskcheck.code.modules import Code
    from flaskcheck.facts.pages import Page
    from flaskcheck.files.tree import Tree

_HAS_BUILD = re.compile(rb'"build"\s*:')
_SAYS_BUILD = re.compile(
    rb"\b(?:npm|yarn|pnpm|bun|npx|vite|webpack|ng|vue-cli-service|react-scripts|next|parcel|gulp|rollup)\b[^\n]{0,60}\bbuild\b|\bnodejs\b"
)
"""A line that builds a front end, or has a buildpack for it."""

_NOT_RUN = (".md", ".rst", ".txt", ".html", ".js", ".ts", ".jsx", ".tsx", ".mjs", "package.json", "package-lock.json")
"""Files in which such a line tells or belongs to the front end itself, and no deployment runs it."""

_BUILDS = ("gulpfile.js", "Gruntfile.js", "gulpfile.babel.js", "webpack.config.js", "vite.config.js", "vite.config.ts")
_APPS = (b"react-native", b'"expo"', b"electron", b"cordova", b"capacitor", b"puppeteer")
_SERVERS = tuple(
    quote + module + quote
    for module in (b"express", b"http-proxy-middleware", b"http-proxy", b"webpack-dev-server", b"koa", b"fastify")
    for quote in (b"'", b'"')
) + (b"http.createServer",)
"""A script that imports one of these serves: the addresses in it are the server's."""
_PROGRAM = re.compile(
    rb"(?:from|import|require\()\s{0,3}['\"](?:node:\w+|fs|child_process|playwright(?:-core)?|@playwright/test|puppeteer(?:-core)?|selenium-webdriver|webdriverio|cypress)['\"]"
)
"""A module that no browser has: the script is a program, which may drive one."""

_SERVER_SIDE = re.compile(
    r"(?:^|/)(?:pages/api|server/api)/|(?:^|/)app/(?:(?:(?!app/)[^/]+/)*)route\.[jt]sx?$|\+(?:page\.)?server\.[jt]s$|\.server\.[jt]sx?$"
)
"""What runs on the front end's own server, by its place: the conventions of Next.js, Nuxt, SvelteKit and Remix ("API Routes", "server/", "+server", "Module constraints")."""


_FLASK = re.compile(rb"(?m)^[ \t]*(?:from|import)[ \t]+flask\b")
_OTHERS = re.compile(
    rb"(?m)^[ \t]*(?:from|import)[ \t]+(?:aiohttp|bottle|django|falcon|fastapi|litestar|pyramid|quart|sanic|starlette|tornado)\b"
)
"""A line that imports another web framework."""


class OtherServers:
    """Which pages and scripts belong to servers that are not Flask's: each file and each folder is looked at once."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._kinds: dict[str, str] = {}
        self._folders: dict[str, bool] = {}

    def have(self, path: str) -> bool:
        """Whether a page or a script is one of theirs: of the folders around it the innermost that holds a server, outside the script's own package, holds none of Flask's."""
        folder = posixpath.dirname(path)
        if folder not in self._folders:
            self._folders[folder] = self._is_theirs(folder)
        return self._folders[folder]

    def _is_theirs(self, folder: str) -> bool:
        own = ""
        while folder:
            own = own or (folder if self._tree.has(f"{folder}/package.json") else "")
            around = [each for each in self._tree.below(folder) if not (own and is_in(each, own))]
            if any(each.endswith(".py") and self._kind(each) == "flask" for each in around):
                return False
            if any(self._kind(each) == "other" for each in around):
                return True
            folder = posixpath.dirname(folder)
        return False

    def _kind(self, path: str) -> str:
        """Which server a file holds: ``flask``, ``other`` or none."""
        if path not in self._kinds:
            self._kinds[path] = _kind_of(self._tree, path)
        return self._kinds[path]


def _kind_of(tree: Tree, path: str) -> str:
    if path.endswith(".py"):
        raw = tree.source(path).raw
        return "flask" if _FLASK.search(raw) else "other" if _OTHERS.search(raw) else ""
    is_script = path.endswith((".js", ".mjs", ".ts"))
    return "other" if is_script and any(word in tree.source(path).raw for word in _SERVERS) else ""


def package_of(tree: Tree, folder: str) -> str:
    """The ``package.json`` of the front end whose build fills a folder: the nearest above it, below the repository's top, that has a build; ``""`` for none."""
    while folder:
        manifest = f"{folder}/package.json"
        if tree.has(manifest):
            return manifest if _HAS_BUILD.search(tree.source(manifest).raw) else ""
        folder = posixpath.dirname(folder)
    return ""


def unbuilt_folders(
    code: Code, makers: Iterable[Maker], is_deployed: Callable[[str], bool]
) -> tuple[UnbuiltFolder, ...]:
    """The folders that applications are given for their pages, that git has nothing of, and that a front end's build would fill which no file runs."""
    found = tuple(folder for maker in makers if maker.is_application for folder in _unbuilt(code, maker, is_deployed))
    return found if found and not is_built_somewhere(code.tree) else ()


def _unbuilt(code: Code, maker: Maker, is_deployed: Callable[[str], bool]) -> Iterator[UnbuiltFolder]:
    for position, keyword in ((2, "static_folder"), (6, "template_folder")):
        value = maker.call.argument(position, keyword)
        folder = named_folder(code, maker, value, "", top=True) if value is not None else None
        package = package_of(code.tree, folder) if folder else ""
        if value is not None and folder and package and not any(map(is_deployed, code.tree.below(folder))):
            address = maker.call.argument(1, "static_url_path")
            is_top = isinstance(address, Literal) and address.value in ("", "/")
            yield UnbuiltFolder(folder, value.place, package, is_top or keyword == "template_folder")


def is_built_somewhere(tree: Tree) -> bool:
    """Whether a file that something may run builds a front end: a script, a workflow, a Dockerfile, a host's file."""
    files = (path for path in tree.files if not path.endswith(_NOT_RUN))
    return any(_SAYS_BUILD.search(raw) for path in files if b"build" in (raw := tree.source(path).raw))


def is_shipped(static_folders: Folders, page: Page) -> bool:
    """Whether Flask hands the file out as it is: it lies in a static folder."""
    return static_folders.holds(page.path) or "/static/" in f"/{page.path}"


def is_servers(tree: Tree, page: Page) -> bool:
    """Whether a script is a server's own, wherever it lies: no browser runs it, though it may be handed one. A bundle may hold any library's words."""
    return not page.bundle and _runs_elsewhere(tree.source(page.path).raw)


def _runs_elsewhere(raw: bytes) -> bool:
    """Whether a script asks for what only a server or another program outside of browsers has."""
    return any(word in raw for word in _SERVERS) or _PROGRAM.search(raw) is not None


def is_page_source(tree: Tree, page: Page) -> bool:
    """Whether a file is part of a front end for browsers: below a ``package.json`` of no program for phones, desktops or servers, and no script of a build."""
    if _SERVER_SIDE.search(page.path) or _runs_elsewhere(tree.source(page.path).raw):
        return False
    folder, name = posixpath.split(page.path)
    if "config" in name or "gulp" in page.path or "/scripts/" in f"/{page.path}" or "mock" in page.path.lower():
        return False
    while True:
        manifest = f"{folder}/package.json".lstrip("/")
        if tree.has(manifest):
            return not any(word in tree.source(manifest).raw for word in _APPS)
        if not folder:
            return False
        folder = posixpath.dirname(folder)


_VARIABLES = {
    "next": "process.env.NEXT_PUBLIC_API_URL",
    "gatsby": "process.env.GATSBY_API_URL",
    "react-scripts": "process.env.REACT_APP_API_URL",
    "@vue/cli-service": "process.env.VUE_APP_API_URL",
    "astro": "import.meta.env.PUBLIC_API_URL",
    "vite": "import.meta.env.VITE_API_URL",
}
"""How the sources of a front end read a variable of its build (the pages on environment variables of each tool)."""


def variable_of(tree: Tree, path: str) -> str:
    """How a source reads a variable of its build: by the tool that the nearest ``package.json`` above it names; ``""`` where none of those is known."""
    for folder in outwards(posixpath.dirname(path)):
        manifest = joined(folder, "package.json")
        if tree.has(manifest):
            raw = tree.source(manifest).raw
            return next((way for tool, way in _VARIABLES.items() if encoded(f'"{tool}"') in raw), "")
    return ""


def loads(raw: bytes, path: str) -> bool:
    """Whether a page loads the script at a path below its own folder."""
    name = encoded(path.lstrip("/"))
    return bool(name) and any(
        b"src=" + quote + start + name + end in raw
        for quote in (b'"', b"'")
        for start in (b"", b"./")
        for end in (quote, b"?")
    )


def is_unused(tree: Tree, files: Iterable[str], page: Page) -> bool:
    """Whether a module of a front end is one that no other file names, so that no build takes it along, as far as others import anything: not where names of files are addresses, or the build begins."""
    folders, stem = page.path.split("/")[:-1], posixpath.basename(page.path).partition(".")[0]
    if not _ROUTED.isdisjoint(folders) or stem.lower() in _BEGUN or b"export " not in tree.source(page.path).raw:
        return False
    texts = [tree.source(path).raw for path in files if path != page.path and path.endswith(_SOURCES)]
    return any(b"import " in raw for raw in texts) and not any(encoded(stem) in raw for raw in texts)


_ROUTED = frozenset("pages app routes public static api layouts plugins middleware server".split())
_BEGUN = frozenset("index main app bootstrap entry setup vite".split())
_SOURCES = (".js", ".mjs", ".cjs", ".ts", ".mts", ".jsx", ".tsx", ".vue", ".svelte", ".html", ".json")


def stems(tree: Tree) -> frozenset[str]:
    """What the files of front ends that have a build are called, without their endings: ``main`` of ``web/styles/main.scss``."""
    built = [path for path in tree.named("package.json") if b'"build"' in tree.source(path).raw]
    folders = tuple(path.removesuffix("package.json") for path in built)
    return frozenset(p.rpartition("/")[2].partition(".")[0] for p in tree.files if p.startswith(folders) and folders)


def build_replaces_addresses(tree: Tree) -> bool:
    """Whether a build's own script names local addresses: it replaces them, or is the only thing that uses them."""
    paths = (path for name in _BUILDS for path in tree.named(name))
    folders = (path for path in tree.files if "/gulp/" in f"/{path}" and path.endswith(".js"))
    return any(b"localhost" in (raw := tree.source(path).raw) and b"replace" in raw for path in (*paths, *folders))
