"""How each kind of file writes comments, and whether two texts of one say the same but for comments."""

from __future__ import annotations

import re

from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    Same: TypeAlias = "Callable[[str, str], bool]"
else:
    Same = object


class Style(Record):
    """How comments are written: what opens and closes one; whether one may stand ``behind`` text, and has to begin at the ``margin``; and ``same``: whether two texts, the second with more comments, say the same."""

    opening: str
    closing: str
    behind: bool
    same: Same
    margin: bool = False


# --- whether two texts say the same -------------------------------------------------------------------------


def _python(before: str, after: str) -> bool:
    import ast

    from flaskcheck.readers.python.module import parse

    trees = parse(before), parse(after)
    if any(isinstance(tree, Exception) for tree in trees):
        return False
    try:
        return ast.dump(trees[0]) == ast.dump(trees[1])
    except (RecursionError, ValueError):  # a number of more digits than Python writes down
        return False


def _yaml(before: str, after: str) -> bool:
    import yaml

    def events(text: str) -> list[tuple[object, ...]]:
        parts = ("value", "tag", "anchor", "implicit")
        return [(type(e), *(getattr(e, part, None) for part in parts)) for e in yaml.parse(text)]

    try:
        return events(before) == events(after)
    except (yaml.YAMLError, RecursionError, ValueError):
        return False


def _toml(before: str, after: str) -> bool:
    import tomli

    try:
        return tomli.loads(before) == tomli.loads(after)
    except (ValueError, RecursionError):
        return False


def _dotenv(before: str, after: str) -> bool:
    from io import StringIO

    from dotenv.parser import parse_stream

    def pairs(text: str) -> list[tuple[object, ...]]:
        return [(b.key, b.value) for b in parse_stream(StringIO(text)) if b.key is not None or b.error]

    return pairs(before) == pairs(after)


def _shape(value: Any) -> object:
    """What a fact says, without where it stands."""
    if isinstance(value, Record):
        return type(value).__name__, _shape(value.values())
    if isinstance(value, (list, tuple)):
        return tuple(_shape(part) for part in value if type(part) is not int)
    return value


def _shell(before: str, after: str) -> bool:
    from flaskcheck.shell.parser import parse

    first, second = parse(before), parse(after)
    return _shape(first.nodes) == _shape(second.nodes)


def _dockerfile(before: str, after: str) -> bool:
    from flaskcheck.files.source import Source
    from flaskcheck.readers.docker.dockerfile import read

    first, second = (read(Source("Dockerfile", encoded(text))) for text in (before, after))
    return _shape(first.instructions) == _shape(second.instructions)


_CONTINUED = re.compile(r"\\[ \t]*$")


def _lines(before: str, after: str) -> bool:
    """For files in which a line is a statement, unless the one before ends with a backslash: no comment may be added within one."""
    old, new = before.split("\n"), after.split("\n")
    at = 0
    for number, line in enumerate(new):
        if at < len(old) and line == old[at]:
            at += 1
            continue
        is_longer = at < len(old) and line.startswith(old[at].rstrip("\r")) and bool(old[at].strip())
        if is_longer and _CONTINUED.search(old[at]):
            return False
        if number and _CONTINUED.search(new[number - 1]):
            return False
        at += is_longer
    return at == len(old)


def _without(pattern: re.Pattern[str], comment: str | tuple[str, ...], text: str) -> str:
    kept = pattern.sub(lambda m: "" if m.group().startswith(comment) else m.group(), text)
    return "\n".join(filter(str.strip, map(str.rstrip, kept.split("\n"))))


_SCRIPTED = re.compile(
    r"/\*[\s\S]*?(?:\*/|\Z)|`(?:\\.|[^`\\])*(?:`|\Z)|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
)
_REACT = re.compile(r"className=|from ['\"]react['\"]")
_JSX = re.compile(r"</?>|/>")


def _script(before: str, after: str) -> bool:
    is_jsx = _REACT.search(before) or _JSX.search(_SCRIPTED.sub("", before))
    return not is_jsx and _without(_SCRIPTED, ("//", "/*"), before) == _without(_SCRIPTED, ("//", "/*"), after)


_TEMPLATED = re.compile(
    r"\{#[\s\S]*?(?:#\}|\Z)|\{%-?\s*raw\b[\s\S]*?(?:endraw\s*-?%\}|\Z)|\{%[\s\S]*?(?:%\}|\Z)|\{\{[\s\S]*?(?:\}\}|\Z)"
)
_MARKED = re.compile(
    r"<!--[\s\S]*?(?:-->|\Z)|<(script|style|textarea|title|pre)\b[\s\S]*?(?:</\1\s*>|\Z)|</?[a-z!?][^>]*(?:>|\Z)",
    re.IGNORECASE,
)


def _template(before: str, after: str) -> bool:
    return _without(_TEMPLATED, "{#", before) == _without(_TEMPLATED, "{#", after)


def _markup(before: str, after: str) -> bool:
    return _without(_MARKED, "<!--", before) == _without(_MARKED, "<!--", after)


_STYLED = re.compile(r"/\*[\s\S]*?(?:\*/|\Z)|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'")


def _css(before: str, after: str) -> bool:
    return _without(_STYLED, "/*", before) == _without(_STYLED, "/*", after)


# --- which kind of file has which ---------------------------------------------------------------------------


PYTHON = Style("# ", "", True, _python)
SHELL = Style("# ", "", True, _shell)
DOCKERFILE = Style("# ", "", False, _dockerfile)
DOTENV = Style("# ", "", False, _dotenv)
LINES = Style("# ", "", False, _lines, margin=True)
TEMPLATE = Style("{# ", " #}", True, _template)

ENDINGS = {
    **dict.fromkeys((".py", ".pyi", ".pyw", ".wsgi"), PYTHON),
    **dict.fromkeys((".yml", ".yaml"), Style("# ", "", True, _yaml)),
    **dict.fromkeys((".toml", "pipfile"), Style("# ", "", True, _toml)),
    **dict.fromkeys((".sh", ".bash"), SHELL),
    **dict.fromkeys((".dockerfile", "dockerfile", "containerfile"), DOCKERFILE),
    **dict.fromkeys((".env", ".flaskenv"), DOTENV),
    **dict.fromkeys((".ini", ".cfg", ".conf", ".service", ".mk", "makefile", "procfile", "ignore", ".htaccess"), LINES),
    **dict.fromkeys((".js", ".mjs", ".cjs", ".ts"), Style("// ", "", True, _script)),
    **dict.fromkeys((".css", ".scss", ".less"), Style("/* ", " */", True, _css)),
    **dict.fromkeys((".j2", ".jinja", ".jinja2"), TEMPLATE),
    **dict.fromkeys((".html", ".htm", ".xml", ".svg", ".config"), Style("<!-- ", " -->", True, _markup)),
}
"""The styles by how the name of a file ends, in small letters."""

_BEGINNINGS = {"dockerfile.": DOCKERFILE, "containerfile.": DOCKERFILE, "procfile.": LINES, ".env.": DOTENV}
REQUIREMENTS = Style("# ", "", True, _lines)


def style_of(path: str, text: str) -> Style | None:
    """How a file writes comments; ``None`` where it has none, or none that are known."""
    lower = path.lower()
    name = lower.rpartition("/")[2]
    is_list = name.endswith((".txt", ".in")) and ("requirements" in lower or "constraints" in name)
    if is_list:
        return REQUIREMENTS
    if name.endswith((".html", ".htm")) and ("templates" in lower.split("/") or "{%" in text or "{{" in text):
        return TEMPLATE
    found = next((style for begun, style in _BEGINNINGS.items() if name.startswith(begun)), None)
    found = found or next((style for ending, style in ENDINGS.items() if name.endswith(ending)), None)
    if found or not text.startswith("#!"):
        return found
    first = text.partition("\n")[0]
    return PYTHON if "python" in first else SHELL if first.rstrip().endswith("sh") else None
