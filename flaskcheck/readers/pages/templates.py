"""Jinja templates and HTML: the templates, static files and addresses that they name.

What Jinja runs and what a browser sees are distinguished: ``{% include %}`` inside an HTML comment is run (and fails) all the same, verified with Jinja 3.1.6,
whereas a link in there is never followed.
"""

from __future__ import annotations

import re

from flaskcheck.facts.pages import Link, Page, StaticUse, TemplateUse
from flaskcheck.ground import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.ground.place import Place

# Each alternative ends at the end of the file when it is never closed, so that no file is scanned twice.
_UNRUN = re.compile(
    r"\{#[\s\S]*?(?:#\}|\Z)|\{%[-+]?\s*(?:raw|verbatim)\s*[-+]?%\}[\s\S]*?(?:\{%[-+]?\s*end(?:raw|verbatim)\s*[-+]?%\}|\Z)"
)
_UNSEEN = re.compile(
    r"<!--[\s\S]*?(?:-->|\Z)|<(code|pre|textarea|samp|kbd)\b[\s\S]*?(?:</\1\s*>|\Z)"
    r"|\b(?:placeholder)\s*=\s*(?:\"[^\"]*\"|'[^']*')",
    re.IGNORECASE,
)
_TAG = re.compile(r"\{%[-+]?\s*(extends|include|import|from)\b((?:[^%]|%(?!\})){0,600})%\}")
_TEXT = r"(?:\"([^\"\n]*)\"|'([^'\n]*)')"
_FIRST = re.compile(rf"\s*{_TEXT}\s*(?=$|-?$|\+?$|ignore\b|with\b|without\b|as\b|import\b)")
_EITHER = re.compile(rf"\s*{_TEXT}\s+if\b[^\"']*(?:{_TEXT}[^\"']*)??\belse\s+{_TEXT}\s*[-+]?$")
_LIST = re.compile(rf"\s*[\[(]\s*{_TEXT}(?:\s*,\s*{_TEXT})*\s*(?:,\s*)?[\])]")
_STATIC = re.compile(
    r"url_for\(\s*['\"]((?:[\w.]*\.)?static)['\"]\s*,[^()\"']{0,80}?\b(?:filename|path)\s*=\s*(?:\"([^\"\n]*)\"|'([^'\n]*)')\s*(?=[,)])"
)
_PLAIN_STATIC = re.compile(r"\b(?:href|src|poster)\s*=\s*[\"']\s*/static/([^\"'{}?#\n]+)[?#\"']", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"(?<![\w-])(href|src|action|formaction|poster|content|srcset|hx-(?:get|post|put|patch|delete)|ws-connect|data-[\w-]+|on\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"<(script|style)\b[^>]*>([\s\S]*?)(?:</\1\s*>|\Z)", re.IGNORECASE)
_BRANCH = re.compile(r"\{%[-+]?\s*(if|elif|else|endif)\b((?:[^%]|%(?!\})){0,300})%\}")
_CIRCUMSTANCES = re.compile(r"\b(?:g|config|app\.config)\b\s*[.\[]")
"""What a template asks of the application itself, not of its data or visitor."""

_START = re.compile(r"(?:[0-9.]+\s*;\s*url\s*=\s*)?((?:(?:https?|wss?):)?//[^\s{}\"'<>,]+)", re.IGNORECASE)


def read(source: Source, with_links: bool = True) -> Page:
    """What a template names, its addresses only if asked for; comments, raw blocks, code that is shown and placeholders do not count."""
    if source.is_binary:
        return Page(source.path)
    text = source.text
    run = _UNRUN.sub(_blank, text) if "{#" in text or "raw" in text or "verbatim" in text else text
    links = _all_links(source, run) if with_links else ()
    return Page(source.path, tuple(_templates(source, run)), tuple(_statics(source, run)), links)


def _all_links(source: Source, run: str) -> tuple[Link, ...]:
    seen = _UNSEEN.sub(_blank, _without_blocks(run))
    found = (*_links(source, seen), *_in_blocks(source, run))
    spans = list(_branches(source, run)) if found and "{%" in run else []
    return tuple(_in_branches(link, spans) for link in found) if spans else found


def _branches(source: Source, text: str) -> Iterator[tuple[str, Place, Place]]:
    """Where the branches stand that not every visitor's page has: ``developers`` (of ``{% if debug %}``, and the ``else`` of one for production), or ``some``."""
    stack: list[tuple[str, str, int]] = []  # who has this branch, the mode of the test, where it begins
    for match in _BRANCH.finditer(text):
        word, whose, mode = match[1], "", ""
        if word != "if" and stack:
            whose, mode, start = stack.pop()
            if whose:
                yield whose, source.span(start, start), source.span(match.start(), match.start())
        if word == "else":
            stack.append(("developers" if mode == "production" else whose if whose == "some" else "", "", match.end()))
        elif word != "endif":
            asked = _mode(match[2])
            some = "some" if _CIRCUMSTANCES.search(match[2]) else ""
            stack.append(("developers" if asked == "development" else some, asked, match.end()))


def _in_branches(link: Link, spans: list[tuple[str, Place, Place]]) -> Link:
    """The link as the branches around it have it."""
    at = (link.place.line, link.place.column)
    around = {w for w, first, last in spans if (first.line, first.column) <= at <= (last.line, last.column)}
    if "developers" in around:
        return link.replaced(kind="fallback")
    return link.replaced(conditional=True) if around else link


def _mode(test: str) -> str:
    """What a test of a template asks for, by its words; ``not`` turns it round."""
    mode = words.mode(" ".join(re.findall(r"\w+", test)))
    is_turned = bool(re.search(r"\bnot\b|!=", test))
    return {"production": "development", "development": "production"}.get(mode, "") if is_turned else mode


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def _without_blocks(text: str) -> str:
    """The text without what stands inside ``<script>`` and ``<style>``: markup in their strings is none."""
    return _BLOCK.sub(_without_content, text)


def _without_content(match: re.Match[str]) -> str:
    """A block with blanks in place of its content, as long as it was: places behind it are counted from its length."""
    whole, start, end = match.group(), *(position - match.start() for position in match.span(2))
    return whole[:start] + _blank_text(whole[start:end]) + whole[end:]


def _blank_text(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _templates(source: Source, text: str) -> Iterator[TemplateUse]:
    for match in _TAG.finditer(text) if "{%" in text else ():
        kind, rest = match[1], match[2].rstrip("-+ \n\t")
        optional = "ignore missing" in rest
        several = _LIST.match(rest) if rest.lstrip().startswith(("[", "(")) else None
        if several and kind in ("extends", "include"):
            found = [_literal(m) for m in re.finditer(_TEXT, several.group())]
            names = tuple(name for name, _, _ in found)
            start, end = (match.start(2) + several.start() + len(several.group()) - len(several.group().lstrip()), match.start(2) + several.end())  # fmt: skip
            if names:
                yield TemplateUse(names[0], kind, source.span(start, end), optional, names[1:])
            continue
        single = _FIRST.match(rest)
        if single:
            name, start, end = _literal(single)
            yield TemplateUse(name, kind, source.span(match.start(2) + start, match.start(2) + end), optional)
        elif either := _EITHER.match(rest):
            for first, second in ((1, 2), (5, 6)):
                group = first if either[first] is not None else second
                start, end = either.span(group)
                yield TemplateUse(
                    either[group], kind, source.span(match.start(2) + start, match.start(2) + end), optional
                )


def _literal(match: re.Match[str]) -> tuple[str, int, int]:
    """The text in the first quotes of a match, with where it is."""
    group = 1 if match[1] is not None else 2
    return match[group], match.start(group), match.end(group)


def _statics(source: Source, text: str) -> Iterator[StaticUse]:
    seen = re.sub(r"<!--[\s\S]*?(?:-->|\Z)", _blank, text) if "<!--" in text else text
    for match in _STATIC.finditer(seen) if "static" in seen and "url_for" in seen else ():
        group = 2 if match[2] is not None else 3
        if match[group]:
            yield StaticUse(match[group], match[1], source.span(*match.span(group)))
    for match in _PLAIN_STATIC.finditer(seen) if "/static/" in seen else ():
        name = match[1].rstrip()  # browsers strip an address
        yield StaticUse(name, "/static", source.span(match.start(1), match.start(1) + len(name)))


def _links(source: Source, text: str) -> Iterator[Link]:
    """The addresses in attributes, up to the first ``{{`` inside them; scripts in ``onclick`` and the like as scripts."""
    for match in _ATTRIBUTE.finditer(text):
        group = next((n for n in (2, 3, 4) if match[n]), 0)
        if not group:
            continue
        name = match[1].lower()
        if name.startswith("on"):
            from flaskcheck.readers.pages.scripts import script_links

            yield from script_links(source, match[group], match.start(group))
            continue
        start = match.start(group)
        address = _START.match(match[group].lstrip())
        if address:
            start += len(match[group]) - len(match[group].lstrip()) + address.start(1)
            told = text[match.end() :].partition("<")[0].rpartition(">")[2].strip()
            kind = "told" if name == "href" and told.rstrip("/") == address[1].rstrip("/") else name
            yield Link(address[1], kind, source.span(start, start + len(address[1])))
        elif "{" not in match[group] and not name.startswith(("data-", "content")):
            yield Link(match[group], name, source.span(*match.span(group)))


def _in_blocks(source: Source, text: str) -> Iterator[Link]:
    """The addresses in inline scripts and styles that are not commented out."""
    for match in _BLOCK.finditer(re.sub(r"<!--(?!\s*<!\[CDATA)[\s\S]*?(?:-->|\Z)", _blank, text)):
        if match[1].lower() == "script":
            from flaskcheck.readers.pages.scripts import script_links

            yield from script_links(source, match[2], match.start(2))
        else:
            from flaskcheck.readers.pages.front_end import css_links

            yield from css_links(source, match[2], match.start(2))
