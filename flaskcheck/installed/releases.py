"""Which releases a deployment gets today, on each Python that it may run on."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.installed.steering import STEERING_VARIABLES
from flaskcheck.known import versions
from flaskcheck.known.releases import admits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.facts.requirements import Requirement
    from flaskcheck.facts.services import PythonVersion
    from flaskcheck.installed.faults import Clash, Fault
    from flaskcheck.installed.installed import Installed
    from flaskcheck.installed.locks import Lock
    from flaskcheck.installed.resolution import Resolution
    from flaskcheck.known.releases import Release

CURRENT = ("3.11", "3.12", "3.13", "3.14")
"""The Pythons that hosts offer today: one of them runs what declares none."""


class Releases:
    """The releases that one deployment gets; ``installed``, ``python`` and ``variables`` tell what it installs, which Python it declares, and which variables are set meanwhile.

    ``usual`` is the Python that its host takes where none is declared (``3.14``), ``""`` where nobody knows.
    """

    def __init__(
        self,
        installed: Callable[[], Installed],
        python: Callable[[], PythonVersion | None],
        variables: Callable[[], set[str]],
        usual: str = "",
        is_unnamed: Callable[[], bool] = bool,
        locks: Callable[[], list[Lock]] = list,
        pip: Callable[[], str] = str,
    ) -> None:
        self._installed = installed
        self._python = python
        self._variables = variables
        self._usual = usual
        self._is_unnamed = is_unnamed
        self._locks = locks
        self._pip = pip

    @cached_property
    def declared(self) -> str:
        """The Python that it declares (``3.13``), or ``""``."""
        python = self._python()
        known = versions.major_minor(python.version) if python else None
        return f"{known[0]}.{known[1]}" if known else ""

    @property
    def _pythons(self) -> tuple[str, ...]:
        """The Pythons that it may run on: the declared one, or those that hosts offer today."""
        return (self.declared,) if self.declared else CURRENT

    @cached_property
    def taken(self) -> tuple[str, ...]:
        """The Pythons on which the next build will run it: the declared one, or what its host takes, which may be a newer one tomorrow; none where nobody knows."""
        usual = versions.major_minor(self._usual) if self._usual and not self.declared else None
        newer = (p for p in CURRENT if usual and (versions.major_minor(p) or usual) >= usual)
        return (self.declared,) if self.declared else tuple(newer)

    @cached_property
    def is_open(self) -> bool:
        """Whether nothing says which Python it runs on: neither a file that its host reads, nor a list of a tool that brings one."""
        brought = ("conda", "pixi", "uv-lock")
        chosen = any(file.python_place is not None or file.kind in brought for file in self._installed().files)
        return self._python() is None and not chosen and self._is_unnamed()

    @cached_property
    def locks(self) -> tuple[Lock, ...]:
        """The locks that it installs from and that don't fit what they were made from, or are not there."""
        return tuple(self._locks())

    @cached_property
    def fitting(self) -> str:
        """The newest Python that hosts offer on which nothing is known to fail, at most the one that its host takes by itself; ``""`` where there is none."""
        newest = versions.major_minor(self._usual) or (3, 99)
        found = (p for p in reversed(CURRENT) if (versions.major_minor(p) or newest) <= newest)
        return next((p for p in found if self._is_fit(p)), "")

    def _is_fit(self, python: str) -> bool:
        from flaskcheck.installed.faults import Faults

        on = tuple(r for r in self._resolutions if r.python == python)
        is_asked = all(admits(f.python, f"{python}.99") for f in self._installed().files if f.python)
        return is_asked and not (
            self.without_wheel(python) or any(r.clash for r in on) or (on and Faults(self._installed(), on).all)
        )

    @cached_property
    def _resolutions(self) -> tuple[Resolution, ...]:
        """What an installer chooses on each of them; none where that cannot be told."""
        from flaskcheck.installed.resolution import resolved

        installed = self._installed()
        is_other = any(file.kind in ("conda", "pixi") for file in installed.files)  # they have releases of their own
        is_free = installed.steering.is_free or not STEERING_VARIABLES.isdisjoint(self._variables())
        is_told = installed.is_known and installed.complete and not is_free
        if not is_told or installed.missing_includes or is_other:
            return ()
        given = (installed.requirements, installed.constraints)
        found = [resolved(*given, python, installed.present) for python in self._pythons]
        return tuple(r for r in found if r is not None) if None not in found else ()

    def without_wheel(self, python: str) -> tuple[tuple[Requirement, Release], ...]:
        """The pins of releases that have wheels, and none for a Python: an installer has to build them; those too that have none at all and don't build."""
        from flaskcheck.known.releases import builds_nowhere, of_version

        installed = self._installed()
        pins = ((r, versions.exact(r.specifier)) for r in installed.requirements if installed.is_known and not r.url)
        found = ((r, next(iter(of_version(r.name, pin)), None)) for r, pin in pins if pin)
        return tuple(
            (requirement, release)
            for requirement, release in found
            if release is not None and not release.has_wheel(python)
            if release.wheels or builds_nowhere(release, python)
            if versions.marker_applies(requirement.marker, python)
        )

    @property
    def unpublished(self) -> tuple[Requirement, ...]:
        """The pins of versions that there never were, which installers look for in the package index alone."""
        from flaskcheck.known.releases import is_beyond_all, never_published

        installed = self._installed()
        if installed.steering.is_free or not STEERING_VARIABLES.isdisjoint(self._variables()):
            return ()
        files = (f for f in installed.files if not f.lock and f.kind not in ("conda", "pixi"))
        written = {r for file in files for r in file.requirements}
        pins = ((r, versions.wanted(r.specifier)) for r in installed.requirements if r in written and not r.url)
        never = (
            r for r, pin in pins if pin and (never_published if "==" in r.specifier else is_beyond_all)(r.name, pin)
        )
        return tuple(r for r in never if versions.marker_applies(r.marker, self.declared) is not False)

    @property
    def passed_over(self) -> tuple[tuple[Requirement, str], ...]:
        """The pins of releases that its pip takes as not there, because their metadata break the standards, each with the first release that it installs again."""
        from flaskcheck.installed.pips import passed_over

        is_free = not STEERING_VARIABLES.isdisjoint(self._variables())
        return () if is_free else tuple(passed_over(self._installed(), self._pip))

    def without_module(self, module: str) -> Release | None:
        """The release that it gets of the distribution which had a module and has given it up; ``None`` where an older one may be there."""
        from flaskcheck.known.tables.stdlib import GONE

        name, since, python, _ = GONE.get(module, ("", "", "", ""))
        found = self.releases(name) if name and versions.at_least(self.declared, python) else ()
        is_gone = bool(found) and all(versions.at_least(release.version, since) for release in found)
        return found[0] if is_gone else None

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """What fails although it can be installed, on whichever of the Pythons."""
        from flaskcheck.installed.faults import Faults

        return Faults(self._installed(), self._resolutions).all

    @cached_property
    def usual_faults(self) -> tuple[Fault, ...]:
        """The same on the Pythons that its host takes where none is declared, if it fails there alone."""
        from flaskcheck.installed.faults import Faults

        found = tuple(r for r in self._resolutions if r.python in self.taken)
        return Faults(self._installed(), found).all if found and not (self.declared or self.faults) else ()

    @cached_property
    def fails_by_default(self) -> bool:
        """Whether the start or the build is known to fail on each Python that its host takes where none is declared."""
        from flaskcheck.known.releases import builds_nowhere

        first = "" if self.declared else next(iter(self.taken), "")
        lacking = (release for _, release in self.without_wheel(first)) if first else ()
        never = any(builds_nowhere(r, first) and not any(map(r.has_wheel, self.taken)) for r in lacking)
        return never or bool(self.usual_faults)

    @cached_property
    def clash(self) -> Clash | None:
        """Two requirements that contradict each other on whichever of the Pythons; none in a lock, which installers take as it is, nor in two commands, of which the second one replaces what the first has installed: one file is installed by one."""
        from flaskcheck.installed.faults import clash_of

        installed = self._installed()
        if not self._resolutions or installed.has_lock:
            return None
        found = [clash_of(resolution) for resolution in self._resolutions]
        last = found[-1] if None not in found else None
        is_split = installed.steering.is_split and last is not None and not last.is_of_file(installed.files)
        return None if is_split else last

    def may_have(self, name: str) -> bool:
        """Whether a distribution may be there, by whatever brings it."""
        is_brought = self._installed().provides((name,)).status in ("declared", "transitive", "host")
        found = self._resolutions
        return is_brought or not found or any(r.strangers or name in r.chosen for r in found)

    def releases(self, name: str) -> tuple[Release, ...]:
        """The releases of a distribution (normalised name) that it gets, one for each Python; none where that is not sure for all."""
        found = [r.chosen.get(name) if not r.clash and r.is_sure(name) else None for r in self._resolutions]
        return tuple(r for r in found if r is not None) if None not in found else ()
