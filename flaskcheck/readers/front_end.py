"""Scripts and stylesheets: the addresses that a browser would ask."""

from __future__ import annotations

import re

from flaskcheck.facts import Link, Page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.source import Source

MAX_BYTES = 3_000_000
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'\w])//[^\n]*", re.DOTALL)
_TEXT = re.compile(
    r"([\"'`])((?:https?|wss?)://[^\s\"'`<>]{1,300}|//[\w.\-]+:\d+[^\s\"'`<>]{0,200}|(?:localhost|127\.0\.0\.1):\d{2,5}[^\s\"'`<>]{0,200})"
)
_CSS = re.compile(r"url\(\s*[\"']?((?:https?:)?//[^)\"'\s]{1,300})")
_FALLBACK = re.compile(
    r"process\.env|import\.meta|(?:\|\||\?\?|\?|:)\s*$|__DEV__|NODE_ENV|hostname|isDev|development|location\.(?:host|origin)",
    re.IGNORECASE,
)
_BUNDLED_FOLDERS = ("/dist/", "/build/", "/.next/", "/out/", "/bundle/")


def read(source: Source) -> Page:
    """The addresses in a script or stylesheet; ``bundle`` for built and minified files."""
    if len(source.raw) > MAX_BYTES:
        return Page(source.path, bundle=True)
    text = source.text
    name = source.path.rpartition("/")[2]
    bundle = is_bundle(source.path, text)
    if source.path.endswith(".css"):
        links = [Link(m[1], "url", source.span(*m.span(1))) for m in _CSS.finditer(text)]
        return Page(source.path, links=tuple(links), bundle=bundle)
    kind = (
        "dev-proxy"
        if name.startswith(
            (
                "vite.config",
                "webpack",
                "setupProxy",
                "vue.config",
                "next.config",
                "proxy.conf",
                "playwright.config",
                "cypress",
            )
        )
        else ""
    )
    found = tuple(script_links(source, text, 0))
    return Page(source.path, links=tuple(link.replaced(kind=kind) for link in found) if kind else found, bundle=bundle)


def is_bundle(path: str, text: str) -> bool:
    """Whether a file was built: by its folder, its very long lines or its source map."""
    if any(folder in f"/{path}" for folder in _BUNDLED_FOLDERS) or "sourceMappingURL=" in text[-300:]:
        return True
    return len(text) > 5000 and len(text) / (text.count("\n") + 1) > 400


def script_links(source: Source, script: str, offset: int) -> Iterator[Link]:
    """The addresses in the strings of a script that begins at an offset of the file; those behind a switch on the environment are ``fallback``."""
    text = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), script)
    for match in _TEXT.finditer(text):
        before = text[max(0, match.start() - 160) : match.start()]
        after = text[match.end() : match.end() + 80].partition("\n")[0]
        statement = before.rpartition(";")[2].rpartition("\n\n")[2]
        switched = _FALLBACK.search(statement.rstrip()) or "hostname" in after
        yield Link(
            match[2],
            "fallback" if switched else _kind(statement),
            source.span(offset + match.start(2), offset + match.end(2)),
            statement.strip()[-60:],
        )


def _kind(before: str) -> str:
    words = before.lower()
    for word, kind in (
        ("fetch(", "fetch"),
        ("axios", "axios"),
        ("websocket(", "websocket"),
        ("io(", "websocket"),
        ("eventsource(", "fetch"),
        ("$.", "fetch"),
    ):
        if word in words[-40:]:
            return kind
    if re.search(r"(===?|!==?|includes\(|startswith\(|console\.\w+\()\s*$", words):
        return "compare"
    return "assign" if re.search(r"[=:]\s*$", words) else "other"
