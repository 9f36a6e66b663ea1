"""Which scripts and stylesheets reach a visitor's browser, and whether a build changes them on the way."""

from __future__ import annotations

import posixpath
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.application.folders import Folders
    from flaskcheck.facts.pages import Page
    from flaskcheck.files.tree import Tree

_BUILDS = ("gulpfile.js", "Gruntfile.js", "gulpfile.babel.js", "webpack.config.js", "vite.config.js", "vite.config.ts")
_APPS = (b"react-native", b'"expo"', b"electron", b"cordova", b"capacitor", b"puppeteer")
_SERVERS = tuple(
    quote + module + quote
    for module in (b"express", b"http-proxy-middleware", b"http-proxy", b"webpack-dev-server", b"koa", b"fastify")
    for quote in (b"'", b'"')
) + (b"http.createServer",)
"""A script that imports one of these serves: the addresses in it are the server's."""
_SERVER_SIDE = re.compile(
    r"(?:^|/)(?:pages/api|server/api)/|(?:^|/)app/(?:(?:(?!app/)[^/]+/)*)route\.[jt]sx?$|\+(?:page\.)?server\.[jt]s$|\.server\.[jt]sx?$"
)
"""What runs on the front end's own server, by its place: the conventions of Next.js, Nuxt, SvelteKit and Remix ("API Routes", "server/", "+server", "Module constraints")."""


def is_shipped(static_folders: Folders, page: Page) -> bool:
    """Whether Flask hands the file out as it is: it lies in a static folder."""
    return static_folders.holds(page.path) or "/static/" in f"/{page.path}"


def is_servers(tree: Tree, page: Page) -> bool:
    """Whether a script is a server's own, wherever it lies: no browser runs it, though it may be handed one. A bundle may hold any library's words."""
    return not page.bundle and any(word in tree.source(page.path).raw for word in _SERVERS)


def is_page_source(tree: Tree, page: Page) -> bool:
    """Whether a file is part of a front end for browsers: below a ``package.json`` of no program for phones, desktops or servers, and no script of a build."""
    if _SERVER_SIDE.search(page.path) or any(word in tree.source(page.path).raw for word in _SERVERS):
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
