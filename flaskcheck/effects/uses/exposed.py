"""What the code of one deployment leaves open to others."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.uses.open_dashboards import OpenDashboard
    from flaskcheck.effects.uses.unverified import Unverified


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
