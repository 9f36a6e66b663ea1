"""Which releases there are of well-known distributions, what they require, and which Pythons have wheels of them."""

from __future__ import annotations

from functools import lru_cache

from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.specifiers import SpecifierSet


class RequiredRelease(Record):
    """What a release requires of another distribution: ``specifier`` is PEP 440 text, ``marker`` PEP 508 text."""

    name: str
    specifier: str
    marker: str = ""


class Release(Record):
    """One release. ``python`` is which it asks for (PEP 440 text), ``wheels`` the Pythons that it has a wheel for, in the words of the table."""

    name: str
    version: str
    python: str = ""
    needs: tuple[RequiredRelease, ...] = ()
    wheels: str = ""

    def runs_on(self, python: str) -> bool:
        """Whether an installer takes it on a Python (``3.13``)."""
        return admits(self.python, f"{python}.99" if python.count(".") < 2 else python)


@lru_cache(maxsize=256)
def releases_of(name: str) -> tuple[Release, ...]:
    """The releases of a distribution (normalised name), oldest first; none of one that the table does not have."""
    from flaskcheck.known.tables.releases import LINES

    start = LINES.find(f"\n{name}\n")
    if start < 0:
        return ()
    found: list[Release] = []
    for line in LINES[start + len(name) + 2 :].split("\n"):
        if "|" not in line:
            break
        for row in line.split(" / "):
            versions, python, needs, wheels = row.split("|")
            required = tuple(_needs(needs))
            found.extend(Release(name, version, python, required, wheels) for version in versions.split())
    return tuple(found)


def _needs(words: str) -> Iterator[RequiredRelease]:
    for word in filter(None, words.split(" & ")):
        requirement, _, marker = word.partition(";")
        end = next((i for i, letter in enumerate(requirement) if letter in "=<>!~"), len(requirement))
        yield RequiredRelease(requirement[:end], requirement[end:], marker)


@lru_cache(maxsize=1024)
def specifiers(text: str) -> SpecifierSet | None:
    """A specifier that can be asked; ``None`` where it is none."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        return SpecifierSet(text)
    except InvalidSpecifier:
        return None


@lru_cache(maxsize=16384)
def admits(specifier: str, version: str) -> bool:
    """Whether a version is among those that a specifier admits; one that cannot be read admits all."""
    parsed = specifiers(specifier) if specifier else None
    return parsed is None or version in parsed
