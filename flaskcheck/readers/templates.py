"""Jinja templates and HTML: the templates, static files and addresses that they name."""

from __future__ import annotations

import re

from flaskcheck.facts import Link, Page, StaticUse, TemplateUse
from flaskcheck.readers.front_end import script_links

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.source import Source

_HIDDEN = re.compile(
    r"\{#.*?#\}|<!--.*?-->|\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}|<(code|pre|textarea)\b.*?</\1\s*>|\bplaceholder\s*=\s*(?:\"[^\"]*\"|'[^']*')",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"\{%[-+]?\s*(extends|include|import|from)\s+(.*?)[-+]?%\}", re.DOTALL)
_TEXT = re.compile(r"\s*(?:\"([^\"]*)\"|'([^']*)')")
_STATIC = re.compile(
    r"url_for\(\s*['\"]((?:[\w.]+\.)?static)['\"]\s*,\s*filename\s*=\s*(?:\"([^\"]*)\"|'([^']*)')\s*(?=[,)])"
)
_PLAIN_STATIC = re.compile(r"(?:href|src)\s*=\s*[\"']/static/([^\"'{}?#]+)[?#\"']", re.IGNORECASE)
_LINK = re.compile(
    r"\b(href|src|action|formaction|poster|data-url|hx-get|hx-post|hx-put|hx-patch|hx-delete)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)


def read(source: Source) -> Page:
    """What a template names; what stands in comments, raw blocks and shown code does not count."""
    text = _HIDDEN.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), source.text)
    links = [*_links(source, text), *_in_scripts(source, text)]
    return Page(source.path, tuple(_templates(source, text)), tuple(_statics(source, text)), tuple(links))


def _templates(source: Source, text: str) -> Iterator[TemplateUse]:
    for match in _TAG.finditer(text):
        literal = _TEXT.match(match[2])
        if literal is None or match[2][literal.end() :].lstrip().startswith(("~", "+", "if", "%", "|")):
            continue  # a list, a variable, an expression
        name = literal[1] if literal[1] is not None else literal[2]
        start = match.start(2) + literal.end() - len(name) - 1
        optional = "ignore missing" in match[2]
        yield TemplateUse(name, match[1], source.span(start, start + len(name)), optional)


def _statics(source: Source, text: str) -> Iterator[StaticUse]:
    for match in _STATIC.finditer(text):
        group = 2 if match[2] is not None else 3
        yield StaticUse(match[group], match[1], source.span(*match.span(group)))
    for match in _PLAIN_STATIC.finditer(text):
        yield StaticUse(match[1], "static", source.span(*match.span(1)))


def _links(source: Source, text: str) -> Iterator[Link]:
    for match in _LINK.finditer(text):
        group = 2 if match[2] is not None else 3
        if match[group] and "{{" not in match[group] and "{%" not in match[group]:
            yield Link(match[group], match[1].lower(), source.span(*match.span(group)))


def _in_scripts(source: Source, text: str) -> Iterator[Link]:
    for match in _SCRIPT.finditer(text):
        yield from script_links(source, match[1], match.start(1))
