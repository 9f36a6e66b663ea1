"""Files that only name a Python version: runtime.txt, .python-version, .tool-versions, mise.toml.

Sources: heroku-buildpack-python ``lib/python_version.sh`` (runtime.txt, .python-version: comments, one version, N.N
or N.N.N, no prefix, no byte-order mark); pyenv and uv (several versions, ``3.12-dev``, ``cpython-3.12``); asdf
(.tool-versions); mise ("Configuration").
"""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.services import PlatformFile, PythonVersion
from flaskcheck.ground.place import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node

NAMES = ("runtime.txt", ".python-version", ".tool-versions", "mise.toml", ".mise.toml")
"""How these files are called."""

_VERSION = re.compile(r"(?:c?python[-:]?|v)?(\d+(?:\.\d+){0,2})(?:(?:[-+_a-z.].*)?)", re.IGNORECASE)
_PLAIN = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)(\.(0|[1-9]\d*))?")
_TOOL_LINE = re.compile(r"\s*python\s+(\S+)")


def version_of(written: str) -> str:
    """The version in a written one (``python-3.11.4`` → ``3.11.4``, ``3.12-slim`` → ``3.12``); ``""`` when it cannot
    be told (``pypy3.10``, ``>=3.9``, ``system``, ``latest``)."""
    found = _VERSION.fullmatch(written.strip())
    return found.group(1) if found else ""


def python_of(node: Node | None, source: str) -> PythonVersion | None:
    """The Python version that a text scalar holds. ``source`` names what declares it."""
    if node is None or not node.text:
        return None
    return PythonVersion(node.text, version_of(node.text), source, node.text_place)


def read(source: Source) -> PlatformFile:
    """The Python version of the file; its host is ``heroku`` for runtime.txt, else ``python``: every host may read
    it. Errors of kind ``python-version`` are Heroku's refusals; ``encoding``. Never raises."""
    name = source.path.rpartition("/")[2]
    if source.is_binary:
        problem = Unreadable("encoding", "the file is not text", source.whole())
        return PlatformFile(source.path, _host(name), errors=(problem,))
    if name.endswith(".toml"):
        return _read_mise(source)
    if name == ".tool-versions":
        return _read_tool_versions(source)
    return _read_version_lines(source, name)


_CLOUD_FOUNDRY = re.compile(r"python-3\.\d+\.x")
"""What Cloud Foundry's Python buildpack takes in a runtime.txt, and Heroku's never did."""


_FILLED_IN = re.compile(r"<%(?:(?!<%).)*%>|\{\{(?:(?!\{\{).)*\}\}|\{%(?:(?!\{%).)*%\}|\$\{\w+\}|@\w+@")
"""Where a template is filled in before anything is deployed."""


def _host(name: str) -> str:
    return "heroku" if name == "runtime.txt" else "python"


def _read_version_lines(source: Source, name: str) -> PlatformFile:
    versions = [
        PythonVersion(line.strip(), version_of(line), name, source.line_place(number))
        for number, line in enumerate(source.lines, 1)
        if line.strip() and not line.strip().startswith("#")
    ]
    if name == "runtime.txt" and len(versions) == 1 and _CLOUD_FOUNDRY.fullmatch(versions[0].written):
        return PlatformFile(source.path, "python", python=versions[0])
    if any(_FILLED_IN.search(version.written) for version in versions):
        return PlatformFile(source.path, "python", python=versions[0])
    errors = [*_encoding_errors(source, name), *(_refusal(v, name) for v in versions if not _accepted(v.written, name))]
    if not versions:
        errors.append(Unreadable("python-version", f"Heroku: No Python version found in {name}.", source.whole()))
    if len(versions) > 1:
        errors.append(
            Unreadable("python-version", f"Heroku: Multiple Python versions found in {name}.", versions[1].place)
        )
    return PlatformFile(source.path, _host(name), python=versions[0] if versions else None, errors=tuple(errors))


def _accepted(written: str, name: str) -> bool:
    if name == "runtime.txt":
        return written.startswith("python-") and bool(_PLAIN.fullmatch(written[len("python-") :]))
    return bool(_PLAIN.fullmatch(written))


def _refusal(version: PythonVersion, name: str) -> Unreadable:
    form = "python-3.13 or python-3.13.5" if name == "runtime.txt" else "3.13 or 3.13.5, without quotes or a prefix"
    return Unreadable("python-version", f"Heroku: Invalid Python version in {name} (it must be {form}).", version.place)


def _encoding_errors(source: Source, name: str) -> list[Unreadable]:
    if source.encoding in ("utf-8", "latin-1"):
        return []
    message = f"Heroku: Unable to read {name}: it is {source.encoding.upper()}, not UTF-8 without a byte-order mark."
    return [Unreadable("encoding", message, source.line_place(1))]


def _read_tool_versions(source: Source) -> PlatformFile:
    for number, line in enumerate(source.lines, 1):
        found = _TOOL_LINE.match(line)
        if found:
            place = Place(source.path, number, found.start(1) + 1, number, found.end(1) + 1)
            version = PythonVersion(found.group(1), version_of(found.group(1)), ".tool-versions", place)
            return PlatformFile(source.path, "python", python=version)
    return PlatformFile(source.path, "python")


def _read_mise(source: Source) -> PlatformFile:
    from flaskcheck.readers.markup import toml as toml_text

    root, errors = toml_text.load(source)
    tool = root.get("tools", "python") if root else None
    if tool is not None and tool.is_sequence:
        tool = next(iter(tool), None)
    if tool is not None and tool.is_mapping:
        tool = tool.get("version")
    python = python_of(tool, source.path.rpartition("/")[2])
    return PlatformFile(source.path, "python", python=python, errors=errors)
