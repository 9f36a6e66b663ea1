"""What the code of one deployment leaves open to others, or keeps from those who should have it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.uses.believed_headers import Believed
    from flaskcheck.effects.uses.logged_files import LoggedFile
    from flaskcheck.effects.uses.open_dashboards import OpenDashboard
    from flaskcheck.effects.uses.state import LocalCache
    from flaskcheck.effects.uses.unverified import Unverified
    from flaskcheck.facts.python import CallSite
    from flaskcheck.values.value import Outcome


class Exposed:
    """The questions of one deployment; each imports what answers it."""

    def __init__(self, production: Callable[[], Production]) -> None:
        self._production = production

    def unverified(self) -> tuple[Unverified, ...]:
        """What the code asks of others over TLS, or over none, without a look at who answers."""
        from flaskcheck.effects.uses.unverified import unverified

        return unverified(self._production())

    def open_dashboards(self) -> tuple[OpenDashboard, ...]:
        """The pages of libraries by which anyone may see or change what the application keeps."""
        from flaskcheck.effects.uses.open_dashboards import open_dashboards

        return open_dashboards(self._production())

    def logged_files(self) -> tuple[LoggedFile, ...]:
        """The files that hold all that is logged."""
        from flaskcheck.effects.uses.logged_files import logged_files

        return logged_files(self._production())

    def unlimited_uploads(self) -> tuple[CallSite, ...]:
        """The calls by which requests save uploads whose size nothing asks for."""
        from flaskcheck.effects.uses.uploads import unlimited_uploads

        return unlimited_uploads(self._production())

    def believed_headers(self) -> tuple[Believed, ...]:
        """What the application believes of headers that a proxy would write."""
        from flaskcheck.effects.uses.believed_headers import believed_headers

        return believed_headers(self._production())

    def local_caches(self, types: tuple[Outcome, ...]) -> tuple[LocalCache, ...]:
        """The caches in the memory of the process in which one request keeps what another asks for; ``types`` is the kind that the configuration names."""
        from flaskcheck.effects.uses.state import local_caches

        return tuple(local_caches(self._production(), types))
