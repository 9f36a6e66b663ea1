"""Which part of a line may be shown in a file that is no code of Python: of settings, of commands, of pages."""

from __future__ import annotations

import re

from flaskcheck.findings.long_secrets import LongSecrets
from flaskcheck.findings.within import has_blanks_in_secret, lines_above, lines_within, unprefixed
from flaskcheck.known import hiding
from flaskcheck.known.harmless import is_harmless, is_hot
from flaskcheck.known.masking.leading import named_by_comment
from flaskcheck.known.masking.shells import handed_on, spans_of_handed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

    from flaskcheck.files.source import Source
    from flaskcheck.known.hiding import Spans

_SHELL = ("Procfile", "Makefile", "makefile", "GNUmakefile")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_.-][A-Za-z0-9]+){0,6}|[A-Z]{2,16}|[a-z]{1,16}")
_KEY = re.compile(
    r"(?:^\s*(?:- *)?(?:(?:export|ENV|ARG|LABEL|RUN|set|declare) +)?|(?<=[\s{,(\[])(?<![:=]\s)|(?<=[{,(\[\s]['\"]))(?P<name>[A-Za-z_][\w.-]*)(?=['\"]?\s*[:=])"
)
_DECLARING = frozenset(("env", "arg", "label", "export", "set"))


class Entries:
    """The lines of such files. ``names`` may be shown wherever they stand."""

    def __init__(self, names: Container[str]) -> None:
        self._names = names
        self._long: dict[str, LongSecrets] = {}
        self._parts: dict[str, frozenset[int]] = {}
        self._handed: dict[str, frozenset[str]] = {}

    def spans(self, source: Source, number: int, is_secret: bool) -> Spans:
        """What is to be hidden of a line; ``is_secret``: it is reported for one."""
        line = source.lines[number - 1]
        mode = _mode(source.path)
        above = lines_above(source.lines, number, mode != hiding.COMMAND)
        is_part = self._long_secrets(source).hold(number)
        if is_secret or is_part or number in self._within(source) or self._is_told_by_name(source, number):
            return _all_but_names(line)
        text = "\n".join((*above, unprefixed(line) if mode == hiding.COMMAND else line))
        begun = len(text) - len(line)
        found = hiding.spans(text, mode, self._names)
        handed = self._handed_on(source) if mode != hiding.PAGE else ()
        found += spans_of_handed(text, handed) if handed else ()
        return [(max(start - begun, 0), end - begun) for start, end in found if end > begun]

    def _handed_on(self, source: Source) -> frozenset[str]:
        if source.path not in self._handed:
            self._handed[source.path] = handed_on(source.text)
        return self._handed[source.path]

    def _within(self, source: Source) -> frozenset[int]:
        if source.path not in self._parts:
            self._parts[source.path] = lines_within(source.path, source.lines)
        return self._parts[source.path]

    def _long_secrets(self, source: Source) -> LongSecrets:
        if source.path not in self._long:
            self._long[source.path] = LongSecrets(source.lines, _mode(source.path) == hiding.COMMAND)
        return self._long[source.path]

    def _is_told_by_name(self, source: Source, number: int) -> bool:
        """Whether a line holds the value of a secret that is named beside it, or declares one whose value may have blanks."""
        line = source.lines[number - 1]
        if named_by_comment(line):
            return True
        if "".join(line.split(None, 1)[:1]).lower() in _DECLARING:
            return any(is_hot(found["name"]) for found in _KEY.finditer(line)) or is_hot("".join(line.split()[1:2]))
        return has_blanks_in_secret(source.path, line) or self._long_secrets(source).name(number)


_PAGES = tuple(".html .htm .js .jsx .ts .tsx .vue .svelte .mjs .cjs .j2 .jinja .jinja2 .css .md".split())


def _mode(path: str) -> str:
    name = path.rpartition("/")[2]
    if name.endswith(_PAGES):
        return hiding.PAGE
    is_shell = (
        name.endswith((".sh", ".bash", ".mk"))
        or name.startswith((*_SHELL, "Dockerfile", "Containerfile"))
        or ("." not in name and name != "Pipfile")
    )
    return hiding.COMMAND if is_shell or name.endswith(("ockerfile", "ontainerfile")) else hiding.ENTRY


def _all_but_names(line: str) -> Spans:
    """Everything in a line but the names that values are given to."""
    kept = [found.span("name") for found in _KEY.finditer(line) if _is_plain_name(found["name"])]
    found, at = [], len(line) - len(line.lstrip())
    words = re.match(r"\s*(?:- *)?(?:export|ENV|ARG|LABEL|RUN|CMD|set)\s+", line)
    at = words.end() if words else at
    for start, end in [*kept, (len(line), len(line))]:
        for match in re.finditer(r"[^\s'\"{}\[\]:=,\-][^'\"{}\[\]]*", line[at:start]):
            stripped = match.group().rstrip(" \t,")
            found.append((at + match.start(), at + match.start() + len(stripped)))
        at = end
    return found


def _is_plain_name(name: str) -> bool:
    return is_harmless(name) or ("_" in name and bool(_NAME.fullmatch(name)) and (name.isupper() or name.islower()))
