"""Scripts and stylesheets: the addresses that a browser would ask."""

from __future__ import annotations

import re

from flaskcheck.facts.pages import Link, Page
from flaskcheck.ground.limits import MAX_FRONT_END_BYTES
from flaskcheck.readers.pages.scripts import script_links

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source

_CSS_COMMENT = re.compile(r"/\*[\s\S]*?(?:\*/|\Z)")
_CSS = re.compile(r"url\(\s*[\"']?((?:https?:)?//[^)\"'\s]{1,300})|@import\s+[\"']((?:https?:)?//[^\"'\s]{1,300})")
_BUNDLED_FOLDERS = ("/dist/", "/build/", "/.next/", "/out/", "/bundle/", "/bundles/", "/.output/", "/_next/")
_DEVELOPMENT = (
    "vite.config",
    "vitest.config",
    "webpack",
    "setupproxy",
    "vue.config",
    "next.config",
    "nuxt.config",
    "svelte.config",
    "rollup.config",
    "proxy.conf",
    "playwright.config",
    "cypress",
    "jest.",
    "karma.",
    "gulpfile",
    "gruntfile",
    "craco.config",
    "browser-sync",
    "bs-config",
    "protractor",
    "setuptests",
    "environment.ts",
    "environment.dev",
    "environment.local",
)
"""How configuration of development servers, builds and tests is called; Angular replaces ``environment.ts`` when it builds for production."""

_LICENCE = re.compile(
    r"\s*/\*(?:[^*]|\*(?!/)){0,2000}(?:@licen[cs]e|@preserve|\blicen[cs]ed? under\b|^[ *!]*licen[cs]e: )",
    re.IGNORECASE | re.MULTILINE,
)
"""The comment at the head of a published library: people copy it with the file."""

_SWITCHES = ("process.env", "import.meta", "hostname", "NODE_ENV", "__DEV__", "location.origin", "location.host")


def read(source: Source) -> Page:
    """The addresses in a script or stylesheet; ``bundle`` for built and minified files.

    A file above three megabytes is taken for a bundle and not searched.
    """
    if len(source.raw) > MAX_FRONT_END_BYTES or source.is_binary:
        return Page(source.path, bundle=True)
    text = source.text
    bundle = is_bundle(source.path, text)
    if source.path.endswith((".css", ".scss", ".less")):
        return Page(source.path, links=tuple(css_links(source, text, 0)), bundle=bundle)
    found = tuple(script_links(source, text, 0))
    if source.path.rpartition("/")[2].lower().startswith(_DEVELOPMENT):
        found = tuple(link.replaced(kind="dev-proxy") for link in found)
    return Page(source.path, links=found, bundle=bundle, switched=any(word in text for word in _SWITCHES))


def css_links(source: Source, text: str, offset: int) -> Iterator[Link]:
    """The addresses of a stylesheet that begins at an offset of the file."""
    if "//" not in text:
        return
    shown = _CSS_COMMENT.sub(lambda match: " " * len(match.group()), text)
    for match in _CSS.finditer(shown):
        group = 1 if match[1] else 2
        yield Link(match[group], "url", source.span(offset + match.start(group), offset + match.end(group)))


def is_bundle(path: str, text: str) -> bool:
    """Whether a file was built or is someone else's library: by its folder, its name, its very long lines, its source map, or the licence at its head."""
    name = path.rpartition("/")[2]
    if any(folder in f"/{path}" for folder in _BUNDLED_FOLDERS) or "sourceMappingURL=" in text[-300:]:
        return True
    if _LICENCE.match(text):
        return True
    if name.endswith((".min.js", ".min.css", ".bundle.js", ".chunk.js")):
        return True
    return len(text) > 5000 and len(text) / (text.count("\n") + 1) > 400
