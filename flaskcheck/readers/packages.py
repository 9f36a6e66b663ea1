"""What a package of a distribution of Linux needs: an RPM spec, debian/control, PKGBUILD, APKBUILD.

Anyone who installs the package gets these from the distribution. Sources: "Spec file format" (rpm.org), Debian Policy 7.2, "PKGBUILD" and "APKBUILD" (wikis).
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source

_OF_RPM = re.compile(r"^(?:Requires|Recommends)(?:\([^)\n]{0,40}\))?:(.*)$", re.IGNORECASE)
_OF_DEBIAN = re.compile(r"^(?:Pre-Depends|Depends|Recommends):(.*)$", re.IGNORECASE)
_OF_SHELL = re.compile(r"^depends(?:_\w{1,40})?\+?=[(\"'](.*)$")
_LISTED = re.compile(r"%\{\??py3_dist([^}]{0,200})\}")
_MACRO = re.compile(r"python3(?:\.\d{1,2})?dist\(|python%\{python3_pkgversion\}-")
_NAME = re.compile(r"[A-Za-z][\w.+-]{0,100}")
_PREFIXES = ("python3-", "py3-", "python-")
SERVERS = (
    "gunicorn",
    "uwsgi",
    "waitress",
    "mod_wsgi",
    "hypercorn",
    "uvicorn",
    "libapache2-mod-wsgi-py3",
    "uwsgi-plugin-python3",
)
"""Packages that are called after what they bring, without Python in their name."""


def is_package_file(path: str) -> bool:
    """Whether a file tells what a distribution's package needs."""
    folder, _, name = path.rpartition("/")
    in_debian = name == "control" and folder.rpartition("/")[2].startswith("debian")
    return name.endswith((".spec", ".spec.in")) or in_debian or name in ("PKGBUILD", "APKBUILD")


def needed(source: Source) -> tuple[str, ...]:
    """The modules of Python, as packages of distributions are called after them, that come with the package."""
    name = source.path.rpartition("/")[2]
    lines = _by_shell(source.lines) if name.endswith("BUILD") else _by_field(source.lines, name != "control")
    return tuple(dict.fromkeys(module for line in lines for module in _modules(line)))


def _by_field(lines: list[str], is_rpm: bool) -> Iterator[str]:
    """What stands behind the fields; Debian goes on in lines that begin with a blank (Policy 5.1)."""
    pattern, is_open = _OF_RPM if is_rpm else _OF_DEBIAN, False
    for line in lines:
        found = pattern.match(line)
        is_open = not is_rpm and (found is not None or (is_open and line[:1].isspace()))
        if found is not None:
            yield found[1]
        elif is_open:
            yield line


def _by_shell(lines: list[str]) -> Iterator[str]:
    end = ""
    for line in lines:
        found = _OF_SHELL.match(line.strip())
        if found is not None:
            end = ")" if line.strip().partition("=")[2].startswith("(") else line.strip().partition("=")[2][:1]
            line = found[1]
        if end:
            yield line.partition(end)[0]
            end = "" if end in line else end


def _modules(line: str) -> Iterator[str]:
    line = _LISTED.sub(lambda found: " ".join(f"python3-{name}" for name in found[1].split()), line)
    for part in line.replace(",", " ").replace("|", " ").split():
        is_python = _MACRO.search(part) is not None
        word = _NAME.match(_MACRO.sub("", part).strip("\"'()"))
        if word is None:
            continue
        bare = next((word[0].removeprefix(p) for p in _PREFIXES if word[0].startswith(p)), word[0])
        if is_python or bare != word[0] or word[0] in SERVERS:
            yield "mod_wsgi" if "mod-wsgi" in bare or "mod_wsgi" in bare else bare.partition("-plugin")[0]
