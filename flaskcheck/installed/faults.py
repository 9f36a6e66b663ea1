"""Which of the releases that a deployment gets cannot work together, and what would make them."""

from __future__ import annotations

from functools import cached_property
from itertools import combinations

from flaskcheck.facts.requirements import Requirement
from flaskcheck.ground.limits import MAX_RESOLUTION_ROUNDS
from flaskcheck.ground.record import Record
from flaskcheck.installed.resolution import Limit, Resolution, resolved
from flaskcheck.known import versions
from flaskcheck.known.distributions import distributions_for
from flaskcheck.known.releases import admits, releases_of
from flaskcheck.known.tables.breaks import BREAKS, NAMES, Break

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.facts.requirements import DependencyFile
    from flaskcheck.installed.installed import Installed


class Fault(Record):
    """``row`` says what fails and how; ``requirement`` is the declared one that leads there, ``resolution`` what an installer chooses, ``limits`` what the project would have to limit as well (nothing: that
    doesn't mend it)."""

    row: Break
    requirement: Requirement
    resolution: Resolution
    limits: tuple[str, ...] = ()

    @property
    def user(self) -> str:
        """The release that fails: ``Flask 1.1.2``."""
        return self._shown(self.row.user)

    @property
    def other(self) -> str:
        """What it fails with: ``Jinja2 3.1.6``, ``Python 3.13``."""
        return f"Python {self.resolution.python}" if self.row.other == "python" else self._shown(self.row.other)

    @property
    def is_pinned(self) -> bool:
        """Whether the project itself pins both."""
        bounding = self.resolution.limits.get(self.row.other, ())
        return any(limit.requirement is not None and versions.exact(limit.specifier) for limit in bounding)

    def _shown(self, name: str) -> str:
        return f"{NAMES.get(name, name)} {self.resolution.chosen[name].version}"


class Clash(Record):
    """Two limits that no release of a distribution meets: ``words`` says them, ``first`` and ``second`` are the requirements they come from. An installer stops there."""

    words: str
    first: Requirement
    second: Requirement

    def is_of_file(self, files: Iterable[DependencyFile]) -> bool:
        """Whether one of these files asks for both, so that one command installs them."""
        return any(file.path == self.first.place.path == self.second.place.path for file in files)


def clash_of(resolution: Resolution) -> Clash | None:
    """Why nothing can be installed on one Python, where two limits alone make it so that come from one file which an installer resolves."""
    name = resolution.clash
    bounding = resolution.limits.get(name, ())
    for first, second in combinations(sorted(bounding, key=lambda limit: limit.of is not None), 2):
        if any(admits(first.specifier, r.version) and admits(second.specifier, r.version) for r in releases_of(name)):
            continue
        one, other = (limit.requirement or _pin(limit, resolution) for limit in (first, second))
        if one is not None and other is not None and one.place.path == other.place.path:
            return Clash(f"{_said(first, name)}, but {_said(second, name)}", one, other)
    return None


def _pin(limit: Limit, resolution: Resolution) -> Requirement | None:
    """The requirement that pins the release which gives a limit."""
    bounding = resolution.limits.get(limit.of.name, ()) if limit.of is not None else ()
    return next((other.requirement for other in bounding if other.requirement is not None), None)


def _said(limit: Limit, name: str) -> str:
    if limit.requirement is not None:
        return f"{limit.requirement.written}{limit.specifier} is asked for here"
    release = limit.of
    shown = f"{NAMES.get(release.name, release.name)} {release.version}" if release is not None else ""
    return f"{shown} requires {NAMES.get(name, name)}{limit.specifier}"


class Faults:
    """What is wrong with the releases that one deployment gets on some Pythons."""

    def __init__(self, installed: Installed, resolutions: tuple[Resolution, ...]) -> None:
        self._installed = installed
        self._resolutions = resolutions

    @cached_property
    def all(self) -> tuple[Fault, ...]:
        """What fails on all of the Pythons, in the order in which it is met."""
        found = [(row, [r for r in self._resolutions if _fails(row, r)]) for row in BREAKS]
        hit = [
            (row, rs[-1]) for row, rs in found if rs and len(rs) == len(self._resolutions) and not self._replaced(row)
        ]
        return tuple(
            Fault(row, requirement, resolution, self._mended(resolution))
            for row, resolution in hit
            if (requirement := _leading_to(row.user, resolution)) is not None
        )

    def _replaced(self, row: Break) -> bool:
        """Whether another distribution that is installed brings the modules that fail, too: which of them is imported, nobody knows."""
        bringing = [names for module in row.modules.split() if row.user in (names := distributions_for(module))]
        others = (name for names in bringing for name in names if name != row.user)
        return any(self._installed.has(name) for name in others)

    def _mended(self, resolution: Resolution) -> tuple[str, ...]:
        """What limits make everything work that fails on one Python; none where they would not."""
        added: dict[str, Requirement] = {}
        for _ in range(MAX_RESOLUTION_ROUNDS):
            failing = [row for row in BREAKS if _fails(row, resolution)]
            if not failing:
                return tuple(f"{NAMES.get(name, name)}{r.specifier}" for name, r in sorted(added.items()))
            row = failing[0]
            if row.other == "python" or not row.other_specifier.startswith(">=") or row.other in added:
                return ()
            place = self._installed.requirements[0].place
            added[row.other] = Requirement(row.other, row.other, place, row.other_specifier.replace(">=", "<"))
            bounds = (*self._installed.constraints, *added.values())
            following = resolved(self._installed.requirements, bounds, resolution.python)
            if following is None or following.clash:
                return ()
            resolution = following
        return ()


def _fails(row: Break, resolution: Resolution) -> bool:
    """Whether a row of the table surely holds of what is chosen."""
    user, other = resolution.chosen.get(row.user), resolution.chosen.get(row.other)
    if user is None or (row.python and not admits(row.python, resolution.python)):
        return False
    if resolution.clash or not admits(row.specifier, user.version) or not resolution.is_sure(row.user):
        return False
    if row.other == "python":
        return admits(row.other_specifier, resolution.python)
    return other is not None and admits(row.other_specifier, other.version) and resolution.is_sure(row.other)


def _leading_to(name: str, resolution: Resolution) -> Requirement | None:
    """The declared requirement that brings a distribution."""
    seen: set[str] = set()
    while name not in seen:
        seen.add(name)
        bounding = resolution.limits.get(name, ())
        for limit in bounding:
            if limit.requirement is not None:
                return limit.requirement
        name = next((limit.of.name for limit in bounding if limit.of is not None), name)
    return None
