"""Requirements and constraints files, read as pip reads them (verified with pip 26.3)."""

from __future__ import annotations

import re

from flaskcheck.facts import DependencyFile, Include, Place, Requirement, Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.source import Source

PIN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._\-]*)\s*==\s*([A-Za-z0-9.!+\-_]+)")
NAME = re.compile(r"([A-Za-z0-9](?:[A-Za-z0-9._\-]*[A-Za-z0-9])?)")
_COMMENT = re.compile(r"(^|\s)#.*$")
_HASH = re.compile(r"\s--hash[= ]\S+|\s--(?:global-option|install-option|config-settings)[= ]\S+")
_INCLUDE = re.compile(r"(-r|--requirement|-c|--constraint)(?:\s+|=|(?<=-[rc]))\s*(\S.*)")
_EDITABLE = re.compile(r"(?:-e\s*|--editable(?:\s+|=))(\S.*)")
_URL = re.compile(r"(?:git|hg|svn|bzr)\+\S+|https?://\S+|file:\S+")
_EGG = re.compile(r"[#&]egg=([A-Za-z0-9._\-]+)")
_WHEEL = re.compile(r"([A-Za-z0-9_.]+?)-\d[^/]*\.(?:whl|tar\.gz|zip)$")
_TABLE = re.compile(r"^(-{3,}\s+-{3,}|Package\s+Version)")
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>")


def normalised(name: str) -> str:
    """A distribution's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read(source: Source) -> DependencyFile:
    """Every requirement, include, option and refused line of a requirements file."""
    kind = "constraints" if "constraint" in source.path.rpartition("/")[2].lower() else "requirements"
    if source.encoding in ("utf-16-le", "utf-16-be") or source.is_binary:
        first = source.lines[0][:20] if source.lines else ""
        message = f"Invalid requirement: {first.encode('utf-16-le', 'replace')!r}: the file is UTF-16 without a byte-order mark"
        problem = Unreadable("encoding", message, source.line_place(1))
        return DependencyFile(source.path, kind, invalid=(problem,), encoding=source.encoding)
    requirements, includes, invalid, options = [], [], [], []
    for place, text in _logical_lines(source):
        found = _line(text, place, source)
        if isinstance(found, Requirement):
            requirements.append(found)
        elif isinstance(found, Include):
            includes.append(found)
        elif isinstance(found, Unreadable):
            invalid.append(found)
        elif found:
            options.append(found)
    return DependencyFile(
        source.path,
        kind,
        tuple(requirements),
        tuple(includes),
        tuple(invalid),
        encoding=source.encoding,
        options=tuple(options),
    )


def _logical_lines(source: Source) -> Iterator[tuple[Place, str]]:
    """Lines with continuations joined and comments taken off, each with its place."""
    pending, start = "", 0
    for number, raw in enumerate(source.lines, 1):
        if not pending:
            start = number
        if raw.endswith("\\") and not raw.lstrip().startswith("#"):
            pending += raw[:-1] + " "
            continue
        text = _COMMENT.sub("", pending + raw).strip()
        pending = ""
        if text:
            first = source.line_place(start)
            shown = _COMMENT.sub("", source.lines[start - 1].rstrip("\\")).rstrip()
            yield first.replaced(end_column=max(len(shown) + 1, first.column)), text
    if pending.strip():
        yield source.line_place(start), pending.strip()


def _line(
    text: str, place: Place, source: Source
) -> Requirement | Include | Unreadable | tuple[str, str, Place] | None:
    if text.startswith(_MARKERS):
        return Unreadable(
            "merge-markers", f"Invalid requirement: '{text}' (a merge conflict was never resolved)", place
        )
    include = _INCLUDE.match(text)
    if include:
        return _include(include[1], include[2].strip().strip("\"'"), place, source)
    editable = _EDITABLE.match(text)
    if editable:
        return _direct(editable[1].strip(), text, place, editable=True)
    if text.startswith("-") and not _TABLE.match(text):
        name, _, value = text.partition("=" if "=" in text.split()[0] else " ")
        return (name.strip(), value.strip(), place)
    return parse(_HASH.sub("", " " + text).strip(), place)


def _include(option: str, written: str, place: Place, source: Source) -> Include:
    folder = source.path.rpartition("/")[0]
    path = written if "://" in written else _resolved(folder, written)
    return Include(path, written, option in ("-c", "--constraint"), place)


def _resolved(folder: str, written: str) -> str:
    """A path relative to a folder of the repository; one that leaves it keeps its ``..``."""
    import posixpath

    return posixpath.normpath(posixpath.join(folder, written.replace("\\", "/")))


def parse(text: str, place: Place, group: str = "") -> Requirement | Unreadable:
    """One requirement in PEP 508 form, a URL or a path; what pip refuses gives its own words."""
    pin = PIN.fullmatch(text)
    if pin:
        return Requirement(normalised(pin[1]), pin[1], place, f"=={pin[2]}", group=group, text=text)
    if _looks_like_path(text) or _URL.match(text):
        return _direct(text, text, place, group=group)
    from packaging.requirements import InvalidRequirement
    from packaging.requirements import Requirement as Parsed

    try:
        found = Parsed(text)
    except InvalidRequirement:
        return Unreadable("syntax", refusal(text), place)
    return Requirement(
        normalised(found.name),
        found.name,
        place,
        str(found.specifier),
        str(found.marker or ""),
        tuple(sorted(found.extras)),
        group,
        found.url or "",
        text=text,
    )


def refusal(text: str) -> str:
    """What pip says of a line that it refuses (pip 26.3)."""
    hint = ""
    if re.match(r"[A-Za-z0-9._\-]+(\[.*\])?\s*=[^=]", text):
        hint = " Hint: = is not a valid operator. Did you mean == ?"
    elif text.startswith(("pip install", "pip3 install", "python -m pip")):
        hint = " It is a command, not a requirement."
    elif _TABLE.match(text):
        hint = " It is the table that 'pip list' prints; use 'pip freeze'."
    return f"Invalid requirement: '{text[:80]}'.{hint}"


def _looks_like_path(text: str) -> bool:
    first = text.partition(";")[0].partition("[")[0].strip()
    return (
        first.startswith((".", "/", "~", "file:"))
        or bool(re.match(r"[A-Za-z]:[\\/]", first))
        or first.endswith((".whl", ".tar.gz", ".zip"))
    )


def _direct(target: str, text: str, place: Place, editable: bool = False, group: str = "") -> Requirement:
    """A requirement given by URL or path; its name from ``#egg=``, the archive or the repository."""
    url, _, marker = target.partition(" ;")
    url = url.strip()
    egg, wheel = _EGG.search(url), _WHEEL.search(url.partition("#")[0])
    written = egg[1] if egg else wheel[1] if wheel else _repository_name(url)
    extras = re.search(r"\[([^\]]*)\]$", url)
    names = tuple(sorted(e.strip() for e in extras[1].split(","))) if extras else ()
    return Requirement(normalised(written), written, place, "", marker.strip(), names, group, url, editable, text)


def _repository_name(url: str) -> str:
    last = url.partition("#")[0].partition("@")[0] if "+" in url.partition("://")[0] else url
    name = last.rstrip("/").rpartition("/")[2].removesuffix(".git")
    found = NAME.match(name)
    return found[1] if found and "://" in url else ""
