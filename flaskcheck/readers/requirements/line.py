"""One requirement as text: PEP 508, a URL or a path, as pip understands it (verified with pip 26.3)."""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.requirements import Requirement
from flaskcheck.ground.limits import MAX_SHOWN_REQUIREMENT
from flaskcheck.known.markers import shown
from flaskcheck.known.names import normalised

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.ground.place import Place


_VERSION = r"\d+(?:\.\d+)*(?:(?:a|b|rc|\.post|\.dev)\d+)?"
_CLAUSE = rf"(?:(?:>=|<=|==|!=|>|<)[ \t]*{_VERSION}|~=[ \t]*(?=\d+\.\d){_VERSION}|(?:==|!=)[ \t]*\d+(?:\.\d+)*\.\*)(?=[ \t]*(?:,|$))"
_PLAIN = re.compile(
    r"([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)[ \t]*"
    rf"(?:\[([A-Za-z0-9_, -]*)\][ \t]*)?({_CLAUSE}(?:[ \t]*,[ \t]*{_CLAUSE})*)?",
    re.ASCII,
)
"""A name, perhaps with extras and versions: nearly all requirements there are, read without packaging (whose parser takes 30 ms to import)."""

_BARE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?", re.ASCII)
_VCS = (
    r"(?:git\+(?:https?|ssh|git|file)|hg\+(?:https?|ssh|file|static-http)|svn\+(?:https?|ssh|svn|file)"
    r"|bzr\+(?:https?|ssh|sftp|ftp|lp|file))"
)
"""The schemes of version control that pip installs from: ``git:`` alone is none."""

_URL = re.compile(rf"(?:{_VCS}|https?|ftp|file):", re.IGNORECASE)
_EDITABLE = re.compile(rf"(?:{_VCS}|git|hg|svn|bzr|file):", re.IGNORECASE)
_NO_FOLDER = re.compile(r"[a-z]{2,}:|[\w.-]+@[\w.-]+:|\w+\+\w+|.*(?:://|==)")
"""What is surely no folder of the repository: ``git@host:shop.git``, ``git+git@…``, a URL, a version."""
_VCS_WORD = re.compile(r"(?:git|hg|svn|bzr)\+")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_EGG = re.compile(r"[#&]egg=([^&]*)")
_EXTRAS = re.compile(r"\[([^\[\]]*)\]$")
_ARCHIVE = re.compile(r"\.(?:whl|zip|tar|tgz|tbz|tlz|txz|tar\.(?:gz|bz2|xz|lz|lzma))$")
_WHEEL = re.compile(r"(?<![^/\\])([^/\\]*)\.whl$")
_RELEASE = re.compile(r"(.+?)-\d")
_HOSTED = re.compile(r"://[^/]+/[^/]+/([^/]+?)(?:\.git)?/(?:-/)?(?:archive|zipball|tarball)/")
_PATH = re.compile(r"[^\s=<>!~;@,(:/]*/[^\s=<>!~;@,(:]*")
_TABLE = re.compile(r"-{3,}\s+-{3,}|Package\s+Version")
_SINGLE = re.compile(r"[A-Za-z0-9._-]+(?:\[.*\])?\s*=[^=]")
_VARIABLE = re.compile(r"\$\{[A-Z0-9_]+\}")


def parse(text: str, place: Place, group: str = "") -> Requirement | Unreadable:
    """One requirement in PEP 508 form, a URL or a path; what pip refuses gives its own words.

    A name that is not told by a URL or path is ``""``. A version taken from a variable (``flask==${VERSION}``) is unknown: no specifier.
    """
    head, _, condition = text.partition(";")
    marker = shown(condition)
    if marker:
        head = head.rstrip(" \t")
    elif head != text:
        head = ""
    pinned = _pinned(head)
    if pinned:
        return Requirement(normalised(pinned), pinned, place, head[len(pinned) :], marker, group=group, text=text)
    if _is_bare(head):
        return Requirement(normalised(head), head, place, "", marker, group=group, text=text)
    plain = _PLAIN.fullmatch(head)
    extras, specifier = (_extras(plain[2] or ""), _specifier(plain[3] or "")) if plain else (None, None)
    if plain and specifier is not None and extras is not None and not _ARCHIVE.search(head):
        return Requirement(normalised(plain[1]), plain[1], place, specifier, marker, extras, group, text=text)
    if is_direct(text):
        return direct(text, place, group)
    return _named(text, place, group)


def _pinned(text: str) -> str:
    """The name in ``name==1.2.3`` and ``name==1.2.post3``, which most files hold nothing but; ``""`` for anything else."""
    name, _, version = text.partition("==")
    first, _, last = version.rpartition(".")
    numbers = [*first.split("."), last.removeprefix("post")] if "." in version else [last]
    is_plain = text.isascii() and name.replace("-", "").replace("_", "").isalnum() and all(map(str.isdigit, numbers))
    return name if is_plain and (name[0] + name[-1]).isalnum() else ""


def _is_bare(text: str) -> bool:
    """Whether a requirement is nothing but a name, and one without a dot."""
    letters = text.replace("-", "").replace("_", "")
    return text.isascii() and letters.isalnum() and (text[0] + text[-1]).isalnum()


def _extras(listed: str) -> tuple[str, ...] | None:
    """The names in a list of extras; ``None`` when it is not written as a list of names."""
    names = [name.strip() for name in listed.split(",")] if listed.strip() else []
    return tuple(sorted(set(names))) if all(map(_BARE.fullmatch, names)) else None


def _specifier(written: str) -> str | None:
    """Clauses as packaging writes them; ``None`` when an operator is there twice (it drops a clause that says the same as another)."""
    clauses = sorted("".join(clause.split()) for clause in written.split(","))
    operators = {clause.rstrip("0123456789.abrcpostdev*") for clause in clauses}
    return ",".join(clauses) if len(operators) == len(clauses) else None


def _named(text: str, place: Place, group: str) -> Requirement | Unreadable:
    from packaging.requirements import Requirement as Parsed

    try:
        found = Parsed(text)
        specifier = str(found.specifier)  # only now packaging looks at all of its versions
    except ValueError as error:  # packaging's own error, or a number of more digits than Python reads
        return _with_variable(text, place, group) or Unreadable("syntax", refusal(text, str(error)), place)
    except RecursionError:
        return Unreadable("nested-too-deep", refusal(text, "its marker is nested too deep"), place)
    if refused := _bad_egg(found.url or ""):
        return refused_by_recent_pip(refused, place)
    return Requirement(
        normalised(found.name),
        found.name,
        place,
        specifier,
        str(found.marker or ""),
        tuple(sorted(found.extras)),
        group,
        found.url or "",
        text=text,
    )


def _with_variable(text: str, place: Place, group: str) -> Requirement | None:
    """A requirement of which the environment gives a part: as much of it as is written out."""
    if not _VARIABLE.search(text):
        return None
    name = _BARE.match(text)
    return (
        Requirement(normalised(name[0]), name[0], place, group=group, text=text)
        if name
        else Requirement("", "", place, group=group, text=text)
    )


def refusal(text: str, reason: str = "") -> str:
    """What pip says of a line that it refuses, on one line."""
    hint = ""
    if text.startswith(("pip install", "pip3 install", "python -m pip")):
        hint = " It is a command, not a requirement."
    elif _TABLE.match(text):
        hint = " It is the table that 'pip list' prints; use 'pip freeze'."
    elif _SINGLE.match(text):
        hint = " Hint: = is not a valid operator. Did you mean == ?"
    first = reason.partition("\n")[0].strip()
    shown = text if len(text) <= MAX_SHOWN_REQUIREMENT else text[:MAX_SHOWN_REQUIREMENT] + "…"
    return f"Invalid requirement: {shown!r}{': ' if first else ''}{first}.{hint}"


def is_url(text: str) -> bool:
    """Whether a text is a URL of a scheme that pip installs from."""
    return bool(_URL.match(text)) and not _DRIVE.match(text)


def is_direct(text: str) -> bool:
    """Whether a requirement is nothing but a URL or a path."""
    if is_url(text) or _DRIVE.match(text):
        return True
    first = text.partition(";")[0].strip()
    if first.startswith((".", "/", "~")):
        return True
    bare = _EXTRAS.sub("", first)
    left = bare.partition("@")
    if left[1] and "/" not in left[0]:
        return False
    if _ARCHIVE.search(bare):
        return True
    return not _VCS_WORD.match(bare) and bool(_PATH.fullmatch(bare))


def direct(text: str, place: Place, group: str = "", editable: bool = False) -> Requirement | Unreadable:
    """A requirement given by URL or path; its name from ``#egg=``, the archive or the repository."""
    url, _, marker = text.partition("; " if is_url(text) else ";")
    url, marker = url.strip(), marker.strip()
    if marker and (refused := _bad_marker(marker)):
        return Unreadable("syntax", refusal(url, refused), place)
    if refused := _bad_wheel(url):
        return Unreadable("syntax", refused, place)
    if refused := _bad_egg(url):
        return refused_by_recent_pip(refused, place)
    written, extras = _name_of(url)
    return Requirement(normalised(written), written, place, "", marker, extras, group, url, editable, text)


def _bad_egg(url: str) -> str:
    """What pip says of a fragment ``#egg=`` that is more than a name, or ``""``."""
    egg = _EGG.search(url)
    return f"The {egg[1]!r} egg fragment is invalid" if egg and not _BARE.fullmatch(egg[1]) else ""


def _bad_wheel(url: str) -> str:
    """What pip says of the name of a wheel that lacks a part, or ``""``."""
    name = _WHEEL.search(url.partition("#")[0])
    wrong = name is not None and name[1].count("-") not in (4, 5)
    return f"Invalid wheel filename (wrong number of parts): {name[1]!r}" if name and wrong else ""


def refused_by_recent_pip(message: str, place: Place) -> Unreadable:
    """What pip refuses since 25, where an older one warned."""
    return Unreadable("recent-pip", message, place)


def editable_refusal(value: str) -> str:
    """Why ``-e`` does not take a value that may be a path, a URL or ``name @ URL``, in pip's words; ``""`` when it does."""
    named, at, url = value.partition(" @ ")
    link = url.strip() if at and _BARE.fullmatch(_EXTRAS.sub("", named)) else value
    if not _EDITABLE.match(link) and (at or _NO_FOLDER.match(link)):
        return f"{value} is not a valid editable requirement"
    if link is value and _EDITABLE.match(link) and not link.lower().startswith("file:") and not _EGG.search(link):
        return f"Could not detect requirement name for {value!r}, please specify one with your_package_name @ URL"
    return ""


def _bad_marker(marker: str) -> str:
    """Why a marker is none, or ``""``."""
    from packaging.markers import Marker

    try:
        Marker(marker)
    except ValueError as error:
        return str(error)
    except RecursionError:
        return "its marker is nested too deep"
    return ""


def _name_of(url: str) -> tuple[str, tuple[str, ...]]:
    """The name that a URL or path tells (``""`` for none), and the extras."""
    egg = _EGG.search(url)
    extras = _EXTRAS.search(url)
    listed = extras[1] if extras else ""
    names = tuple(sorted(e.strip() for e in listed.split(",") if e.strip()))
    if egg:
        return egg[1], names
    bare = _EXTRAS.sub("", url.partition("#")[0]).rstrip("/")
    hosted = _HOSTED.search(bare)
    if hosted:
        return hosted[1], names
    last = re.split(r"[\\/]", bare)[-1]
    if _ARCHIVE.search(last):
        release = last.partition("-")[0] if last.endswith(".whl") else (_RELEASE.match(last) or [""] * 2)[1]
        return (release if _BARE.fullmatch(release) else ""), names
    return (_repository_name(bare) if "://" in bare or bare.startswith("git") else ""), names


def _repository_name(url: str) -> str:
    """``shop`` of ``git+https://example.com/x/shop.git@v1``."""
    last = url.rpartition("/")[2].partition("@")[0].removesuffix(".git")
    found = _BARE.match(last)
    return found[0] if found else ""
