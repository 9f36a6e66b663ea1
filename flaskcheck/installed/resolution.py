"""Which releases an installer chooses today: the newest that everything allows, by the table of releases."""

from __future__ import annotations

from functools import lru_cache

from flaskcheck.ground.limits import MAX_RESOLUTION_ROUNDS
from flaskcheck.ground.record import Record
from flaskcheck.known import versions
from flaskcheck.known.distributions import brings, is_understood
from flaskcheck.known.releases import Release, admits, has_releases, of_version, releases_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeAlias

    from flaskcheck.facts.requirements import Requirement

    Limits: TypeAlias = "dict[str, tuple[Limit, ...]]"


class Limit(Record):
    """What bounds a distribution: a specifier, and who gives it: a requirement of the project (``of`` is ``None``), or a release."""

    specifier: str
    of: Release | None = None
    requirement: Requirement | None = None


class Resolution(Record):
    """The outcome for one Python.

    ``chosen`` are the releases by name, of the distributions that the table has; ``limits`` what bounds each; ``clash`` is the one for which there is no release although none of those that bound it can be
    another: an installer stops there. ``strangers`` are the declared distributions of which it is not known what they bound, and those that are there before anything is installed, in whatever release.
    """

    python: str
    chosen: Mapping[str, Release]
    limits: Mapping[str, tuple[Limit, ...]]
    clash: str
    strangers: tuple[str, ...]

    def is_sure(self, name: str) -> bool:
        """Whether nothing unknown can make an installer choose another release of it: what a pinned release asks for is known, whoever asks for that release too."""
        pinned = frozenset(filter(self._is_pinned, self.limits))
        return name in pinned or not any(
            not is_understood(stranger) or name == stranger or name in brings(stranger, pinned)
            for stranger in self.strangers
        )

    def _is_pinned(self, name: str) -> bool:
        """Whether the project names one release of it."""
        pins = (limit for limit in self.limits[name] if limit.requirement is not None)
        return any(versions.exact(limit.specifier) for limit in pins)


@lru_cache(maxsize=32)  # several deployments install the same
def resolved(
    requirements: tuple[Requirement, ...],
    constraints: tuple[Requirement, ...],
    python: str,
    present: tuple[str, ...] = (),
) -> Resolution | None:
    """What an installer chooses on a Python (``3.13``) where some distributions are ``present`` already, or ``None`` where the table does not tell: one of its distributions comes from an address, or in a release that it does not
    have."""
    own: Limits = {}
    strangers = [*present]
    for requirement in requirements:
        holds = versions.marker_applies(requirement.marker, python)
        if holds is False:
            continue
        if not has_releases(requirement.name):
            strangers.append(requirement.name)
        elif holds is None or requirement.url:
            return None
        else:
            own[requirement.name] = (*own.get(requirement.name, ()), Limit(requirement.specifier, None, requirement))
    bounds = {r.name: Limit(r.specifier, None, r) for r in constraints if r.specifier}
    return _settled(own, bounds, python, tuple(strangers))


def _settled(own: Limits, bounds: Mapping[str, Limit], python: str, strangers: tuple[str, ...]) -> Resolution | None:
    """The releases that agree: those that bound another so that there is none left give way to older ones, where nothing else can."""
    limits, passed = own, frozenset[Release]()
    for _ in range(MAX_RESOLUTION_ROUNDS):
        chosen, missing = _chosen(own, limits, bounds, python, passed)
        if missing:
            bounding = limits.get(missing, ())
            giving = _giving(missing, bounding, own)
            if giving:
                limits, passed = own, passed | giving
                continue
            is_told = all(_is_fixed(limit, own) for limit in bounding) and not any(map(_is_unlisted, own.items()))
            return Resolution(python, chosen, limits, missing, strangers) if is_told else None
        following = _limits(own, chosen, python)
        if following == limits:
            return Resolution(python, chosen, limits, "", strangers)
        limits = following
    return None


def _giving(name: str, bounding: tuple[Limit, ...], own: Limits) -> frozenset[Release]:
    """The releases that have to give way, and those like them: each leaves no release of a distribution together with what stays."""
    fixed = [limit for limit in bounding if _is_fixed(limit, own)]
    staying = [r for r in releases_of(name) if all(admits(limit.specifier, r.version) for limit in fixed)]
    loose = [limit.of for limit in bounding if limit not in fixed and limit.of is not None] if staying else []

    def leaves_none(release: Release) -> bool:
        needs = [need for need in release.needs if need.name == name]
        return bool(needs) and not any(all(admits(n.specifier, r.version) for n in needs) for r in staying)

    alike = (other for release in loose if leaves_none(release) for other in releases_of(release.name))
    return frozenset(filter(leaves_none, alike))


def _is_unlisted(item: tuple[str, tuple[Limit, ...]]) -> bool:
    """Whether a requirement pins a release that the table does not have."""
    name, limits = item
    listed = {release.version for release in releases_of(name)}
    return any((pin := versions.exact(limit.specifier)) and pin not in listed for limit in limits)


def _is_fixed(limit: Limit, own: Limits) -> bool:
    """Whether a limit stays, whatever an installer tries: the project gives it, or a release that the project pins."""
    if limit.of is None:
        return True
    return any(versions.exact(other.specifier) for other in own.get(limit.of.name, ()))


def _chosen(
    own: Limits, limits: Limits, bounds: Mapping[str, Limit], python: str, passed: frozenset[Release]
) -> tuple[dict[str, Release], str]:
    """The newest release of each distribution within what bounds it, but for those passed over, and the name of one that has none."""
    found: dict[str, Release] = {}
    for name in dict.fromkeys((*own, *limits)):
        bounding = (*limits.get(name, ()), *((bounds[name],) if name in bounds else ()))
        asked = tuple(dict.fromkeys(b.specifier for b in bounding))  # several ask for the same
        release = _newest(name, asked, python, passed)
        if release is None:
            return found, name
        found[name] = release
    return found, ""


@lru_cache(maxsize=4096)  # each round asks for most of the same
def _newest(name: str, asked: tuple[str, ...], python: str, passed: frozenset[Release]) -> Release | None:
    """The newest release of a distribution within what is asked of it, but for those passed over."""
    fitting = (r for r in reversed(_within_pins(name, asked)) if all(admits(text, r.version) for text in asked))
    return next((r for r in fitting if not (passed and r in passed) and r.runs_on(python)), None)


def _within_pins(name: str, specifiers: Iterable[str]) -> tuple[Release, ...]:
    """The releases of a distribution; the one that is pinned where the table has it under that very name: no other can fit."""
    pin = next(filter(None, map(versions.exact, specifiers)), "")
    return (pin and of_version(name, pin)) or releases_of(name)


def _limits(own: Limits, chosen: Mapping[str, Release], python: str) -> Limits:
    """What bounds each distribution, where these releases are chosen."""
    found = dict(own)
    for release in chosen.values():
        for need in release.needs:
            if versions.marker_applies(need.marker, python):
                found[need.name] = (*found.get(need.name, ()), Limit(need.specifier, release))
    return found
